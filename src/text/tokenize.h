// The search tokenizer: one function for index, query and highlight, so they cannot disagree.
//
// Spaced scripts give words, split where script or letter/digit changes ("tel95" -> tel, 95).
// Scripts without spaces (Myanmar, Thai, Lao, Khmer, Han, kana and their neighbours) are cut into
// clusters; a run a b c gives
//   document:  ab  (a colocated)   bc  (b colocated)   c
//   query:     ab                  bc                  c, but left out at the very end of the query
// so that any run of clusters is found as a phrase wherever it stands, with no dictionary: a
// dictionary cuts query and document differently and loses 4-19 % of words (ICU 72, measured).
//
// Folding: NFKC casefold, zero-width characters out, digits of all scripts to ASCII, accents off
// Latin, Greek, Cyrillic, Arabic and Hebrew only, one order of marks in each syllable.
// Bytes that are not UTF-8 end a word. Deterministic; offsets are bytes of the source,
// start_byte < end_byte <= size, and start_byte never goes down.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kotobune::text {

// Stored in the index; another number there means: rebuild.
inline constexpr int tokenizer_version = 1;
// A longer word is cut into pieces of this many characters (base64 and the like).
inline constexpr std::size_t token_code_points = 64;

enum class TokenizeMode { document, query };

struct Token {
  std::string text;        // folded, UTF-8
  std::size_t start_byte = 0;
  std::size_t end_byte = 0;
  bool colocated = false;  // stands at the position of the token before it
};

// The Token handed out is reused: copy what you keep.
void tokenize(std::string_view text, TokenizeMode mode,
              const std::function<void(const Token&)>& emit);

}  // namespace kotobune::text
