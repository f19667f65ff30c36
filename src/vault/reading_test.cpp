// What a reader must not be talked out of: damage that passes for a closed compartment, records
// that nobody misses, a line written in another order than ours.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/fake_world.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/segment.h"
#include "vault/verify.h"

using namespace kotobune;
using namespace kotobune::vault;

namespace {

const auto passphrase = as_bytes("four words and a boat");
const ObjectId object(std::string(64, 'e'));
const std::string first_id(26, 'a');
const std::string second_id(26, 'b');

std::unique_ptr<Case> found(FakeWorld& fake) {
  CreateOptions options;
  options.title = "Tarn Valley";
  options.person_name = "A. Founder";
  options.prefix = "MS";
  options.fictional = true;
  options.log_n = 10;
  auto founded = Case::create(fake.world, "/case", options, passphrase);
  REQUIRE(founded.ok());
  REQUIRE(founded->opened->confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  return std::move(founded->opened);
}

std::vector<std::string> objects(FakeWorld& fake) {
  std::vector<std::string> out;
  const auto folders = fake.disk.list("/case/objects");
  for (const auto& folder : *folders) {
    const auto names = fake.disk.list("/case/objects/" + folder.name);
    for (const auto& name : *names) {
      out.push_back("/case/objects/" + folder.name + "/" + name.name);
    }
  }
  return out;
}

void flip(FakeWorld& fake, const std::string& path, std::uint64_t at) {
  auto file = fake.disk.open(path, OpenMode::read_write);
  Bytes byte(1);
  REQUIRE((*file)->read_at(at, byte).ok());
  byte[0] ^= 1;
  REQUIRE((*file)->write_at(at, byte).ok());
}

Status read_all(Case& opened) {
  Cursor cursor;
  return opened.read(cursor, [](const StoredRecord&) -> Status { return {}; });
}

SegmentView round_trip(const std::vector<SegmentLine>& lines) {
  auto view = decode_segment(encode_segment(LogId(std::string(32, 'b')), lines));
  REQUIRE(view.ok());
  return std::move(view).value();
}

}  // namespace

TEST_CASE("a damaged segment never passes for a compartment that is closed to us") {
  FakeWorld fake;
  auto opened = found(fake);
  Json body = Json::object();
  body.set("about", Json::array()).set("text", "she withdrew");
  const auto before = objects(fake);
  REQUIRE(opened->append_one({"note", record::main_compartment, std::move(body), {}, {}}).ok());
  REQUIRE(opened->publish().ok());
  REQUIRE(read_all(*opened).ok());
  for (const auto& path : objects(fake)) {
    if (std::find(before.begin(), before.end(), path) != before.end()) continue;
    for (const std::uint64_t at : {5u, 40u, 100u, 180u, 3000u}) {  // header, stanza, MAC, payload
      CAPTURE(at);
      flip(fake, path, at);
      const auto read = read_all(*opened);
      REQUIRE_FALSE(read.ok());
      CHECK(read.error().code().error_class == ErrorClass::integrity);
      const auto report = verify_case(*opened);
      REQUIRE(report.ok());
      CHECK_FALSE(report->sound());
      flip(fake, path, at);
    }
    REQUIRE(fake.disk.rename(path, path + "x").ok());
    CHECK_FALSE(read_all(*opened).ok());
    REQUIRE(fake.disk.rename(path + "x", path).ok());
  }
  CHECK(read_all(*opened).ok());
}

TEST_CASE("places find their record whatever the order of its keys") {
  const std::vector<Place> places = {{object, 7, 9}};
  const auto ours = "{\"b\":{\"about\":[{\"id\":\"" + second_id + "\"}]},\"crit\":false,\"id\":\"" +
                    first_id + "\",\"k\":\"note\"}";
  const auto theirs = "{\"id\":\"" + first_id + "\",\"k\":\"note\",\"b\":{\"of\":{\"id\":\"" +
                      second_id + "\"}},\"crit\":false}";
  for (const auto& line : {ours, theirs}) {
    const auto view = round_trip({{0, line, places, RecordId(first_id)},
                                  {1, "{\"k\":\"note\",\"id\":\"" + second_id + "\"}", {}, {}}});
    REQUIRE(view.lines[0].places.size() == 1);
    CHECK(view.lines[0].places[0].offset == 7);
    CHECK(view.lines[1].places.empty());
  }
}

TEST_CASE("ranges of a segment rise, and announce as many records as there are") {
  const auto view = round_trip({{3, "{}", {}, {}}, {4, "{}", {}, {}}, {9, "{}", {}, {}}});
  REQUIRE(view.lines.size() == 3);
  CHECK(view.lines[2].index == 9);
  // Out of order, as only somebody else would write it.
  const auto wrong = encode_segment(LogId(std::string(32, 'b')), {{9, "{}", {}, {}},
                                                                  {3, "{}", {}, {}}});
  CHECK(decode_segment(wrong).error().is(errors::object_unreadable));
  auto cut = encode_segment(LogId(std::string(32, 'b')), {{3, "{}", {}, {}}});
  cut.resize(20);
  CHECK(decode_segment(cut).error().is(errors::object_unreadable));
}
