// Calendars: what people said about when, and the days it names.
//
// A headman's letter is dated "8th waning of Tabaung 1374", a police file "平成25年3月20日", a Thai
// form "20 มี.ค. 2556". read_date() turns such a wording into days; the wording itself is kept
// beside them for ever, since the days are our reading of it.
//
//   It never guesses. Where a wording has two readings ("3/4/2013", "Waso" in a year with two of
//   them) it refuses with both, and a person chooses by giving hints. It never repairs: 31 April, a
//   Wednesday that was a Thursday, Showa 65 are refused.
//
// Calendars and the years they are read for:
//   gregorian                      1 to 9999
//   buddhist                       2456 to 2999: Thai reckoning. Until 2483 (1940) the year began
//                                  on 1 April, so January to March of those years have two
//                                  readings.
//                                  Burmese and Sri Lankan years of the Sasana are not read: they
//                                  begin at other times of the year.
//   islamic                        1 to 1600: months as the moon was seen. A day is told as the
//                                  days it may be: those of the two reckonings below, and one on
//                                  either side.
//   islamic-civil                  1 to 1600: the reckoned months, where a hint names them
//   islamic-umalqura               1300 to 1600: the official table of Saudi Arabia, where a hint
//                                  names it. Even Mecca has kept other days (1 Muharram 1400 on
//                                  20 November 1979; the table has the 21st).
//   japanese                       Meiji 6 (1873) on, by era; before that Japan counted by the moon
//   burmese                        1217 to 1400, see burmese_calendar.h
// Without an era, years of 1500 to 2199 are Gregorian, of 2400 to 2699 Gregorian or Thai, of 1217
// to 1499 whatever counts them; the letters of the wording may settle that. Others need their era.
// Two-digit years are read in Japanese eras only. Languages: English, Thai, Japanese, Burmese, and
// Arabic for Islamic months; digits of every script.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/partial_date.h"
#include "base/result.h"

namespace kotobune::text {

enum class Calendar : std::uint8_t {
  gregorian, buddhist, islamic, islamic_civil, islamic_umalqura, japanese, burmese
};
const char* word(Calendar calendar);  // "islamic-civil": docs/format.md section 4.3
std::optional<Calendar> parse_calendar(std::string_view word);

enum class JapaneseEra : std::uint8_t { meiji, taisho, showa, heisei, reiwa };

// A day in one of the calendars but the Burmese and the sighted Islamic. Months from 1 in the
// calendar's own order.
struct CalendarDate {
  Calendar calendar = Calendar::gregorian;
  JapaneseEra era = JapaneseEra::reiwa;  // japanese only
  int year = 0;
  int month = 1;
  int day = 1;
  bool operator==(const CalendarDate&) const = default;
};
// Days since 1970-01-01. Errors: date_impossible, date_outside_range, icu_failed.
Result<std::int64_t> day_of(const CalendarDate& date);
Result<CalendarDate> calendar_date(Calendar calendar, std::int64_t day);

struct SaidDate {
  PartialDate date;
  Calendar calendar = Calendar::gregorian;
  DatePrecision precision = DatePrecision::day;  // of the wording: a Burmese month is a month,
                                                 // though EDTF can only say "between"
  std::string wording;
};

enum class DayOrder : std::uint8_t { unknown, day_first, month_first };

// What a person, or the column of a table, says about a wording that it does not say itself.
struct DateHints {
  std::optional<Calendar> calendar;
  DayOrder order = DayOrder::unknown;
};

inline constexpr std::size_t date_wording_bytes = 400;

// The one reading. Errors: date_not_understood, date_impossible, date_outside_range, icu_failed;
// date_ambiguous with `first` and `second`, such as "2013-04-03 (gregorian)". No error repeats the
// wording, which may hold more than a date.
Result<SaidDate> read_date(std::string_view wording, const DateHints& hints = {});
// All readings, for a person to choose from; at least one. The same errors but date_ambiguous.
Result<std::vector<SaidDate>> date_readings(std::string_view wording,
                                            const DateHints& hints = {});

}  // namespace kotobune::text
