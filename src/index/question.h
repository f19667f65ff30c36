// Questions that a report computes its numbers by.
//
//   count victims where act.type under killing
//   count acts where act.date in 2025-03 and act.place = Tarn
//   table acts by type, month
//   list events
//
//   question:  ("count" | "list") what [where]
//            | "table" what "by" property {"," property} [where]
//   what:      the plural of an entity type (acts) or of a property that points at
//              persons (victims)
//   where:     "where" condition {"and" condition}
//   condition: [type "."] property ("under" term | "=" value | "is" value | "in" EDTF)
//   value:     a word, or several in double quotes
// `month` and `year` are read out of the property `date`. Internal to index/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kotobune::index {

enum class Verb { count, table, list };
enum class Test { under, equals, in };

struct Condition {
  std::string type;      // "" where not said
  std::string property;
  Test test = Test::equals;
  std::string value;
};

struct Question {
  Verb verb = Verb::count;
  std::string what;                 // as typed: "victims"
  std::vector<std::string> by;      // table
  std::vector<Condition> conditions;
};

Result<Question> parse_question(std::string_view typed);  // error: question_malformed
std::string singular(std::string_view plural);            // "victims" -> "victim"

}  // namespace kotobune::index
