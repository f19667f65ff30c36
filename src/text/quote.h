// quote-norm/1: when is a quotation the same as what stands in the text? Frozen: a quote pinned
// today must be found in thirty years, so a change gets a new name, never a new meaning.
//
// The normal form of a text:
//   1. leave out U+00AD, 034F, 061C, 180E, 200B-200F, 202A-202E, 2060-2064, 2066-206F, FEFF
//      (invisible: soft hyphen, zero-width characters, direction marks);
//   2. NFC;
//   3. each run of White_Space becomes one space; none at the two ends;
//   4. marks inside a Myanmar, Khmer, Thai or Lao syllable in the one order of text/units.h.
// No case folding, no accents off, no digits changed: a quotation is exact.
// Both sides must be UTF-8; bytes that are not never match anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/highlight.h"

namespace kotobune::text {

inline constexpr std::string_view quote_norm = "quote-norm/1";

std::string normalized_quote(std::string_view text);

// The first place in `haystack` whose normal form is that of `needle`, as a range of bytes of
// `haystack` itself; nothing where there is none, or where `needle` is empty after normalization.
// A match neither begins nor ends between a letter and its marks, so a quote cannot drop a vowel
// sign or an asat and turn a word into another.
std::optional<ByteRange> find_quote(std::string_view haystack, std::string_view needle);

// A text that many quotations are looked up in: normalized once. About 13 bytes a character.
class Quotable {
 public:
  explicit Quotable(std::string text);
  const std::string& text() const { return text_; }
  // As find_quote(text(), needle).
  std::optional<ByteRange> find(std::string_view needle) const;

 private:
  std::string text_;
  std::u32string values_;  // of the normal form
  std::vector<std::uint32_t> start_, end_;  // of each value, in bytes of text_
  std::vector<bool> mark_;
};

}  // namespace kotobune::text
