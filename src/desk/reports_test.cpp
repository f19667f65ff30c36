// Reports at the desk: what a build leaves behind in the case.
#include "desk/reports.h"

#include <doctest/doctest.h>

#include "base/encode.h"
#include "crypt/digest.h"
#include "desk/errors.h"
#include "desk/test_desk.h"
#include "release/errors.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

constexpr const char* testimony =
    "They came in March. The soldiers slept in the classrooms for eleven days.";

constexpr const char* report_source = R"(---
title: "Nobody came"
profile: mission-report
audience: public
standard: reasonable-suspicion
language: en
---
# Findings

::: finding {#school grade=reasonable-suspicion}
Soldiers used the school as a barracks [@MS-0001 p1 "slept in the classrooms"].
:::
)";

void give_her_consent(Desk& desk) {
  NewConsent consent;
  consent.source = "W-01";
  for (const char* code : {"P1", "P2", "P3"}) {
    disclosure::PurposeConsent one;
    one.purpose = *disclosure::parse_purpose(code);
    one.state = disclosure::ConsentState::yes;
    one.identity = disclosure::Identity::pseudonym;
    one.modalities = {disclosure::Modality::text_quote, disclosure::Modality::paraphrase};
    consent.purposes[code] = one;
  }
  consent.given = "2025-06-11";
  REQUIRE(desk.give_consent(consent).ok());
}

// A source who agreed, and her statement as MS-0001.
void with_statement(TestDesk& at) {
  REQUIRE(at.desk->add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  give_her_consent(*at.desk);
  at.put("/in/statement.txt", testimony);
  const auto sealed = at.desk->seal("/in", "W-01", "", "en", {});
  REQUIRE_MESSAGE(sealed.ok(), sealed.error().sentence());
  REQUIRE(sealed->texts == 1);
}

std::vector<index::FragmentRow> fragments_of(Desk& desk) {
  const auto exhibit = desk.index().exhibit("MS-0001");
  REQUIRE(exhibit.ok());
  auto rows = desk.index().raw().fragments(desk.index().reader(), (*exhibit)->id);
  REQUIRE(rows.ok());
  return *rows;
}

// What a better reader would have made of the same original.
void replace_text(Desk& desk, const std::string& words) {
  const auto exhibit = desk.index().exhibit("MS-0001");
  REQUIRE(exhibit.ok());
  const auto object = desk.vault().put_object(record::main_compartment, as_bytes(words));
  REQUIRE(object.ok());
  Json body = Json::object();
  body.set("of", (*exhibit)->id).set("of_sha256", (*exhibit)->sha256).set("what", "text");
  body.set("tool", "better").set("tool_version", "2").set("mime", "text/plain");
  body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(words))))).set("size", words.size());
  body.set("pages", Json(Json::Array{Json(static_cast<std::int64_t>(words.size()))}));
  std::vector<vault::NewRecord> records;
  records.push_back({"derivative", record::main_compartment, std::move(body), {},
                     {{*object, 0, words.size()}}});
  REQUIRE(desk.add_records(std::move(records)).ok());
}

bool has_code(const Checked& checked, std::string_view code) {
  for (const auto& one : checked.diagnostics) {
    if (one.code == code) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a build keeps each cited part as a fragment, once") {
  TestDesk at;
  with_statement(at);
  REQUIRE(build_draft(*at.desk, "draft.md", report_source).ok());
  const auto first = fragments_of(*at.desk);
  REQUIRE(first.size() == 1);
  CHECK(first[0].quote == "slept in the classrooms");
  CHECK(first[0].selector["page"].int_or(0) == 1);
  CHECK(first[0].derivative_sha256 == hex(ByteView(crypt::sha256(as_bytes(testimony)))));
  REQUIRE(build_draft(*at.desk, "draft.md", report_source).ok());
  CHECK(fragments_of(*at.desk).size() == 1);
}

TEST_CASE("a release's disclosure names the fragment it rests on") {
  TestDesk at;
  with_statement(at);
  const auto released =
      release_report(*at.desk, "r.md", report_source, {"the public", "file", ""}, "/out");
  REQUIRE_MESSAGE(released.ok(), released.error().sentence());
  const auto fragment = fragments_of(*at.desk);
  REQUIRE(fragment.size() == 1);
  const auto reached = at.desk->index().disclosures_on({fragment[0].id});
  REQUIRE(reached.ok());
  REQUIRE(reached->size() == 1);
  CHECK((*reached)[0].id == released->disclosure_id);
  const auto rows = at.desk->index().raw().disclosures(at.desk->index().reader());
  REQUIRE(rows.ok());
  const auto& packs = rows->front().body["packs"].items();
  REQUIRE(packs.size() == 1);
  CHECK(packs[0].items().at(0).str() == "fact-finding");
  CHECK(packs[0].items().at(1).str() == at.desk->pack().version);
}

TEST_CASE("words that only an earlier text holds must be compared and cited again") {
  TestDesk at;
  with_statement(at);
  REQUIRE(build_draft(*at.desk, "draft.md", report_source).ok());
  replace_text(*at.desk, "They came in March. The soldiers sleptin the classroorns.");
  const auto checked = check_report(*at.desk, "draft.md", report_source);
  REQUIRE(checked.ok());
  REQUIRE(has_code(*checked, "EV-7"));
  CHECK(checked->rendered.find("earlier text of MS-0001") != std::string::npos);

  // A better text that still has the words changes nothing for the reader of the report.
  replace_text(*at.desk, "They came in March. The soldiers slept in the classrooms.");
  const auto again = check_report(*at.desk, "draft.md", report_source);
  REQUIRE(again.ok());
  CHECK_FALSE(has_code(*again, "EV-7"));
}

TEST_CASE("what she withdrew is listed without what it says, and refused by its reason") {
  TestDesk at;
  with_statement(at);
  REQUIRE(at.desk->withdraw_consent("W-01", "", "").ok());
  const auto row = at.desk->index().exhibit("MS-0001");
  REQUIRE(row.ok());
  REQUIRE(row->has_value());
  CHECK_FALSE((*row)->closed.empty());
  CHECK((*row)->name.empty());
  CHECK((*row)->title.find("statement") == std::string::npos);
  const auto content = at.desk->exhibit_content("MS-0001", 1 << 20);
  REQUIRE_FALSE(content.ok());
  CHECK(content.error().is(errors::exhibit_closed));
  const auto checked = check_report(*at.desk, "draft.md", report_source);
  REQUIRE(checked.ok());
  CHECK(has_code(*checked, "CO-2"));
  CHECK_FALSE(has_code(*checked, "EV-2"));
  CHECK_FALSE(has_code(*checked, "EV-7"));
  // Agreeing again to the report alone is not enough: nobody here may check what it quotes.
  NewConsent again;
  again.source = "W-01";
  disclosure::PurposeConsent in_public;
  in_public.purpose = disclosure::Purpose::public_report;
  in_public.state = disclosure::ConsentState::yes;
  in_public.identity = disclosure::Identity::pseudonym;
  in_public.modalities = {disclosure::Modality::text_quote};
  again.purposes["P3"] = in_public;
  again.given = "2025-07-01";
  REQUIRE(at.desk->give_consent(again).ok());
  const auto half = check_report(*at.desk, "draft.md", report_source);
  REQUIRE(half.ok());
  CHECK(has_code(*half, "CO-2"));
  // Integrity does not depend on consent: the original is still re-read.
  const auto verified = at.desk->verify({});
  REQUIRE(verified.ok());
  CHECK(verified->exhibits == 1);
  CHECK(verified->sound());
}
