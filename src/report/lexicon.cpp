#include "report/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace kotobune::report {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const std::vector<std::string>& kin_words() {
  static const std::vector<std::string> words{
      "mother", "father", "parent", "parents", "brother", "brothers", "sister", "sisters", "son",
      "sons", "daughter", "daughters", "wife", "husband", "widow", "widower", "uncle", "aunt",
      "cousin", "nephew", "niece", "grandmother", "grandfather", "grandson", "granddaughter",
      "child", "children", "sibling", "siblings", "fiance", "driver", "neighbour", "neighbor",
      // Japanese
      "\u6bcd", "\u7236", "\u5144", "\u5f1f", "\u59c9", "\u59b9", "\u606f\u5b50", "\u5a18",
      "\u59bb", "\u592b", "\u53d4", "\u53d4\u6bcd", "\u7956\u6bcd", "\u7956\u7236",
      "\u904b\u8ee2\u624b",
      // Burmese: mother, father, elder and younger brother, sisters, son, daughter, wife, husband
      "\u1021\u1019\u1031", "\u1019\u102d\u1001\u1004\u103a", "\u1021\u1016\u1031",
      "\u1016\u1001\u1004\u103a", "\u1021\u1005\u103a\u1000\u102d\u102f", "\u100a\u102e",
      "\u1021\u1005\u103a\u1019", "\u100a\u102e\u1019", "\u101e\u102c\u1038",
      "\u101e\u1019\u102e\u1038", "\u1007\u1014\u102e\u1038",
      "\u1001\u1004\u103a\u1015\u103d\u1014\u103a\u1038",
      // Thai
      "\u0e41\u0e21\u0e48", "\u0e1e\u0e48\u0e2d", "\u0e1e\u0e35\u0e48\u0e0a\u0e32\u0e22",
      "\u0e19\u0e49\u0e2d\u0e07\u0e0a\u0e32\u0e22", "\u0e1e\u0e35\u0e48\u0e2a\u0e32\u0e27",
      "\u0e19\u0e49\u0e2d\u0e07\u0e2a\u0e32\u0e27", "\u0e25\u0e39\u0e01\u0e0a\u0e32\u0e22",
      "\u0e25\u0e39\u0e01\u0e2a\u0e32\u0e27", "\u0e20\u0e23\u0e23\u0e22\u0e32",
      "\u0e2a\u0e32\u0e21\u0e35"};
  return words;
}

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

// Value of a digit in the scripts we read, -1 otherwise.
int digit_of(char32_t c) {
  for (const char32_t zero : {U'0', U'\u1040', U'\u0e50', U'\uff10', U'\u0660', U'\u0966'}) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

bool one_or_two_digits(std::string_view word) {
  while (!word.empty() && !is_word_byte(word.back())) word.remove_suffix(1);
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.size() > 2 && word.ends_with(ending)) word.remove_suffix(2);
  }
  return !word.empty() && word.size() <= 2 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_iso_date(std::string_view text) {
  static constexpr std::string_view shape = "dddd-dd-dd";
  if (text.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  return true;
}

struct Word {
  std::size_t begin;
  std::size_t end;
};
std::vector<Word> spaced_words(std::string_view text) {
  std::vector<Word> out;
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
    const std::size_t begin = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '\n' && text[at] != '\t') ++at;
    if (at > begin) out.push_back({begin, at});
  }
  return out;
}

// "3\u6708" + day in Japanese, a digit beside a day word in Burmese and Thai.
bool has_local_date(std::string_view text) {
  static const std::vector<std::string> marks{
      "\u65e5", "\u101b\u1000\u103a", "\u0e27\u0e31\u0e19\u0e17\u0e35\u0e48",
      "\u0e21\u0e35\u0e19\u0e32\u0e04\u0e21", "\u0e21\u0e01\u0e23\u0e32\u0e04\u0e21"};
  bool digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    digit = digit || digit_of(point.value) >= 0;
    at += point.size_bytes;
  }
  return digit && std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) {
           return text.find(mark) != std::string_view::npos;
         });
}

}  // namespace

std::optional<WordHit> find_any(std::string_view text, const std::vector<std::string>& words) {
  const std::string lower = ascii_lower(text);
  std::optional<WordHit> first;
  for (const std::string& word : words) {
    const bool spaced = !word.empty() && is_word_byte(word.front());
    for (std::size_t at = lower.find(word); at != std::string::npos;
         at = lower.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if (spaced && ((at > 0 && is_word_byte(lower[at - 1])) ||
                     (end < lower.size() && is_word_byte(lower[end])))) {
        continue;
      }
      if (!first || at < first->begin) first = WordHit{at, end, word};
      break;
    }
  }
  return first;
}

std::optional<WordHit> find_kin(std::string_view text) { return find_any(text, kin_words()); }

std::optional<WordHit> find_date(std::string_view text) {
  const std::vector<Word> words = spaced_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word_at = [&](std::size_t n) {
      return n < words.size() ? text.substr(words[n].begin, words[n].end - words[n].begin)
                              : std::string_view();
    };
    if (is_iso_date(word_at(i))) return WordHit{words[i].begin, words[i].begin + 10, "date"};
    std::string bare = ascii_lower(word_at(i));
    while (!bare.empty() && !is_word_byte(bare.back())) bare.pop_back();
    if (std::find(months.begin(), months.end(), bare) == months.end()) continue;
    if (i > 0 && one_or_two_digits(word_at(i - 1))) {
      return WordHit{words[i - 1].begin, words[i].end, "date"};
    }
    if (one_or_two_digits(word_at(i + 1))) return WordHit{words[i].begin, words[i + 1].end, "date"};
    if (bare == "may") continue;  // also a verb: only with a day
  }
  if (has_local_date(text)) return WordHit{0, text.size(), "date"};
  return std::nullopt;
}

std::optional<WordHit> find_victim_noun(std::string_view text) {
  static const std::vector<std::string> words{
      "people",      "persons",  "person", "victims",
      "victim",      "men",      "women",  "villagers",
      "civilians",   "children", "dead",   "killed",
      "deaths",      "\u4eba",   "\u540d", "\u101a\u1031\u102c\u1000\u103a",
      "\u0e04\u0e19"};
  return find_any(text, words);
}

std::optional<WordHit> find_strong_word(std::string_view text) {
  static const std::vector<std::string> words{
      "systematic",
      "systematically",
      "widespread",
      "systemic",
      "\u7d44\u7e54\u7684",
      "\u0e2d\u0e22\u0e48\u0e32\u0e07\u0e40\u0e1b\u0e47\u0e19\u0e23\u0e30\u0e1a\u0e1a"};
  return find_any(text, words);
}

bool says_not_bound(std::string_view text) {
  return find_any(text, {"not ratified", "not a party", "not party", "never ratified", "not bound",
                         "should ratify", "ratify", "accede"})
      .has_value();
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  std::size_t unspaced = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const char32_t c = point.value;
    at += point.size_bytes;
    const bool cjk =
        (c >= 0x3040 && c < 0x3100) || (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00);
    const bool joined = (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) ||
                        (c >= 0x1780 && c < 0x1800) || (c >= 0xA9E0 && c < 0xAA80);
    const bool space = c <= 0x20 || c == 0xA0 || (c >= 0x3000 && c < 0x3004);
    const bool mark = c < 0x30 || (c >= 0x2010 && c < 0x2030) || c == 0xFFFC;
    if (cjk) ++words;
    if (joined) ++unspaced;
    if (space || cjk || joined) {
      inside = false;
    } else if (!inside && !mark) {
      inside = true;
      ++words;
    }
  }
  return words + (unspaced + 3) / 4;
}

}  // namespace kotobune::report
