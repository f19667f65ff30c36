// Sounding keys: one spelling for the many ways one name is written in Latin letters.
// Internal to text/; names.h is the door.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kotobune::text {

// Key of one folded Latin word: "kyaw", "gyaw" -> cO; "htun", "tun" -> tun;
// "khine", "khaing" -> kIn.
// Letters of a key: lower case as spoken, T = th, S = sh, c = ky/gy/ch/j, O = aw/au, I = ai.
// Doubled letters are written once (also where two words of a key meet).
std::string sound_of_latin(std::string_view word);

// The same key from Burmese letters, by an own onset and rime table (ICU spells them letter by
// letter: ကျော်ဇေယျ -> kyawjayyya, and finds .52 of names where this table finds .84).
std::string sound_of_burmese(std::string_view folded);

// Consonants only, for scripts that do not write vowels (Arabic, Hebrew) or write them so that no
// simple table can place them (Thai, Lao): both sides lose their vowels.
std::string skeleton_of_latin(std::string_view word);
std::string skeleton_of_thai(std::string_view folded);

// Any other script through ICU's Any-Latin; "" where nothing Latin comes out. Error: icu_failed.
Result<std::string> latin_of(std::string_view text);

}  // namespace kotobune::text
