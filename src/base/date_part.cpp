#include "base/date_part.h"

#include <array>
#include <cstdio>

#include "base/ensure.h"
#include "base/instant.h"

namespace kotobune::date_part {

namespace {

constexpr int first_season = 21;
constexpr int last_division = 41;

// Parts of a year, in months counted from January of the year (0): ISO 8601-2:2019 section 4.8.
// A season "independent of location" (21-24) is as wide as it may mean in either hemisphere, and a
// summer or winter there may straddle either new year; who knows the country writes 25-32 or the
// months.
struct Division {
  int first_month = 0;
  int months = 0;
};
constexpr std::array<Division, last_division - first_season + 1> divisions = {{
    {2, 9},   {-1, 15}, {2, 9},  {-1, 15},           // 21-24 spring, summer, autumn, winter
    {2, 3},   {5, 3},   {8, 3},  {-1, 15},           // 25-28 north; winter of either new year
    {8, 3},   {-1, 15}, {2, 3},  {5, 3},             // 29-32 south; summer likewise
    {0, 3},   {3, 3},   {6, 3},  {9, 3},             // 33-36 quarters
    {0, 4},   {4, 4},   {8, 4},                      // 37-39 four-month terms
    {0, 6},   {6, 6},                                // 40-41 half-years
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Two digits, XX (unspecified) or nothing of both (nullopt).
std::optional<int> two_places(std::string_view text) {
  if (text == "XX") return unspecified;
  if (text.size() != 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::int64_t month_start(std::int64_t year, int months_from_january) {
  const std::int64_t shift = months_from_january < 0 ? -1 : months_from_january / 12;
  const int month = static_cast<int>(months_from_january - shift * 12);
  return days_from_civil({static_cast<int>(year + shift), month + 1, 1});
}

int days_in_month(std::int64_t year, int month) {
  return static_cast<int>(month_start(year, month) - month_start(year, month - 1));
}

// "T" hh:mm:ss and Z, +hh, +hh:mm or nothing.
bool is_time(std::string_view text) {
  const auto within = [&](std::size_t at, int most) {
    const auto value = two_places(text.substr(at, 2));
    return value && *value >= 0 && *value <= most;
  };
  if (text.size() < 9 || text[0] != 'T' || text[3] != ':' || text[6] != ':') return false;
  if (!within(1, 23) || !within(4, 59) || !within(7, 59)) return false;
  text.remove_prefix(9);
  if (text.empty() || text == "Z") return true;
  if (text[0] != '+' && text[0] != '-') return false;
  if (text.size() == 3) return within(1, 14);
  return text.size() == 6 && text[3] == ':' && within(1, 14) && within(4, 59);
}

// Y and five to nine digits: nothing closer than that may be written so.
std::optional<Part> parse_lettered(std::string_view text, Part part) {
  text.remove_prefix(1);
  if (!text.empty() && text[0] == '-') {
    part.negative = true;
    text.remove_prefix(1);
  }
  if (text.size() < 5 || text.size() > 9 || text[0] == '0') return std::nullopt;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    part.year = part.year * 10 + (c - '0');
  }
  part.lettered = true;
  return part;
}

bool take_year(std::string_view& text, Part& part) {
  if (!text.empty() && text[0] == '-') {
    part.negative = true;
    text.remove_prefix(1);
  }
  if (text.size() < 4 || !is_digit(text[0])) return false;
  for (const char c : text.substr(0, 4)) {
    if (c != 'X' && (!is_digit(c) || part.hidden_year_digits > 0)) return false;
    part.hidden_year_digits += c == 'X';
    part.year = part.year * 10 + (c == 'X' ? 0 : c - '0');
  }
  text.remove_prefix(4);
  return !(part.negative && part.year == 0 && part.hidden_year_digits == 0);
}

bool is_month(int value) {
  return value == unspecified || (value >= 1 && value <= 12) ||
         (value >= first_season && value <= last_division);
}

std::int64_t signed_year(const Part& part) { return part.negative ? -part.year : part.year; }

}  // namespace

std::optional<Part> parse(std::string_view text) {
  Part part;
  if (text.empty() || text == "..") {
    part.kind = text.empty() ? Kind::unknown : Kind::open;
    return part;
  }
  const char last = text.back();
  if (last == '?' || last == '~' || last == '%') {
    part.uncertain = last != '~';
    part.approximate = last != '?';
    text.remove_suffix(1);
  }
  if (!text.empty() && text[0] == 'Y') return parse_lettered(text, part);
  if (!take_year(text, part)) return std::nullopt;
  if (text.empty()) return part;
  const auto month = text[0] == '-' ? two_places(text.substr(1, 2)) : std::nullopt;
  // Only the last digits may be hidden: 201X-03 would be a riddle, not a date.
  if (!month || !is_month(*month) || (part.hidden_year_digits > 0 && *month != unspecified)) {
    return std::nullopt;
  }
  part.month = *month;
  text.remove_prefix(3);
  if (text.empty()) return part;
  const auto day = text[0] == '-' ? two_places(text.substr(1, 2)) : std::nullopt;
  if (!day || *day == 0 || part.month >= first_season) return std::nullopt;
  if (part.month == unspecified && *day != unspecified) return std::nullopt;
  if (*day > 0 && *day > days_in_month(signed_year(part), part.month)) return std::nullopt;
  part.day = *day;
  text.remove_prefix(3);
  if (text.empty()) return part;
  if (!part.is_day() || part.uncertain || part.approximate || !is_time(text)) return std::nullopt;
  part.time = std::string(text);
  return part;
}

std::string print(const Part& part) {
  if (part.kind == Kind::unknown) return "";
  if (part.kind == Kind::open) return "..";
  char digits[24];
  std::snprintf(digits, sizeof digits, "%04lld", static_cast<long long>(part.year));
  std::string out = std::string(part.lettered ? "Y" : "") + (part.negative ? "-" : "") + digits;
  for (int i = 0; i < part.hidden_year_digits; ++i) {
    out[out.size() - 1 - static_cast<std::size_t>(i)] = 'X';
  }
  for (const int place : {part.month, part.day}) {
    if (place == 0) break;
    std::snprintf(digits, sizeof digits, "-%02d", place);
    out += place == unspecified ? "-XX" : digits;
  }
  out += part.time;
  if (part.uncertain || part.approximate) {
    out += part.uncertain && part.approximate ? '%' : part.uncertain ? '?' : '~';
  }
  return out;
}

Bounds bounds(const Part& part) {
  ensure(part.kind == Kind::date, "only a date has days");
  const auto year = signed_year(part);
  Bounds out;
  if (part.hidden_year_digits > 0) {
    std::int64_t width = 1;
    for (int i = 0; i < part.hidden_year_digits; ++i) width *= 10;
    const auto first = part.negative ? year - width + 1 : year;
    const auto last = first + width - 1;
    out = {month_start(first, 0), month_start(last, 0), month_start(first, 12) - 1,
           month_start(last, 12) - 1};
  } else if (part.month == unspecified) {
    out = {month_start(year, 0), month_start(year, 11), month_start(year, 1) - 1,
           month_start(year, 12) - 1};
  } else if (part.month == 0) {
    out.first_start = out.last_start = month_start(year, 0);
    out.first_end = out.last_end = month_start(year, 12) - 1;
  } else if (part.month >= first_season) {
    const auto& division = divisions[static_cast<std::size_t>(part.month - first_season)];
    out.first_start = month_start(year, division.first_month);
    out.last_end = month_start(year, division.first_month + division.months) - 1;
    // A season that may lie here or there is known to hold no day for sure.
    const bool exact = part.month > 32 || division.months == 3;
    out.last_start = exact ? out.first_start : out.last_end;
    out.first_end = exact ? out.last_end : out.first_start;
  } else {
    out.first_start = out.last_start = month_start(year, part.month - 1);
    out.first_end = out.last_end = month_start(year, part.month) - 1;
  }
  if (part.day > 0) {
    const auto day = out.first_start + part.day - 1;
    return {day, day, day, day};
  }
  if (part.day == unspecified) {  // some day of it: the candidates are days
    out.last_start = out.last_end;
    out.first_end = out.first_start;
  }
  return out;
}

std::int64_t about_days(const Part& part) {
  if (part.hidden_year_digits > 0) {
    constexpr std::array<std::int64_t, 4> widths = {365, 3652, 36524, 365242};
    return widths[static_cast<std::size_t>(part.hidden_year_digits)];
  }
  if (part.month == 0 || part.month == unspecified) return 365;
  if (part.month >= first_season) return 92;
  return part.day == 0 || part.day == unspecified ? 31 : 7;
}

}  // namespace kotobune::date_part
