// Reads the inside of a citation. Positions within an exhibit may follow in any order.
#include <algorithm>

#include "base/text.h"
#include "report/token.h"

namespace kotobune::report {
namespace {

bool is_code(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// "12:30" is minutes and seconds, "1:12:30" begins with hours.
std::optional<std::int64_t> read_time(std::string_view text) {
  std::int64_t seconds = 0;
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_int(parts[i]);
    if (!number || *number < 0 || *number > 9999 || (i > 0 && *number > 59)) return std::nullopt;
    seconds = seconds * 60 + *number;
  }
  return seconds * 1000;
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t offset, Diagnostics& diagnostics)
      : text_(text), offset_(offset), diagnostics_(diagnostics) {}

  std::vector<CitedPart> run() {
    std::vector<CitedPart> parts;
    while (true) {
      skip_space();
      if (at_ >= text_.size()) break;
      const std::size_t begin = at_;
      CitedPart part;
      if (!read_part(part)) {
        diagnostics_.error("SY-3", {offset_ + begin, offset_ + text_.size()},
                           "This citation cannot be read.",
                           "Write for example [@MS-0004 p2 \"words as they stand there\"].");
        return parts;
      }
      part.span = {offset_ + begin, offset_ + at_};
      parts.push_back(std::move(part));
    }
    return parts;
  }

 private:
  void skip_space() {
    // A line of a quoted paragraph begins with '>' inside a citation that runs over the line end.
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '>')) {
      ++at_;
    }
  }
  std::string_view word(std::string_view stops) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && stops.find(text_[at_]) == std::string_view::npos) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool read_part(CitedPart& part) {
    if (text_[at_] != '@') return false;
    ++at_;
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_code(text_[at_])) ++at_;
    part.exhibit = std::string(text_.substr(begin, at_ - begin));
    if (part.exhibit.empty()) return false;
    while (true) {
      skip_space();
      if (at_ >= text_.size()) return true;
      if (text_[at_] == ';') {
        ++at_;
        return true;
      }
      if (!read_position(part)) return false;
    }
  }

  bool read_position(CitedPart& part) {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with('"')) return read_quote(part, "\"", "\"");
    if (rest.starts_with("\u201c")) return read_quote(part, "\u201c", "\u201d");
    if (rest.starts_with("t=")) {
      at_ += 2;
      for (const std::string_view one : split(word(" ;\n\r"), ',')) {
        const std::size_t dash = one.find('-');
        const auto begin = read_time(one.substr(0, dash));
        const auto end = dash == std::string_view::npos ? begin : read_time(one.substr(dash + 1));
        if (!begin || !end || *end < *begin) return false;
        part.times.push_back({*begin, *end});
      }
      return true;
    }
    if (rest.starts_with('p')) {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '.') ++at_;
      skip_space();
      const auto page = parse_int(word(" ;\n\r,\""));
      if (!page || *page < 1 || *page > 1000000) return false;
      part.page = static_cast<int>(*page);
      return true;
    }
    return false;
  }

  bool read_quote(CitedPart& part, std::string_view open, std::string_view close) {
    const std::size_t begin = at_ + open.size();
    const std::size_t end = text_.find(close, begin);
    if (end == std::string_view::npos || end == begin) return false;
    part.quote = std::string(text_.substr(begin, end - begin));
    std::replace(part.quote.begin(), part.quote.end(), '\n', ' ');
    part.quote_span = {offset_ + begin, offset_ + end};
    at_ = end + close.size();
    return true;
  }

  std::string_view text_;
  std::size_t offset_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<CitedPart> read_citation(std::string_view inner, std::size_t offset,
                                     Diagnostics& diagnostics) {
  return Reader(inner, offset, diagnostics).run();
}

}  // namespace kotobune::report
