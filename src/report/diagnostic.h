// Diagnostic: something in a report that is not proven, not agreed to, not safe or not in form.
// First a plain sentence, then a way to mend it. Never holds a protected name: where the text at
// the place is one, `conceal` is set and the renderer blacks it out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/source_text.h"

namespace kotobune::report {

enum class Severity { error, warning, note };

// A change that mends it by button: put `replacement` in the place of `span`.
struct Fix {
  Span span;
  std::string replacement;
  std::string label;
};

struct Related {
  Span span;
  std::string sentence;
};

struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  Span span;
  Severity severity = Severity::error;
  std::string code;      // "CO-1": explained by explain()
  std::string sentence;  // plain, with its full stop
  std::string advice;    // how to mend it
  std::vector<Related> related;
  std::optional<Fix> fix;
  std::string about;     // whom or what it is mended at: "W-05", "MS-0009"; "" elsewhere
  bool conceal = false;
};

// Collects, gives each its line and column, and sorts by place.
class Diagnostics {
 public:
  explicit Diagnostics(const SourceText& source) : source_(source) {}
  Diagnostic& add(Severity severity, std::string code, Span span, std::string sentence,
                  std::string advice);
  Diagnostic& error(std::string code, Span span, std::string sentence, std::string advice) {
    return add(Severity::error, std::move(code), span, std::move(sentence), std::move(advice));
  }
  Diagnostic& warning(std::string code, Span span, std::string sentence, std::string advice) {
    return add(Severity::warning, std::move(code), span, std::move(sentence), std::move(advice));
  }
  bool has(std::string_view code) const;
  const std::vector<Diagnostic>& items() const { return items_; }
  // Sorted by place, then code; equal ones (same code, place and sentence) once.
  std::vector<Diagnostic> take();

 private:
  const SourceText& source_;
  std::vector<Diagnostic> items_;
};

std::size_t count_errors(const std::vector<Diagnostic>& diagnostics);
std::string_view word_of(Severity severity);

// In the manner of a good compiler:
//   draft.md:12:4: error: W-01 agreed to use by the UN, not by the press. [CO-1]
//      12 | ... the line as typed
//         |     ^~~~~~~~~
//      = Cite another source, ...
std::string render(const std::vector<Diagnostic>& diagnostics, const SourceText& source);

}  // namespace kotobune::report
