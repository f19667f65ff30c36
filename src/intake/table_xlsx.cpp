// XLSX: what a spreadsheet program saved, without the program. Runs in the sandboxed child.
//
// A sheet is taken row by row: its XML is cut at <row> and each row parsed alone, so that a hundred
// thousand rows need the memory of one. Values are the stored ones; formulas are not looked at.
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <pugixml.hpp>

#include "base/instant.h"
#include "base/text.h"
#include "intake/errors.h"
#include "intake/table.h"

namespace kotobune::intake {

namespace {

Error unreadable(std::string why) {
  return Error(errors::table_unreadable, {{"why", std::move(why)}});
}

constexpr std::uint64_t unpacked_bytes = 256u << 20;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

class Archive {
 public:
  static Result<Archive> open(ByteView bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return unreadable("no memory");
    Archive out;
    out.zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (out.zip_ == nullptr) {
      zip_source_free(source);
      return unreadable("it is no XLSX file, or a damaged one");
    }
    return out;
  }
  // "" where there is no such entry.
  Result<std::string> entry(const std::string& name) const {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(zip_.get(), name.c_str(), 0, &about) != 0) return std::string();
    if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > unpacked_bytes)
      return unreadable("a part of it is larger than 256 MiB unpacked");
    std::string out(about.size, '\0');
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen(zip_.get(), name.c_str(), 0), zip_fclose);
    if (file == nullptr || zip_fread(file.get(), out.data(), out.size()) !=
                               static_cast<zip_int64_t>(out.size()))
      return unreadable("a part of it is damaged or encrypted");
    return out;
  }

 private:
  std::unique_ptr<zip_t, Discard> zip_;
};

std::string_view local(const char* name) {
  const std::string_view whole(name);
  const auto colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

// All elements of a local name, in document order, whatever their prefix.
std::vector<pugi::xml_node> all_of_name(const pugi::xml_node& root, std::string_view name) {
  struct Walker : pugi::xml_tree_walker {
    std::string_view wanted;
    std::vector<pugi::xml_node> found;
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element && local(node.name()) == wanted) found.push_back(node);
      return depth() < 64;
    }
  } walker;
  walker.wanted = name;
  pugi::xml_node start = root;
  start.traverse(walker);
  return walker.found;
}

std::string attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.attributes())
    if (local(one.name()) == name) return one.value();
  return {};
}

// Text of a string item; phonetic readings (rPh) are no part of it.
void add_text(const pugi::xml_node& node, std::string& out) {
  for (const auto& child : node.children()) {
    const auto name = local(child.name());
    if (name == "t") out += child.text().get();
    else if (name == "r") add_text(child, out);
  }
}

// Does a number format show a date? Letters of dates, outside of quotes, brackets and escapes.
bool is_date_format(int id, const std::map<int, std::string>& own) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return true;
  const auto found = own.find(id);
  if (found == own.end()) return false;
  char until = '\0';
  for (std::size_t i = 0; i < found->second.size(); ++i) {
    const char c = found->second[i];
    if (until != '\0') {
      if (c == until) until = '\0';
    } else if (c == '"') until = '"';
    else if (c == '[') until = ']';
    else if (c == '\\' || c == '_' || c == '*') ++i;
    else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'e') return true;
  }
  return false;
}

struct Merge {
  std::size_t left = 0, right = 0;
  std::int64_t top = 0, bottom = 0;
  std::string name;
  TableCell value;
};

bool parse_cell_name(std::string_view name, std::size_t& column, std::int64_t& row) {
  std::size_t at = 0;
  std::size_t letters = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z' && at < 3; ++at)
    letters = letters * 26 + static_cast<std::size_t>(name[at] - 'A' + 1);
  const auto number = parse_int(name.substr(at));
  if (letters == 0 || !number || *number < 1 || *number > table_last_row) return false;
  column = letters - 1;
  row = *number;
  return true;
}

class Workbook {
 public:
  static Result<Workbook> open(ByteView bytes, const std::string& wanted) {
    TRY_LET(archive, Archive::open(bytes));
    Workbook out;
    TRY(out.find_sheet(archive, wanted));
    TRY_LET(strings, archive.entry("xl/sharedStrings.xml"));
    pugi::xml_document document;
    if (!strings.empty()) {
      if (!document.load_buffer(strings.data(), strings.size(), flags))
        return unreadable("its list of texts is damaged");
      for (const auto& item : all_of_name(document, "si")) {
        out.strings_.emplace_back();
        add_text(item, out.strings_.back());
      }
    }
    TRY_LET(styles, archive.entry("xl/styles.xml"));
    if (!styles.empty()) TRY(out.learn_styles(styles));
    out.learn_merges();
    return out;
  }
  const std::string& sheet_name() const { return name_; }

  Status each_row(const TableHead& head, const RowSink& sink) {
    std::int64_t number = 0;
    std::int64_t told = 0;
    for (std::size_t at = 0; (at = next_row(at)) != std::string::npos;) {
      const auto open_end = sheet_.find('>', at);
      if (open_end == std::string::npos) return unreadable("a row does not end");
      std::size_t end = open_end + 1;
      if (sheet_[open_end - 1] != '/') {
        end = sheet_.find("</" + prefix_ + "row>", open_end);
        if (end == std::string::npos) return unreadable("a row does not end");
        end += prefix_.size() + 6;
      }
      pugi::xml_document document;
      if (!document.load_buffer(sheet_.data() + at, end - at, flags))
        return unreadable("the row after " + std::to_string(number) + " is damaged");
      at = end;
      TableRow row;
      TRY(take_row(document.first_child(), number, row));
      number = row.number;
      if (std::all_of(row.cells.begin(), row.cells.end(),
                      [](const auto& cell) { return trim_ascii(cell.text).empty(); }))
        continue;
      if (++told > table_rows) return unreadable(too_many_rows);
      TRY(sink(head, row));
    }
    return {};
  }

 private:
  // White space is kept; a document type (and with it every entity of its own) is passed over.
  static constexpr unsigned flags =
      (pugi::parse_default | pugi::parse_ws_pcdata_single) & ~pugi::parse_doctype;

  Status find_sheet(const Archive& archive, const std::string& wanted) {
    TRY_LET(book, archive.entry("xl/workbook.xml"));
    TRY_LET(links, archive.entry("xl/_rels/workbook.xml.rels"));
    pugi::xml_document document;
    if (book.empty() || !document.load_buffer(book.data(), book.size(), flags))
      return unreadable("it holds no workbook");
    for (const auto& setting : all_of_name(document, "workbookPr")) {
      const auto from_1904 = attribute(setting, "date1904");
      since_1904_ = from_1904 == "1" || from_1904 == "true";
    }
    std::string link;
    for (const auto& sheet : all_of_name(document, "sheet")) {
      if (!link.empty() || (!wanted.empty() && attribute(sheet, "name") != wanted)) continue;
      name_ = attribute(sheet, "name");
      link = sheet.attribute("r:id").value();
      for (const auto& one : sheet.attributes())
        if (link.empty() && std::string_view(one.name()).ends_with(":id")) link = one.value();
    }
    if (link.empty()) return unreadable("it has no sheet of that name");
    pugi::xml_document relations;
    if (!relations.load_buffer(links.data(), links.size(), flags))
      return unreadable("its list of parts is damaged");
    std::string target;
    for (const auto& one : all_of_name(relations, "Relationship"))
      if (attribute(one, "Id") == link) target = attribute(one, "Target");
    if (target.empty()) return unreadable("the sheet is not in it");
    TRY_LET(sheet, archive.entry(target.front() == '/' ? target.substr(1) : "xl/" + target));
    if (sheet.empty()) return unreadable("the sheet is not in it");
    sheet_ = std::move(sheet);
    const auto data = sheet_.find("sheetData");
    if (data == std::string::npos || data == 0) return unreadable("the sheet holds no rows");
    const auto open = sheet_.rfind('<', data);
    prefix_ = open == std::string::npos ? "" : sheet_.substr(open + 1, data - open - 1);
    if (prefix_.size() > 32) return unreadable("the sheet is damaged");
    return {};
  }

  Status learn_styles(const std::string& styles) {
    pugi::xml_document document;
    if (!document.load_buffer(styles.data(), styles.size(), flags))
      return unreadable("its styles are damaged");
    std::map<int, std::string> own;
    for (const auto& one : all_of_name(document, "numFmt"))
      own[one.attribute("numFmtId").as_int()] = attribute(one, "formatCode");
    for (const auto& list : all_of_name(document, "cellXfs"))
      for (const auto& style : list.children())
        dates_.push_back(is_date_format(style.attribute("numFmtId").as_int(), own));
    return {};
  }

  void learn_merges() {
    const std::string word = "<" + prefix_ + "mergeCell ";
    for (std::size_t at = 0; (at = sheet_.find(word, at)) != std::string::npos; ++at) {
      const auto from = sheet_.find("ref=\"", at);
      const auto end = sheet_.find('>', at);
      if (from == std::string::npos || from > end || merges_.size() >= 100'000) return;
      const auto close = sheet_.find('"', from + 5);
      if (close == std::string::npos) return;
      Merge merge;
      merge.name = sheet_.substr(from + 5, close - from - 5);
      const auto colon = merge.name.find(':');
      if (colon == std::string::npos) continue;
      if (!parse_cell_name(merge.name.substr(0, colon), merge.left, merge.top) ||
          !parse_cell_name(merge.name.substr(colon + 1), merge.right, merge.bottom) ||
          merge.right >= table_columns)
        continue;
      merges_.push_back(std::move(merge));
    }
    std::sort(merges_.begin(), merges_.end(),
              [](const auto& a, const auto& b) { return a.top < b.top; });
  }

  std::size_t next_row(std::size_t at) const {
    const std::string word = "<" + prefix_ + "row";
    for (; (at = sheet_.find(word, at)) != std::string::npos; ++at) {
      const char after = at + word.size() < sheet_.size() ? sheet_[at + word.size()] : '\0';
      if (after == ' ' || after == '>' || after == '/') return at;
    }
    return std::string::npos;
  }

  std::string date_of(double serial) const {
    const auto whole = static_cast<std::int64_t>(std::floor(serial));
    // Excel believes in a 29 February 1900, number 60; days before it are one off.
    const std::int64_t start = since_1904_ ? days_from_civil({1904, 1, 1})
                                           : days_from_civil({1899, 12, whole < 60 ? 31 : 30});
    return Instant{(start + whole) * 86'400'000}.iso_date();
  }

  TableCell value_of(const pugi::xml_node& node) const {
    TableCell cell;
    const auto type = attribute(node, "t");
    std::string stored;
    for (const auto& child : node.children()) {
      const auto name = local(child.name());
      if (name == "v") stored = child.text().get();
      else if (name == "is") add_text(child, stored);
      else if (name == "f") cell.formula = true;
    }
    cell.text = stored;
    if (type == "s") {
      const auto at = parse_int(stored);
      const bool known = at && *at >= 0 && static_cast<std::size_t>(*at) < strings_.size();
      cell.text = known ? strings_[static_cast<std::size_t>(*at)] : "";
      if (!known) cell.kind = CellKind::error;
    } else if (type == "b") {
      cell.kind = CellKind::boolean;
      cell.text = stored == "1" ? "true" : "false";
    } else if (type == "e") {
      cell.kind = CellKind::error;
    } else if (type == "d") {
      cell.kind = CellKind::date;
      cell.text = stored.substr(0, 10);
    } else if (type.empty() || type == "n") {
      as_number(node.attribute("s").as_uint(), cell);
    }
    return cell;
  }

  void as_number(unsigned style, TableCell& cell) const {
    if (cell.text.empty()) return;
    double number = 0;
    const char* end = cell.text.data() + cell.text.size();
    const auto read = std::from_chars(cell.text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) return;
    cell.kind = CellKind::number;
    if (style < dates_.size() && dates_[style] && number >= 1 && number < 2'958'466) {
      cell.kind = CellKind::date;
      cell.text = date_of(number);
    } else if (cell.text.size() > 15 || cell.text.find_first_of("eE") != std::string::npos) {
      // 0.30000000000000004 is how 0.3 is stored: fifteen digits are what a person typed.
      char shown[64];
      const auto put = std::to_chars(shown, shown + sizeof shown, number,
                                     std::chars_format::general, 15);
      if (put.ec == std::errc()) cell.text.assign(shown, put.ptr);
    }
  }

  Status take_row(const pugi::xml_node& node, std::int64_t before, TableRow& row) {
    row.number = node.attribute("r").as_llong(before + 1);
    if (row.number <= before || row.number > table_last_row)
      return unreadable("the rows are not in order after row " + std::to_string(before));
    std::size_t next = 0;
    for (const auto& child : node.children()) {
      if (local(child.name()) != "c") continue;
      std::int64_t ignored = 0;
      const auto name = attribute(child, "r");
      if (!name.empty() && !parse_cell_name(name, next, ignored))
        return unreadable("row " + std::to_string(row.number) + ": a cell has no place");
      if (next >= table_columns)
        return unreadable("row " + std::to_string(row.number) + ": too many columns");
      if (row.cells.size() <= next) row.cells.resize(next + 1);
      row.cells[next] = value_of(child);
      if (row.cells[next].text.size() > table_cell_bytes)
        return unreadable("row " + std::to_string(row.number) + ": a cell is longer than 64 KiB");
      ++next;
    }
    spread_merges(row);
    return {};
  }

  // The value of a merged range stands for all its cells and is told with the range.
  void spread_merges(TableRow& row) {
    while (first_merge_ < merges_.size() && merges_[first_merge_].bottom < row.number)
      ++first_merge_;
    for (auto i = first_merge_; i < merges_.size() && merges_[i].top <= row.number; ++i) {
      auto& merge = merges_[i];
      if (merge.bottom < row.number) continue;
      if (merge.top == row.number && merge.left < row.cells.size())
        merge.value = row.cells[merge.left];
      if (merge.value.text.empty()) continue;
      merge.value.merged = merge.name;
      if (row.cells.size() <= merge.right) row.cells.resize(merge.right + 1);
      for (auto column = merge.left; column <= merge.right; ++column)
        row.cells[column] = merge.value;
    }
  }

  std::string name_;
  std::string sheet_;   // its XML
  std::string prefix_;  // of its elements, with the colon
  bool since_1904_ = false;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;  // by style
  std::vector<Merge> merges_;
  std::size_t first_merge_ = 0;
};

}  // namespace

Result<TableHead> read_xlsx(ByteView bytes, const TableOptions& options, const RowSink& sink) {
  {
    // What Uwazi imports and exports is a zip too.
    TRY_LET(archive, Archive::open(bytes));
    TRY_LET(inside, archive.entry("import.csv"));
    if (inside.empty()) {
      TRY_LET(exported, archive.entry("export.csv"));
      inside = std::move(exported);
    }
    if (!inside.empty()) {
      const auto named = [&](const TableHead& head, const TableRow& row) {
        auto zipped = head;
        zipped.format = "uwazi-zip";
        return sink(zipped, row);
      };
      TRY_LET(head, read_csv(as_bytes(inside), options, named));
      head.format = "uwazi-zip";
      return head;
    }
  }
  TRY_LET(book, Workbook::open(bytes, options.sheet));
  TableHead head{"xlsx", "", "", book.sheet_name()};
  TRY(book.each_row(head, sink));
  return head;
}

}  // namespace kotobune::intake
