// Where sources agree and disagree, over a whole case.
#include "desk/weigh.h"

#include <doctest/doctest.h>

#include "desk/errors.h"
#include "desk/test_desk.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

Json number(const char* amount) {
  Json value = Json::object();
  value.set("num", amount);
  return value;
}

// Says `amount` dead of an event; gives the event's id.
std::string say(Desk& desk, const std::string& entity, const std::string& informant,
                const char* amount, const char* grade = "B2") {
  NewAssertion said;
  said.entity = entity;
  said.type = "event";
  said.informant = informant;
  said.values.push_back({"dead-counted", number(amount), {}, grade});
  const auto id = desk.assert_values(said);
  REQUIRE_MESSAGE(id.ok(), id.error().sentence());
  return *id;
}

}  // namespace

TEST_CASE("sources who disagree are listed until a person settles it, with a reason") {
  TestDesk at;
  auto& desk = *at.desk;
  for (const char* code : {"W-01", "W-02", "W-03"}) {
    REQUIRE(desk.add_source({code, "a villager", "S2", {}, {}, false}).ok());
  }
  const auto event = say(desk, "", "W-01", "14");
  say(desk, event, "W-02", "14");
  CHECK(open_disputes(desk)->empty());
  say(desk, event, "W-03", "11");

  auto disputes = open_disputes(desk);
  REQUIRE(disputes.ok());
  REQUIRE(disputes->size() == 1);
  CHECK((*disputes)[0].property == "dead-counted");
  CHECK((*disputes)[0].shown.size() == 2);
  auto weighed = weigh(desk, event);
  REQUIRE(weighed.ok());
  REQUIRE(weighed->size() == 1);
  const auto property = (*weighed)[0];
  CHECK(property.seen.values[0].words == "two independent sources");
  CHECK(property.seen.values[0].strength == record::Strength::reasonable_grounds);

  const auto& preferred = property.values[property.seen.values[0].statements[0]].assertion;
  CHECK(settle_dispute(desk, event, "dead-counted", preferred, " ")
            .error()
            .is(errors::reason_missing));
  CHECK(settle_dispute(desk, event, "title", preferred, "x").error().is(errors::not_disputed));
  CHECK(settle_dispute(desk, event, "dead-counted", "nobody/0", "x")
            .error()
            .is(errors::not_disputed));
  REQUIRE(settle_dispute(desk, event, "dead-counted", preferred,
                         "The letter was written before the third village was heard of.")
              .ok());
  CHECK(open_disputes(desk)->empty());
  const auto settled = weigh(desk, event);
  REQUIRE(settled.ok());
  CHECK((*settled)[0].dispute == DisputeState::settled);
  CHECK((*settled)[0].values.size() == 3);  // nothing is deleted

  say(desk, event, "W-01", "17");  // she corrects herself: the question is open again
  CHECK(open_disputes(desk)->size() == 1);
}

TEST_CASE("a source and her driver are one source") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-03", "a mother", "S3", {}, {}, false}).ok());
  REQUIRE(desk.add_source({"W-04", "a driver", "S3", {}, {{"driver", "W-03"}}, false}).ok());
  const auto event = say(desk, "", "W-03", "14");
  say(desk, event, "W-04", "14");
  const auto weighed = weigh(desk, event);
  REQUIRE(weighed.ok());
  CHECK((*weighed)[0].seen.values[0].independent == 1);
  REQUIRE((*weighed)[0].seen.ties.size() == 1);
  CHECK((*weighed)[0].seen.ties[0].why == record::Dependence::relation);
}

TEST_CASE("what a source said is not shown any more once she withdrew") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  REQUIRE(desk.add_source({"W-02", "a monk", "S2", {}, {}, false}).ok());
  const auto event = say(desk, "", "W-01", "14");
  say(desk, event, "W-02", "11");
  CHECK(open_disputes(desk)->size() == 1);
  REQUIRE(desk.withdraw_consent("W-02", "", "").ok());
  const auto view = desk.index().entity(event);
  REQUIRE(view.ok());
  REQUIRE((*view)->values.size() == 1);
  CHECK((*view)->values[0].informant == "W-01");
  CHECK((*view)->not_shown == 1);
  CHECK(open_disputes(desk)->empty());
}

TEST_CASE("what she took back does not come in by the title of a list") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  NewAssertion said;
  said.type = "event";
  said.informant = "W-01";
  Json title = Json::object();
  title.set("text", "The night at her brother's house");
  said.values.push_back({"title", title, {}, ""});
  const auto event = desk.assert_values(said);
  REQUIRE(event.ok());
  CHECK(desk.index().entities("event")->front().label == "The night at her brother's house");
  say(desk, *event, "", "3");
  REQUIRE(desk.withdraw_consent("W-01", "", "").ok());
  CHECK(desk.index().entities("event")->front().label == "event");
  CHECK((*desk.index().entity(*event))->label == "event");
}
