// Zawgyi: Burmese as millions typed it until about 2019, in a font that gave the code points of
// Unicode other meanings and stored vowels before their consonant. As bytes it is valid Unicode;
// read as such it is nonsense. So it has to be noticed, and said by a person, before it is
// recorded.
//
// Only for Burmese: Karen, Kachin, Mon and Shan use code points of their own that Zawgyi took.
#pragma once

#include <string>
#include <string_view>

namespace kotobune::text {

enum class BurmeseEncoding : std::uint8_t {
  none,     // no Burmese letters in it
  unicode,  // breaks the order of Zawgyi, keeps that of Unicode
  zawgyi,   // the other way round
  unclear   // too short to tell, or both
};
// By the order in which signs may follow letters in each of the two. Measured in zawgyi_test.cpp.
BurmeseEncoding burmese_encoding(std::string_view utf8);

// By ICU's rules `Zawgyi-my`. What is no Burmese stays as it is.
std::string unicode_of_zawgyi(std::string_view utf8);
// The other way, for tests alone.
std::string zawgyi_of_unicode(std::string_view utf8);

}  // namespace kotobune::text
