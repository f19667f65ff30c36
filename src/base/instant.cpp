#include "base/instant.h"

#include <cstdio>

#include "base/text.h"

namespace kotobune {

// Howard Hinnant's algorithms ("chrono-Compatible Low-Level Date Algorithms", public domain):
// years are counted from 1 March so that the leap day is the last day of a year.
std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month =
      static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

bool is_valid(const CivilDate& date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
    return false;
  const auto back = civil_from_days(days_from_civil(date));
  return back.year == date.year && back.month == date.month && back.day == date.day;
}

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Exactly `count` digits at `at`; -1 otherwise.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string Instant::iso_date() const {
  const auto date = civil_from_days(floor_div(ms, day_ms));
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", date.year, date.month, date.day);
  return out;
}

std::string Instant::iso() const {
  const auto in_day = ms - floor_div(ms, day_ms) * day_ms;
  char out[40];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d.%03dZ", static_cast<int>(in_day / 3'600'000),
                static_cast<int>(in_day / 60'000 % 60), static_cast<int>(in_day / 1000 % 60),
                static_cast<int>(in_day % 1000));
  return iso_date() + out;
}

std::optional<Instant> Instant::parse(std::string_view iso) {
  if (iso.size() != 10 && iso.size() != 24 && iso.size() != 20) return std::nullopt;
  const CivilDate date{digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2)};
  if (iso[4] != '-' || iso[7] != '-' || !is_valid(date)) return std::nullopt;
  Instant out{days_from_civil(date) * day_ms};
  if (iso.size() == 10) return out;
  const int hour = digits(iso, 11, 2);
  const int minute = digits(iso, 14, 2);
  const int second = digits(iso, 17, 2);
  const int ms = iso.size() == 24 ? digits(iso, 20, 3) : 0;
  const bool shape = iso[10] == 'T' && iso[13] == ':' && iso[16] == ':' && iso.back() == 'Z' &&
                     (iso.size() == 20 || iso[19] == '.');
  if (!shape || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      ms < 0) {
    return std::nullopt;
  }
  out.ms += hour * 3'600'000LL + minute * 60'000LL + second * 1000LL + ms;
  return out;
}

}  // namespace kotobune
