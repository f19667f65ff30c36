#include "intake/table_foreign.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "base/text.h"
#include "intake/errors.h"
#include "intake/plain.h"

namespace kotobune::intake {

namespace {

Error unreadable(std::string why) {
  return Error(errors::table_unreadable, {{"why", std::move(why)}});
}

// Sheets with rows of texts under names that turn up on the way.
struct Sheet {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  std::size_t column(const std::string& wanted) {
    const auto found = std::find(columns.begin(), columns.end(), wanted);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    columns.push_back(wanted);
    return columns.size() - 1;
  }
  void set(const std::string& wanted, std::string text) {
    const auto at = column(wanted);
    auto& row = rows.back();
    if (row.size() <= at) row.resize(at + 1);
    if (!row[at].empty() && !text.empty()) row[at] += "\n";
    row[at] += text;
  }
};

TableRow row_of(std::int64_t number, const std::vector<std::string>& texts) {
  TableRow row;
  row.number = number;
  for (const auto& text : texts) {
    row.cells.emplace_back();
    row.cells.back().text = text;
  }
  return row;
}

Result<TableHead> tell(const std::vector<Sheet>& sheets, const char* format,
                       const TableOptions& options, const RowSink& sink) {
  TableHead head{format, "utf-8", "", options.sheet};
  std::int64_t number = 0;
  if (options.sheet == list_of_sheets) {
    for (const auto& sheet : sheets) {
      std::vector<std::string> texts{sheet.name, std::to_string(sheet.rows.size())};
      texts.insert(texts.end(), sheet.columns.begin(), sheet.columns.end());
      TRY(sink(head, row_of(++number, texts)));
    }
    return head;
  }
  for (const auto& sheet : sheets) {
    if (sheet.name != options.sheet && !(options.sheet.empty() && &sheet == &sheets.front()))
      continue;
    head.sheet = sheet.name;
    TRY(sink(head, row_of(++number, sheet.columns)));
    for (const auto& row : sheet.rows) TRY(sink(head, row_of(++number, row)));
    return head;
  }
  // A dump without that table holds nothing of that kind, which is no fault of it.
  return head;
}

Status check_size(const Sheet& sheet) {
  if (sheet.columns.size() > table_columns) return unreadable("too many columns");
  if (static_cast<std::int64_t>(sheet.rows.size()) > table_rows) return unreadable(too_many_rows);
  return {};
}

std::string child_text(const pugi::xml_node& node, const char* name) {
  return std::string(trim_ascii(node.child(name).text().get()));
}

// A field's value may hold further elements (grids, ranges of dates): all texts, a line each.
void all_texts(const pugi::xml_node& node, std::string& out, int depth = 0) {
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      const auto text = trim_ascii(child.value());
      if (!text.empty()) out += (out.empty() ? "" : "\n") + std::string(text);
    } else if (depth < 32) {
      all_texts(child, out, depth + 1);
    }
  }
}

void take_bulletin(const pugi::xml_node& bulletin, Sheet& sheet) {
  sheet.rows.emplace_back();
  for (const auto& field : bulletin.child("FieldValues").children("Field")) {
    std::string tag = field.attribute("tag").value();
    if (tag.empty()) tag = field.attribute("Tag").value();
    if (tag.empty()) tag = child_text(field, "Tag");
    std::string text;
    all_texts(field.child("Value"), text);
    if (!tag.empty()) sheet.set(tag, std::move(text));
  }
  for (const auto& about : bulletin.child("BulletinMetaData").children()) {
    std::string text;
    all_texts(about, text);
    if (about.type() == pugi::node_element) sheet.set(about.name(), std::move(text));
  }
  for (const char* list : {"TopAttachmentList", "BottomAttachmentList", "AttachmentList"}) {
    for (const auto& one : bulletin.child(list).children("Attachment"))
      sheet.set("attachments", child_text(one, "Filename"));
  }
}

// A dump of MySQL or SQLite, as far as it matters: INSERT INTO t (a, b) VALUES (1, 'x'), (...);
// and the column names of CREATE TABLE where an INSERT gives none.
class SqlReader {
 public:
  explicit SqlReader(std::string_view sql) : sql_(sql) {}

  Result<std::vector<Sheet>> run() {
    while (skip_blank(), at_ < sql_.size()) {
      if (sql_[at_] == ';') {
        ++at_;
        continue;
      }
      if (take_word("INSERT")) {
        TRY(insert());
      } else if (take_word("CREATE")) {
        create();
      }
      skip_statement();
    }
    std::vector<Sheet> out;
    for (auto& [name, sheet] : sheets_) {
      TRY(check_size(sheet));
      if (!sheet.rows.empty()) out.push_back(std::move(sheet));
    }
    return out;
  }

 private:
  void skip_blank() {
    while (at_ < sql_.size()) {
      const auto rest = sql_.substr(at_);
      if (rest.starts_with("--") || rest.starts_with("#")) {
        at_ = std::min(sql_.size(), sql_.find('\n', at_));
      } else if (rest.starts_with("/*")) {
        const auto end = sql_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? sql_.size() : end + 2;
      } else if (std::string_view(" \t\r\n").find(sql_[at_]) != std::string_view::npos) {
        ++at_;
      } else {
        return;
      }
    }
  }
  bool take_word(std::string_view word) {
    if (!starts_with_ignoring_case(sql_.substr(at_), word)) return false;
    at_ += word.size();
    skip_blank();
    return true;
  }
  bool take(char c) {
    skip_blank();
    if (at_ >= sql_.size() || sql_[at_] != c) return false;
    ++at_;
    skip_blank();
    return true;
  }
  std::string name() {
    std::string out;
    const char quote = at_ < sql_.size() ? sql_[at_] : ' ';
    if (quote == '`' || quote == '"') {
      const auto end = std::min(sql_.size(), sql_.find(quote, at_ + 1));
      out = sql_.substr(at_ + 1, end - at_ - 1);
      at_ = std::min(sql_.size(), end + 1);
    } else {
      while (at_ < sql_.size() &&
             std::string_view(" \t\r\n(),;.").find(sql_[at_]) == std::string_view::npos)
        out += sql_[at_++];
    }
    skip_blank();
    return ascii_lower(out);
  }
  // Everything up to the end of the statement, texts and comments read over.
  void skip_statement() {
    while (at_ < sql_.size() && sql_[at_] != ';') {
      if (sql_[at_] == '\'' || sql_[at_] == '"') text();
      else ++at_;
    }
  }
  std::string text() {
    const char quote = sql_[at_++];
    std::string out;
    for (; at_ < sql_.size(); ++at_) {
      const char c = sql_[at_];
      if (c == quote) {
        if (at_ + 1 >= sql_.size() || sql_[at_ + 1] != quote) break;
        out += quote;
        ++at_;
      } else if (c == '\\' && at_ + 1 < sql_.size()) {
        const char next = sql_[++at_];
        out += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next;
      } else {
        out += c;
      }
    }
    at_ = std::min(sql_.size(), at_ + 1);
    return out;
  }
  std::string value() {
    skip_blank();
    if (at_ < sql_.size() && (sql_[at_] == '\'' || sql_[at_] == '"')) return text();
    std::string out;
    while (at_ < sql_.size() && std::string_view(",) \r\n\t").find(sql_[at_]) ==
                                    std::string_view::npos)
      out += sql_[at_++];
    return ascii_lower(out) == "null" ? "" : out;
  }
  void create() {
    if (!take_word("TABLE")) return;
    if (take_word("IF")) {
      take_word("NOT");
      take_word("EXISTS");
    }
    auto& sheet = sheets_[name()];
    if (!take('(') || !sheet.columns.empty()) return;
    while (at_ < sql_.size()) {
      const auto column = name();
      static const std::set<std::string> no_columns = {"primary", "key", "unique", "constraint",
                                                       "index", "foreign", "fulltext", "check"};
      if (column.empty()) return;
      if (!no_columns.count(column)) sheet.columns.push_back(column);
      int depth = 0;
      for (; at_ < sql_.size(); ++at_) {
        const char c = sql_[at_];
        if (c == '\'' || c == '"') {
          text();
          --at_;
          continue;
        }
        if (sql_.substr(at_, 2) == "--") at_ = std::min(sql_.size(), sql_.find('\n', at_)) - 1;
        if (c == '(') ++depth;
        if (c == ')' && depth-- == 0) return;
        if (c == ',' && depth == 0) break;
      }
      if (!take(',')) return;
    }
  }
  Status insert() {
    take_word("IGNORE");
    if (!take_word("INTO")) return {};
    const auto table = name();
    auto& sheet = sheets_[table];
    sheet.name = table;
    std::vector<std::size_t> columns;
    if (take('(')) {
      do columns.push_back(sheet.column(name()));
      while (take(','));
      if (!take(')')) return unreadable("an INSERT into " + table + " is cut off");
    }
    if (!take_word("VALUES")) return {};
    do {
      if (!take('(')) break;
      sheet.rows.emplace_back();
      auto& row = sheet.rows.back();
      std::size_t n = 0;
      do {
        const auto at = columns.empty() ? n : n < columns.size() ? columns[n] : table_columns;
        ++n;
        auto said = value();
        if (at >= table_columns) return unreadable("an INSERT into " + table + " has no columns");
        if (row.size() <= at) row.resize(at + 1);
        if (said.size() > table_cell_bytes) return unreadable("a text is longer than 64 KiB");
        row[at] = std::move(said);
      } while (take(','));
      while (sheet.columns.size() < row.size())
        sheet.columns.push_back("column " + std::to_string(sheet.columns.size() + 1));
      if (!take(')')) return unreadable("an INSERT into " + table + " is cut off");
      TRY(check_size(sheet));
    } while (take(','));
    return {};
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::map<std::string, Sheet> sheets_;
};

}  // namespace

bool looks_like_martus(ByteView bytes) {
  return as_chars(bytes).substr(0, 4096).find("<MartusBulletins") != std::string_view::npos;
}

bool looks_like_sql(ByteView bytes) {
  const auto text = as_chars(bytes);
  const auto start = text.substr(0, 1u << 16);
  return start.find("CREATE TABLE") != std::string_view::npos ||
         start.find("INSERT INTO ") != std::string_view::npos;
}

Result<TableHead> read_martus(ByteView bytes, const TableOptions& options, const RowSink& sink) {
  pugi::xml_document document;
  const auto flags =
      (pugi::parse_default | pugi::parse_ws_pcdata_single) & ~pugi::parse_doctype;
  if (!document.load_buffer(bytes.data(), bytes.size(), flags))
    return unreadable("its XML is damaged");
  std::vector<Sheet> sheets(1);
  sheets.front().name = "bulletins";
  for (const auto& bulletin : document.child("MartusBulletins").children("MartusBulletin")) {
    take_bulletin(bulletin, sheets.front());
    TRY(check_size(sheets.front()));
  }
  return tell(sheets, "martus-xml", options, sink);
}

Result<TableHead> read_sql(ByteView bytes, const TableOptions& options, const RowSink& sink) {
  const auto decoded = decode_text(bytes);
  if (!decoded) return unreadable("it is not UTF-8");
  TRY_LET(sheets, SqlReader(decoded->text).run());
  return tell(sheets, "sql", options, sink);
}

}  // namespace kotobune::intake
