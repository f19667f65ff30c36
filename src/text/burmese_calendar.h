// The Burmese calendar: months by the moon, years by the sun, a second Waso in seven years of
// nineteen. Own conversion, since ICU has none.
//
// After Yan Naing Aye, "Algorithm, Program and Calculation of Myanmar Calendar" (2013, program
// mmcal, MIT licence) and the tables of watat years and of corrected full moons there, which follow
// A. M. B. Irwin, "The Burmese and Arakanese Calendars" (1909) and the calendars printed since. All
// 67,208 days of the range were compared with mmcal. Two eras are kept here:
//   1217-1311 ME (1855-1950)  as reckoned under British rule
//   1312-1400 ME (1950-2039)  as reckoned by the Calendar Advisory Board; from 1388 on a
//                             forecast, which the Board may still correct by a day (as in 1377)
// Earlier years were reckoned in several ways at once; there the wording stays and a person gives
// the interval.
//
// Invariants:
//   B1  each day of the range has exactly one Burmese date, and from_day undoes to_day;
//   B2  a year begins with the day after Thingyan; what lies of Tagu and Kason before that belongs
//       to the old year as "late" Tagu (Kason) and need not be whole;
//   B3  the full moon is the 15th day; the last day of a month is the new moon.
#pragma once

#include <cstdint>
#include <optional>

namespace kotobune::text {

inline constexpr int first_burmese_year = 1217;
inline constexpr int last_burmese_year = 1400;

// In a watat year `waso` is Second Waso.
enum class BurmeseMonth : std::uint8_t {
  first_waso, tagu, kason, nayon, waso, wagaung, tawthalin, thadingyut, tazaungmon, nadaw, pyatho,
  tabodwe, tabaung, late_tagu, late_kason
};

struct BurmeseDate {
  int year = 0;
  BurmeseMonth month = BurmeseMonth::tagu;
  int day = 1;  // of the month, 1 to 30: waxing 1-14, full moon 15, waning from 16
  bool operator==(const BurmeseDate&) const = default;
};

bool is_burmese_year(int year);           // in the range above
bool is_watat_year(int year);             // has a First Waso; year in the range
int days_in(int year, BurmeseMonth month);  // 0 where that year has no such month

// Days since 1970-01-01; the first day of a year, by the sun. Year in the range or the one after.
std::int64_t burmese_new_year(int year);
// Empty where there is no such day: outside the range, 30 Tagu, a day of Tagu before the new year.
std::optional<std::int64_t> day_of(const BurmeseDate& date);
std::optional<BurmeseDate> burmese_date(std::int64_t day);

}  // namespace kotobune::text
