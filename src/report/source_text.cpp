#include "report/source_text.h"

#include <algorithm>

#include "base/text.h"

namespace kotobune::report {
namespace {

std::string unix_lines(std::string text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n') continue;
    text[to++] = text[from];
  }
  text.resize(to);
  return text;
}

}  // namespace

SourceText::SourceText(std::string name, std::string text)
    : name_(std::move(name)), text_(unix_lines(std::move(text))) {
  line_begins_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(i + 1);
  }
}

Place SourceText::place(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), byte);
  const std::size_t begin = *(after - 1);
  const auto points = count_code_points(std::string_view(text_).substr(begin, byte - begin));
  return {static_cast<int>(after - line_begins_.begin()), static_cast<int>(points) + 1};
}

Span SourceText::line_span(int line) const {
  if (line < 1 || line > line_count()) return {text_.size(), text_.size()};
  const std::size_t begin = line_begins_[static_cast<std::size_t>(line) - 1];
  std::size_t end = text_.find('\n', begin);
  if (end == std::string::npos) end = text_.size();
  return {begin, end};
}

std::size_t SourceText::byte_at(int line, int byte_column) const {
  const Span span = line_span(line);
  const auto column = static_cast<std::size_t>(std::max(byte_column, 1) - 1);
  return std::min(span.begin + column, span.end);
}

}  // namespace kotobune::report
