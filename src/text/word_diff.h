// What changed between two texts, in words a person reads: for statements of one witness that were
// taken again and again.
//
// Words are those of ICU's word breaks with its dictionaries for Thai, Lao, Khmer, Burmese,
// Japanese and Chinese; a space or a mark of punctuation is a piece of its own. The dictionary
// decides only where a change may begin, never whether there is one: the pieces of either side put
// together are that text, byte for byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kotobune::text {

enum class Change : std::uint8_t { same, removed, added };

struct DiffPiece {
  Change change = Change::same;
  std::string text;
  bool operator==(const DiffPiece&) const = default;
};

// Pieces of the text, in order. Error: icu_failed.
Result<std::vector<std::string_view>> words(std::string_view text, std::string_view language = "");

// The shortest way from `before` to `after` (Myers, 1986); neighbours of one kind are one piece,
// and a space between two changes belongs to them. Texts of more than `diff_words` words that are
// too different are told as one replaced whole. Error: icu_failed.
inline constexpr std::size_t diff_words = 20'000;
inline constexpr std::size_t diff_changes = 4'000;
Result<std::vector<DiffPiece>> word_diff(std::string_view before, std::string_view after,
                                         std::string_view language = "");

}  // namespace kotobune::text
