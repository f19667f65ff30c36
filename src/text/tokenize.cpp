#include "text/tokenize.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "text/units.h"

namespace kotobune::text {

namespace {

enum class Ascii : std::uint8_t { none, letter, digit };

constexpr std::array<Ascii, 128> ascii_kinds = [] {
  std::array<Ascii, 128> out{};
  for (int c = 'a'; c <= 'z'; ++c) out[c] = Ascii::letter;
  for (int c = 'A'; c <= 'Z'; ++c) out[c] = Ascii::letter;
  for (int c = '0'; c <= '9'; ++c) out[c] = Ascii::digit;
  return out;
}();

// No text has a run this long without a space or a stop; one that does is cut here, so that a
// hostile file costs bounded memory (a phrase across the cut is then not found).
constexpr std::size_t run_code_points = 8192;

class Tokenizer {
 public:
  Tokenizer(std::string_view text, TokenizeMode mode, const std::function<void(const Token&)>& emit)
      : text_(text), mode_(mode), emit_(emit) {}

  void run() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80 && units_.empty()) {
        if (!ascii_word()) read_one();
      } else {
        read_one();
      }
    }
    flush();
    // A single cluster still held back here was the very last token of the query: it stays out.
  }

 private:
  // A word of pure ASCII goes out without a table look-up per character; returns false (and moves
  // nothing) where the word touches a character that needs the general way.
  bool ascii_word() {
    const auto kind = ascii_kinds[static_cast<unsigned char>(text_[at_])];
    if (kind == Ascii::none) {
      ++at_;
      return true;
    }
    auto end = at_ + 1;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) < 0x80 &&
           ascii_kinds[static_cast<unsigned char>(text_[end])] == kind) {
      ++end;
    }
    if (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80) return false;
    release_held();
    for (auto from = at_; from < end; from += token_code_points) {
      const auto to = std::min(end, from + token_code_points);
      token_.text.assign(text_.substr(from, to - from));
      for (auto& c : token_.text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
      }
      send(from, to, false);
    }
    at_ = end;
    return true;
  }

  void read_one() {
    const auto point = code_point_at(text_, at_);
    const auto start = at_;
    at_ += point.size_bytes;
    if (point.size_bytes == 1 && point.value == 0xFFFD) return flush();
    const auto& known = character(point.value);
    if (known.count == 0) return;
    if (known.count == 1) return take({known.folded, point.value, start, at_, known.kind,
                                       known.script, known.combining_class, known.clustered});
    for (const auto c : expansion(point.value)) {
      const auto& one = character(c);
      take({c, point.value, start, at_, one.kind, one.script, one.combining_class, one.clustered});
    }
  }

  void take(Unit unit) {
    if (unit.kind == Kind::mark) return take_mark(unit);
    if (unit.kind != Kind::letter && unit.kind != Kind::digit) return flush();
    if (!units_.empty() && !belongs(unit)) flush();
    units_.push_back(unit);
    if (units_.size() >= (unit.clustered ? run_code_points : 8 * token_code_points)) flush();
  }

  void take_mark(Unit unit) {
    if (units_.empty()) {
      if (unit.script == script_inherited || folds_marks(unit.script)) return;
      units_.push_back(unit);
      return;
    }
    auto& last = units_.back();
    if (last.raw == 0x1040 && unit.script == script_myanmar) {
      units_.push_back(unit);  // a vowel sign on a zero: the zero is a wa, see mend_spelling()
      return;
    }
    if (folds_marks(last.script) || last.kind == Kind::digit) {
      last.end = unit.end;  // the accent is gone, its bytes are still part of the word
      return;
    }
    if (unit.script == script_inherited) unit.script = last.script;
    unit.clustered = last.clustered;
    if (unit.script != last.script) flush();
    units_.push_back(unit);
  }

  // Does the unit go on with the run? A Burmese zero stays with its letters, and a digit run with
  // a zero in doubt, until mend_spelling has looked at the neighbours.
  bool belongs(const Unit& unit) const {
    const auto& last = units_.back();
    const bool zero_here = unit.raw == 0x1040 && last.script == script_myanmar;
    const bool zero_before = last.raw == 0x1040 && unit.script == script_myanmar;
    if (zero_here || zero_before) return true;
    if ((unit.kind == Kind::digit) != (last.kind == Kind::digit)) return false;
    if (unit.kind == Kind::digit) return true;
    if (unit.clustered != last.clustered) return false;
    return unit.script == last.script || unit.script == script_common ||
           last.script == script_common;
  }

  void flush() {
    if (units_.empty()) return;
    order_marks(units_, 0);
    mend_spelling(units_, 0);
    for (std::size_t from = 0; from < units_.size();) {
      auto to = from + 1;
      const auto& first = units_[from];
      while (to < units_.size() && units_[to].clustered == first.clustered &&
             (units_[to].kind == Kind::digit) == (first.kind == Kind::digit)) {
        ++to;
      }
      if (first.clustered) {
        send_clusters(from, to);
      } else {
        send_word(from, to);
      }
      from = to;
    }
    units_.clear();
  }

  void send_word(std::size_t from, std::size_t to) {
    release_held();
    for (; from < to; from += token_code_points) {
      const auto end = std::min(to, from + token_code_points);
      token_.text.clear();
      append_units(token_.text, units_, from, end);
      send_range(from, end, false);
    }
  }

  void send_clusters(std::size_t from, std::size_t to) {
    release_held();
    auto first = from;
    auto second = cluster_end(units_, first, to);
    bool bigrams = false;
    while (second < to) {
      const auto third = cluster_end(units_, second, to);
      token_.text.clear();
      append_units(token_.text, units_, first, third);
      send_range(first, third, false);
      if (mode_ == TokenizeMode::document) {
        token_.text.clear();
        append_units(token_.text, units_, first, second);
        send_range(first, second, true);
      }
      bigrams = true;
      first = second;
      second = third;
    }
    if (mode_ == TokenizeMode::query && bigrams) {
      hold(first, to);
      return;
    }
    token_.text.clear();
    append_units(token_.text, units_, first, to);
    send_range(first, to, false);
  }

  // In a query the last single cluster goes out only if something follows it.
  void hold(std::size_t from, std::size_t to) {
    held_.text.clear();
    append_units(held_.text, units_, from, to);
    std::tie(held_.start_byte, held_.end_byte) = range(from, to);
    has_held_ = true;
  }
  void release_held() {
    if (!has_held_) return;
    has_held_ = false;
    emit_(held_);
  }

  // Marks may have changed places: the range of a token is the hull of its units' ranges.
  std::pair<std::size_t, std::size_t> range(std::size_t from, std::size_t to) const {
    auto start = std::numeric_limits<std::size_t>::max();
    std::size_t end = 0;
    for (auto at = from; at < to; ++at) {
      start = std::min(start, units_[at].start);
      end = std::max(end, units_[at].end);
    }
    return {start, end};
  }
  void send_range(std::size_t from, std::size_t to, bool colocated) {
    const auto [start, end] = range(from, to);
    send(start, end, colocated);
  }
  void send(std::size_t start, std::size_t end, bool colocated) {
    token_.start_byte = start;
    token_.end_byte = end;
    token_.colocated = colocated;
    emit_(token_);
  }

  std::string_view text_;
  TokenizeMode mode_;
  const std::function<void(const Token&)>& emit_;
  std::size_t at_ = 0;
  Units units_;  // the run being read
  Token token_;
  Token held_;
  bool has_held_ = false;
};

}  // namespace

void tokenize(std::string_view text, TokenizeMode mode,
              const std::function<void(const Token&)>& emit) {
  Tokenizer(text, mode, emit).run();
}

}  // namespace kotobune::text
