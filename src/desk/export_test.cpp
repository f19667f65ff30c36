// What an export takes from the vault: lines, places, proofs. The whole way, with gate and scan, is
// told by tests/independent_test.sh, where programs that are not ours read the bag.
#include <doctest/doctest.h>

#include <cstdlib>

#include "base/encode.h"
#include "base/fake_world.h"
#include "desk/export_records.h"
#include "log/errors.h"
#include "release/bag.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

constexpr const char* testimony = "They came in the night.";

std::unique_ptr<vault::Case> founded(World& world, const std::string& path) {
  vault::CreateOptions options;
  options.title = "Tarn Valley";
  options.prefix = "MS";
  options.fictional = true;
  options.log_n = 10;
  auto made = vault::Case::create(world, path, options, as_bytes("four words and a boat"));
  REQUIRE(made.ok());
  REQUIRE(made->opened->confirm_sheet(made->sheet.groups[made->sheet.asked_group]).ok());
  return std::move(made->opened);
}

RecordId put_exhibit(vault::Case& opened, const std::string& content, const char* name_key) {
  const auto object = opened.put_object(record::main_compartment, as_bytes(content));
  REQUIRE(object.ok());
  vault::NewRecord record;
  record.kind = "exhibit";
  record.compartment = record::main_compartment;
  record.body = Json::object();
  record.body.set("no", 1).set("size", content.size()).set("mime", "text/plain");
  record.body.set(name_key, "a.txt");
  record.body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(content)))));
  record.places = {{*object, 0, content.size()}};
  auto id = opened.append_one(std::move(record));
  REQUIRE(id.ok());
  return *id;
}

RecordId put_text(vault::Case& opened, const RecordId& of, const std::string& text) {
  const auto object = opened.put_object(record::main_compartment, as_bytes(text));
  REQUIRE(object.ok());
  vault::NewRecord record;
  record.kind = "derivative";
  record.compartment = record::main_compartment;
  record.body = Json::object();
  record.body.set("of", of.str()).set("what", "text").set("mime", "text/plain");
  record.places = {{*object, 0, text.size()}};
  auto id = opened.append_one(std::move(record));
  REQUIRE(id.ok());
  return *id;
}

crypt::Digest commitment_of(vault::Case& opened, const ExhibitRecord& one) {
  return record::commitment(opened.id(), one.stored.log, one.stored.line);
}

}  // namespace

TEST_CASE("the records of an export are the valid exhibits with every text drawn from them") {
  FakeWorld fake;
  const auto opened = founded(fake.world, "/case");
  const auto first = put_exhibit(*opened, testimony, "name");
  put_text(*opened, first, "They came");
  put_text(*opened, first, "They came in the night");  // read again by a better tool
  const auto second = put_exhibit(*opened, "x", "name_b64");
  REQUIRE(opened->publish().ok());

  const auto records = ExportRecords::read(*opened);
  REQUIRE(records.ok());
  REQUIRE(records->exhibits.size() == 2);
  const auto& one = records->exhibits.at(first.str());
  CHECK(one.mime == "text/plain");
  CHECK(one.size_bytes == std::string(testimony).size());
  CHECK(one.texts.size() == 2);
  CHECK_FALSE(one.odd_name);
  // A name that is no UTF-8 cannot be searched; its record is held back later.
  CHECK(records->exhibits.at(second.str()).odd_name);
  CHECK(records->exhibits.at(second.str()).texts.empty());
}

TEST_CASE("an exhibit is proven in the newest checkpoint, and nothing else in its place") {
  FakeWorld fake;
  const auto opened = founded(fake.world, "/case");
  std::vector<RecordId> ids;
  for (int i = 0; i < 300; ++i) {  // beyond the edge of a tile
    ids.push_back(put_exhibit(*opened, testimony + std::to_string(i), "name"));
    if (i % 50 == 0) REQUIRE(opened->publish().ok());
  }
  REQUIRE(opened->publish().ok());
  const auto records = ExportRecords::read(*opened);
  REQUIRE(records.ok());
  const auto proofs = LogProofs::open(*opened, opened->own_log());
  REQUIRE(proofs.ok());
  for (const auto& id : ids) {
    const auto& one = records->exhibits.at(id.str());
    const auto index = static_cast<std::uint64_t>(one.stored.index);
    const auto commitment = commitment_of(*opened, one);
    CHECK(proofs->prove(index, commitment).ok());
    const auto neighbour = proofs->prove(index == 0 ? 1 : index - 1, commitment);
    REQUIRE_FALSE(neighbour.ok());
    CHECK(neighbour.error().is(log::errors::proof_wrong));
  }
  const auto& any = records->exhibits.begin()->second;
  const auto outside = proofs->prove(1u << 20, commitment_of(*opened, any));
  REQUIRE_FALSE(outside.ok());
  CHECK(outside.error().is(log::errors::index_outside));
}

TEST_CASE("a record that is not published has no proof yet") {
  FakeWorld fake;
  const auto opened = founded(fake.world, "/case");
  put_exhibit(*opened, "before", "name");
  REQUIRE(opened->publish().ok());
  const auto id = put_exhibit(*opened, testimony, "name");
  const auto records = ExportRecords::read(*opened);
  REQUIRE(records.ok());
  const auto& one = records->exhibits.at(id.str());
  const auto proofs = LogProofs::open(*opened, opened->own_log());
  REQUIRE(proofs.ok());
  const auto proof = proofs->prove(static_cast<std::uint64_t>(one.stored.index),
                                   commitment_of(*opened, one));
  REQUIRE_FALSE(proof.ok());
  CHECK(proof.error().is(log::errors::index_outside));
}

TEST_CASE("a log that was never published cannot be proven from") {
  FakeWorld fake;
  const auto opened = founded(fake.world, "/case");
  CHECK_FALSE(LogProofs::open(*opened, LogId("00000000000000000000000000000000")).ok());
}

// Leaves a bag on the real disk for the program in its own VERIFY.md.
TEST_CASE("a bag for the independent checker" *
          doctest::skip(std::getenv("KOTOBUNE_BAG_TO") == nullptr)) {
  const std::string folder = std::getenv("KOTOBUNE_BAG_TO");
  FakeWorld fake;
  const auto opened = founded(fake.world, "/case");
  std::vector<release::BagExhibit> exhibits;
  for (int i = 0; i < 20; ++i) put_exhibit(*opened, testimony + std::to_string(i), "name");
  REQUIRE(opened->publish().ok());
  const auto records = ExportRecords::read(*opened);
  REQUIRE(records.ok());
  const auto proofs = LogProofs::open(*opened, opened->own_log());
  REQUIRE(proofs.ok());
  for (const auto& [id, one] : records->exhibits) {
    const auto commitment = commitment_of(*opened, one);
    const auto index = static_cast<std::uint64_t>(one.stored.index);
    auto proof = proofs->prove(index, commitment);
    REQUIRE(proof.ok());
    release::BagExhibit bag;
    bag.number = "MS-" + std::to_string(1000 + exhibits.size());
    bag.id = id;
    bag.sha256 = one.sha256;
    bag.mime = one.mime;
    bag.size_bytes = one.size_bytes;
    bag.log = one.stored.log.str();
    bag.log_index = index;
    bag.commitment = hex(ByteView(commitment));
    bag.vkey = proofs->vkey();
    bag.proof = *proof;
    if (exhibits.size() % 2 == 0) bag.record_line = one.stored.line;
    bag.content = [&opened, places = one.stored.places](const release::ByteSink& sink) {
      return opened->read_content(places, sink);
    };
    exhibits.push_back(std::move(bag));
  }
  const disclosure::Scope court{disclosure::Audience{"court"}, disclosure::Purpose::court, ""};
  auto passed = disclosure::Gate(court).nothing_personal(std::move(exhibits));
  const auto plan = release::plan_bag(std::move(passed), court, {opened->id().str(), Instant{0}},
                                      [](std::string_view) { return std::string(); });
  REQUIRE(plan.ok());
  REQUIRE(release::write_bag(real_world().disk, folder, *plan).ok());
}
