#include "text/query.h"

#include <optional>
#include <utility>

#include "base/errors.h"
#include "base/text.h"
#include "text/characters.h"
#include "text/errors.h"
#include "text/tokenize.h"

namespace kotobune::text {

namespace {

enum class Sort { term, minus, either, open, close, end };

struct Lexeme {
  Sort sort = Sort::end;
  std::size_t position = 0;  // characters, from 1
  std::string text;          // of a term, as typed
  bool prefix = false;
};

bool is_quote(char32_t c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xFF02;
}

struct Point {
  char32_t value;
  std::size_t at;
};

class Lexer {
 public:
  explicit Lexer(std::string_view typed) : typed_(typed) {
    for (std::size_t at = 0; at < typed.size();) {
      const auto point = code_point_at(typed, at);
      points_.push_back({point.value, at});
      at += point.size_bytes;
    }
    points_.push_back({0, typed.size()});
  }

  Result<std::vector<Lexeme>> run() {
    std::vector<Lexeme> out;
    while (next_ + 1 < points_.size()) {
      const auto c = points_[next_].value;
      const auto position = next_ + 1;
      if (is_space(c) || c == 0) {
        ++next_;
      } else if (is_quote(c)) {
        TRY_LET(lexeme, phrase());
        out.push_back(std::move(lexeme));
      } else if (c == '(' || c == ')') {
        out.push_back({c == '(' ? Sort::open : Sort::close, position, "", false});
        ++next_;
      } else if (c == '-' && stands_before_something()) {
        out.push_back({Sort::minus, position, "", false});
        ++next_;
      } else {
        out.push_back(word());
      }
      if (out.size() > 4 * query_terms) {
        return Error(errors::query_too_long,
                     {{"limit", std::to_string(query_terms)}, {"unit", "words"}});
      }
    }
    out.push_back({Sort::end, next_ + 1, "", false});
    return out;
  }

 private:
  bool stands_before_something() const {
    const auto after = points_[next_ + 1].value;
    return after != 0 && !is_space(after) && after != '-' && after != ')';
  }

  Result<Lexeme> phrase() {
    const auto opened = next_++;
    while (next_ + 1 < points_.size() && !is_quote(points_[next_].value)) ++next_;
    if (next_ + 1 >= points_.size()) {
      return Error(errors::query_quote_open, {{"position", std::to_string(opened + 1)}});
    }
    const auto from = points_[opened + 1].at;
    Lexeme out{Sort::term, opened + 1, std::string(typed_.substr(from, points_[next_].at - from)),
               false};
    ++next_;
    return out;
  }

  Lexeme word() {
    const auto first = next_;
    while (next_ + 1 < points_.size()) {
      const auto c = points_[next_].value;
      if (is_space(c) || is_quote(c) || c == '(' || c == ')' || c == 0) break;
      ++next_;
    }
    auto text =
        std::string(typed_.substr(points_[first].at, points_[next_].at - points_[first].at));
    if (text == "OR") return {Sort::either, first + 1, "", false};
    const bool prefix = text.size() > 1 && text.back() == '*';
    if (prefix) text.pop_back();
    return {Sort::term, first + 1, std::move(text), prefix};
  }

  std::string_view typed_;
  std::vector<Point> points_;
  std::size_t next_ = 0;
};

// A piece of the FTS5 expression; empty where nothing in it can be searched for.
struct Piece {
  std::string match;
  std::vector<QueryPhrase> phrases;
  bool empty() const { return match.empty(); }
};

// Recursive descent; group = factor*, factor = item (OR item)*, item = [-] (term | "(" group ")").
class Parser {
 public:
  explicit Parser(std::vector<Lexeme> lexemes) : lexemes_(std::move(lexemes)) {}

  Result<Query> run() {
    TRY_LET(piece, group(0));
    if (now().sort == Sort::close) return misplaced(errors::query_bracket, now().position);
    if (piece.empty()) return Error(errors::query_empty);
    return Query{std::move(piece.match), std::move(piece.phrases)};
  }

 private:
  const Lexeme& now() const { return lexemes_[next_]; }
  static Error misplaced(const Code& code, std::size_t position) {
    return Error(code, {{"position", std::to_string(position)}});
  }

  Result<Piece> group(std::size_t depth) {
    Piece out;
    std::string excluded;
    std::size_t first_minus = 0;
    while (now().sort != Sort::end && now().sort != Sort::close) {
      if (now().sort == Sort::either) return misplaced(errors::query_or_alone, now().position);
      const bool minus = now().sort == Sort::minus;
      const auto position = now().position;
      if (minus) ++next_;
      TRY_LET(piece, factor(depth));
      if (piece.empty()) continue;
      if (minus) {
        if (first_minus == 0) first_minus = position;
        excluded += " NOT " + piece.match;
        continue;
      }
      out.match += (out.empty() ? "" : " AND ") + piece.match;
      for (auto& phrase : piece.phrases) out.phrases.push_back(std::move(phrase));
    }
    if (out.empty()) {
      if (first_minus != 0) return misplaced(errors::query_only_not, first_minus);
      return out;
    }
    // FTS5's NOT is binary and binds tighter than AND: what is left out is taken from the whole.
    out.match = "(" + out.match + ")";
    if (!excluded.empty()) out.match = "(" + out.match + excluded + ")";
    return out;
  }

  Result<Piece> factor(std::size_t depth) {
    TRY_LET(out, item(depth));
    while (now().sort == Sort::either) {
      const auto position = now().position;
      ++next_;
      if (now().sort != Sort::term && now().sort != Sort::open) {
        return misplaced(errors::query_or_alone, position);
      }
      TRY_LET(other, item(depth));
      if (other.empty()) continue;
      out.match = out.empty() ? other.match : "(" + out.match + " OR " + other.match + ")";
      for (auto& phrase : other.phrases) out.phrases.push_back(std::move(phrase));
    }
    return out;
  }

  Result<Piece> item(std::size_t depth) {
    const auto& lexeme = now();
    if (lexeme.sort == Sort::open) {
      if (depth >= query_depth) {
        return Error(errors::query_too_long,
                     {{"limit", std::to_string(query_depth)}, {"unit", "brackets in brackets"}});
      }
      const auto position = lexeme.position;
      ++next_;
      TRY_LET(inner, group(depth + 1));
      if (now().sort != Sort::close) return misplaced(errors::query_bracket, position);
      ++next_;
      return inner;
    }
    if (lexeme.sort != Sort::term) return misplaced(errors::query_or_alone, lexeme.position);
    ++next_;
    return term(lexeme);
  }

  Result<Piece> term(const Lexeme& lexeme) {
    QueryPhrase phrase;
    tokenize(lexeme.text, TokenizeMode::query,
             [&](const Token& token) { phrase.tokens.push_back(token.text); });
    if (phrase.tokens.empty()) return Piece{};
    if (++terms_ > query_terms) {
      return Error(errors::query_too_long,
                   {{"limit", std::to_string(query_terms)}, {"unit", "words"}});
    }
    phrase.prefix = lexeme.prefix && !character(last_code_point(phrase.tokens.back())).clustered;
    Piece out;
    out.match = "\"";
    for (const char c : lexeme.text) {
      out.match += c;
      if (c == '"') out.match += c;
    }
    out.match += phrase.prefix ? "\" *" : "\"";
    out.phrases.push_back(std::move(phrase));
    return out;
  }

  static char32_t last_code_point(std::string_view text) {
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto point = code_point_at(text, at);
      last = point.value;
      at += point.size_bytes;
    }
    return last;
  }

  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace

Result<Query> parse_query(std::string_view typed) {
  if (typed.size() > query_bytes) {
    return Error(errors::query_too_long,
                 {{"limit", std::to_string(query_bytes)}, {"unit", "bytes"}});
  }
  if (!is_utf8(typed)) return Error(errors::not_utf8);
  TRY_LET(lexemes, Lexer(typed).run());
  return Parser(std::move(lexemes)).run();
}

}  // namespace kotobune::text
