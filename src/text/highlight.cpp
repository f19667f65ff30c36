#include "text/highlight.h"

#include <algorithm>

#include "text/tokenize.h"

namespace kotobune::text {

namespace {

// One position of the index: the token and, in scripts without spaces, its colocated cluster.
struct Position {
  Token main;
  Token single;
};

std::vector<Position> positions_of(std::string_view text) {
  std::vector<Position> out;
  tokenize(text, TokenizeMode::document, [&](const Token& token) {
    if (token.colocated) {
      out.back().single = token;
    } else {
      out.push_back({token, {}});
    }
  });
  return out;
}

const Token* match_at(const Position& position, const std::string& token, bool prefix) {
  if (position.main.text == token) return &position.main;
  if (position.single.text == token) return &position.single;
  return prefix && position.main.text.starts_with(token) ? &position.main : nullptr;
}

}  // namespace

std::vector<ByteRange> highlight(std::string_view text, const Query& query) {
  const auto positions = positions_of(text);
  std::vector<ByteRange> found;
  for (const auto& phrase : query.positive) {
    const auto size = phrase.tokens.size();
    for (std::size_t first = 0; first + size <= positions.size(); ++first) {
      ByteRange range{text.size(), 0};
      bool matches = true;
      for (std::size_t i = 0; i < size && matches; ++i) {
        const auto* token =
            match_at(positions[first + i], phrase.tokens[i], phrase.prefix && i + 1 == size);
        matches = token != nullptr;
        if (!matches) break;
        range.start = std::min(range.start, token->start_byte);
        range.end = std::max(range.end, token->end_byte);
      }
      if (matches) found.push_back(range);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.start < b.start; });
  std::vector<ByteRange> out;
  for (const auto& range : found) {
    if (!out.empty() && range.start <= out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

}  // namespace kotobune::text
