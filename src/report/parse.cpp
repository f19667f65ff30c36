// The stages before CommonMark, in order: limits, head, blocks, tokens. Each masks what it has
// read, so that the next does not see it.
#include "base/text.h"
#include "report/markdown.h"
#include "report/tree.h"

namespace kotobune::report {
namespace {

constexpr std::size_t largest_source = 8u << 20;  // bytes; 300 pages are about 1 MB
constexpr std::size_t longest_row = 20000;  // bytes of a line with table bars: cmark is slow there

bool is_private_use(char32_t c) { return c >= 0xF0000; }

// Refuses what later stages rely on not to meet. Returns false where parsing makes no sense.
bool check_bytes(const SourceText& source, Diagnostics& diagnostics) {
  const std::string& text = source.text();
  if (text.size() > largest_source) {
    diagnostics.error("SY-6", {0, 0}, "This report is larger than 8 MB.", "Divide it into parts.");
    return false;
  }
  if (!is_utf8(text)) {
    diagnostics.error("SY-6", {0, 0}, "This report is not UTF-8 text.",
                      "Save it as plain text in UTF-8.");
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool control = point.value < 0x20 && point.value != '\n' && point.value != '\t';
    if (control || is_private_use(point.value)) {
      diagnostics.error("SY-6", {at, at + point.size_bytes},
                        "There is a character here that means nothing to a reader.",
                        "Delete it and type the place again.");
      return false;
    }
    at += point.size_bytes;
  }
  for (int line = 1; line <= source.line_count(); ++line) {
    const Span span = source.line_span(line);
    if (span.end - span.begin <= longest_row) continue;
    const auto row = std::string_view(text).substr(span.begin, span.end - span.begin);
    if (row.find('|') != std::string_view::npos) {
      diagnostics.error("SY-6", {span.begin, span.begin}, "This line of a table is too long.",
                        "Divide the table; a line holds at most 20,000 bytes.");
      return false;
    }
  }
  return true;
}

}  // namespace

Result<Tree> parse_report(const SourceText& source, Diagnostics& diagnostics) {
  Tree tree;
  if (!check_bytes(source, diagnostics)) return tree;
  tree.head = read_front_matter(source, diagnostics);
  std::string masked = source.text();
  for (std::size_t i = tree.head.span.begin; i < tree.head.span.end; ++i) {
    if (masked[i] != '\n') masked[i] = ' ';
  }
  tree.directives = read_directives(source, masked, diagnostics);
  tree.tokens = read_tokens(source, masked, diagnostics);
  TRY(read_markdown(source, masked, tree, diagnostics));
  return tree;
}

}  // namespace kotobune::report
