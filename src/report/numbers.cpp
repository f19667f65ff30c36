// Numbers as people type them, for the check that acts are not counted as victims.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

constexpr std::array<std::string_view, 20> small{
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> tens{"twenty", "thirty",  "forty",  "fifty",
                                               "sixty",  "seventy", "eighty", "ninety"};

int digit_of(char32_t c) {
  for (const char32_t zero : {U'0', U'\u1040', U'\u0e50', U'\uff10', U'\u0660', U'\u0966'}) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

template <std::size_t n>
int position(const std::array<std::string_view, n>& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

int read_word(std::string_view word) {
  const int plain = position(small, word);
  if (plain >= 0) return plain;
  const std::size_t dash = word.find('-');
  const int ten = position(tens, word.substr(0, dash));
  if (ten < 0) return -1;
  if (dash == std::string_view::npos) return (ten + 2) * 10;
  const int unit = position(small, word.substr(dash + 1));
  return unit >= 1 && unit <= 9 ? (ten + 2) * 10 + unit : -1;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || c == '-'; }

void find_number_words(std::string_view text, std::vector<NumberInText>& out) {
  const std::string lower = ascii_lower(text);
  for (std::size_t at = 0; at < lower.size();) {
    if (!letter(lower[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < lower.size() && letter(lower[at])) ++at;
    const int value = read_word(std::string_view(lower).substr(begin, at - begin));
    if (value >= 0) out.push_back({begin, at, value});
  }
}

}  // namespace

std::vector<NumberInText> find_numbers(std::string_view text) {
  std::vector<NumberInText> out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint first = code_point_at(text, at);
    if (digit_of(first.value) < 0) {
      at += first.size_bytes;
      continue;
    }
    NumberInText number{at, at, 0};
    while (at < text.size()) {
      const CodePoint point = code_point_at(text, at);
      const int digit = digit_of(point.value);
      // "1,250" is one number; a comma at its end is not part of it.
      const bool group = point.value == U',' && at + 1 < text.size() &&
                         digit_of(code_point_at(text, at + 1).value) >= 0;
      if (digit < 0 && !group) break;
      if (digit >= 0 && number.value < 1'000'000'000'000) number.value = number.value * 10 + digit;
      at += point.size_bytes;
    }
    number.end = at;
    // A part of a code ("W-03") or of a decimal is no count.
    const char before = number.begin > 0 ? text[number.begin - 1] : ' ';
    if (before != '-' && before != '.') out.push_back(number);
  }
  find_number_words(text, out);
  std::sort(out.begin(), out.end(),
            [](const NumberInText& a, const NumberInText& b) { return a.begin < b.begin; });
  return out;
}

}  // namespace kotobune::report
