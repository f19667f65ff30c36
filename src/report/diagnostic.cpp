// Rendering counts columns in code points. Wide and combining characters make a caret approximate
// on some terminals; the line and column in front are exact.
#include "report/diagnostic.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace kotobune::report {
namespace {

constexpr std::size_t longest_line = 200;  // code points shown of one source line

std::string repeat(std::string_view what, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += what;
  return out;
}

// The line with every concealed span blacked out, one block a code point.
std::string shown_line(Span line, const std::vector<Diagnostic>& all, const std::string& text) {
  std::string out;
  for (std::size_t at = line.begin; at < line.end;) {
    const CodePoint point = code_point_at(text, at);
    const bool hidden = std::any_of(all.begin(), all.end(), [&](const Diagnostic& one) {
      return one.conceal && one.span.contains(at);
    });
    if (hidden) {
      out += "\u2588";
    } else if (point.value == '\t') {
      out += ' ';
    } else {
      out.append(text, at, point.size_bytes);
    }
    at += point.size_bytes;
  }
  return out;
}

void render_place(std::string& out, const Diagnostic& one, const std::vector<Diagnostic>& all,
                  const SourceText& source) {
  const Span line = source.line_span(one.line);
  if (line.begin == line.end) return;
  std::string shown = shown_line(line, all, source.text());
  const std::size_t column = static_cast<std::size_t>(one.column) - 1;
  // A long paragraph is one line: show the stretch around the place.
  std::size_t from = 0;
  if (column > longest_line / 2) from = column - longest_line / 2;
  const std::size_t begin = byte_offset_of(shown, from);
  const std::size_t end = byte_offset_of(shown, from + longest_line);
  shown = (from > 0 ? "..." : "") + shown.substr(begin, end - begin);
  const std::size_t indent = column - from + (from > 0 ? 3 : 0);
  const std::size_t stop = std::min(one.span.end, line.end);
  std::size_t width = 1;
  if (stop > one.span.begin) {
    const auto piece =
        std::string_view(source.text()).substr(one.span.begin, stop - one.span.begin);
    width = std::max<std::size_t>(1, std::min(count_code_points(piece), longest_line / 2));
  }
  const std::string number = std::to_string(one.line);
  const std::string margin = number.size() < 5 ? repeat(" ", 5 - number.size()) : "";
  out += margin + number + " | " + shown + "\n";
  out += repeat(" ", std::max<std::size_t>(5, number.size())) + " | " + repeat(" ", indent) + "^" +
         repeat("~", width - 1) + "\n";
}

}  // namespace

Diagnostic& Diagnostics::add(Severity severity, std::string code, Span span, std::string sentence,
                             std::string advice) {
  Diagnostic one;
  const Place place = source_.place(span.begin);
  one.file = source_.name();
  one.line = place.line;
  one.column = place.column;
  one.span = span;
  one.severity = severity;
  one.code = std::move(code);
  one.sentence = std::move(sentence);
  one.advice = std::move(advice);
  items_.push_back(std::move(one));
  return items_.back();
}

bool Diagnostics::has(std::string_view code) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const Diagnostic& one) { return one.code == code; });
}

std::vector<Diagnostic> Diagnostics::take() {
  const auto key = [](const Diagnostic& one) {
    return std::tie(one.span.begin, one.span.end, one.severity, one.code, one.sentence);
  };
  std::stable_sort(items_.begin(), items_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  items_.erase(std::unique(items_.begin(), items_.end(), same), items_.end());
  return std::move(items_);
}

std::size_t count_errors(const std::vector<Diagnostic>& diagnostics) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& one) { return one.severity == Severity::error; }));
}

std::string_view word_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

std::string render(const std::vector<Diagnostic>& diagnostics, const SourceText& source) {
  std::string out;
  for (const Diagnostic& one : diagnostics) {
    out += one.file + ":" + std::to_string(one.line) + ":" + std::to_string(one.column) + ": " +
           std::string(word_of(one.severity)) + ": " + one.sentence + " [" + one.code + "]\n";
    render_place(out, one, diagnostics, source);
    if (!one.advice.empty()) out += "      = " + one.advice + "\n";
    for (const Related& other : one.related) {
      const Place place = source.place(other.span.begin);
      out += "      = see line " + std::to_string(place.line) + ": " + other.sentence + "\n";
    }
    out += "\n";
  }
  return out;
}

}  // namespace kotobune::report
