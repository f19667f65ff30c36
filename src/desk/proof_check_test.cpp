// What is handed over and comes back: one file, a bag, a copy of the case, a built draft.
#include <doctest/doctest.h>

#include "base/errors.h"
#include "desk/built.h"
#include "desk/copy.h"
#include "desk/errors.h"
#include "desk/export.h"
#include "desk/proof_check.h"
#include "desk/test_desk.h"
#include "release/errors.h"

namespace kotobune::desk {
namespace {

constexpr const char* statement = "They came in the night.";

std::string digest_of(std::string_view content) {
  FileDigest digest;
  digest.update(as_bytes(content.substr(0, 3)));
  digest.update(as_bytes(content.substr(3)));
  return digest.sha256();
}

// A case with one exhibit whose source agreed to a court, and the bag made of it.
void make_bag(TestDesk& test) {
  test.put("/in/a.txt", statement);
  REQUIRE(test.desk->add_source({"W-01", "a teacher", "S2", {}, {}, false}).ok());
  REQUIRE(test.desk->seal("/in/a.txt", "W-01", "", "en", {}).ok());
  NewConsent consent;
  consent.source = "W-01";
  disclosure::PurposeConsent court;
  court.purpose = disclosure::Purpose::court;
  court.state = disclosure::ConsentState::yes;
  court.identity = disclosure::Identity::pseudonym;
  court.modalities = {disclosure::Modality::document_copy};
  consent.purposes["P11"] = court;
  consent.given = "2026-01-01";
  REQUIRE(test.desk->give_consent(consent).ok());
  ExportOptions options;
  options.recipient = "the court";
  options.with_records = true;
  const auto exported = export_bag(*test.desk, options, "/bag");
  REQUIRE_MESSAGE(exported.ok(), exported.error().sentence());
  REQUIRE(exported->exhibits.size() == 1);
}

void alter(TestDesk& test, const std::string& path, std::size_t at) {
  auto& disk = test.fake.world.disk;
  auto bytes = disk.read_all(path, 1u << 24);
  REQUIRE(bytes.ok());
  REQUIRE(at < bytes->size());
  (*bytes)[at] ^= 1;
  REQUIRE(disk.write_replacing(path, *bytes).ok());
}

TEST_CASE("a file is known by its bytes, with a proof that holds") {
  TestDesk test;
  test.put("/in/a.txt", statement);
  REQUIRE(test.desk->seal("/in", "", "", "", {}).ok());
  const auto found = find_by_sha256(*test.desk, digest_of(statement));
  REQUIRE(found.ok());
  REQUIRE(found->has_value());
  CHECK((*found)->number == "MS-0001");
  CHECK((*found)->proof.rfind("c2sp.org/tlog-proof@v1\n", 0) == 0);
  CHECK((*found)->checkpoint.find("sealed-case.invalid/" + (*found)->log) == 0);
  const auto other = find_by_sha256(*test.desk, digest_of("They came in the nighT."));
  REQUIRE(other.ok());
  CHECK_FALSE(other->has_value());
  CHECK(prove_exhibit(*test.desk, "MS-0009").error().is(errors::exhibit_not_here));
}

TEST_CASE("a bag is checked with nothing but the bag") {
  TestDesk test;
  make_bag(test);
  const auto report = check_bag(test.fake.world, "/bag");
  REQUIRE_MESSAGE(report.ok(), report.error().sentence());
  for (const auto& finding : report->findings) MESSAGE(finding.file << ": " << finding.detail);
  CHECK(report->sound());
  CHECK(report->exhibits == 1);
  CHECK(report->with_record == 1);
  CHECK(report->logs.size() == 1);
}

TEST_CASE("a bag that was altered is named at the place") {
  for (const char* part : {"data/MS-0001.txt", "statement.json", "proofs/MS-0001.tlog-proof",
                           "records/MS-0001.json", "VERIFY.md"}) {
    CAPTURE(part);
    TestDesk test;
    make_bag(test);
    alter(test, std::string("/bag/") + part, 5);
    const auto report = check_bag(test.fake.world, "/bag");
    if (!report.ok()) {
      CHECK(report.error().is(errors::not_a_bag));
      continue;
    }
    CHECK_FALSE(report->sound());
    CHECK(report->findings.front().file.find(part) != std::string::npos);
  }
}

TEST_CASE("what was added to a bag or taken from it is named") {
  TestDesk test;
  make_bag(test);
  test.put("/bag/data/extra.txt", "not ours");
  auto report = check_bag(test.fake.world, "/bag");
  REQUIRE(report.ok());
  CHECK_FALSE(report->sound());
  REQUIRE(test.fake.world.disk.remove("/bag/data/extra.txt").ok());
  REQUIRE(test.fake.world.disk.remove("/bag/data/MS-0001.txt").ok());
  report = check_bag(test.fake.world, "/bag");
  REQUIRE(report.ok());
  CHECK_FALSE(report->sound());
  REQUIRE(test.fake.world.disk.remove("/bag/statement.json").ok());
  CHECK(check_bag(test.fake.world, "/bag").error().is(errors::not_a_bag));
  CHECK(check_bag(test.fake.world, "/nowhere").error().is(errors::not_a_bag));
}

TEST_CASE("a manifest that leads out of the bag reads nothing there") {
  TestDesk test;
  make_bag(test);
  test.put("/secret.txt", "a passphrase");
  const std::string line(64, 'a');
  const auto manifest = line + "  ../secret.txt\n";
  auto& disk = test.fake.world.disk;
  REQUIRE(disk.write_replacing("/bag/manifest-sha256.txt", as_bytes(manifest)).ok());
  const auto report = check_bag(test.fake.world, "/bag");
  REQUIRE(report.ok());
  bool named = false;
  for (const auto& finding : report->findings)
    named = named || finding.detail == "Its name leads out of the bag.";
  CHECK(named);
}

TEST_CASE("a copy elsewhere holds all but the keys, and a second one copies only what is new") {
  TestDesk test;
  CHECK_FALSE(last_copy(*test.desk)->has_value());
  test.put("/in/a.txt", statement);
  REQUIRE(test.desk->seal("/in", "", "", "", {}).ok());
  const auto first = copy_case(*test.desk, "/stick", {});
  REQUIRE_MESSAGE(first.ok(), first.error().sentence());
  CHECK(first->files > 5);
  CHECK_FALSE(test.fake.world.disk.exists("/stick/.local"));
  CHECK(test.fake.world.disk.exists("/stick/case.json"));
  CHECK(last_copy(*test.desk)->has_value());
  const auto second = copy_case(*test.desk, "/stick", {});
  REQUIRE(second.ok());
  CHECK(second->files == 0);
  test.put("/other/b.txt", "something else");
  CHECK(copy_case(*test.desk, "/other", {}).error().is(errors::folder_not_empty));
  CHECK(copy_case(*test.desk, "/case/objects/in", {}).error().is(errors::copy_inside_case));
}

TEST_CASE("a copy that is stopped is taken up again, and does not count before") {
  TestDesk test;
  test.put("/in/a.txt", statement);
  REQUIRE(test.desk->seal("/in", "", "", "", {}).ok());
  int calls = 0;
  const auto stopped = copy_case(*test.desk, "/stick", [&](const auto&) { return ++calls < 3; });
  REQUIRE(stopped.ok());
  CHECK(stopped->stopped);
  CHECK_FALSE(test.fake.world.disk.exists("/stick/case.json"));
  CHECK_FALSE(last_copy(*test.desk)->has_value());
  const auto whole = copy_case(*test.desk, "/stick", {});
  REQUIRE_MESSAGE(whole.ok(), whole.error().sentence());
  CHECK(test.fake.world.disk.exists("/stick/case.json"));
}

TEST_CASE("a built draft lies encrypted in the case, and only the newest few stay") {
  TestDesk test;
  const std::string words = "the words of the draft, readable";
  for (int i = 0; i < 9; ++i) REQUIRE(keep_built(*test.desk, "r-1", "html", as_bytes(words)).ok());
  const auto built = built_drafts(*test.desk, "r-1");
  REQUIRE(built.ok());
  CHECK(built->size() == 6);
  const auto back = read_built(*test.desk, "r-1", built->front().name);
  REQUIRE(back.ok());
  CHECK(to_string(*back) == words);
  CHECK(read_built(*test.desk, "r-1", "../../keystore").error().is(errors::built_missing));
  CHECK(built_drafts(*test.desk, "r-2")->empty());
  const auto folders = test.fake.world.disk.list("/case/.local/drafts");
  REQUIRE(folders.ok());
  const auto folder = "/case/.local/drafts/" + folders->front().name;
  const auto kept = test.fake.world.disk.list(folder);
  REQUIRE(kept.ok());
  for (const auto& entry : *kept) {
    const auto bytes = test.fake.world.disk.read_all(folder + "/" + entry.name, 1u << 20);
    REQUIRE(bytes.ok());
    CHECK(to_string(*bytes).find("readable") == std::string::npos);
  }
}

TEST_CASE("the newest version of a draft is the one that is read") {
  TestDesk test;
  for (const char* words : {"first", "second", "third"}) {
    REQUIRE(test.desk->save_draft("r-1", "Nobody came", words).ok());
    const auto read = test.desk->load_draft("r-1");
    REQUIRE(read.ok());
    CHECK(read->value_or("") == words);
  }
  CHECK(test.desk->index().drafts()->size() == 1);
}

}  // namespace
}  // namespace kotobune::desk
