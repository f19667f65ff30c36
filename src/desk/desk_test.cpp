// What a person adds at the desk, and where it comes to lie.
#include "desk/desk.h"

#include <doctest/doctest.h>

#include "desk/errors.h"
#include "desk/test_desk.h"
#include "evidence/errors.h"

using namespace kotobune;
using namespace kotobune::desk;
using evidence::SealOutcome;

namespace {

Json text(const std::string& words) {
  Json value = Json::object();
  value.set("text", words);
  return value;
}

Json points_to(const std::string& entity) {
  Json value = Json::object();
  value.set("entity", entity);
  return value;
}

// The lines of a compartment, as somebody reads them who holds its key.
std::string lines_in(Desk& desk, const std::string& compartment) {
  std::string out;
  vault::Cursor from;
  const auto read = desk.vault().read(from, [&](const vault::StoredRecord& stored) -> Status {
    if (stored.compartment == compartment) out += stored.line + "\n";
    return {};
  });
  REQUIRE(read.ok());
  return out;
}

}  // namespace

TEST_CASE("a value lies in the compartment its property names, and nowhere else") {
  TestDesk at;
  auto& desk = *at.desk;
  const auto mother = desk.add_source({"W-03", "a mother", "S3", {}, {}, false});
  REQUIRE(mother.ok());
  const auto row = desk.index().source("W-03");
  REQUIRE(row.ok());
  REQUIRE(row->has_value());

  NewAssertion brother;
  brother.type = "person";
  brother.informant = "W-03";
  brother.values.push_back({"occupation", text("carries the post"), {}, ""});
  brother.values.push_back({"kin-of", points_to((*row)->id), {}, ""});
  const auto entity = desk.assert_values(brother);
  REQUIRE_MESSAGE(entity.ok(), entity.error().sentence());

  const auto open = lines_in(desk, record::main_compartment);
  const auto closed = lines_in(desk, record::identities_compartment);
  CHECK(open.find("carries the post") != std::string::npos);
  CHECK(open.find("kin-of") == std::string::npos);
  CHECK(closed.find("kin-of") != std::string::npos);
  CHECK(closed.find("carries the post") == std::string::npos);
  // One entity all the same, for whoever may see both.
  const auto seen = desk.index().entity(*entity);
  REQUIRE(seen.ok());
  REQUIRE(seen->has_value());
  CHECK((*seen)->values.size() == 2);
}

TEST_CASE("who a source is kin to, and her name, stand in the closed circle") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  NewSource sister{"W-02", "a sister", "S3", {{"Daw Fictional", "my"}}, {{"kin", "W-01"}}, false};
  REQUIRE(desk.add_source(sister).ok());
  const auto open = lines_in(desk, record::main_compartment);
  const auto closed = lines_in(desk, record::identities_compartment);
  CHECK(open.find("kin-of") == std::string::npos);
  CHECK(open.find("Fictional") == std::string::npos);
  CHECK(closed.find("kin-of") != std::string::npos);
  CHECK(closed.find("Fictional") != std::string::npos);
}

TEST_CASE("what the practice does not know is refused before anything is written") {
  TestDesk at;
  auto& desk = *at.desk;
  NewAssertion odd;
  odd.type = "event";
  odd.values.push_back({"title", text("A raid"), {}, ""});
  odd.values.push_back({"favourite-colour", text("red"), {}, ""});
  const auto said = desk.assert_values(odd);
  REQUIRE_FALSE(said.ok());
  CHECK(said.error().is(errors::type_unknown));
  CHECK(said.error().parameter("what") == "event.favourite-colour");
  CHECK(lines_in(desk, record::main_compartment).find("A raid") == std::string::npos);
}

TEST_CASE("an upload becomes exhibits piece by piece, and none of it lies in the clear") {
  TestDesk at;
  auto& desk = *at.desk;
  auto begun = desk.begin_upload("", "the village headman", "en");
  REQUIRE(begun.ok());
  auto& upload = **begun;
  const std::string secret = "They used the school as a barracks.";
  REQUIRE(upload.begin_file("village/letter.txt").ok());
  for (const char c : secret) REQUIRE(upload.write(as_bytes(std::string_view(&c, 1))).ok());
  REQUIRE(upload.end_file().ok());
  REQUIRE(upload.begin_file("village/again.txt").ok());
  REQUIRE(upload.write(as_bytes(secret)).ok());
  REQUIRE(upload.end_file().ok());
  REQUIRE(upload.begin_file("village/empty.txt").ok());
  REQUIRE(upload.end_file().ok());
  const std::string photograph(200'000, 'x');
  REQUIRE(upload.begin_file("village/photo.jpg").ok());
  REQUIRE(upload.write(as_bytes(photograph)).ok());
  REQUIRE(upload.end_file().ok());

  // Only one sealing at a time hands out exhibit numbers.
  const auto second = desk.begin_upload("", "", "");
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().is(errors::sealing_busy));

  const auto summary = upload.finish();
  REQUIRE_MESSAGE(summary.ok(), summary.error().sentence());
  REQUIRE(summary->report.files.size() == 4);
  CHECK(summary->report.files[0].outcome == SealOutcome::sealed);
  CHECK(summary->report.files[0].number == "MS-0001");
  CHECK(summary->report.files[1].outcome == SealOutcome::duplicate);
  CHECK(summary->report.files[1].number == "MS-0001");
  CHECK(summary->report.files[2].outcome == SealOutcome::refused);
  CHECK(summary->report.files[2].reason->is(errors::empty_file));
  CHECK(summary->report.files[3].number == "MS-0002");
  begun->reset();
  CHECK_FALSE(desk.is_sealing());

  const auto back = desk.exhibit_content("MS-0001", 1 << 20);
  REQUIRE(back.ok());
  CHECK(to_string(*back) == secret);
  const auto whole = desk.exhibit_content("MS-0002", 1 << 20);
  REQUIRE(whole.ok());
  CHECK(to_string(*whole) == photograph);
  const auto text_of = desk.index().text_of(summary->report.files[0].id.str());
  REQUIRE(text_of.ok());
  CHECK(text_of->has_value());
  const auto checked = desk.verify({});
  REQUIRE(checked.ok());
  CHECK(checked->findings.empty());
}

TEST_CASE("an upload sent again is recognized, and one that was dropped leaves nothing") {
  TestDesk at;
  auto& desk = *at.desk;
  const auto send = [&](bool to_the_end) {
    auto begun = desk.begin_upload("", "", "");
    REQUIRE(begun.ok());
    REQUIRE((*begun)->begin_file("a/b.txt").ok());
    REQUIRE((*begun)->write(as_bytes(std::string(100'000, 'w'))).ok());
    if (!to_the_end) return SealOutcome::refused;
    REQUIRE((*begun)->end_file().ok());
    const auto summary = (*begun)->finish();
    REQUIRE(summary.ok());
    return summary->report.files.front().outcome;
  };
  send(false);
  CHECK_FALSE(desk.is_sealing());
  CHECK(desk.index().statistics()->exhibits == 0);
  CHECK(send(true) == SealOutcome::sealed);
  CHECK(send(true) == SealOutcome::already_sealed);
  at.reopen();
  CHECK(at.desk->index().statistics()->exhibits == 1);
  const auto staged = at.fake.world.disk.list("/case/.local/staging");
  REQUIRE(staged.ok());
  CHECK(staged->empty());
}

TEST_CASE("the practice in force lies in the case, whatever the program comes with later") {
  TestDesk at;
  const auto& packs = at.desk->vault().constitution().packs;
  REQUIRE(packs.size() == 1);
  CHECK(packs[0].name == "fact-finding");
  const auto version = at.desk->pack().version;
  at.desk.reset();
  // The program is replaced by one whose pack has lost a type.
  auto& disk = at.fake.world.disk;
  const auto toml = disk.read_all("/packs/fact-finding/pack.toml", 1 << 20);
  REQUIRE(toml.ok());
  auto newer = to_string(*toml);
  newer.replace(newer.find(version), version.size(), "9.0.0");
  REQUIRE(disk.write_replacing("/packs/fact-finding/pack.toml", as_bytes(newer)).ok());
  at.reopen();
  CHECK(at.desk->pack().version == version);
  CHECK(at.desk->offered_pack_version() == "9.0.0");
  CHECK(at.desk->vault().constitution().packs.size() == 1);
}

TEST_CASE("a practice pack that was altered in the case is not used") {
  TestDesk at;
  const auto object = at.desk->vault().constitution().packs.at(0).object;
  const auto path = at.desk->vault().layout().object(object);
  at.desk.reset();
  auto& disk = at.fake.world.disk;
  auto bytes = disk.read_all(path, 64 << 20);
  REQUIRE(bytes.ok());
  bytes->at(bytes->size() / 2) ^= 1;
  REQUIRE(disk.write_replacing(path, *bytes).ok());
  const auto opened =
      Desk::open(at.fake.world, "/case", as_bytes(TestDesk::passphrase), "/packs");
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code().error_class == ErrorClass::integrity);
}

TEST_CASE("saving a consent sheet again never makes a consent last longer") {
  TestDesk at;
  auto& desk = *at.desk;
  REQUIRE(desk.add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  const auto give = [&](const std::string& expires) {
    NewConsent consent;
    consent.source = "W-01";
    disclosure::PurposeConsent yes;
    yes.purpose = disclosure::Purpose::public_report;
    yes.state = disclosure::ConsentState::yes;
    yes.identity = disclosure::Identity::pseudonym;
    yes.modalities = {disclosure::Modality::text_quote};
    consent.purposes["P3"] = yes;
    consent.given = "2025-06-11";
    consent.expires = expires;
    REQUIRE(desk.give_consent(consent).ok());
    const auto now = desk.index().consents("W-01");
    REQUIRE(now.ok());
    REQUIRE(now->size() == 1);
    return (*now)[0].find(disclosure::Purpose::public_report)->expiry_day;
  };
  CHECK_FALSE(give("").has_value());
  const auto first = give("2028-03-01");
  REQUIRE(first.has_value());
  CHECK(give("") == first);          // the form was saved again
  CHECK(*give("2030-01-01") > *first);  // she said a later day herself
}
