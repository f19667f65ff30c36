// Folded characters that remember where in the source they stood, and the rules inside a syllable.
// Internal to text/: tokenizer, fold, quotes and names share these so that they cannot disagree.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "text/characters.h"

namespace kotobune::text {

struct Unit {
  char32_t value = 0;  // folded
  char32_t raw = 0;    // as it stood in the source
  std::size_t start = 0;
  std::size_t end = 0;
  Kind kind = Kind::other;
  std::uint8_t script = 0;
  std::uint8_t combining_class = 0;
  bool clustered = false;
};
using Units = std::vector<Unit>;

// Sorts the marks inside each syllable of units[from..] into the one order of each script:
//   Myanmar     medials 103B-103E, 1031, upper vowels, lower vowels, 102B/102C, 1036,
//               1037, 103A, 1038
//               (asat before a medial stays: ယောက်ျား), virama + consonant never moves
//   Khmer       stacked consonants (ro last), shifters, vowels, signs
//   Thai, Lao   vowels and nikhahit before tones
//   others      canonical combining class
// Only permutes; two spellings that look alike on paper become the same sequence.
void order_marks(Units& units, std::size_t from);

// Replaces what is typed in two ways: Burmese zero used as wa, 1025+103A, split Khmer and Thai
// vowels, Khmer stacked da for ta; composes Hangul jamo. For search only, never for quotes.
void mend_spelling(Units& units, std::size_t from);

// First unit of the cluster after the one that begins at `at`; at most `end`. A cluster is what
// may not be cut: a Myanmar or Khmer orthographic syllable, a Thai or Lao consonant with its
// vowel signs, one kana or Han character with its marks.
std::size_t cluster_end(const Units& units, std::size_t at, std::size_t end);

void append_units(std::string& out, const Units& units, std::size_t from, std::size_t to);

}  // namespace kotobune::text
