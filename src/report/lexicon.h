// Word lists the checks go by, and what counts as a word. A check says so where a language has no
// list ("not checked in ..."). Matching is by whole words in scripts with spaces, by substring in
// scripts without.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune::report {

struct WordHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string word;  // the entry of the list
};

// Kin and near persons, English, Japanese, Burmese, Thai.
std::optional<WordHit> find_kin(std::string_view text);
// A day or a month named with a day: "20 March", "March 20", "2013-03-20", and in my, th, ja.
std::optional<WordHit> find_date(std::string_view text);
// People counted as victims: people, persons, victims, men, villagers...
std::optional<WordHit> find_victim_noun(std::string_view text);
// Terms of art that one source cannot carry: systematic, widespread.
std::optional<WordHit> find_strong_word(std::string_view text);
// One of `words` as a whole word; ASCII letters in any case.
std::optional<WordHit> find_any(std::string_view text, const std::vector<std::string>& words);

bool says_not_bound(std::string_view text);  // "has not ratified", "is not a party"

struct NumberInText {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t value = 0;
};
// Digits of Latin, Burmese, Thai and full-width script, and English number words to ninety-nine.
std::vector<NumberInText> find_numbers(std::string_view text);

// Words as the UN counts them: runs between spaces; each Han or Kana character is one; Burmese,
// Thai, Lao and Khmer, which do not space words, are taken as one word per four characters.
std::size_t count_words(std::string_view text);

}  // namespace kotobune::report
