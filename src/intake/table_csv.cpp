// CSV after RFC 4180, with what real files do: other separators, a missing last line end, bare
// carriage returns, quotes inside unquoted cells.
#include <algorithm>

#include "base/text.h"
#include "intake/errors.h"
#include "intake/plain.h"
#include "intake/table.h"
#include "text/charset.h"

namespace kotobune::intake {

namespace {

Error unreadable(std::string why) {
  return Error(errors::table_unreadable, {{"why", std::move(why)}});
}

std::string join_or(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " or ") + word;
  return out;
}

// The row in which the first letter stands that is not of the text's encoding; 0: there is none.
std::int64_t first_garbled_row(std::string_view text) {
  std::int64_t number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const auto end = std::min(text.size(), text.find('\n', at));
    if (text::is_garbled(text.substr(at, end - at))) return number;
    at = end + 1;
  }
  return 0;
}

// Where a charset was named, or the bytes are UTF-8 but for a few of another origin, the cells tell
// which of them are garbled. Where most of the letters beyond ASCII are, the whole is something
// else, and a person has to say what.
bool is_mostly_garbled(std::string_view text) {
  std::int64_t good = 0, bad = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.size_bytes;
    if (point.value < 0x80) continue;
    (point.value == 0xFFFD || point.value < 0xA0 ? bad : good) += 1;
  }
  return bad > good / 4;
}

Result<Decoded> decode(ByteView bytes, const std::string& charset) {
  const auto marked = decode_text(bytes);
  if (marked && (charset.empty() || marked->charset.starts_with(charset))) return *marked;
  auto text = text::decode_charset(bytes, charset.empty() ? "utf-8" : charset);
  if (!text) return unreadable("the encoding named is none of " + join_or(text::charset_names()));
  if (text->find('\0') != std::string::npos) return unreadable("it is no text");
  const auto row = first_garbled_row(*text);
  if (row > 0 && is_mostly_garbled(*text)) {
    const auto possible = join_or(text::possible_charsets(bytes));
    return unreadable("from row " + std::to_string(row) + " on it is not " +
                      (charset.empty() ? "UTF-8, which no mark and no name says otherwise"
                                       : charset + ", as was said") +
                      (possible.empty() ? "" : "; it could be " + possible +
                                                   ", which a person must say"));
  }
  return Decoded{std::move(*text), charset.empty() ? "utf-8" : charset};
}

class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  // One record; false at the end. Error: table_unreadable.
  Result<bool> next(TableRow& row) {
    row.cells.clear();
    if (at_ >= text_.size()) return false;
    row.number = ++number_;
    while (true) {
      if (row.cells.size() >= table_columns) return refuse("too many columns");
      TableCell cell;
      if (!take(cell.text)) return refuse("a quoted cell does not end");
      if (cell.text.size() > table_cell_bytes) return refuse("a cell is longer than 64 KiB");
      if (text::is_garbled(cell.text)) cell.kind = CellKind::garbled;
      row.cells.push_back(std::move(cell));
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      end_line();
      return true;
    }
  }

 private:
  Error refuse(const std::string& why) const {
    return unreadable("row " + std::to_string(number_) + ": " + why);
  }
  bool ends_cell(char c) const { return c == separator_ || c == '\r' || c == '\n'; }
  bool take(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_;; ++at_) {
        if (at_ >= text_.size()) return false;
        if (text_[at_] != '"') cell += text_[at_];
        else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') cell += text_[at_++];
        else break;
      }
      ++at_;
    }
    while (at_ < text_.size() && !ends_cell(text_[at_])) cell += text_[at_++];
    return true;
  }
  void end_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::int64_t number_ = 0;
};

// The one by which the first rows fall into the same number of cells, and into most of them.
char detect_separator(std::string_view text) {
  char best = ',';
  std::size_t best_cells = 1;
  for (const char candidate : {',', ';', '\t', '|'}) {
    CsvReader reader(text, candidate);
    TableRow row;
    std::size_t fewest = table_columns;
    for (int n = 0; n < 20; ++n) {
      const auto more = reader.next(row);
      if (!more.ok()) fewest = 1;
      if (!more.ok() || !*more) break;
      const bool blank = row.cells.size() == 1 && trim_ascii(row.cells[0].text).empty();
      if (!blank) fewest = std::min(fewest, row.cells.size());
    }
    if (fewest > best_cells && fewest < table_columns) {
      best = candidate;
      best_cells = fewest;
    }
  }
  return best;
}

}  // namespace

Result<TableHead> read_csv(ByteView bytes, const TableOptions& options, const RowSink& sink) {
  TRY_LET(decoded, decode(bytes, options.charset));
  std::string_view text = decoded.text;
  char separator = options.separator.empty() ? '\0' : options.separator.front();
  // A line that Excel writes and reads to name the separator. It counts as a row (T1) and is blank.
  std::int64_t before = 0;
  if (text.starts_with("sep=") && text.size() > 4) {
    if (separator == '\0') separator = text[4];
    text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
    before = 1;
  }
  if (separator == '\0') separator = detect_separator(text);
  const TableHead head{"csv", decoded.charset, std::string(1, separator), ""};
  CsvReader reader(text, separator);
  TableRow row;
  std::int64_t told = 0;
  while (true) {
    TRY_LET(more, reader.next(row));
    if (!more) break;
    row.number += before;
    if (std::all_of(row.cells.begin(), row.cells.end(),
                    [](const auto& cell) { return trim_ascii(cell.text).empty(); }))
      continue;
    if (++told > table_rows) return unreadable(too_many_rows);
    TRY(sink(head, row));
  }
  return head;
}

}  // namespace kotobune::intake
