// From what a wording says (said.h) to every reading of it: every calendar and month it can be
// meant in, then the days. What contradicts itself falls out; what is left over
// twice is an ambiguity for a person.
#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "text/burmese_calendar.h"
#include "text/calendar.h"
#include "text/errors.h"
#include "text/said.h"

namespace kotobune::text {

namespace {

// Years of our era that a wording without an era is read for.
constexpr int first_living_year = 1500;
constexpr int last_living_year = 2199;
constexpr int first_thai_year = 2456;
constexpr int first_thai_january_year = 2484;  // from 1941 the year begins in January

Error not_understood(const char* why) {
  return Error(errors::date_not_understood, {{"why", why}});
}

struct Days {
  std::int64_t first = 0, last = 0;
  DatePrecision precision = DatePrecision::day;
};

// "2013" and "2013-03" where the days are just these; else a choice of days.
PartialDate spanned(const Days& days) {
  const auto from = civil_from_days(days.first), to = civil_from_days(days.last);
  const auto next = civil_from_days(days.last + 1);
  char edtf[24] = "";
  if (from.day == 1 && next.day == 1 && from.year == to.year) {
    if (from.month == 1 && to.month == 12) std::snprintf(edtf, sizeof edtf, "%04d", from.year);
    if (from.month == to.month) {
      std::snprintf(edtf, sizeof edtf, "%04d-%02d", from.year, from.month);
    }
  }
  const auto whole = PartialDate::parse(edtf);
  return whole ? *whole : PartialDate::one_of(days.first, days.last);
}

// Readings in one calendar. A day that is not in the calendar is passed over and remembered.
class Reader {
 public:
  Reader(const Said& said, std::string_view wording) : said_(said), wording_(wording) {}

  Status read(Calendar calendar) {
    for (const auto& order : said_.orders) {
      if (calendar == Calendar::burmese) {
        read_burmese(order);
      } else if (calendar == Calendar::islamic) {
        TRY(read_sighted(order));
      } else {
        TRY(read_months(calendar, order));
      }
    }
    return {};
  }

  Result<std::vector<SaidDate>> take() {
    if (!out_.empty()) return std::move(out_);
    if (outside_) return *outside_;
    return Error(errors::date_impossible);
  }

 private:
  // What exists of a year, month or day; an era may begin or end within it.
  Result<std::optional<Days>> days_in(Calendar calendar, int year, const MonthDay& order) {
    std::optional<Days> days;
    const int first_month = order.month == 0 ? 1 : order.month;
    const int last_month = order.month == 0 ? 12 : order.month;
    const int first_day = order.day == 0 ? 1 : order.day;
    const int last_day = order.day == 0 ? 31 : order.day;
    for (int month = first_month; month <= last_month; ++month) {
      for (int day = first_day; day <= last_day; ++day) {
        const auto found = day_of(CalendarDate{calendar, era_of(calendar), year, month, day});
        if (!found.ok()) {
          if (found.error().is(errors::icu_failed)) return found.error();
          if (found.error().is(errors::date_outside_range) && !outside_) outside_ = found.error();
          continue;
        }
        if (!days) days = Days{*found, *found};
        days->last = *found;
      }
    }
    if (days) {
      days->precision = order.day != 0     ? DatePrecision::day
                        : order.month != 0 ? DatePrecision::month
                                           : DatePrecision::year;
    }
    return days;
  }

  Status read_months(Calendar calendar, const MonthDay& order) {
    TRY_LET(days, days_in(calendar, said_.year, order));
    const bool old_thai = calendar == Calendar::buddhist && said_.year < first_thai_january_year;
    if (old_thai) TRY(add_old_thai(order));
    if (days) add(*days, calendar);
    return {};
  }

  // The moon is seen a day before or after it is reckoned: both reckonings, and a day around them.
  Status read_sighted(const MonthDay& order) {
    TRY_LET(civil, days_in(Calendar::islamic_civil, said_.year, order));
    TRY_LET(table, days_in(Calendar::islamic_umalqura, said_.year, order));
    if (!civil && !table) return {};
    auto days = civil ? *civil : *table;
    if (table) {
      days.first = std::min(days.first, table->first);
      days.last = std::max(days.last, table->last);
    }
    add({days.first - 1, days.last + 1, days.precision}, Calendar::islamic);
    return {};
  }

  // Until 2483 the official year ran from April to March (2483 itself to December); later writers
  // count those years from January. Both readings stand.
  Status add_old_thai(const MonthDay& order) {
    const int year = said_.year - 543;
    const bool last = said_.year == first_thai_january_year - 1;
    if (order.month == 0 && said_.year >= first_thai_year) {
      const CivilDate end = last ? CivilDate{year, 12, 31} : CivilDate{year + 1, 3, 31};
      add({days_from_civil({year, 4, 1}), days_from_civil(end), DatePrecision::year},
          Calendar::buddhist);
    }
    if (order.month < 1 || order.month > 3 || last) return {};
    TRY_LET(later, days_in(Calendar::gregorian, year + 1, order));
    if (later && said_.year >= first_thai_year) add(*later, Calendar::buddhist);
    return {};
  }

  void read_burmese(const MonthDay& order) {
    if (!is_burmese_year(said_.year)) {
      outside_ = Error(errors::date_outside_range, {{"calendar", word(Calendar::burmese)}});
      return;
    }
    if (order.month == 0) {
      add({burmese_new_year(said_.year), burmese_new_year(said_.year + 1) - 1,
           DatePrecision::year},
          Calendar::burmese);
      return;
    }
    for (const auto month : burmese_months(order.month)) {
      for (const auto& range : burmese_days(month, order.day)) add_burmese(month, range);
    }
  }

  // Tagu may be the old year's end or its beginning; Waso may be the first or the second.
  std::vector<BurmeseMonth> burmese_months(int month) const {
    const auto plain = static_cast<BurmeseMonth>(month);
    const bool watat = is_watat_year(said_.year);
    if (plain == BurmeseMonth::waso) {
      if (!watat) return said_.which == 0 ? std::vector{plain} : std::vector<BurmeseMonth>{};
      if (said_.which == 1) return {BurmeseMonth::first_waso};
      if (said_.which == 2) return {plain};
      return {BurmeseMonth::first_waso, plain};
    }
    if (plain == BurmeseMonth::tagu || plain == BurmeseMonth::kason) {
      const auto late =
          plain == BurmeseMonth::tagu ? BurmeseMonth::late_tagu : BurmeseMonth::late_kason;
      if (said_.which == 3) return {late};
      return said_.which == 0 ? std::vector{plain, late} : std::vector<BurmeseMonth>{};
    }
    return said_.which == 0 ? std::vector{plain} : std::vector<BurmeseMonth>{};
  }

  struct DayRange {
    int first = 0, last = 0;
  };
  // Days of the month that the phase and its number can mean.
  std::vector<DayRange> burmese_days(BurmeseMonth month, int day) const {
    constexpr int full_moon = 15;
    const int length = text::days_in(said_.year, month);
    const DayRange waxing{1, full_moon}, waning{full_moon + 1, length};
    switch (said_.phase) {
      case 0: return day == 0 ? std::vector{waxing} : in_half(day, 0, full_moon);
      case 1: return day == 0 || day == full_moon ? std::vector<DayRange>{{full_moon, full_moon}}
                                                  : std::vector<DayRange>{};
      case 2: return day == 0 ? std::vector{waning} : in_half(day, full_moon, length);
      case 3: return day == 0 || day == length - full_moon
                         ? std::vector<DayRange>{{length, length}}
                         : std::vector<DayRange>{};
      default: break;
    }
    if (day == 0) return {{1, length}};
    auto out = in_half(day, 0, full_moon);  // waxing or waning: nobody said
    const auto other = in_half(day, full_moon, length);
    out.insert(out.end(), other.begin(), other.end());
    return out;
  }

  static std::vector<DayRange> in_half(int day, int before, int last) {
    if (before + day > last) return {};
    return {{before + day, before + day}};
  }

  void add_burmese(BurmeseMonth month, const DayRange& range) {
    std::optional<Days> days;
    for (int day = range.first; day <= range.last; ++day) {
      const auto found = day_of(BurmeseDate{said_.year, month, day});
      if (!found) continue;
      if (!days) days = Days{*found, *found};
      days->last = *found;
    }
    if (!days) return;
    if (range.first != range.last) {
      days->precision = said_.phase < 0 ? DatePrecision::month : DatePrecision::between;
    }
    add(*days, Calendar::burmese);
  }

  JapaneseEra era_of(Calendar calendar) const {
    return calendar == Calendar::japanese ? said_.japanese : JapaneseEra::reiwa;
  }

  std::optional<std::int64_t> on_weekday(const Days& days) const {
    for (auto day = days.first; day <= days.last; ++day) {
      if (((day + 4) % 7 + 7) % 7 == said_.weekday) return day;  // 1970-01-01 was a Thursday
    }
    return std::nullopt;
  }

  void add(const Days& days, Calendar calendar) {
    auto date = spanned(days);
    if (said_.weekday >= 0) {
      // Within less than a week a weekday is one day; over more it says nothing we can use.
      const auto on = on_weekday(days);
      if (days.last - days.first >= 6 || !on) return;
      date = PartialDate::of_day(*on);
    }
    if (said_.before || said_.after) {
      const auto edge = PartialDate::of_day(said_.before ? days.first - 1 : days.last + 1);
      date = *PartialDate::parse(said_.before ? "[.." + edge.edtf() + "]"
                                              : "[" + edge.edtf() + "..]");
    }
    if (said_.about || said_.doubtful) date = date.with_doubt(said_.doubtful, said_.about);
    const bool known = std::any_of(out_.begin(), out_.end(),
                                   [&](const SaidDate& one) { return one.date == date; });
    if (known) return;
    out_.push_back({date, calendar, days.precision, std::string(wording_)});
  }

  const Said& said_;
  std::string_view wording_;
  std::vector<SaidDate> out_;
  std::optional<Error> outside_;
};

bool between(int year, int first, int last) { return year >= first && year <= last; }

Calendar islamic_calendar(const DateHints& hints) {
  const bool named = hints.calendar == Calendar::islamic_civil ||
                     hints.calendar == Calendar::islamic_umalqura;
  return named ? *hints.calendar : Calendar::islamic;
}

// Calendars of a year that no era goes with.
std::vector<Calendar> calendars_of_year(int year, const DateWords& words) {
  if (between(year, 2400, 2699)) {
    if (words.thai_letters) return {Calendar::buddhist};
    return {Calendar::gregorian, Calendar::buddhist};
  }
  if (between(year, first_living_year, last_living_year)) return {Calendar::gregorian};
  // "1203" is more likely a slip for 2013 than the year of the Fourth Crusade.
  if (!between(year, first_burmese_year, first_living_year - 1)) return {};
  // Nobody who writes Burmese today dates a letter in the year 1374 of our era.
  const bool may_be_burmese = year <= last_burmese_year;
  if (may_be_burmese && words.burmese_letters) return {Calendar::burmese};
  const bool may_be_islamic = year >= 1300;
  if (may_be_islamic && words.arabic_letters) return {Calendar::islamic};
  std::vector<Calendar> out = {Calendar::gregorian};
  if (may_be_islamic) out.push_back(Calendar::islamic);
  if (may_be_burmese) out.push_back(Calendar::burmese);
  return out;
}

std::vector<Calendar> calendars_of(const Said& said, const DateWords& words,
                                   const DateHints& hints) {
  if (said.era) {
    switch (*said.era) {
      case DateEra::common: return {Calendar::gregorian};
      case DateEra::buddhist:
        // "1374 B.E." of a Burmese document is the Burmese Era.
        return {said.year <= last_burmese_year ? Calendar::burmese : Calendar::buddhist};
      case DateEra::islamic: return {islamic_calendar(hints)};
      case DateEra::burmese: return {Calendar::burmese};
      case DateEra::meiji: return {Calendar::japanese};
    }
  }
  if (said.named_month == WordKind::islamic_month) return {islamic_calendar(hints)};
  if (said.named_month == WordKind::burmese_month) return {Calendar::burmese};
  if (hints.calendar) return {*hints.calendar};
  return calendars_of_year(said.year, words);
}

// May a month of this name stand in this calendar? A number may in all but the Burmese.
bool goes_with(const std::optional<WordKind>& named, Calendar calendar, const Said& said) {
  const bool has_month = said.orders.front().month != 0;
  switch (calendar) {
    case Calendar::burmese: return !has_month || named == WordKind::burmese_month;
    case Calendar::islamic:
    case Calendar::islamic_civil:
    case Calendar::islamic_umalqura: return !named || named == WordKind::islamic_month;
    case Calendar::gregorian:
    case Calendar::buddhist:
    case Calendar::japanese: return !named || named == WordKind::gregorian_month;
  }
  return false;
}

std::string shown(const SaidDate& reading) {
  return reading.date.edtf() + " (" + word(reading.calendar) + ")";
}

}  // namespace

Result<std::vector<SaidDate>> date_readings(std::string_view wording, const DateHints& hints) {
  if (wording.size() > date_wording_bytes) return not_understood("it is too long");
  if (!is_utf8(wording)) return not_understood("it is not UTF-8");
  // EDTF is nobody's mother tongue, but tables hold it: "2013-03/2013-05", "1961~". Not its
  // seasons: who types "2013-24" means a week, or slipped.
  if (const auto edtf = PartialDate::parse(trim_ascii(wording))) {
    const auto first = edtf->earliest_day(), last = edtf->latest_day();
    const auto year = civil_from_days(first ? *first : *last).year;
    const bool gregorian = hints.calendar.value_or(Calendar::gregorian) == Calendar::gregorian;
    const bool season = edtf->precision() == DatePrecision::season;
    if (gregorian && !season && between(year, first_living_year, last_living_year)) {
      return std::vector<SaidDate>{
          {*edtf, Calendar::gregorian, edtf->precision(), std::string(wording)}};
    }
  }
  TRY_LET(words, date_words(wording));
  TRY_LET(said, sort_words(words.words, hints));
  Reader reader(said, wording);
  const auto calendars = calendars_of(said, words, hints);
  if (calendars.empty()) return not_understood("nobody counts that year today; name its era");
  bool any = false;
  const bool lunar_words = said.phase >= 0 || said.which != 0;
  for (const auto calendar : calendars) {
    if (!goes_with(said.named_month, calendar, said)) continue;
    if (lunar_words && (calendar != Calendar::burmese || !said.named_month)) continue;
    any = true;
    TRY(reader.read(calendar));
  }
  if (!any) return not_understood("its month and its year are of different calendars");
  return reader.take();
}

Result<SaidDate> read_date(std::string_view wording, const DateHints& hints) {
  TRY_LET(readings, date_readings(wording, hints));
  if (readings.size() > 1) {
    return Error(errors::date_ambiguous,
                 {{"first", shown(readings[0])}, {"second", shown(readings[1])}});
  }
  return readings.front();
}

}  // namespace kotobune::text
