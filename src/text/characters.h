// What the search knows about one character, from tables that are filled once from ICU.
// Internal to text/: the other rooms use normalize.h and tokenize.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace kotobune::text {

enum class Kind : std::uint8_t { other, space, letter, digit, mark };

// Script numbers are ICU's UScriptCode; the ones the rules name are here, so that only *_icu.cpp
// needs ICU's headers (they are compared with ICU's by static_assert in characters_icu.cpp).
enum Script : std::uint8_t {
  script_common = 0,
  script_inherited = 1,
  script_arabic = 2,
  script_cyrillic = 8,
  script_greek = 14,
  script_han = 17,  // Han, Hiragana, Katakana, Bopomofo, Yi: bigrams run across their borders
  script_hangul = 18,
  script_hebrew = 19,
  script_khmer = 23,
  script_lao = 24,
  script_latin = 25,
  script_myanmar = 28,
  script_thai = 38,
};

// 12 bytes. `folded` is the one search character this code point becomes; where it becomes several
// (U+FB01 -> f i) count > 1 and `folded` is the index into the page's pool. count == 0: it is left
// out (zero width). Kind, script and combining class are those of the folded character.
struct Character {
  char32_t folded = 0;
  std::uint8_t count = 1;
  Kind kind = Kind::other;
  std::uint8_t script = script_common;
  std::uint8_t combining_class = 0;
  bool clustered = false;  // a script without spaces: cut into clusters, indexed as bigrams
};

const Character& character(char32_t code_point);
// The folded characters of a code point with count > 1.
std::span<const char32_t> expansion(char32_t code_point);

// Of the code point itself, not folded (for script runs and quotes).
std::uint8_t script_of(char32_t code_point);
std::string script_iso_code(std::uint8_t script);  // ISO 15924: "Mymr"
bool is_right_to_left(std::uint8_t script);
bool is_space(char32_t code_point);                // White_Space
bool is_mark(char32_t code_point);                 // Mn, Mc, Me

// Marks fold away on these only; a Burmese vowel sign is a letter in all but name.
inline bool folds_marks(std::uint8_t script) {
  return script == script_latin || script == script_greek || script == script_cyrillic ||
         script == script_arabic || script == script_hebrew;
}

}  // namespace kotobune::text
