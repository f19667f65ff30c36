// Who says the same, and how many of them count.
#include "record/corroboration.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace kotobune;
using namespace kotobune::record;

namespace {

Value number(const char* amount) {
  Json json = Json::object();
  json.set("num", amount).set("counts", "person");
  auto value = read_value(json);
  REQUIRE(value.ok());
  return *value;
}

Statement said(const char* informant, const char* origin, const char* grade,
               const char* amount = "14") {
  Statement out;
  out.assertion = std::string(informant) + "/" + origin;
  out.value = number(amount);
  out.informant = informant;
  out.origins = {origin};
  out.grade = grade;
  return out;
}

}  // namespace

TEST_CASE("one source in three statements is one source") {
  const auto seen =
      corroborate({said("w1", "a", "B2"), said("w1", "b", "B2"), said("w1", "c", "A1")}, true);
  REQUIRE(seen.values.size() == 1);
  CHECK(seen.values[0].independent == 1);
  CHECK(seen.values[0].words == "one source in three statements");
  CHECK(seen.values[0].strength == Strength::reported);
  CHECK(seen.ties.size() == 3);
  CHECK_FALSE(seen.disputed);
}

TEST_CASE("two good sources who do not depend on each other are grounds, a document establishes") {
  auto mother = said("w1", "a", "B2");
  auto monk = said("w2", "b", "A2");
  CHECK(corroborate({mother, monk}, true).values[0].strength == Strength::reasonable_grounds);
  auto register_book = said("o5", "c", "A1");
  register_book.document = true;
  const auto seen = corroborate({mother, register_book}, true);
  CHECK(seen.values[0].strength == Strength::established);
  CHECK(seen.values[0].words == "two independent sources, one of them a document");
}

TEST_CASE("what makes two statements one") {
  const auto independent = [](const Statement& a, const Statement& b) {
    return corroborate({a, b}, true).values[0].independent;
  };
  auto a = said("w1", "a", "B2");
  auto b = said("w2", "b", "B2");
  CHECK(independent(a, b) == 2);
  SUBCASE("a repost") {
    b.origins = {"a"};
    CHECK(corroborate({a, b}, true).ties.at(0).why == Dependence::origin);
    CHECK(independent(a, b) == 1);
  }
  SUBCASE("handed over by the same person") {
    a.handed_by = b.handed_by = {"the village headman"};
    CHECK(corroborate({a, b}, true).ties.at(0).why == Dependence::custody);
    CHECK(independent(a, b) == 1);
  }
  SUBCASE("her driver") {
    b.tied_to = {"w1"};
    CHECK(corroborate({a, b}, true).ties.at(0).why == Dependence::relation);
    CHECK(independent(a, b) == 1);
  }
  SUBCASE("an empty custody is no tie") {
    a.handed_by = b.handed_by = {""};
    CHECK(independent(a, b) == 2);
  }
  SUBCASE("through a third") {
    auto c = said("w3", "c", "B2");
    b.tied_to = {"w1"};
    c.tied_to = {"w2"};
    CHECK(corroborate({a, b, c}, true).values[0].independent == 1);
  }
}

TEST_CASE("grades nobody can rely on stay an allegation, however many they are") {
  const auto seen = corroborate({said("w1", "a", "E5"), said("w2", "b", ""), said("w3", "c", "F6")},
                                true);
  CHECK(seen.values[0].strength == Strength::alleged);
  CHECK(seen.values[0].words == "three independent sources, indirect");
  CHECK(corroborate({said("w1", "a", "C3")}, true).values[0].strength == Strength::reported);
}

TEST_CASE("different values of a single property are a dispute, and nothing is established by it") {
  auto document = said("o5", "d", "A1");
  document.document = true;
  const std::vector<Statement> all{said("w1", "a", "B2"), document, said("w2", "b", "B2", "11")};
  const auto seen = corroborate(all, true);
  REQUIRE(seen.values.size() == 2);
  CHECK(seen.disputed);
  CHECK(seen.values[0].strength == Strength::reasonable_grounds);
  CHECK_FALSE(corroborate(all, false).disputed);
}

TEST_CASE("nobody named and nothing cited carries nothing") {
  Statement nobody;
  nobody.value = number("14");
  const auto seen = corroborate({nobody}, true);
  CHECK(seen.values[0].independent == 0);
  CHECK(seen.values[0].strength == Strength::alleged);
  CHECK(seen.values[0].words == "nobody is named as the source");
}

TEST_CASE("the order of arrival changes nothing that is counted") {
  std::vector<Statement> all;
  for (int i = 0; i < 8; ++i) {
    const auto informant = "w" + std::to_string(i / 2);
    all.push_back(said(informant.c_str(), std::to_string(i % 5).c_str(), i % 3 ? "B2" : "C3",
                       i % 2 ? "14" : "11"));
  }
  const auto figures = [](const Corroboration& seen) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (const auto& one : seen.values) out.emplace_back(one.statements.size(), one.independent);
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto expected = figures(corroborate(all, true));
  std::mt19937 dice(7);
  for (int round = 0; round < 50; ++round) {
    std::shuffle(all.begin(), all.end(), dice);
    CHECK(figures(corroborate(all, true)) == expected);
  }
}
