// The worked examples of Krippendorff (2011) sections B, C and D, digit by digit as printed there.
#include "record/agreement.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string_view>

using namespace kotobune::record;

namespace {

// One line a reader, one character a unit; '.' where she did not code it.
std::vector<Marks> units_of(const std::vector<std::string_view>& readers) {
  std::vector<Marks> out(readers.front().size());
  for (const auto line : readers) {
    REQUIRE(line.size() == out.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != '.') out[i].push_back(line[i]);
    }
  }
  return out;
}

double alpha(const std::vector<std::string_view>& readers, Scale scale) {
  const auto found = krippendorff_alpha(units_of(readers), scale);
  REQUIRE(found.has_value());
  return std::round(*found * 1000) / 1000;
}

const std::vector<std::string_view> four_readers = {"123321412...", "1233224125.3",
                                                    ".3332342251.", "12332441251."};

}  // namespace

TEST_CASE("two readers, yes or no, ten units: barely above chance") {
  CHECK(alpha({"0100000010", "1110010000"}, Scale::nominal) == doctest::Approx(0.095));
}

TEST_CASE("two readers, five codes without an order, twelve units") {
  CHECK(alpha({"aabbdcccedda", "babbbccceddd"}, Scale::nominal) == doctest::Approx(0.692));
}

TEST_CASE("four readers with gaps: the scale decides what a difference weighs") {
  CHECK(alpha(four_readers, Scale::nominal) == doctest::Approx(0.743));
  CHECK(alpha(four_readers, Scale::ordinal) == doctest::Approx(0.815));
  CHECK(alpha(four_readers, Scale::interval) == doctest::Approx(0.849));
}

TEST_CASE("who reads in which order changes nothing; one strange mark does") {
  auto turned = four_readers;
  std::swap(turned[0], turned[3]);
  CHECK(alpha(turned, Scale::ordinal) == alpha(four_readers, Scale::ordinal));
  CHECK(alpha({"1111122222", "1111122221"}, Scale::nominal) < 1);
  CHECK(alpha({"1111122222", "1111122222"}, Scale::nominal) == 1);
  CHECK(alpha({"1212121212", "2121212121"}, Scale::nominal) < -0.8);  // worse than chance
}

TEST_CASE("too few units, or no variation: no number, and the reason") {
  const auto few = measure_agreement(units_of({"123412341", "123412341"}), Scale::nominal);
  CHECK_FALSE(few.agreement.has_value());
  CHECK(few.why == NoAgreement::too_few_units);
  CHECK(few.units == 9);

  const auto same = measure_agreement(units_of({"111111111111", "111111111111"}), Scale::nominal);
  CHECK_FALSE(same.agreement.has_value());
  CHECK(same.why == NoAgreement::no_variation);

  // Two thirds of the draws of twelve hold the odd unit; the others have nothing to compare.
  const auto shaky = measure_agreement(units_of({"111111111112", "111111111112"}), Scale::nominal);
  CHECK_FALSE(shaky.agreement.has_value());
  CHECK(shaky.why == NoAgreement::not_stable);
}

TEST_CASE("a unit that one reader coded is left out and counted") {
  const auto measured = measure_agreement(units_of(four_readers), Scale::nominal);
  REQUIRE(measured.agreement.has_value());
  CHECK(measured.units == 11);
  CHECK(measured.left_out == 1);  // unit 12: one mark
  CHECK(measured.agreement->marks == 40);
}

TEST_CASE("the interval holds alpha, is the same each time and shrinks with more units") {
  const auto once = measure_agreement(units_of(four_readers), Scale::ordinal);
  const auto twice = measure_agreement(units_of(four_readers), Scale::ordinal);
  REQUIRE(once.agreement.has_value());
  CHECK(once.agreement->low == twice.agreement->low);
  CHECK(once.agreement->high == twice.agreement->high);
  CHECK(once.agreement->low < once.agreement->alpha);
  CHECK(once.agreement->high >= once.agreement->alpha);
  CHECK(once.agreement->high <= 1);

  auto more = units_of(four_readers);
  for (int i = 0; i < 9; ++i) {
    const auto again = units_of(four_readers);
    more.insert(more.end(), again.begin(), again.end());
  }
  const auto many = measure_agreement(more, Scale::ordinal);
  REQUIRE(many.agreement.has_value());
  CHECK(many.agreement->high - many.agreement->low <
        (once.agreement->high - once.agreement->low) / 2);
}
