// SourceText: the report as typed, and the way from a byte to a line and column.
// Columns count code points from 1, as editors show them; spans are bytes of text(). Line ends of
// Windows and of browser forms become "\n" on the way in, so positions refer to text(), not to the
// bytes that were given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune::report {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool contains(std::size_t at) const { return at >= begin && at < end; }
  bool operator==(const Span&) const = default;
};

struct Place {
  int line = 1;
  int column = 1;
};

class SourceText {
 public:
  SourceText(std::string name, std::string text);
  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  Place place(std::size_t byte) const;
  Span line_span(int line) const;  // without its newline
  int line_count() const { return static_cast<int>(line_begins_.size()); }
  // Byte of a 1-based line and 1-based byte column (as cmark reports them), clamped to the text.
  std::size_t byte_at(int line, int byte_column) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
};

}  // namespace kotobune::report
