#include "record/span.h"

#include <doctest/doctest.h>

using namespace kotobune::record;

TEST_CASE("a session from evening to morning: its length, and what of it was night") {
  const auto start = "1961-04-01T19:30:00+09:00", end = "1961-04-02T02:15:00+09:00";
  CHECK(minutes_between(start, end) == 405);
  CHECK(minutes_within(start, end, 22 * 60, 5 * 60) == 255);
  CHECK(minutes_within(start, end, 8 * 60, 18 * 60) == 0);
}

TEST_CASE("two nights and a day in one stretch") {
  const auto start = "1961-04-01T21:00:00", end = "1961-04-03T06:00:00";
  CHECK(minutes_between(start, end) == 33 * 60);
  CHECK(minutes_within(start, end, 22 * 60, 5 * 60) == 14 * 60);
}

TEST_CASE("before 1970 and over a change of the clock") {
  CHECK(minutes_within("1961-01-01T00:30:00", "1961-01-01T04:30:00", 22 * 60, 5 * 60) == 240);
  CHECK(minutes_between("2020-03-28T23:00:00+01:00", "2020-03-29T05:00:00+02:00") == 300);
}

TEST_CASE("where a time is missing or doubtful there is no length") {
  CHECK_FALSE(minutes_between("1961-04-01", "1961-04-01T20:00:00").has_value());
  CHECK_FALSE(minutes_between("1961-04-01T20:00:00", "1961-04-01T19:00:00").has_value());
  CHECK_FALSE(minutes_between("1961-04-01T20:00:00", "1961-04-01T21:00:00+09:00").has_value());
  CHECK_FALSE(minutes_between("", "1961-04-01T21:00:00").has_value());
  CHECK_FALSE(minutes_within("1961-04-01T20:00:00", "1961-04-01T21:00:00", 22 * 60, 3000)
                  .has_value());
}
