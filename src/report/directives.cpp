#include "report/directives.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace kotobune::report {
namespace {

constexpr std::array<std::string_view, 5> kind_words{"finding", "context", "recommendation",
                                                     "method", "ask"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// Reads `{#id key=value key="a b"}`; false where it is malformed.
bool read_attributes(Directive& out, std::string_view text, std::size_t offset) {
  std::size_t i = 0;
  const auto word = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_name(text[i])) ++i;
    return std::string(text.substr(begin, i - begin));
  };
  while (i < text.size()) {
    if (text[i] == ' ') {
      ++i;
    } else if (text[i] == '#') {
      ++i;
      out.id = word();
      if (out.id.empty()) return false;
    } else {
      const std::size_t begin = i;
      Directive::Attribute attribute;
      attribute.key = word();
      if (attribute.key.empty() || i >= text.size() || text[i] != '=') return false;
      ++i;
      if (i < text.size() && text[i] == '"') {
        const std::size_t close = text.find('"', i + 1);
        if (close == std::string_view::npos) return false;
        attribute.value = std::string(text.substr(i + 1, close - i - 1));
        i = close + 1;
      } else {
        attribute.value = word();
        if (attribute.value.empty()) return false;
      }
      attribute.span = {offset + begin, offset + i};
      out.attributes.push_back(std::move(attribute));
    }
  }
  return true;
}

class Pass {
 public:
  Pass(const SourceText& source, std::string& masked, Diagnostics& diagnostics)
      : source_(source), masked_(masked), diagnostics_(diagnostics) {}

  Directives run() {
    for (int line = 1; line <= source_.line_count(); ++line) read_line(source_.line_span(line));
    if (open_) {
      diagnostics_.error("SY-2", open_->opening, "This block does not end.",
                         "Close it with a line :::");
      close(source_.text().size());
    }
    return std::move(out_);
  }

 private:
  void read_line(Span span) {
    // The masked text: a head that was blanked out holds no fences.
    const auto line = std::string_view(masked_).substr(span.begin, span.end - span.begin);
    if (line.starts_with("```") || line.starts_with("~~~")) {
      if (code_fence_.empty()) {
        code_fence_ = std::string(line.substr(0, 3));
      } else if (line.starts_with(code_fence_)) {
        code_fence_.clear();
      }
      return;
    }
    if (!code_fence_.empty() || !line.starts_with(":::")) return;
    const std::string content(trim_ascii(line.substr(3)));
    out_.fences.push_back(span.begin);
    for (std::size_t i = span.begin; i < span.end; ++i) masked_[i] = i < span.begin + 3 ? '*' : ' ';
    if (content.empty()) {
      if (!open_) {
        diagnostics_.error("SY-2", span, "This closes a block that was never opened.",
                           "Take it out.");
        return;
      }
      close(span.begin);
      return;
    }
    open(span, content);
  }

  void open(Span span, const std::string& content) {
    if (open_) {
      diagnostics_.error("SY-2", span, "A block cannot stand inside another.",
                         "Close the one before it with a line :::");
      close(span.begin);
    }
    Directive directive;
    directive.opening = span;
    directive.body = {span.end, span.end};
    const std::size_t brace = content.find('{');
    const std::string kind(trim_ascii(std::string_view(content).substr(0, brace)));
    const auto found = std::find(kind_words.begin(), kind_words.end(), kind);
    if (found == kind_words.end()) {
      diagnostics_.error("SY-2", span, "There is no block called \"" + kind + "\".",
                         "Use finding, context, recommendation, method or ask.");
    } else {
      directive.kind = static_cast<DirectiveKind>(found - kind_words.begin());
    }
    if (brace != std::string::npos) {
      const std::size_t at = source_.text().find('{', span.begin) + 1;
      const std::string_view inner = std::string_view(content).substr(brace + 1);
      if (inner.empty() || inner.back() != '}' ||
          !read_attributes(directive, inner.substr(0, inner.size() - 1), at)) {
        diagnostics_.error("SY-2", span, "What stands between { and } cannot be read.",
                           "Write for example {#school grade=reasonable-grounds}.");
      }
    }
    const auto same = [&](const Directive& other) {
      return !directive.id.empty() && other.id == directive.id;
    };
    if (std::any_of(out_.items.begin(), out_.items.end(), same)) {
      diagnostics_.error("SY-2", span, "The name #" + directive.id + " is used twice.",
                         "Give each block its own name.");
    }
    open_ = std::move(directive);
  }

  void close(std::size_t end) {
    open_->body.end = end;
    out_.items.push_back(std::move(*open_));
    open_.reset();
  }

  const SourceText& source_;
  std::string& masked_;
  Diagnostics& diagnostics_;
  Directives out_;
  std::optional<Directive> open_;
  std::string code_fence_;
};

}  // namespace

const Directive::Attribute* Directive::find(std::string_view key) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& one) { return one.key == key; });
  return found == attributes.end() ? nullptr : &*found;
}

std::string_view word_of(DirectiveKind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

int Directives::at(std::size_t byte) const {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].body.contains(byte)) return static_cast<int>(i);
  }
  return -1;
}

bool Directives::is_fence(std::size_t byte) const {
  return std::binary_search(fences.begin(), fences.end(), byte);
}

Directives read_directives(const SourceText& source, std::string& masked,
                           Diagnostics& diagnostics) {
  return Pass(source, masked, diagnostics).run();
}

}  // namespace kotobune::report
