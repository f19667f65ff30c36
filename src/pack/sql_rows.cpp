// A scanner for dumps, not a parser of SQL: it follows strings and comments through everything and
// looks closely only at INSERT INTO ... VALUES. Doubled quotes and backslash escapes as MySQL
// writes them.
#include "pack/sql_rows.h"

#include "base/text.h"
#include "pack/errors.h"

namespace kotobune::pack {
namespace {

constexpr std::size_t most_columns = 40;
constexpr std::size_t most_value_bytes = 64u << 10;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-' || c == '+';
}

class Scanner {
 public:
  explicit Scanner(std::string_view sql) : sql_(sql) {}

  std::uint32_t line() const { return line_; }
  bool at_end() const { return at_ >= sql_.size(); }
  char peek() const { return at_end() ? '\0' : sql_[at_]; }
  Error wrong(const char* why) const {
    return Error(errors::thesaurus_malformed, {{"line", std::to_string(line_)}, {"why", why}});
  }
  void next() {
    if (peek() == '\n') ++line_;
    ++at_;
  }

  // Over space, "-- ", "#" and "/* */" comments.
  Status skip() {
    while (!at_end()) {
      const std::string_view rest = sql_.substr(at_);
      const char c = peek();
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        next();
      } else if (c == '#' || rest.starts_with("--")) {
        while (!at_end() && peek() != '\n') next();
      } else if (rest.starts_with("/*")) {
        const std::size_t end = rest.find("*/");
        if (end == std::string_view::npos) return wrong("a comment is cut off");
        for (std::size_t i = 0; i < end + 2; ++i) next();
      } else {
        break;
      }
    }
    return {};
  }

  Result<bool> take(char wanted) {
    TRY(skip());
    if (peek() != wanted) return false;
    next();
    return true;
  }

  // A bare word or one in backquotes or double quotes; "" where there is none.
  Result<std::string> name() {
    TRY(skip());
    const char c = peek();
    if (c == '`' || c == '"') return quoted(c);
    std::string out;
    while (!at_end() && is_word(peek())) {
      out += peek();
      next();
    }
    return out;
  }

  Result<std::string> value() {
    TRY(skip());
    if (peek() == '\'') return quoted('\'');
    TRY_LET(word, name());
    if (word.empty()) return wrong("a text, a number or NULL was expected");
    if (ascii_lower(word) == "null") return std::string();
    if (word.find_first_not_of("0123456789.+-") != std::string::npos) {
      return wrong("a text, a number or NULL was expected");
    }
    return word;
  }

  // To behind the next ';' that stands in no text and no comment.
  Status skip_statement() {
    while (true) {
      TRY(skip());
      if (at_end()) return {};
      const char c = peek();
      if (c == '\'' || c == '"' || c == '`') {
        TRY_LET(text, quoted(c));
        (void)text;
        continue;
      }
      next();
      if (c == ';') return {};
    }
  }

 private:
  Result<std::string> quoted(char mark) {
    const std::uint32_t began = line_;
    std::string out;
    next();
    while (!at_end()) {
      const char c = peek();
      next();
      if (c == mark) {
        if (peek() != mark) return out;
        next();
      } else if (c == '\\' && mark == '\'') {
        append_escaped(out);
        continue;
      }
      out += c;
      if (out.size() > most_value_bytes) return wrong("a text is longer than 64 KiB");
    }
    line_ = began;
    return wrong("a text in quotes is cut off");
  }

  void append_escaped(std::string& out) {
    const char c = peek();
    if (at_end()) return;
    next();
    out += c == 'n' || c == 'r' || c == 't' || c == '0' ? ' ' : c;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

Status read_row(Scanner& scanner, SqlRow& row) {
  row.values.clear();
  row.line = scanner.line();
  while (true) {
    TRY_LET(value, scanner.value());
    row.values.push_back(std::move(value));
    if (row.values.size() > most_columns) return scanner.wrong("more than 40 values in a row");
    TRY_LET(closed, scanner.take(')'));
    if (closed) return {};
    TRY_LET(more, scanner.take(','));
    if (!more) return scanner.wrong("\",\" or \")\" was expected");
  }
}

Status read_columns(Scanner& scanner, SqlRow& row) {
  TRY_LET(opened, scanner.take('('));
  if (!opened) return {};
  while (true) {
    TRY_LET(column, scanner.name());
    if (column.empty()) return scanner.wrong("the name of a column was expected");
    row.columns.push_back(ascii_lower(column));
    if (row.columns.size() > most_columns) return scanner.wrong("more than 40 columns");
    TRY_LET(closed, scanner.take(')'));
    if (closed) return {};
    TRY_LET(more, scanner.take(','));
    if (!more) return scanner.wrong("\",\" or \")\" was expected");
  }
}

Status read_insert(Scanner& scanner, SqlRow& row,
                   const std::function<Status(const SqlRow&)>& use) {
  TRY(read_columns(scanner, row));
  TRY_LET(word, scanner.name());
  // INSERT ... SELECT copies from tables of the dump's own database: nothing for us.
  if (ascii_lower(word) != "values") return scanner.skip_statement();
  while (true) {
    TRY_LET(opened, scanner.take('('));
    if (!opened) return scanner.wrong("\"(\" was expected");
    TRY(read_row(scanner, row));
    if (!row.columns.empty() && row.columns.size() != row.values.size()) {
      return scanner.wrong("a row has not as many values as there are columns");
    }
    TRY(use(row));
    TRY_LET(more, scanner.take(','));
    if (more) continue;
    TRY_LET(ended, scanner.take(';'));
    if (ended || scanner.at_end()) return {};
    return scanner.wrong("\",\" or \";\" was expected");
  }
}

}  // namespace

Status read_sql_rows(std::string_view sql, const std::function<bool(const std::string&)>& wanted,
                     const std::function<Status(const SqlRow&)>& use) {
  Scanner scanner(sql);
  while (true) {
    TRY(scanner.skip());
    if (scanner.at_end()) return {};
    TRY_LET(verb, scanner.name());
    if (ascii_lower(verb) != "insert") {
      TRY(scanner.skip_statement());
      continue;
    }
    TRY_LET(into, scanner.name());
    TRY_LET(table, scanner.name());
    SqlRow row;
    row.table = ascii_lower(table);
    if (ascii_lower(into) != "into" || !wanted(row.table)) {
      TRY(scanner.skip_statement());
      continue;
    }
    TRY(read_insert(scanner, row, use));
  }
}

}  // namespace kotobune::pack
