// Questions: the one grammar of numbers, lists and tables, for reports, filters, checks and the
// CLI.
//
//   count victims where act.type under killing and act.date in 2025-03
//   count persons where act/victim.type under torture and not (age < 18 or is-unknown = yes)
//   table acts by type, month where place under "Tarn Valley" policy range
//   list events show date, place.name where date before 2025-06
//
//   question:  "count" what [where] [policy]
//            | "table" what "by" path {"," path} [where] [policy]
//            | "list" what ["show" path {"," path}] [where] [policy]
//   what:      the plural of an entity type (acts) or of a property (victims), also as act.victims
//   path:      step {"." step}
//   step:      a property; a type that points here (act), by a named property where it has several
//              (act/victim); behind a date also year, month, day
//   where:     "where" any          any: all {"or" all}          all: one {"and" one}
//   one:       "not" one | "(" any ")" | path test
//   test:      ("=" | "is" | "!=" | "is" "not" | "under" | "in" | "before" | "after"
//              | "<" | "<=" | ">" | ">=" | "contains") value
//            | "is" ["not"] "recorded"
//   policy:    "policy" ("both" | "range" | "resolved-only")
//   value:     a word, or several in double quotes
//
// `month` alone is the month of the property `date`; so are `year` and `day`. Internal to index/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kotobune::index {

enum class Verb { count, table, list };
enum class Test {
  equals, under, in, before, after, less, at_most, more, at_least, contains, recorded
};
// What to do where sources disagree about a value that decides: take either side and say so; give
// the least and the most; leave out what no person has settled.
enum class Policy { unstated, both, range, resolved_only };

inline constexpr std::size_t question_bytes = 4000;
inline constexpr std::size_t path_steps = 6;
inline constexpr int question_depth = 16;  // of parentheses and "not"

struct Path {
  std::vector<std::string> steps;
  std::string typed;
};

struct Condition {
  Path path;
  Test test = Test::equals;
  std::string value;
};

struct Expression {
  enum class Kind { always, condition, all_of, any_of, none_of };
  Kind kind = Kind::always;
  Condition condition;
  std::vector<Expression> parts;  // none_of has one
};

struct Question {
  Verb verb = Verb::count;
  Path what;               // as typed: "victims"
  std::vector<Path> keys;  // of a table: by; of a list: show
  Expression where;
  Policy policy = Policy::unstated;
};

Result<Question> parse_question(std::string_view typed);  // error: question_malformed
std::string singular(std::string_view plural);            // "victims" -> "victim"

}  // namespace kotobune::index
