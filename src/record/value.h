// Value: what an assertion says (docs/format.md section 4.3), typed.
//
//   {"text":..,"lang":..,"script":..}                        words somebody wrote or said
//   {"term":"<vocabulary>/<code>"}                           a code of a pack
//   {"entity":"<26>"}   {"fragment":"<26>"}                  another entity; a cited part
//   {"date":"<EDTF>","cal":..,"as_said":..,"lang":..}        days, and the words they came from
//   {"place":{"entity","as_said","lang","lat","lon","radius_m","precision","publish"}}
//   {"num":"<decimal>","unit":..} or {"num":..,"counts":..}  a measure, or so many of something
//   {"name":..,"lang":..,"script":..,"variants":[..]}        one name in its scripts
//   {"bool":..}   {"url":..}
//
// Invariants:
//   V1  read_value and to_json are inverse: unknown keys are kept in `more`, a value of a type
//       that a newer version knows is kept whole (UnknownValue);
//   V2  what is read is exact: no floats, one spelling of a date, an id of 26 characters;
//   V3  acts and victims are never added: add() takes like to like and refuses the rest.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/partial_date.h"
#include "record/decimal.h"
#include "record/place.h"

namespace kotobune::record {

// The words of a pack's `value = ".."`, in this order; `unknown` has none.
enum class ValueKind : std::uint8_t {
  text, term, entity, date, place, number, name, fragment, boolean, url, unknown
};
const char* word(ValueKind kind);

struct TextValue {
  std::string text, lang, script;
};
struct TermValue {
  std::string vocabulary, code;
};
struct EntityValue {
  EntityId entity;
};
struct DateValue {
  PartialDate date;      // Gregorian days, whatever the wording's calendar
  std::string calendar;  // code of text/calendar.h; "" where the record says none (Gregorian)
  std::string as_said;   // the original wording
  std::string lang;      // of the wording
};
struct NumberValue {
  Decimal amount;
  std::string unit;    // of a measure: "kg", "MMK"
  std::string counts;  // counting unit of a count: "person", "act", "household", "village"
};
struct NameValue {
  std::vector<NameVariant> variants;  // the first is the one she is called by; at least one
};
struct FragmentValue {
  RecordId record;
};
struct BooleanValue {
  bool yes = false;
};
struct UrlValue {
  std::string url;
};
struct UnknownValue {
  Json whole;
};

struct Value {
  // In the order of ValueKind.
  std::variant<TextValue, TermValue, EntityValue, DateValue, PlaceValue, NumberValue, NameValue,
               FragmentValue, BooleanValue, UrlValue, UnknownValue>
      of;
  Json more = Json::object();  // keys beside those of the type, kept

  ValueKind kind() const { return static_cast<ValueKind>(of.index()); }
  template <typename T>
  const T* as() const { return std::get_if<T>(&of); }
};

// Error: value_malformed with `why`, a plain sentence that names the key and never the value (it
// may be a protected name).
Result<Value> read_value(const Json& json);
Json to_json(const Value& value);

// How finely a date is known, in the words of HURIDOCS MT48 and what it lacks: "exact",
// "estimate", "unknown day", "unknown month and day", "season", "decade", "between", "before",
// "after", "uncertain". Computed, so that it cannot contradict the date.
const char* date_type(const PartialDate& date);

// Numbers of one kind, added. Errors: units_differ (also where one side names no unit: "11" of what
// is not known), number_too_large.
Result<NumberValue> add(const NumberValue& a, const NumberValue& b);

// What a comparison may lean on beyond the two values. All may be left out; then the answer is
// unknown where it would have been needed.
struct Knowledge {
  // Names across scripts and spellings: text/ knows, see text/full_name.h.
  std::function<Answer(const NameValue&, const NameValue&)> same_name;
  // Merges of entities (`same` records).
  std::function<bool(const EntityId&, const EntityId&)> same_entity;
  const Gazetteer* gazetteer = nullptr;
};

// Do two values say the same? For corroboration: only `yes` supports.
//   dates      yes: the same days, whatever calendar they were told in; no: no day in common
//   places     see same_place()
//   names      yes: a variant in common; no: none, though in one script
//   texts      yes where they are equal to the letter, never no: only a person can tell
//   numbers    by worth; unknown where the units differ
//   others     yes or no
Answer same_value(const Value& a, const Value& b, const Knowledge& knowledge = {});

// Indexes of values that say the same, each in exactly one group, in order of their first. Names
// are joined through a common one: A with B by one script, B with C by another.
std::vector<std::vector<std::size_t>> equal_groups(const std::vector<Value>& values,
                                                   const Knowledge& knowledge = {});

}  // namespace kotobune::record
