// A defence file in small, all of it invented: hours of questioning, numbers, locks, versions.
#include "desk/practice_print.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/test_desk.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

struct Defence : TestDesk {
  Defence() {
    const auto files = pack::read_files(fake.world.disk, "/packs/defence");
    REQUIRE(files.ok());
    const auto put = desk->put_pack(*files, pack::Weaker::refuse);
    REQUIRE_MESSAGE(put.ok(), put.error().sentence());
  }

  std::string say(const std::string& type, std::vector<std::pair<std::string, Json>> values,
                  std::string entity = "") {
    NewAssertion said;
    said.type = type;
    said.entity = std::move(entity);
    for (auto& [property, value] : values) {
      said.values.push_back({property, std::move(value), {}, ""});
    }
    const auto id = desk->assert_values(said);
    REQUIRE_MESSAGE(id.ok(), id.error().sentence());
    return *id;
  }
};

Json one(const char* key, const std::string& value) {
  Json out = Json::object();
  out.set(key, value);
  return out;
}

std::string cell(const ViewShown& view, const std::string& column, std::size_t row = 0) {
  const auto& columns = view.table.columns;
  const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
  REQUIRE(static_cast<std::size_t>(at) < columns.size());
  return view.table.rows.at(row).at(static_cast<std::size_t>(at));
}

}  // namespace

TEST_CASE("hours of questioning are counted where they are known, never guessed") {
  Defence at;
  const auto man = at.say("person", {{"name", one("name", "X")}});
  const auto session = [&](const std::string& start, const std::string& end,
                           const char* admission) {
    std::vector<std::pair<std::string, Json>> values{
        {"suspect", one("entity", man)}, {"start", one("date", start)},
        {"admission", one("term", std::string("admission/") + admission)}};
    if (!end.empty()) values.emplace_back("end", one("date", end));
    at.say("interrogation", std::move(values));
  };
  session("2001-05-01T09:00:00", "2001-05-01T12:00:00", "denial");
  session("2001-05-01T20:00:00", "2001-05-02T01:00:00", "denial");
  session("2001-05-03", "", "full");
  session("2001-05-20", "", "retraction");
  const auto totals = run_view(*at.desk, "interrogation-totals");
  REQUIRE_MESSAGE(totals.ok(), totals.error().sentence());
  CHECK(cell(*totals, "sessions") == "4");
  CHECK(cell(*totals, "minutes") == "480");
  CHECK(cell(*totals, "longest_minutes") == "300");
  CHECK(cell(*totals, "night_minutes") == "180");
  CHECK(cell(*totals, "sessions_of_unknown_length") == "2");
  const auto first = run_view(*at.desk, "first-admission");
  REQUIRE(first.ok());
  CHECK(cell(*first, "days_to_admission") == "2");
  CHECK(cell(*first, "days_to_retraction_at_most") == "19");
  const auto days = run_view(*at.desk, "interrogation-days");
  REQUIRE(days.ok());
  CHECK(days->table.rows.size() == 3);
  CHECK(cell(*days, "minutes") == "480");
  CHECK(run_view(*at.desk, "no-such").error().is(errors::part_unknown));
}

TEST_CASE("numbers of a style rise and are never given twice, even when taken back") {
  Defence at;
  const auto item = [&] { return at.say("evidence-item", {{"title", one("text", "paper")}}); };
  const auto give = [&](const std::string& to, std::optional<std::int64_t> wanted = {}) {
    return give_number(*at.desk, to, "JP-ben", wanted, "court-number");
  };
  const auto first = item();
  CHECK(*give(first) == "弁1");
  CHECK(*give(item(), 7) == "弁7");
  const auto last = item();
  CHECK(*give(last) == "弁8");
  CHECK(give(item(), 7).error().is(errors::number_taken));
  CHECK(*give_number(*at.desk, item(), "JP-ko", {}, "court-number") == "甲1");
  CHECK(give_number(*at.desk, first, "JP-xx", {}, "court-number")
            .error().is(errors::part_unknown));

  const auto view = at.desk->index().entity(last);
  REQUIRE(view.ok());
  for (const auto& value : (*view)->values) {
    if (value.property != "court-number") continue;
    Json body = Json::object();
    body.set("of", value.assertion).set("why", "wrong paper");
    std::vector<vault::NewRecord> records;
    records.push_back({"retract", record::main_compartment, std::move(body), {}, {}});
    REQUIRE(at.desk->add_records(std::move(records)).ok());
  }
  CHECK(give(item(), 8).error().is(errors::number_taken));
  CHECK(*give(item()) == "弁9");
}

TEST_CASE("evidence said to be disclosed comes under its lock at once, whatever is said first") {
  Defence at;
  for (const char* name : {"a", "b"}) {
    at.put(std::string("/in/") + name + ".txt", std::string("an invented page ") + name);
  }
  REQUIRE(at.desk->seal("/in", "", "", "en", {}).ok());
  const auto locks = [&](const std::string& number) {
    const auto row = at.desk->index().exhibit(number);
    REQUIRE(row.ok());
    const auto facts = at.desk->index().facts_about_exhibit(**row);
    REQUIRE(facts.ok());
    auto out = facts->front().restrictions;
    std::erase_if(out, [&](const auto& lock) { return !lock.covers(facts->front().exhibit); });
    return out;
  };
  const auto id = [&](const std::string& number) {
    return (*at.desk->index().exhibit(number))->id;
  };
  const auto asked = at.say("disclosure-request", {{"item", one("text", "the notebook")}});
  at.say("evidence-item", {{"title", one("text", "page")},
                           {"exhibit", one("entity", id("MS-0001"))},
                           {"disclosed-under", one("entity", asked)}});
  REQUIRE(locks("MS-0001").size() == 1);
  CHECK(locks("MS-0001")[0].kind == disclosure::RestrictionKind::court_disclosed_evidence);
  CHECK(locks("MS-0002").empty());

  const auto later = at.say("evidence-item", {{"title", one("text", "page")},
                                              {"disclosed-under", one("entity", asked)}});
  at.say("evidence-item", {{"exhibit", one("entity", id("MS-0002"))}}, later);
  CHECK(locks("MS-0002").size() == 1);
  // Said again: one lock is enough.
  at.say("evidence-item", {{"exhibit", one("entity", id("MS-0002"))}}, later);
  CHECK(locks("MS-0002").size() == 1);
}

TEST_CASE("versions of one witness stand by date, with what changed between them") {
  Defence at;
  const auto witness = at.say("person", {{"name", one("name", "Y")}});
  const auto other = at.say("person", {{"name", one("name", "Z")}});
  const auto statement = [&](const std::string& who, const std::string& day,
                             const std::string& words) {
    at.say("statement", {{"speaker", one("entity", who)}, {"date", one("date", day)},
                         {"summary", one("text", words)}});
  };
  statement(witness, "1961-04-16", "酒は午後五時に届いた。");
  statement(witness, "1961-03-31", "酒は午後二時に届いた。");
  statement(other, "1961-04-01", "何も見ていない。");
  const auto found = versions(*at.desk, "versions", witness);
  REQUIRE_MESSAGE(found.ok(), found.error().sentence());
  REQUIRE(found->versions.size() == 2);
  CHECK(found->versions[0].date == "1961-03-31");
  CHECK(found->versions[0].changes.empty());
  REQUIRE(found->versions[1].changes.size() == 4);
  CHECK(found->versions[1].changes[1] == text::DiffPiece{text::Change::removed, "二"});
  CHECK(found->versions[1].changes[2] == text::DiffPiece{text::Change::added, "五"});
  CHECK(speakers(*at.desk, "versions")->size() == 2);
}

TEST_CASE("the matrix: a gap stands there as a gap, and what leaves passes the gate") {
  Defence at;
  REQUIRE(at.desk->add_source({"W-01", "a chemist", "S2", {}, {}, false}).ok());
  at.put("/in/opinion.txt", "an invented opinion");
  REQUIRE(at.desk->seal("/in", "W-01", "", "en", {}).ok());
  const auto man = at.say("person", {{"name", one("name", "X")}});
  const auto detail =
      at.say("confession-detail", {{"person", one("entity", man)},
                                   {"detail", one("text", "It was poison A")},
                                   {"known-before", one("term", "known-before/yes")},
                                   {"first-said-on", one("date", "2001-05-03")}});
  at.say("confession-detail", {{"person", one("entity", man)},
                               {"detail", one("text", "The door was open")},
                               {"known-before", one("term", "known-before/no")}});
  const auto item = at.say("evidence-item", {{"title", one("text", "Chemistry")}});
  NewAssertion said;
  said.type = "argument";
  const auto rest = [&](const char* property, Json value) {
    said.values.push_back({property, std::move(value), {"MS-0001"}, ""});
  };
  rest("detail", one("entity", detail));
  rest("evidence", one("entity", item));
  rest("effect", one("term", "effect/contradicts"));
  rest("why", one("text", "Poison A was not found."));
  REQUIRE(at.desk->assert_values(said).ok());

  const auto made = matrix(*at.desk, "argument-matrix");
  REQUIRE_MESSAGE(made.ok(), made.error().sentence());
  REQUIRE(made->rows.size() == 2);
  CHECK(made->cells.size() == 1);
  const auto document = matrix_document(*made, "");
  CHECK(document.blocks[1].rows.size() == 3);  // the overview: head and two details
  CHECK(document.blocks.back().runs.front().text == "Nothing is held against it yet.");

  REQUIRE(print_matrix(*at.desk, "argument-matrix", "/out").ok());
  CHECK(at.desk->index().disclosures()->empty());
  const auto refused = release_matrix(*at.desk, "argument-matrix", {"a court", "by hand", "p1"},
                                      "/court");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().parameter("code") == "CO-1");  // nobody asked the chemist
  NewConsent consent;
  consent.source = "W-01";
  consent.given = "2023-01-01";
  for (const char* code : {"P2", "P11"}) {
    disclosure::PurposeConsent purpose;
    purpose.purpose = *disclosure::parse_purpose(code);
    purpose.state = disclosure::ConsentState::yes;
    purpose.identity = disclosure::Identity::pseudonym;
    purpose.modalities = {disclosure::Modality::paraphrase};
    consent.purposes[code] = purpose;
  }
  REQUIRE(at.desk->give_consent(consent).ok());
  const auto released = release_matrix(*at.desk, "argument-matrix", {"a court", "by hand", "p1"},
                                       "/court");
  REQUIRE_MESSAGE(released.ok(), released.error().sentence());
  CHECK(at.desk->index().disclosures()->size() == 1);
}
