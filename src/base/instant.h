// Instant: a moment in milliseconds since 1970-01-01T00:00:00Z, signed, since testimony reaches
// back before 1970. Proleptic Gregorian, no leap seconds (as POSIX time). Years 0001-9999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kotobune {

struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;

  std::string iso() const;       // 2026-11-25T05:07:25.123Z
  std::string iso_date() const;  // 2026-11-25
  static std::optional<Instant> parse(std::string_view iso);  // the two forms above, UTC only
};

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
};
std::int64_t days_from_civil(const CivilDate& date);  // days since 1970-01-01
CivilDate civil_from_days(std::int64_t days);
bool is_valid(const CivilDate& date);

}  // namespace kotobune
