// What a wording says, before any calendar is chosen: which number is the year, which the month,
// which the day. Internal to text/; calendar.h is the door.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "text/calendar.h"
#include "text/date_words.h"

namespace kotobune::text {

struct MonthDay {
  int month = 0;  // 0: only the year is known
  int day = 0;    // 0: only the month
};

// What a wording says, before any calendar is chosen.
struct Said {
  int year = 0;
  std::optional<DateEra> era;
  JapaneseEra japanese = JapaneseEra::reiwa;
  std::optional<WordKind> named_month;  // gregorian_month, islamic_month, burmese_month
  std::vector<MonthDay> orders;         // both, where nobody says which number is the day
  int which = 0;                        // First, Second, Late: see WordKind::which_month
  int phase = -1;
  int weekday = -1;
  bool about = false, doubtful = false, before = false, after = false;
};

// Each thing may be said once only. Errors: date_not_understood, date_impossible (a month 0).
Result<Said> sort_words(const std::vector<DateWord>& words, const DateHints& hints);

}  // namespace kotobune::text
