#include "index/question.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "index/errors.h"

namespace kotobune::index {
namespace {

Error malformed(const std::string& word, const std::string& why) {
  return Error(errors::question_malformed, {{"word", word}, {"why", why}});
}

struct Token {
  std::string text;
  bool quoted = false;
};

bool is_symbol(char c) {
  return c == ',' || c == '(' || c == ')' || c == '=' || c == '<' || c == '>' || c == '!';
}

// Cuts at spaces; quotation marks hold words together; signs are words of their own.
Result<std::vector<Token>> cut(std::string_view typed) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < typed.size();) {
    const char c = typed[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++i;
    } else if (c == '"') {
      const auto close = typed.find('"', i + 1);
      if (close == std::string_view::npos) {
        return malformed(std::string(typed.substr(i)), "a quotation mark is not closed");
      }
      out.push_back({std::string(typed.substr(i + 1, close - i - 1)), true});
      i = close + 1;
    } else if (is_symbol(c)) {
      const bool two = i + 1 < typed.size() && typed[i + 1] == '=' &&
                       (c == '<' || c == '>' || c == '!');
      out.push_back({std::string(typed.substr(i, two ? 2 : 1)), false});
      i += two ? 2 : 1;
    } else {
      const auto from = i;
      while (i < typed.size() && !is_symbol(typed[i]) && typed[i] != '"' && typed[i] != ' ' &&
             typed[i] != '\t' && typed[i] != '\n' && typed[i] != '\r') {
        ++i;
      }
      out.push_back({std::string(typed.substr(from, i - from)), false});
    }
  }
  return out;
}

constexpr std::array<std::pair<std::string_view, Test>, 11> tests{{
    {"=", Test::equals},     {"is", Test::equals},     {"under", Test::under},
    {"in", Test::in},        {"before", Test::before}, {"after", Test::after},
    {"<", Test::less},       {"<=", Test::at_most},    {">", Test::more},
    {">=", Test::at_least},  {"contains", Test::contains},
}};

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Result<Question> run() {
    TRY(verb());
    TRY_LET(what, path("say what"));
    question_.what = std::move(what);
    if (question_.verb == Verb::table && !next_is("by")) {
      return malformed(question_.what.typed, "a table says by what");
    }
    const bool keyed = (question_.verb == Verb::table && take_if("by")) ||
                       (question_.verb == Verb::list && take_if("show"));
    if (keyed) TRY(keys());
    if (take_if("where")) {
      TRY_LET(where, any(0));
      question_.where = std::move(where);
    }
    if (take_if("policy")) TRY(policy());
    if (more()) return malformed(tokens_[at_].text, "nothing was expected here");
    return std::move(question_);
  }

 private:
  bool more() const { return at_ < tokens_.size(); }
  bool next_is(std::string_view word) const {
    return more() && !tokens_[at_].quoted && tokens_[at_].text == word;
  }
  bool take_if(std::string_view word) {
    if (!next_is(word)) return false;
    ++at_;
    return true;
  }
  std::string near() const {
    return more() ? tokens_[at_].text : at_ > 0 ? tokens_[at_ - 1].text : std::string();
  }

  Status verb() {
    for (const auto& [word, verb] : {std::pair<const char*, Verb>{"count", Verb::count},
                                     {"table", Verb::table},
                                     {"list", Verb::list}}) {
      if (!take_if(word)) continue;
      question_.verb = verb;
      return {};
    }
    return malformed(near(), "a question begins with count, table or list");
  }

  Result<Path> path(const char* missing) {
    if (!more() || tokens_[at_].quoted || is_symbol(tokens_[at_].text.front())) {
      return malformed(near(), missing);
    }
    Path out;
    out.typed = tokens_[at_++].text;
    for (const auto step : split(out.typed, '.')) {
      if (step.empty()) return malformed(out.typed, "a step of the path is empty");
      out.steps.emplace_back(step);
    }
    if (out.steps.size() > path_steps) return malformed(out.typed, "the path is too long");
    return out;
  }

  Status keys() {
    do {
      TRY_LET(one, path("a property is missing"));
      question_.keys.push_back(std::move(one));
    } while (take_if(","));
    return {};
  }

  Status policy() {
    if (take_if("both")) {
      question_.policy = Policy::both;
    } else if (take_if("range")) {
      question_.policy = Policy::range;
    } else if (take_if("resolved-only")) {
      question_.policy = Policy::resolved_only;
    } else {
      return malformed(near(), "a policy is both, range or resolved-only");
    }
    return {};
  }

  Result<Expression> several(int depth, std::string_view word, Expression::Kind kind,
                             Result<Expression> (Parser::*part)(int)) {
    TRY_LET(first, (this->*part)(depth));
    if (!next_is(word)) return first;
    Expression out;
    out.kind = kind;
    out.parts.push_back(std::move(first));
    while (take_if(word)) {
      TRY_LET(another, (this->*part)(depth));
      out.parts.push_back(std::move(another));
    }
    return out;
  }
  Result<Expression> any(int depth) {
    return several(depth, "or", Expression::Kind::any_of, &Parser::all);
  }
  Result<Expression> all(int depth) {
    return several(depth, "and", Expression::Kind::all_of, &Parser::one);
  }

  static Expression negated(Expression part) {
    Expression out;
    out.kind = Expression::Kind::none_of;
    out.parts.push_back(std::move(part));
    return out;
  }

  Result<Expression> one(int depth) {
    if (depth > question_depth) return malformed(near(), "too many parentheses");
    if (take_if("not")) {
      TRY_LET(part, one(depth + 1));
      return negated(std::move(part));
    }
    if (take_if("(")) {
      TRY_LET(inside, any(depth + 1));
      if (!take_if(")")) return malformed(near(), "a parenthesis is not closed");
      return inside;
    }
    return condition();
  }

  Result<Expression> condition() {
    TRY_LET(about, path("a condition names a property"));
    Expression out;
    out.kind = Expression::Kind::condition;
    out.condition.path = std::move(about);
    bool negative = false;
    TRY(test(out.condition, negative));
    if (out.condition.test == Test::recorded) return negative ? negated(std::move(out)) : out;
    if (!more() || (!tokens_[at_].quoted && is_symbol(tokens_[at_].text.front()))) {
      return malformed(near(), "a value is missing");
    }
    out.condition.value = tokens_[at_++].text;
    return negative ? negated(std::move(out)) : out;
  }

  Status test(Condition& condition, bool& negative) {
    const auto named = near();
    if (take_if("!=")) {
      negative = true;
      return {};
    }
    for (const auto& [word, test] : tests) {
      if (!take_if(word)) continue;
      condition.test = test;
      if (word == "is") {
        negative = take_if("not");
        if (take_if("recorded")) condition.test = Test::recorded;
      }
      return {};
    }
    return malformed(named, "a condition says =, is, !=, under, in, before, after, <, <=, >, >= or "
                            "contains");
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  Question question_;
};

}  // namespace

std::string singular(std::string_view plural) {
  if (plural.size() > 3 && plural.ends_with("ies")) {
    return std::string(plural.substr(0, plural.size() - 3)) + "y";
  }
  if (plural == "people") return "person";
  return std::string(plural.ends_with("s") ? plural.substr(0, plural.size() - 1) : plural);
}

Result<Question> parse_question(std::string_view typed) {
  if (typed.size() > question_bytes) return malformed("", "it is longer than 4,000 characters");
  TRY_LET(tokens, cut(typed));
  return Parser(std::move(tokens)).run();
}

}  // namespace kotobune::index
