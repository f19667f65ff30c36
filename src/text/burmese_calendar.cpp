#include "text/burmese_calendar.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/ensure.h"

namespace kotobune::text {

namespace {

// Surya Siddhanta: days of a solar year and of a lunar month. Doubles as in the published program;
// the nearest any rounding below comes to a tie in the range is far from their last bit.
constexpr double solar_year = 1577917828.0 / 4320000.0;
constexpr double lunar_month = 1577917828.0 / 53433336.0;
constexpr double era_start = 1954168.050623;  // Julian day (Burmese time) at which year 0 begins
constexpr double years_before_era = 3739;     // of the Kali Yuga, from which the excess is counted
constexpr std::int64_t julian_day_of_1970 = 2440588;
constexpr int common_year_days = 354;
constexpr int waso_full_moon = 102;  // days from 1 Tagu of a common year to the full moon of Waso
constexpr int first_year_of_board = 1312;

struct Correction {
  int year;
  int days;
};
constexpr std::array<Correction, 3> corrected_full_moons = {{{1234, 1}, {1261, -1}, {1377, 1}}};
// Years in which watat was moved from the year the rule gives to its neighbour.
constexpr std::array<int, 4> watat_exceptions = {1263, 1264, 1344, 1345};

struct Waso {
  bool watat = false;
  std::int64_t full_moon = 0;  // of Second Waso, Julian day; holds for watat years only
};

Waso waso_of(int year) {
  const bool board = year >= first_year_of_board;
  const double offset = board ? -0.5 : -1.0;
  const double months = board ? 8 : 4;  // counted for the excess at which a month is put in
  const double monthly_excess = solar_year / 12 - lunar_month;
  double excess = std::fmod(solar_year * (year + years_before_era), lunar_month);
  if (excess < monthly_excess * (12 - months)) excess += lunar_month;
  double full_moon = solar_year * year + era_start - excess + 4.5 * lunar_month + offset;
  for (const auto& correction : corrected_full_moons) {
    if (correction.year == year) full_moon += correction.days;
  }
  const bool moved =
      std::find(watat_exceptions.begin(), watat_exceptions.end(), year) != watat_exceptions.end();
  const bool by_rule = excess >= lunar_month - monthly_excess * months;
  return {by_rule != moved, std::llround(full_moon)};
}

struct Year {
  bool watat = false;
  bool long_nayon = false;      // a watat year of 385 days
  std::int64_t first_tagu = 0;  // days since 1970
};

Year year_of(int year) {
  const auto own = waso_of(year);
  // The months run on from the last watat year's full moon, two or three years back.
  int back = 1;
  Waso last = waso_of(year - 1);
  while (!last.watat && back < 3) last = waso_of(year - ++back);
  ensure(last.watat, "two common years lie between watat years at most");
  const auto elapsed = static_cast<std::int64_t>(common_year_days) * back;
  Year out;
  out.watat = own.watat;
  out.first_tagu = last.full_moon + elapsed - waso_full_moon - julian_day_of_1970;
  if (own.watat) {
    const auto inserted = own.full_moon - last.full_moon - elapsed;
    ensure(inserted == 30 || inserted == 31, "a watat year puts in 30 or 31 days");
    out.long_nayon = inserted == 31;
  }
  return out;
}

int days_in(const Year& year, BurmeseMonth month) {
  if (month == BurmeseMonth::first_waso) return year.watat ? 30 : 0;
  if (month == BurmeseMonth::nayon && year.long_nayon) return 30;
  return 30 - static_cast<int>(month) % 2;
}

constexpr std::array<BurmeseMonth, 15> months_in_order = {
    BurmeseMonth::tagu,       BurmeseMonth::kason,     BurmeseMonth::nayon,
    BurmeseMonth::first_waso, BurmeseMonth::waso,      BurmeseMonth::wagaung,
    BurmeseMonth::tawthalin,  BurmeseMonth::thadingyut, BurmeseMonth::tazaungmon,
    BurmeseMonth::nadaw,      BurmeseMonth::pyatho,    BurmeseMonth::tabodwe,
    BurmeseMonth::tabaung,    BurmeseMonth::late_tagu, BurmeseMonth::late_kason};

}  // namespace

bool is_burmese_year(int year) { return year >= first_burmese_year && year <= last_burmese_year; }

bool is_watat_year(int year) {
  ensure(is_burmese_year(year), "the year lies in the range of the tables");
  return waso_of(year).watat;
}

int days_in(int year, BurmeseMonth month) {
  return is_burmese_year(year) ? days_in(year_of(year), month) : 0;
}

std::int64_t burmese_new_year(int year) {
  ensure(is_burmese_year(year) || is_burmese_year(year - 1), "the year lies in the range");
  // The old year ends at its moment (Thingyan atat); the new year's day is the next civil day.
  return static_cast<std::int64_t>(std::ceil(solar_year * year + era_start + 0.5)) -
         julian_day_of_1970;
}

std::optional<std::int64_t> day_of(const BurmeseDate& date) {
  if (!is_burmese_year(date.year)) return std::nullopt;
  const auto year = year_of(date.year);
  if (date.day < 1 || date.day > days_in(year, date.month)) return std::nullopt;
  std::int64_t day = year.first_tagu + date.day - 1;
  for (const auto month : months_in_order) {
    if (month == date.month) break;
    day += days_in(year, month);
  }
  const bool in_year =
      day >= burmese_new_year(date.year) && day < burmese_new_year(date.year + 1);
  return in_year ? std::optional(day) : std::nullopt;
}

std::optional<BurmeseDate> burmese_date(std::int64_t day) {
  if (day < burmese_new_year(first_burmese_year) ||
      day >= burmese_new_year(last_burmese_year + 1)) {
    return std::nullopt;
  }
  // Within a day or two of the sun's year, so at most one step away.
  BurmeseDate out;
  out.year = static_cast<int>(std::floor(
      (static_cast<double>(day + julian_day_of_1970) - 0.5 - era_start) / solar_year));
  if (day < burmese_new_year(out.year)) --out.year;
  const auto year = year_of(out.year);
  auto rest = day - year.first_tagu;
  for (const auto month : months_in_order) {
    const auto length = days_in(year, month);
    if (rest < length) {
      out.month = month;
      break;
    }
    rest -= length;
  }
  ensure(rest >= 0 && rest < 30, "a year's months reach from its first to its last day");
  out.day = static_cast<int>(rest) + 1;
  return out;
}

}  // namespace kotobune::text
