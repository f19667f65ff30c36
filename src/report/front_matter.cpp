#include "report/front_matter.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace kotobune::report {
namespace {

constexpr std::array<std::string_view, 24> known_keys{
    "title",      "profile",   "audience",     "standard", "language",   "state",
    "subtitle",   "date",      "symbol",       "status",   "submitters", "organization",
    "keywords",   "summary",   "agenda-item",  "posting",  "period",     "deadline",
    "continuing", "exhausted", "pending-elsewhere", "case", "court",     "convener"};

// `"a \"quoted\" value"` or a plain one; nothing after the closing quote but a comment.
std::optional<std::string> read_value(std::string_view raw) {
  if (raw.empty() || raw.front() != '"') {
    const std::size_t comment = raw.find(" #");
    if (comment != std::string_view::npos) raw = raw.substr(0, comment);
    raw = trim_ascii(raw);
    // Openings of YAML forms we do not read.
    if (!raw.empty() &&
        std::string_view("[{&*!|>'%@`").find(raw.front()) != std::string_view::npos) {
      return std::nullopt;
    }
    return std::string(raw);
  }
  std::string value;
  for (std::size_t i = 1; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == '"' || raw[i + 1] == '\\')) {
      value += raw[++i];
    } else if (raw[i] == '"') {
      const std::string_view rest = trim_ascii(raw.substr(i + 1));
      if (!rest.empty() && rest.front() != '#') return std::nullopt;
      return value;
    } else {
      value += raw[i];
    }
  }
  return std::nullopt;
}

void read_line(FrontMatter& head, Span line, const SourceText& source, Diagnostics& diagnostics) {
  const auto text = std::string_view(source.text()).substr(line.begin, line.end - line.begin);
  const std::string_view trimmed = trim_ascii(text);
  if (trimmed.empty() || trimmed.front() == '#') return;
  const std::size_t colon = text.find(':');
  const std::string_view key = text.substr(0, std::min(colon, text.size()));
  const bool key_ok = colon != std::string_view::npos && !key.empty() &&
                      std::all_of(key.begin(), key.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  if (!key_ok) {
    diagnostics.error("SY-1", line, "This line of the head is not \"key: value\".",
                      "Write for example: audience: public");
    return;
  }
  const std::string_view raw = trim_ascii(text.substr(colon + 1));
  const std::size_t begin =
      raw.empty() ? line.end : line.begin + static_cast<std::size_t>(raw.data() - text.data());
  const Span span{begin, begin + raw.size()};
  const std::optional<std::string> value = read_value(raw);
  if (!value) {
    diagnostics.error("SY-1", span, "This value cannot be read.",
                      "Put it between double quotes, on one line.");
    return;
  }
  if (head.find(key) != nullptr) {
    diagnostics.error("SY-1", line, "\"" + std::string(key) + "\" stands here twice.",
                      "Keep one of them.");
    return;
  }
  head.entries.push_back({std::string(key), *value, span, line});
}

}  // namespace

bool is_head_key(std::string_view key) {
  return std::find(known_keys.begin(), known_keys.end(), key) != known_keys.end();
}

std::vector<std::string> head_keys() { return {known_keys.begin(), known_keys.end()}; }

const FrontMatter::Entry* FrontMatter::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

std::string FrontMatter::value(std::string_view key) const {
  const Entry* entry = find(key);
  return entry == nullptr ? std::string() : entry->value;
}

FrontMatter read_front_matter(const SourceText& source, Diagnostics& diagnostics) {
  FrontMatter head;
  const std::string_view text = source.text();
  const auto is_fence = [&](Span line) {
    std::string_view content = text.substr(line.begin, line.end - line.begin);
    if (!content.empty() && content.back() == '\r') content.remove_suffix(1);
    return content == "---";
  };
  if (!is_fence(source.line_span(1))) {
    diagnostics.error(
        "SY-1", {0, 0}, "The report has no head.",
        "Begin with a line ---, then title, profile, audience, standard and language, "
        "then --- again.");
    return head;
  }
  for (int line = 2; line <= source.line_count(); ++line) {
    const Span span = source.line_span(line);
    if (is_fence(span)) {
      head.span = {0, span.end};
      return head;
    }
    read_line(head, span, source, diagnostics);
  }
  diagnostics.error("SY-1", source.line_span(1), "The head of the report does not end.",
                    "Close it with a line ---.");
  head.span = {0, text.size()};
  return head;
}

}  // namespace kotobune::report
