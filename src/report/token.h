// What our language adds inside a paragraph:
//   [@MS-0004 p2 "slept in the classrooms"; @MS-0009 t=12:30,13:05]   a citation
//   @W-03                                                            a mention of a source
//   {{count victims where act.type under killing}}                   computed text
//   {{uncited "follows from the two sentences before"}}              why a sentence does not cite
// Tokens are found before CommonMark reads the text and each is replaced by one private-use code
// point (U+F0000 + its index, 4 bytes) and filler of the same length: no emphasis or link rule can
// cut a quotation in two, and offsets stay those of the source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/diagnostic.h"

namespace kotobune::report {

struct TimeSpan {
  std::int64_t begin_ms = 0;
  std::int64_t end_ms = 0;  // equal to begin_ms where only a moment is given
};

struct CitedPart {
  Span span;
  std::string exhibit;      // "MS-0004"
  std::optional<int> page;  // 1-based physical page
  std::vector<TimeSpan> times;
  std::string quote;  // as typed between the quotation marks
  Span quote_span;
};

enum class TokenKind { citation, mention, computed, uncited };

struct Token {
  TokenKind kind = TokenKind::citation;
  Span span;
  std::vector<CitedPart> parts;  // citation
  std::string text;              // mention: code; computed: the query; uncited: the reason
};

inline constexpr char32_t first_token_mark = 0xF0000;
inline constexpr std::size_t most_tokens = 0xFFFD;

// Finds the tokens of `masked` and masks them there. Text in fenced code stays as it is.
std::vector<Token> read_tokens(const SourceText& source, std::string& masked,
                               Diagnostics& diagnostics);

// Reads what stands between "[" and "]"; `offset` is the byte of its first character in the source.
std::vector<CitedPart> read_citation(std::string_view inner, std::size_t offset,
                                     Diagnostics& diagnostics);

}  // namespace kotobune::report
