// What an opening may take as known from earlier ones, and what it may not.
#include <doctest/doctest.h>

#include "base/errors.h"
#include "base/fake_world.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/verify.h"

using namespace kotobune;
using namespace kotobune::vault;

namespace {

const auto passphrase = as_bytes("four words and a boat");

// A case of a few commits, opened and closed once, so that its device remembers them.
void make(FakeWorld& fake) {
  CreateOptions options;
  options.title = "Tarn Valley";
  options.person_name = "A. Founder";
  options.fictional = true;
  options.log_n = 10;
  auto founded = Case::create(fake.world, "/case", options, passphrase);
  REQUIRE(founded.ok());
  auto& opened = *founded->opened;
  REQUIRE(opened.confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  for (int i = 0; i < 3; ++i) {
    Json body = Json::object();
    body.set("about", Json::array()).set("text", "note " + std::to_string(i));
    REQUIRE(opened.append_one({"note", "main", std::move(body), {}, {}, {}}).ok());
    REQUIRE(opened.publish().ok());
  }
  founded->opened.reset();
  REQUIRE(Case::open(fake.world, "/case", passphrase).ok());
}

std::string own_checkpoint(FakeWorld& fake, const LogId& log) {
  const auto folder = "/case/logs/" + log.str() + "/cp";
  const auto names = fake.disk.list(folder);
  REQUIRE(names.ok());
  return folder + "/" + names->front().name;
}

}  // namespace

TEST_CASE("a second opening finds the same constitution and the same records as the first") {
  FakeWorld fake;
  make(fake);
  std::vector<std::string> seen[2];
  std::string constitution[2];
  for (int round = 0; round < 2; ++round) {
    const auto opened = Case::open(fake.world, "/case", passphrase);
    REQUIRE(opened.ok());
    const auto& c = (*opened)->constitution();
    for (const auto& [id, rights] : c.logs) constitution[round] += id + rights.vkey + " ";
    for (const auto& one : c.compartments) constitution[round] += one.name + one.recipient + " ";
    Cursor cursor;
    REQUIRE((*opened)->read(cursor, [&](const StoredRecord& stored) -> Status {
      seen[round].push_back(stored.line);
      return {};
    }).ok());
  }
  CHECK(constitution[0] == constitution[1]);
  CHECK(seen[0].size() >= 7);  // genesis and founding records, three notes, their commits
  CHECK(seen[0] == seen[1]);
}

TEST_CASE("what an opening takes as known, `case verify` still reads") {
  FakeWorld fake;
  make(fake);
  auto opened = Case::open(fake.world, "/case", passphrase);
  REQUIRE(opened.ok());
  const auto path = own_checkpoint(fake, (*opened)->own_log());
  auto file = fake.disk.open(path, OpenMode::read_write);
  REQUIRE(file.ok());
  REQUIRE((*file)->write_at(40, as_bytes("x")).ok());
  const auto report = verify_case(**opened, {});
  REQUIRE(report.ok());
  CHECK(!report->findings.empty());
}

TEST_CASE("a checkpoint nobody checked before is checked at the opening") {
  FakeWorld fake;
  make(fake);
  auto opened = Case::open(fake.world, "/case", passphrase);
  REQUIRE(opened.ok());
  const auto path = own_checkpoint(fake, (*opened)->own_log());
  const auto planted = parent_path(path) + "/00000000000003e7-0123456789abcdef";
  REQUIRE(fake.disk.write_new(planted, as_bytes("not signed\n")).ok());
  opened = Error(errors::too_large);  // closes it
  const auto again = Case::open(fake.world, "/case", passphrase);
  REQUIRE(!again.ok());
  CHECK(again.error().is(errors::log_altered));
}
