// One end of a partial date: what stands between the slashes of EDTF. Internal to base/; the door
// is partial_date.h.
//
//   2013-03-20~
//   ^ year  ^ day, qualifier last: ? doubtful source, ~ about, % both
//
// Bounds of a part are days since 1970-01-01. Of a part whose digits are all given, first_start and
// last_start are its first day, first_end and last_end its last; of 201X the candidates differ:
// first_start .. last_start are the first days of 2010 and of 2019.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kotobune::date_part {

enum class Kind : std::uint8_t { date, unknown, open };

inline constexpr int unspecified = -1;  // month or day: XX

struct Part {
  Kind kind = Kind::date;
  bool uncertain = false;
  bool approximate = false;
  bool negative = false;
  bool lettered = false;          // Y and more than four digits
  std::int64_t year = 0;          // without sign; hidden digits are 0
  int hidden_year_digits = 0;     // 0 to 3
  int month = 0;                  // 0: none; 1-12; 21-41: parts of a year; unspecified
  int day = 0;                    // 0: none; unspecified
  std::string time;               // "T04:20:00Z" or ""

  bool is_day() const { return kind == Kind::date && day > 0; }
};

struct Bounds {
  std::int64_t first_start = 0, last_start = 0, first_end = 0, last_end = 0;
};

// nullopt where the text is not a date of EDTF as partial_date.h lists it.
std::optional<Part> parse(std::string_view text);
std::string print(const Part& part);
Bounds bounds(const Part& part);  // kind must be date
// How far "about" reaches on each side, in days.
std::int64_t about_days(const Part& part);

}  // namespace kotobune::date_part
