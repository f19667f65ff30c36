// A question held against the practice: every word of it is a type, a property or a term that the
// pack knows, so that a slip is told ("did you mean") and never counts nothing in silence.
// Internal to index/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/partial_date.h"
#include "index/question.h"
#include "pack/pack.h"
#include "record/decimal.h"

namespace kotobune::index {

struct Step {
  std::string property;
  std::string type;      // forward: of the entity that says it, "" where several say it alike;
                         // inverse: of the entities that point here
  bool inverse = false;
  const pack::Property* of = nullptr;  // lives as long as the pack
};

enum class DatePart { whole, year, month, day };

struct TypedPath {
  std::string typed;
  std::vector<Step> steps;  // at least one
  DatePart part = DatePart::whole;
  const pack::Property& last() const { return *steps.back().of; }
};

struct TypedCondition {
  TypedPath path;
  Test test = Test::equals;
  std::string value;                      // of a term: its code
  std::optional<PartialDate> date;        // of a date
  std::optional<record::Decimal> number;  // of a number
  std::string climbs_by;                  // `under` an entity: the property that leads upwards
};

struct TypedExpression {
  Expression::Kind kind = Expression::Kind::always;
  TypedCondition condition;
  std::vector<TypedExpression> parts;
};

struct TypedQuestion {
  Verb verb = Verb::count;
  std::string what;
  std::string type;                  // of the entities that the conditions are about
  std::optional<TypedPath> counted;  // what of them is counted; nothing: they themselves
  std::vector<TypedPath> keys;
  TypedExpression where;
  Policy policy = Policy::unstated;
};

// Error: question_malformed, with the word and what was meant perhaps.
Result<TypedQuestion> type_question(const Question& question, const pack::Pack& pack);

}  // namespace kotobune::index
