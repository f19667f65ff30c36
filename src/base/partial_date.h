// PartialDate: a date as people know it - "2013", "March 2013", "about 1961", "from May to July".
//
// EDTF (ISO 8601-2:2019 sections 4 to 8; Library of Congress, "Extended Date/Time Format", 2019):
// all of levels 0 and 1, and of level 2 the parts of a year and a choice over one range.
//
//   2013  2013-03  2013-03-20        year, month, day (proleptic Gregorian; 0000 is 1 BC)
//   -0044  Y17000                    before year 0; more than four digits (at most nine)
//   2013-03-20T04:20:00+06:30        a time: kept, never compared (questions are about days)
//   201X  2013-XX  2013-03-XX        digits not known, from the right
//   2013-21 .. 24                    spring, summer, autumn, winter, wherever on earth
//   2013-25 .. 32, 33 .. 41          seasons north, south; quarters, four months, half-years
//   A?  A~  A%                       doubtful, about, both
//   A/B                              lasted from A to B; ".." for no end, "" for an unknown end
//   [A..B]  [..B]  [A..]             one day that lies between; at the latest; at the earliest
//
// Kept in canonical spelling: parse(x).edtf() prints what was read, lower-case letters raised.
//
// Two readings of one date, never mixed:
//   as an event   "2013-03" is one day of March that we do not know;
//   as a period   "2013-03" is the whole of March: the second argument of within().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/answer.h"
#include "base/date_part.h"
#include "base/instant.h"

namespace kotobune {

// The finest part that is known; `between` for A/B and [A..B].
enum class DatePrecision : std::uint8_t {
  millennium, century, decade, year, season, month, day, time, between
};
const char* word(DatePrecision precision);  // "month"

// May a doubt ("about", "?") decide? `counts`: "about" reaches further by one year, three months
// (season), one month or one week, by its precision, and "?" answers nothing. `as_stated`: the
// marks are passed over; who asks must say so beside the answer.
enum class Doubt : std::uint8_t { counts, as_stated };

class PartialDate {
 public:
  static std::optional<PartialDate> parse(std::string_view edtf);
  // From other calendars. The days are since 1970-01-01, years within 0001-9999.
  static PartialDate of_day(std::int64_t day);
  static PartialDate one_of(std::int64_t first_day, std::int64_t last_day);  // [A..B] or one day
  // The same date with other marks; of an interval, on both its ends.
  PartialDate with_doubt(bool uncertain, bool approximate) const;

  const std::string& edtf() const { return edtf_; }
  bool operator==(const PartialDate& other) const { return edtf_ == other.edtf_; }

  bool approximate() const;  // ~ or %, at either end
  bool uncertain() const;    // ? or %
  bool is_interval() const { return form_ == Form::interval; }
  // One day, given in full and without a mark.
  bool is_exact_day() const;
  DatePrecision precision() const;

  // The days it may mean, marks passed over. Empty where it is open or unknown on that side.
  std::optional<std::int64_t> earliest_day() const;
  std::optional<std::int64_t> latest_day() const;

 private:
  friend struct DateBounds;
  enum class Form : std::uint8_t { single, interval, one_of };
  void print();

  Form form_ = Form::single;
  date_part::Part from_;
  date_part::Part to_;  // interval and one_of
  std::string edtf_;
};

// Three-valued: yes and no hold for every day the dates may mean; unknown: some say so, some not.
Answer before(const PartialDate& a, const PartialDate& b, Doubt doubt = Doubt::counts);
Answer after(const PartialDate& a, const PartialDate& b, Doubt doubt = Doubt::counts);
// Do two events share a day?
Answer overlaps(const PartialDate& a, const PartialDate& b, Doubt doubt = Doubt::counts);
// Does the whole of the event lie in the period?
Answer within(const PartialDate& event, const PartialDate& period, Doubt doubt = Doubt::counts);

}  // namespace kotobune
