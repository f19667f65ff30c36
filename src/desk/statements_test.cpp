// Changing the record: who replaces what, what rests on which words, and what the practice misses.
#include "desk/statements.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "desk/checks.h"
#include "desk/errors.h"
#include "desk/test_desk.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

Json text(const char* words) {
  Json value = Json::object();
  value.set("text", words);
  return value;
}

Change title(const std::string& entity, const char* words,
             const std::vector<std::string>& replaces = {}) {
  Change change{entity, "event", "", "", {}, replaces, {}};
  change.values.emplace_back("title", text(words));
  return change;
}

std::string head(Desk& desk, const std::string& entity) {
  const auto row = desk.index().entity(entity);
  REQUIRE((row.ok() && row->has_value()));
  REQUIRE((*row)->values.size() == 1);
  return (*row)->values.front().assertion;
}

}  // namespace

TEST_CASE("of two who change one value, the second records nothing until she has seen the first") {
  TestDesk at;
  auto& desk = *at.desk;
  const auto event = change_record(desk, title("", "The school"));
  REQUIRE(event.ok());
  const auto seen_by_both = head(desk, *event);
  REQUIRE(change_record(desk, title(*event, "The school at Ford", {seen_by_both})).ok());
  const auto second = change_record(desk, title(*event, "The market", {seen_by_both}));
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().is(errors::changed_meanwhile));
  CHECK((*desk.index().entity(*event))->values.front().shown == "The school at Ford");
  REQUIRE(change_record(desk, title(*event, "The market", {head(desk, *event)})).ok());
  CHECK((*desk.index().entity(*event))->values.front().shown == "The market");

  const auto past = history(desk, *event);
  REQUIRE(past.ok());
  REQUIRE(past->size() == 3);
  CHECK_FALSE((*past)[0].current);
  CHECK((*past)[2].current);
  // A value of another property cannot be replaced by this one.
  Change other{*event, "event", "", "", {}, {head(desk, *event)}, {}};
  other.values.emplace_back("description", text("Soldiers came."));
  CHECK(change_record(desk, other).error().is(errors::entity_unknown));
}

TEST_CASE("a basis is words that stand there, or it is refused with what does") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  at.put("/in/statement.txt", "In March soldiers slept in the classrooms.\n");
  const auto sealed = desk.seal("/in/statement.txt", "W-01", "", "en", {});
  REQUIRE_MESSAGE(sealed.ok(), sealed.error().sentence());
  const auto none = pin_quote(desk, "MS-0001", 1, "in the barracks");
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().is(errors::quote_missing));
  CHECK(text_around(desk, "MS-0001", 1)->find("classrooms") != std::string::npos);
  CHECK(pin_quote(desk, "MS-0009", 1, "x").error().is(errors::exhibit_not_here));

  const auto fragment = pin_quote(desk, "MS-0001", 1, "slept in the classrooms");
  REQUIRE_MESSAGE(fragment.ok(), fragment.error().sentence());
  const auto basis = basis_of(desk, *fragment);
  REQUIRE(basis.ok());
  CHECK(basis->exhibit == "MS-0001");
  CHECK(basis->quote == "slept in the classrooms");
  CHECK(cited_before(desk)->size() == 1);
  auto change = title("", "The school");
  change.bases = {*fragment};
  const auto event = change_record(desk, change);
  REQUIRE(event.ok());
  // The words of a source who says no are shown no more, not even as a basis.
  REQUIRE(desk.withdraw_consent("W-01", "", "she asked").ok());
  CHECK(basis_of(desk, *fragment)->closed);
  CHECK(basis_of(desk, *fragment)->quote.empty());
  CHECK(cited_before(desk)->empty());
}

TEST_CASE("a list is filtered by the grammar and sorted; what has no value stands last") {
  TestDesk at;
  auto& desk = *at.desk;
  for (const char* day : {"2013-03-20", "2013-04-02", ""}) {
    auto change = title("", *day ? day : "no day");
    if (*day) {
      Json date = Json::object();
      date.set("date", day);
      change.values.emplace_back("date", std::move(date));
    }
    REQUIRE(change_record(desk, change).ok());
  }
  const auto all = list_record(desk, {"event", "", "date", true, 0, 50});
  REQUIRE_MESSAGE(all.ok(), all.error().sentence());
  CHECK(all->total == 3);
  CHECK(all->rows[0].label == "2013-04-02");
  CHECK(all->rows[2].label == "no day");
  const auto march = list_record(desk, {"event", "date in 2013-03", "", false, 0, 50});
  REQUIRE(march.ok());
  CHECK(march->total == 1);
  CHECK_FALSE(list_record(desk, {"event", "date in", "", false, 0, 50}).ok());
  CHECK_FALSE(list_record(desk, {"spaceship", "", "", false, 0, 50}).ok());
  CHECK(*count_of(desk, "event") == 3);
}

TEST_CASE("a disagreement that was settled can be opened again") {
  TestDesk at;
  auto& desk = *at.desk;
  for (const char* code : {"W-01", "W-02"})
    REQUIRE(desk.add_source({code, "a villager", "S2", {}, {}, false}).ok());
  auto said = title("", "At the school");
  said.informant = "W-01";
  const auto event = change_record(desk, said);
  REQUIRE(event.ok());
  Json first = Json::object(), second = Json::object();
  first.set("date", "2013-03-20");
  second.set("date", "2013-03-21");
  for (const auto& [who, date] : {std::pair{"W-01", first}, std::pair{"W-02", second}}) {
    Change change{*event, "event", who, "B2", {}, {}, {}};
    change.values.emplace_back("date", date);
    REQUIRE(change_record(desk, change).ok());
  }
  const auto found = disagreements(desk);
  REQUIRE(found.ok());
  REQUIRE(found->size() == 1);
  const auto stands = (*found)[0].property.values[0].assertion;
  REQUIRE(settle_dispute(desk, *event, "date", stands, "she was there").ok());
  CHECK((*disagreements(desk))[0].property.dispute == DisputeState::settled);
  CHECK(reopen_dispute(desk, *event, "date", "").error().is(errors::reason_missing));
  REQUIRE(reopen_dispute(desk, *event, "date", "a third was heard").ok());
  CHECK(open_disputes(desk)->size() == 1);
  CHECK(reopen_dispute(desk, *event, "date", "again").error().is(errors::not_disputed));
}

TEST_CASE("checks find what is missing, by property and by view, until a person says why") {
  TestDesk at;
  auto& desk = *at.desk;
  CHECK(run_checks(desk)->empty());
  Change group{"", "person", "", "", {}, {}, {}};
  Json unit = Json::object();
  unit.set("term", "counting-unit/act");
  group.values.emplace_back("counting-unit", unit);
  const auto counted = change_record(desk, group);
  REQUIRE_MESSAGE(counted.ok(), counted.error().sentence());
  Change interview{"", "interview", "", "", {}, {}, {}};
  interview.values.emplace_back("language", text("Burmese"));
  REQUIRE(change_record(desk, interview).ok());
  const auto findings = run_checks(desk);
  REQUIRE_MESSAGE(findings.ok(), findings.error().sentence());
  const auto of = [&](const char* id) {
    return std::find_if(findings->begin(), findings->end(),
                        [&](const auto& one) { return one.check == id; });
  };
  REQUIRE(of("FF-1") != findings->end());
  CHECK(of("FF-1")->missing == std::vector<std::string>{"risk-assessment"});
  REQUIRE(of("FF-7") != findings->end());
  CHECK(of("FF-7")->entity == *counted);
  CHECK(findings->front().severity == pack::Severity::error);

  CHECK(waive(desk, "FF-7", *counted, " ").error().is(errors::reason_missing));
  CHECK(waive(desk, "FF-99", *counted, "x").error().is(errors::check_unknown));
  CHECK(waive(desk, "FF-7", "nothing", "x").error().is(errors::entity_unknown));
  REQUIRE(waive(desk, "FF-7", *counted, "it is an act on purpose").ok());
  const auto again = run_checks(desk);
  CHECK(again->back().check == "FF-7");
  CHECK(again->back().why == "it is an act on purpose");
}
