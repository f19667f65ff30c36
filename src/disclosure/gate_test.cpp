// Every refusal of the gate, and the yes beside it.
#include "disclosure/gate.h"

#include <doctest/doctest.h>

#include "disclosure/disclosed.h"

namespace kotobune::disclosure {
namespace {

Scope outside(Purpose purpose) { return {Audience{"public"}, purpose, "heads"}; }
Scope inside() { return {Viewer{"mina"}, Purpose::analysis, "heads"}; }

PurposeConsent said(Purpose purpose, ConsentState state) {
  return {purpose, state, Identity::pseudonym, {Modality::text_quote, Modality::paraphrase}, {}};
}

Facts teacher(ConsentState state, Purpose purpose = Purpose::un_procedures) {
  Facts facts;
  facts.origin = Origin::person;
  facts.source = "W-01";
  facts.exhibit = "e1";
  facts.today = 20000;
  Consent consent;
  consent.record_id = "c1";
  consent.source = "W-01";
  consent.purposes = {said(purpose, state)};
  facts.consents = {consent};
  return facts;
}

}  // namespace

TEST_CASE("what a person agreed to passes, and names the consent it rests on") {
  const Decision decision = decide(outside(Purpose::un_procedures), teacher(ConsentState::yes));
  CHECK(decision.allowed());
  CHECK(decision.rests_on() == std::vector<std::string>{"c1"});
}

TEST_CASE("a use that was not agreed to is refused in plain words") {
  const Decision decision = decide(outside(Purpose::press), teacher(ConsentState::yes));
  CHECK(decision.code() == "CO-1");
  CHECK(decision.reason() == "W-01 agreed to use by the UN, not by the press");
}

TEST_CASE("no visible consent is no") {
  Facts facts = teacher(ConsentState::yes);
  facts.consents.clear();
  CHECK(decide(outside(Purpose::press), facts).code() == "CO-1");
  facts = teacher(ConsentState::yes);
  facts.consents[0].source = "W-02";
  CHECK(decide(outside(Purpose::un_procedures), facts).code() == "CO-1");
  CHECK(decide(outside(Purpose::press), Facts{}).code() == "CO-1");
}

TEST_CASE("each state of consent has its own refusal") {
  const Scope scope = outside(Purpose::un_procedures);
  CHECK(decide(scope, teacher(ConsentState::no)).code() == "CO-1");
  CHECK(decide(scope, teacher(ConsentState::withdrawn)).code() == "CO-2");
  CHECK(decide(scope, teacher(ConsentState::ask)).code() == "CO-3");
  CHECK(decide(scope, teacher(ConsentState::unknown)).code() == "CO-5");
}

TEST_CASE("a minor needs a guardian and the child's own assent") {
  Facts facts = teacher(ConsentState::yes);
  facts.consents[0].minor = true;
  facts.consents[0].guardian_agreed = true;
  const Scope scope = outside(Purpose::un_procedures);
  const Decision decision = decide(scope, facts);
  CHECK(decision.code() == "CO-4");
  CHECK(decision.reason() == "W-01 is a minor, and the child's own assent is missing");
  facts.consents[0].assent_given = true;
  CHECK(decide(scope, facts).allowed());
}

TEST_CASE("consent ends, and shows no more than was agreed") {
  const Scope scope = outside(Purpose::un_procedures);
  Facts facts = teacher(ConsentState::yes);
  facts.consents[0].purposes[0].expiry_day = 19999;
  CHECK(decide(scope, facts).code() == "CO-1");
  facts.consents[0].purposes[0].expiry_day = 20000;
  CHECK(decide(scope, facts).allowed());
  facts.identity = Identity::named;
  CHECK(decide(scope, facts).code() == "CO-1");
  facts.identity = Identity::pseudonym;
  facts.modality = Modality::medical;
  CHECK(decide(scope, facts).code() == "CO-1");
}

TEST_CASE("a consent for one item beats the general one, a withdrawal beats both") {
  const Scope scope = outside(Purpose::un_procedures);
  Facts facts = teacher(ConsentState::yes);
  Consent item = facts.consents[0];
  item.record_id = "c2";
  item.all_items = false;
  item.exhibits = {"e1"};
  item.purposes[0].state = ConsentState::no;
  facts.consents.push_back(item);
  CHECK(decide(scope, facts).code() == "CO-1");
  facts.exhibit = "e2";
  CHECK(decide(scope, facts).allowed());
  facts.exhibit = "e1";
  facts.consents[1].purposes[0].state = ConsentState::yes;
  facts.consents[0].purposes[0].state = ConsentState::withdrawn;
  CHECK(decide(scope, facts).code() == "CO-2");
}

TEST_CASE("a consent for one item says nothing about the source herself") {
  Facts facts = teacher(ConsentState::yes);
  facts.consents[0].all_items = false;
  facts.consents[0].exhibits = {"e1"};
  facts.exhibit.clear();
  CHECK(decide(outside(Purpose::un_procedures), facts).code() == "CO-1");
}

TEST_CASE("law, orders and embargoes lock what a person agreed to") {
  const Scope scope = outside(Purpose::un_procedures);
  Facts facts = teacher(ConsentState::yes);
  Restriction lock;
  lock.record_id = "r1";
  lock.kind = RestrictionKind::court_disclosed_evidence;
  facts.restrictions = {lock};
  CHECK(decide(scope, facts).code() == "UR-1");
  facts.restrictions[0].kind = RestrictionKind::embargo;
  facts.restrictions[0].until_day = 20000;
  CHECK(decide(scope, facts).code() == "UR-2");
  facts.restrictions[0].until_day = 19999;
  CHECK(decide(scope, facts).allowed());
  facts.restrictions[0].until_day.reset();
  facts.restrictions[0].allowed = {Purpose::un_procedures};
  CHECK(decide(scope, facts).allowed());
}

TEST_CASE("what this device cannot read closes the gate, for members too") {
  Facts facts = teacher(ConsentState::yes);
  facts.not_held = {"compartment main of log MS"};
  CHECK(decide(outside(Purpose::un_procedures), facts).code() == "PR-0");
  CHECK(decide(inside(), facts).code() == "PR-0");
  facts.not_held.clear();
  facts.unknown_critical_record = true;
  CHECK(decide(outside(Purpose::un_procedures), facts).code() == "PR-0");
}

TEST_CASE("a sealed source leaves for nobody, a protected one is not named") {
  const Scope scope = outside(Purpose::un_procedures);
  Facts facts = teacher(ConsentState::yes);
  facts.consents[0].purposes[0].identity = Identity::named;
  facts.level = Level::s4;
  CHECK(decide(scope, facts).code() == "PR-6");
  facts.level = Level::s3;
  CHECK(decide(scope, facts).allowed());
  facts.identity = Identity::named;
  CHECK(decide(scope, facts).code() == "PR-6");
}

TEST_CASE("a member reads what she holds, unless the person said no") {
  CHECK(decide(inside(), Facts{}).allowed());
  CHECK(decide(inside(), teacher(ConsentState::unknown, Purpose::analysis)).allowed());
  CHECK(decide(inside(), teacher(ConsentState::withdrawn, Purpose::analysis)).code() == "CO-2");
}

TEST_CASE("a published document needs no consent, a document from nowhere is refused") {
  Facts facts;
  facts.exhibit_number = "MS-0003";
  CHECK(decide(outside(Purpose::press), facts).reason() == "Nobody recorded who MS-0003 came from");
  facts.origin = Origin::published;
  CHECK(decide(outside(Purpose::press), facts).allowed());
}

TEST_CASE("only what the gate allows becomes Disclosed") {
  const Gate gate(outside(Purpose::un_procedures));
  const Decision yes = gate.ask(teacher(ConsentState::yes));
  const Decision no = gate.ask(teacher(ConsentState::withdrawn));
  const auto passed = gate.pass(std::string("text"), {yes});
  REQUIRE(passed.ok());
  CHECK(passed->open(gate.scope()) == "text");
  const auto refused = gate.pass(std::string("text"), {yes, no});
  REQUIRE(!refused.ok());
  CHECK(refused.error().is(errors::gate_refused));
  CHECK(refused.error().parameter("code") == "CO-2");
  CHECK(gate.pass(1, {}).error().is(errors::nothing_decided));
}

TEST_CASE("rows are filtered one by one, and the reasons kept") {
  const Gate gate(outside(Purpose::un_procedures));
  const auto result = gate.filter(std::vector<int>{1, 2}, [](int row) {
    return teacher(row == 1 ? ConsentState::yes : ConsentState::ask);
  });
  CHECK(result.rows.open(gate.scope()) == std::vector<int>{1});
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].code() == "CO-3");
}

TEST_CASE("the words of consent records are read back as written") {
  CHECK(parse_purpose("P14") == Purpose::recontact);
  CHECK(code_of(Purpose::public_report) == "P3");
  CHECK(!parse_purpose("P15"));
  CHECK(parse_state("ask") == ConsentState::ask);
  CHECK(!parse_state("maybe"));
  CHECK(parse_modality("medical data") == Modality::medical);
  CHECK(parse_identity("role") == Identity::role);
  CHECK(parse_level("S4") == Level::s4);
}

}  // namespace kotobune::disclosure
