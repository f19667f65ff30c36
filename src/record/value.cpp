// What values mean to each other: adding, comparing, grouping.
#include "record/value.h"

#include <algorithm>
#include <numeric>

#include "record/errors.h"

namespace kotobune::record {

namespace {

Answer same_dates(const PartialDate& a, const PartialDate& b) {
  if (a == b) return Answer::yes;
  const bool timed =
      a.precision() == DatePrecision::time || b.precision() == DatePrecision::time;
  if (overlaps(a, b) == Answer::no) return Answer::no;
  const bool same_days = a.earliest_day() == b.earliest_day() && a.latest_day() == b.latest_day();
  const bool same_marks = a.approximate() == b.approximate() && a.uncertain() == b.uncertain();
  // "From May to July" and "one day between" name the same days and say different things.
  const bool same_form = a.is_interval() == b.is_interval();
  return same_days && same_marks && same_form && !timed ? Answer::yes : Answer::unknown;
}

Answer same_numbers(const NumberValue& a, const NumberValue& b) {
  if (a.unit != b.unit || a.counts != b.counts) return Answer::unknown;
  return answer(a.amount == b.amount);
}

// Without knowledge of scripts: to the letter.
Answer same_names(const NameValue& a, const NameValue& b) {
  bool one_script = false;
  for (const auto& x : a.variants) {
    for (const auto& y : b.variants) {
      if (x.name == y.name) return Answer::yes;
      one_script = one_script || (!x.script.empty() && x.script == y.script);
    }
  }
  return one_script ? Answer::no : Answer::unknown;
}

struct Comparer {
  const Knowledge& knowledge;

  Answer operator()(const TextValue& a, const TextValue& b) const {
    return a.text == b.text ? Answer::yes : Answer::unknown;
  }
  Answer operator()(const TermValue& a, const TermValue& b) const {
    return answer(a.vocabulary == b.vocabulary && a.code == b.code);
  }
  Answer operator()(const EntityValue& a, const EntityValue& b) const {
    return answer(a.entity == b.entity || (knowledge.same_entity != nullptr &&
                                           knowledge.same_entity(a.entity, b.entity)));
  }
  Answer operator()(const DateValue& a, const DateValue& b) const {
    return same_dates(a.date, b.date);
  }
  Answer operator()(const PlaceValue& a, const PlaceValue& b) const {
    static const Gazetteer none;
    return same_place(a, b, knowledge.gazetteer == nullptr ? none : *knowledge.gazetteer);
  }
  Answer operator()(const NumberValue& a, const NumberValue& b) const {
    return same_numbers(a, b);
  }
  Answer operator()(const NameValue& a, const NameValue& b) const {
    const auto plain = same_names(a, b);
    if (plain == Answer::yes || knowledge.same_name == nullptr) return plain;
    return knowledge.same_name(a, b);
  }
  Answer operator()(const FragmentValue& a, const FragmentValue& b) const {
    return answer(a.record == b.record);
  }
  Answer operator()(const BooleanValue& a, const BooleanValue& b) const {
    return answer(a.yes == b.yes);
  }
  Answer operator()(const UrlValue& a, const UrlValue& b) const { return answer(a.url == b.url); }
  Answer operator()(const UnknownValue& a, const UnknownValue& b) const {
    return a.whole.dump() == b.whole.dump() ? Answer::yes : Answer::unknown;
  }
  template <typename A, typename B>
  Answer operator()(const A&, const B&) const {
    return Answer::no;
  }
};

std::string what_is_counted(const NumberValue& number) {
  return !number.counts.empty() ? number.counts : !number.unit.empty() ? number.unit : "?";
}

}  // namespace

const char* date_type(const PartialDate& date) {
  if (date.uncertain()) return "uncertain";
  if (date.approximate()) return "estimate";
  switch (date.precision()) {
    case DatePrecision::day:
    case DatePrecision::time: return "exact";
    case DatePrecision::month: return "unknown day";
    case DatePrecision::year: return "unknown month and day";
    case DatePrecision::season: return "season";
    case DatePrecision::decade:
    case DatePrecision::century:
    case DatePrecision::millennium: return "decade";
    case DatePrecision::between: break;
  }
  if (!date.earliest_day()) return "before";
  return date.latest_day() ? "between" : "after";
}

Result<NumberValue> add(const NumberValue& a, const NumberValue& b) {
  const bool named = !a.unit.empty() || !a.counts.empty();
  if (!named || a.unit != b.unit || a.counts != b.counts) {
    return Error(errors::units_differ,
                 {{"first", what_is_counted(a)}, {"second", what_is_counted(b)}});
  }
  const auto sum = Decimal::sum(a.amount, b.amount);
  if (!sum) return Error(errors::number_too_large);
  return NumberValue{*sum, a.unit, a.counts};
}

Answer same_value(const Value& a, const Value& b, const Knowledge& knowledge) {
  // A type we do not know may be any of those we know.
  if (a.kind() != b.kind() &&
      (a.kind() == ValueKind::unknown || b.kind() == ValueKind::unknown)) {
    return Answer::unknown;
  }
  return std::visit(Comparer{knowledge}, a.of, b.of);
}

std::vector<std::vector<std::size_t>> equal_groups(const std::vector<Value>& values,
                                                   const Knowledge& knowledge) {
  std::vector<std::size_t> first(values.size());
  std::iota(first.begin(), first.end(), std::size_t{0});
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (first[i] == first[j] || same_value(values[j], values[i], knowledge) != Answer::yes) {
        continue;
      }
      const auto low = std::min(first[i], first[j]), high = std::max(first[i], first[j]);
      std::replace(first.begin(), first.end(), high, low);
    }
  }
  std::vector<std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (first[i] != i) continue;
    out.emplace_back();
    for (auto j = i; j < values.size(); ++j) {
      if (first[j] == i) out.back().push_back(j);
    }
  }
  return out;
}

}  // namespace kotobune::record
