// Calendars against days that are known from elsewhere.
#include "text/calendar.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "text/burmese_calendar.h"
#include "text/errors.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

std::string burmese(int year, BurmeseMonth month, int day) {
  const auto found = day_of(BurmeseDate{year, month, day});
  return found ? PartialDate::of_day(*found).edtf() : "none";
}
std::string civil(const CalendarDate& date) {
  const auto found = day_of(date);
  return found.ok() ? PartialDate::of_day(*found).edtf() : found.error().code().id;
}

}  // namespace

TEST_CASE("full moons and feasts fall on the days the gazettes of Myanmar gave") {
  using M = BurmeseMonth;
  // Gazetted holidays of 2013 (Tabaung); 2017; 2019; 2021, Ministry of Labour. The National Day is
  // the 10th waning of Tazaungmon, in memory of 5 December 1920.
  CHECK(burmese(1374, M::tabaung, 15) == "2013-03-26");
  CHECK(burmese(1379, M::kason, 15) == "2017-05-10");
  CHECK(burmese(1379, M::waso, 15) == "2017-07-08");
  CHECK(burmese(1379, M::thadingyut, 15) == "2017-10-05");
  CHECK(burmese(1379, M::tazaungmon, 15) == "2017-11-03");
  CHECK(burmese(1379, M::tazaungmon, 25) == "2017-11-13");
  CHECK(burmese(1381, M::kason, 15) == "2019-05-18");
  CHECK(burmese(1381, M::waso, 15) == "2019-07-16");
  CHECK(burmese(1381, M::tazaungmon, 25) == "2019-11-21");
  CHECK(burmese(1383, M::kason, 15) == "2021-05-25");
  CHECK(burmese(1383, M::waso, 15) == "2021-07-23");
  CHECK(burmese(1383, M::thadingyut, 15) == "2021-10-20");
  CHECK(burmese(1383, M::tazaungmon, 15) == "2021-11-18");
  CHECK(burmese(1282, M::tazaungmon, 25) == "1920-12-05");
  CHECK(PartialDate::of_day(burmese_new_year(1375)).edtf() == "2013-04-17");
}

TEST_CASE("a second Waso comes in the years the tables name") {
  std::vector<int> watat;
  for (int year = 1350; year <= 1388; ++year) {
    if (is_watat_year(year)) watat.push_back(year);
  }
  CHECK(watat == std::vector<int>{1350, 1353, 1355, 1358, 1361, 1363, 1366, 1369, 1372, 1374, 1377,
                                  1380, 1382, 1385, 1388});
  // Moved by the Board from 1345 to 1344.
  CHECK(is_watat_year(1344));
  CHECK_FALSE(is_watat_year(1345));
  CHECK(days_in(1374, BurmeseMonth::first_waso) == 30);
  CHECK(days_in(1373, BurmeseMonth::first_waso) == 0);
  CHECK(days_in(1201, BurmeseMonth::tagu) == 0);
}

TEST_CASE("a law: every day of the Burmese range has one date, and the years join") {
  const auto first = burmese_new_year(first_burmese_year);
  const auto end = burmese_new_year(last_burmese_year + 1);
  std::optional<BurmeseDate> before;
  std::size_t wrong = 0;
  for (auto day = first; day < end; ++day) {
    const auto date = burmese_date(day);
    if (!date || day_of(*date) != day || date->day > days_in(date->year, date->month)) ++wrong;
    // The next day of the month, the first of a month, or a new year.
    if (before && date && date->day != before->day + 1 && date->day != 1 &&
        date->year == before->year) {
      ++wrong;
    }
    before = date;
  }
  CHECK(end - first == 67208);
  CHECK(wrong == 0);
  CHECK_FALSE(burmese_date(first - 1).has_value());
  CHECK_FALSE(burmese_date(end).has_value());
}

TEST_CASE("days that no Burmese month has are none") {
  using M = BurmeseMonth;
  CHECK(burmese(1374, M::tagu, 30) == "none");
  CHECK(burmese(1374, M::wagaung, 30) == "none");
  CHECK(burmese(1373, M::first_waso, 1) == "none");
  CHECK(burmese(1374, M::tagu, 1) == "none");  // before the new year: late Tagu of 1373
  CHECK(burmese(1216, M::kason, 1) == "none");
  CHECK(burmese(1401, M::kason, 1) == "none");
}

TEST_CASE("ICU's calendars give the days that are known, and no others") {
  using C = Calendar;
  CHECK(civil({C::buddhist, {}, 2556, 3, 20}) == "2013-03-20");
  CHECK(civil({C::japanese, JapaneseEra::heisei, 25, 3, 20}) == "2013-03-20");
  CHECK(civil({C::japanese, JapaneseEra::showa, 64, 1, 7}) == "1989-01-07");
  CHECK(civil({C::japanese, JapaneseEra::heisei, 1, 1, 8}) == "1989-01-08");
  CHECK(civil({C::japanese, JapaneseEra::reiwa, 1, 5, 1}) == "2019-05-01");
  CHECK(civil({C::japanese, JapaneseEra::meiji, 6, 1, 1}) == "1873-01-01");
  CHECK(civil({C::islamic_umalqura, {}, 1434, 9, 1}) == "2013-07-09");
  CHECK(civil({C::islamic_civil, {}, 1400, 1, 1}) == "1979-11-21");

  const std::string impossible = errors::date_impossible.id;
  const std::string outside = errors::date_outside_range.id;
  CHECK(civil({C::japanese, JapaneseEra::showa, 64, 1, 8}) == impossible);
  CHECK(civil({C::japanese, JapaneseEra::showa, 65, 1, 1}) == impossible);
  CHECK(civil({C::japanese, JapaneseEra::reiwa, 1, 4, 30}) == impossible);
  CHECK(civil({C::japanese, JapaneseEra::meiji, 5, 1, 1}) == outside);
  CHECK(civil({C::buddhist, {}, 2556, 2, 29}) == impossible);
  CHECK(civil({C::buddhist, {}, 2013, 3, 20}) == outside);
  CHECK(civil({C::islamic_umalqura, {}, 1434, 13, 1}) == impossible);
  CHECK(civil({C::islamic_umalqura, {}, 1299, 1, 1}) == outside);
  CHECK(civil({C::gregorian, {}, 2013, 4, 31}) == impossible);
  CHECK(civil({C::gregorian, {}, 0, 1, 1}) == outside);
  CHECK(civil({C::burmese, {}, 1374, 1, 1}) == outside);
  CHECK(civil({C::islamic, {}, 1434, 9, 1}) == outside);
}

TEST_CASE("a law: a day goes into a calendar and comes back as itself") {
  rc::check("calendars", [] {
    const auto day = *rc::gen::inRange<std::int64_t>(days_from_civil({1914, 1, 1}),
                                                     days_from_civil({2077, 1, 1}));
    for (const auto calendar :
         {Calendar::gregorian, Calendar::buddhist, Calendar::islamic_civil,
          Calendar::islamic_umalqura, Calendar::japanese}) {
      const auto date = calendar_date(calendar, day);
      RC_ASSERT(date.ok());
      const auto back = day_of(*date);
      RC_ASSERT(back.ok());
      RC_ASSERT(*back == day);
      RC_ASSERT(parse_calendar(word(calendar)) == calendar);
    }
  });
  CHECK_FALSE(parse_calendar("julian").has_value());
  CHECK(calendar_date(Calendar::japanese, days_from_civil({1872, 12, 31})).error().is(
      errors::date_outside_range));
}
