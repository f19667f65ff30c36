// Days in and out of ICU's calendars. ICU's own repair of impossible dates is switched off, and
// what comes out must be what went in: era, year, month and day.
#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <array>
#include <memory>

#include "text/calendar.h"
#include "text/errors.h"

namespace kotobune::text {

namespace {

constexpr std::array<const char*, 7> words = {
    "gregorian", "buddhist", "islamic", "islamic-civil", "islamic-umalqura", "japanese", "burmese"};
constexpr int first_icu_era = 232;  // Meiji, the 233rd of ICU's list from Taika on
constexpr double day_ms = 86'400'000;

struct Range {
  int first = 0;
  int last = 0;
};
// None for those whose days are not ICU's to tell.
constexpr std::array<Range, 7> ranges = {
    {{1, 9999}, {2456, 2999}, {0, -1}, {1, 1600}, {1300, 1600}, {1, 9999}, {0, -1}}};
constexpr int first_gregorian_meiji = 6;

Error failed(UErrorCode status) {
  return Error(errors::icu_failed, {{"why", u_errorName(status)}});
}

Result<std::unique_ptr<icu::Calendar>> open(Calendar calendar) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale((std::string("en@calendar=") + word(calendar)).c_str());
  std::unique_ptr<icu::Calendar> out(
      icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), locale, status));
  if (U_FAILURE(status) || out == nullptr) return failed(status);
  // ICU falls back to Gregorian in silence where it does not know a calendar.
  if (std::string_view(out->getType()) != word(calendar)) {
    return Error(errors::icu_failed, {{"why", word(calendar)}});
  }
  out->setLenient(false);
  return out;
}

Result<CalendarDate> fields(const icu::Calendar& from, Calendar calendar) {
  UErrorCode status = U_ZERO_ERROR;
  CalendarDate out;
  out.calendar = calendar;
  out.year = from.get(UCAL_YEAR, status);
  out.month = from.get(UCAL_MONTH, status) + 1;
  out.day = from.get(UCAL_DATE, status);
  const int era = from.get(UCAL_ERA, status);
  if (U_FAILURE(status)) return failed(status);
  if (calendar != Calendar::japanese) return out;
  if (era < first_icu_era || era > first_icu_era + static_cast<int>(JapaneseEra::reiwa)) {
    return Error(errors::date_outside_range, {{"calendar", word(calendar)}});
  }
  out.era = static_cast<JapaneseEra>(era - first_icu_era);
  return out;
}

bool in_range(const CalendarDate& date) {
  const auto& range = ranges[static_cast<std::size_t>(date.calendar)];
  if (date.year < range.first || date.year > range.last) return false;
  return date.calendar != Calendar::japanese || date.era != JapaneseEra::meiji ||
         date.year >= first_gregorian_meiji;
}

}  // namespace

const char* word(Calendar calendar) { return words[static_cast<std::size_t>(calendar)]; }

std::optional<Calendar> parse_calendar(std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (text == words[i]) return static_cast<Calendar>(i);
  }
  return std::nullopt;
}

Result<std::int64_t> day_of(const CalendarDate& date) {
  if (!in_range(date)) {
    return Error(errors::date_outside_range, {{"calendar", word(date.calendar)}});
  }
  if (date.calendar == Calendar::gregorian) {
    const CivilDate civil{date.year, date.month, date.day};
    if (!is_valid(civil)) return Error(errors::date_impossible);
    return days_from_civil(civil);
  }
  TRY_LET(calendar, open(date.calendar));
  calendar->clear();
  if (date.calendar == Calendar::japanese) {
    calendar->set(UCAL_ERA, first_icu_era + static_cast<int>(date.era));
  }
  calendar->set(UCAL_YEAR, date.year);
  calendar->set(UCAL_MONTH, date.month - 1);
  calendar->set(UCAL_DATE, date.day);
  UErrorCode status = U_ZERO_ERROR;
  const UDate ms = calendar->getTime(status);
  if (status == U_ILLEGAL_ARGUMENT_ERROR) return Error(errors::date_impossible);
  if (U_FAILURE(status)) return failed(status);
  TRY_LET(back, fields(*calendar, date.calendar));
  if (back.era != date.era && date.calendar == Calendar::japanese) {
    return Error(errors::date_impossible);
  }
  back.era = date.era;
  if (!(back == date)) return Error(errors::date_impossible);
  return static_cast<std::int64_t>(ms / day_ms);
}

Result<CalendarDate> calendar_date(Calendar calendar, std::int64_t day) {
  if (calendar == Calendar::gregorian) {
    const auto civil = civil_from_days(day);
    if (!is_valid(civil)) {
      return Error(errors::date_outside_range, {{"calendar", word(calendar)}});
    }
    return CalendarDate{calendar, {}, civil.year, civil.month, civil.day};
  }
  if (calendar == Calendar::burmese || calendar == Calendar::islamic) {
    return Error(errors::date_outside_range, {{"calendar", word(calendar)}});
  }
  TRY_LET(icu_calendar, open(calendar));
  UErrorCode status = U_ZERO_ERROR;
  icu_calendar->setTime(static_cast<double>(day) * day_ms, status);
  if (U_FAILURE(status)) return failed(status);
  TRY_LET(out, fields(*icu_calendar, calendar));
  if (!in_range(out)) return Error(errors::date_outside_range, {{"calendar", word(calendar)}});
  return out;
}

}  // namespace kotobune::text
