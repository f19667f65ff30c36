// Counts words as the offices that set word limits count them (in Word: Review, Word Count).
#pragma once

#include <cstddef>
#include <string_view>

namespace kotobune::text {

// English, French, Spanish and other spaced languages: the stretches between white space that hold
// anything visible, so "well-known" is one word, "A/HRC/30/1" is one, a lone dash is one, and the
// French " ; " set off by spaces is one too, as in Word (checked against its documented rule, not
// against Word itself). Each Han and kana character counts as one. Thai, Lao, Khmer and Burmese
// have no such rule: a stretch between spaces counts as one, which is far too low; say so there.
std::size_t count_words(std::string_view text);

}  // namespace kotobune::text
