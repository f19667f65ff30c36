// Erasure: what was asked to go is gone from every file, the rest is there, the log verifies.
#include <doctest/doctest.h>

#include <functional>

#include "base/encode.h"
#include "base/errors.h"
#include "base/fake_world.h"
#include "crypt/age.h"
#include "crypt/digest.h"
#include "log/errors.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/tar.h"
#include "vault/verify.h"

using namespace kotobune;
using namespace kotobune::vault;

namespace {

const auto passphrase = as_bytes("four words and a boat");
constexpr const char* secret = "SHE-SAID-THIS-AND-TOOK-IT-BACK";
constexpr const char* kept = "THE-HEADMAN-AGREED-TO-THIS";

CreateOptions options() {
  CreateOptions out;
  out.title = "Tarn Valley";
  out.prefix = "MS";
  out.fictional = true;
  out.log_n = 10;
  return out;
}

struct Sealed {
  RecordId secret, kept, long_secret, note;
  std::string code;  // of the recovery sheet
};

RecordId exhibit(Case& opened, std::int64_t no, const std::string& content,
                 std::vector<Place> places, RecordId id) {
  Json body = Json::object();
  body.set("no", no).set("size", content.size()).set("mime", "text/plain");
  body.set("name", content.substr(0, 30) + ".txt");
  body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(content)))));
  const auto made = opened.append_one(
      {"exhibit", record::main_compartment, std::move(body), {}, std::move(places), id});
  REQUIRE(made.ok());
  return *made;
}

// Two small files in one pack, a large one of its own, a note beside them.
Sealed seal_some(FakeWorld& fake) {
  auto founded = Case::create(fake.world, "/case", options(), passphrase);
  REQUIRE(founded.ok());
  auto& opened = *founded->opened;
  REQUIRE(opened.confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  Sealed out;
  out.code = founded->sheet.code();
  const auto first = opened.new_id(), second = opened.new_id();
  Bytes pack;
  const auto one = append_tar_member(pack, first.str(), as_bytes(secret));
  const auto two = append_tar_member(pack, second.str(), as_bytes(kept));
  const auto object = opened.put_object(record::main_compartment, pack);
  REQUIRE(object.ok());
  out.secret = exhibit(opened, 1, secret, {{*object, one, std::string(secret).size()}}, first);
  out.kept = exhibit(opened, 2, kept, {{*object, two, std::string(kept).size()}}, second);
  const auto large = secret + std::string(100'000, '.');
  const auto blob = opened.put_object(record::main_compartment, as_bytes(large));
  REQUIRE(blob.ok());
  out.long_secret =
      exhibit(opened, 3, large, {{*blob, 0, large.size()}}, opened.new_id());
  Json about = Json::object();
  about.set("about", Json::array()).set("text", "Fetch the letter.");
  const auto note =
      opened.append_one({"note", record::main_compartment, std::move(about), {}, {}});
  REQUIRE(note.ok());
  out.note = *note;
  REQUIRE(opened.publish().ok());
  return out;
}

std::unique_ptr<Case> open(FakeWorld& fake) {
  auto opened = Case::open(fake.world, "/case", passphrase);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
  return std::move(*opened);
}

// Does anything that the keys of this case open hold these words? Compressed segments are read as
// records, everything else as it decrypts.
bool anywhere(FakeWorld& fake, Case& opened, const std::string& words) {
  bool found = false;
  Cursor cursor;
  REQUIRE(opened
              .read(cursor,
                    [&](const StoredRecord& stored) -> Status {
                      found = found || stored.line.find(words) != std::string::npos;
                      return {};
                    })
              .ok());
  const std::function<void(const std::string&)> walk = [&](const std::string& folder) {
    const auto entries = fake.disk.list(folder);
    REQUIRE(entries.ok());
    for (const auto& entry : *entries) {
      const auto path = join_path(folder, entry.name);
      if (entry.kind == FileKind::directory) {
        walk(path);
        continue;
      }
      const auto bytes = fake.world.disk.read_all(path, 64u << 20);
      if (!bytes.ok()) continue;
      found = found || as_chars(*bytes).find(words) != std::string_view::npos;
      const auto plain = crypt::age_decrypt(*bytes, opened.identities());
      if (!plain.ok()) continue;
      found = found || as_chars(*plain).find(words) != std::string_view::npos;
      const auto segment = decode_segment(*plain);
      if (!segment.ok()) continue;
      for (const auto& line : segment->lines) {
        found = found || line.line.find(words) != std::string::npos;
      }
    }
  };
  walk("/case");
  return found;
}

void check_sound(Case& opened, std::size_t exhibits) {
  const auto report = verify_case(opened);
  REQUIRE(report.ok());
  for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(report->sound());
  CHECK(report->exhibits == exhibits);
}

std::string content_of(Case& opened, const RecordId& id) {
  const auto places = opened.places_of(id);
  REQUIRE(places.ok());
  const auto content = opened.read_content_all(*places, 1u << 20);
  REQUIRE_MESSAGE(content.ok(), (content.ok() ? "" : content.error().sentence()));
  return to_string(*content);
}

}  // namespace

TEST_CASE("what is erased is gone from every file, the rest is there, the log verifies") {
  FakeWorld fake;
  const auto sealed = seal_some(fake);
  {
    auto opened = open(fake);
    CHECK(anywhere(fake, *opened, secret));
    const auto before = opened->heads();
    const auto erased = opened->erase({sealed.secret, sealed.long_secret}, "she withdrew");
    REQUIRE_MESSAGE(erased.ok(), (erased.ok() ? "" : erased.error().sentence()));
    CHECK_FALSE(anywhere(fake, *opened, secret));
    CHECK(anywhere(fake, *opened, kept));
    CHECK(content_of(*opened, sealed.kept) == kept);
    check_sound(*opened, 1);
    CHECK(*opened->heads() != *before);  // the log only grew
  }
  auto opened = open(fake);
  CHECK_FALSE(anywhere(fake, *opened, secret));
  CHECK(content_of(*opened, sealed.kept) == kept);
  check_sound(*opened, 1);
  // Erasing it again, or what never was, is refused.
  CHECK(opened->erase({sealed.secret}, "").error().is(errors::record_not_found));
  // What was laid anew can be laid anew once more.
  REQUIRE(opened->erase({sealed.kept}, "the headman too").ok());
  CHECK_FALSE(anywhere(fake, *opened, kept));
  check_sound(*opened, 0);
}

TEST_CASE("a recovered computer reads what an erasure left") {
  FakeWorld fake;
  const auto sealed = seal_some(fake);
  {
    auto opened = open(fake);
    REQUIRE(opened->erase({sealed.secret, sealed.long_secret}, "she withdrew").ok());
  }
  const auto local = fake.disk.list("/case/.local");
  REQUIRE(local.ok());
  for (const auto& entry : *local) {
    (void)fake.disk.remove("/case/.local/" + entry.name);
  }
  auto recovered =
      Case::recover(fake.world, "/case", sealed.code, options(), as_bytes("a new passphrase"));
  REQUIRE_MESSAGE(recovered.ok(), (recovered.ok() ? "" : recovered.error().sentence()));
  CHECK_FALSE(anywhere(fake, **recovered, secret));
  CHECK(anywhere(fake, **recovered, kept));
  check_sound(**recovered, 1);
}

TEST_CASE("what was agreed to is not erased, and nothing goes with it") {
  FakeWorld fake;
  const auto sealed = seal_some(fake);
  auto opened = open(fake);
  Json body = Json::object();
  body.set("src", "x").set("items", "all").set("purposes", Json::object());
  const auto consent =
      opened->append_one({"consent", record::main_compartment, std::move(body), {}, {}});
  REQUIRE(consent.ok());
  const auto erased = opened->erase({sealed.secret, *consent}, "");
  REQUIRE_FALSE(erased.ok());
  CHECK(erased.error().is(errors::not_erasable));
  CHECK(content_of(*opened, sealed.secret) == secret);
  check_sound(*opened, 3);
}

TEST_CASE("a segment taken away without an order is missed") {
  FakeWorld fake;
  const auto sealed = seal_some(fake);
  auto opened = open(fake);
  REQUIRE(opened->erase({sealed.secret}, "").ok());
  // Whoever removes what was laid anew cannot call it an erasure.
  std::size_t missed = 0;
  const auto folders = fake.disk.list("/case/objects");
  for (const auto& folder : *folders) {
    const auto path = "/case/objects/" + folder.name;
    const auto names = fake.disk.list(path);
    REQUIRE(names.ok());
    for (const auto& entry : *names) {
      const auto whole = fake.world.disk.read_all(path + "/" + entry.name, 1u << 20);
      REQUIRE(fake.disk.remove(path + "/" + entry.name).ok());
      const auto report = verify_case(*opened);
      const bool sound = report.ok() && report->sound();
      if (!sound) ++missed;
      REQUIRE(fake.world.disk.write_new(path + "/" + entry.name, *whole).ok());
    }
  }
  CHECK(missed > 0);
  check_sound(*opened, 2);
}

TEST_CASE("an erased object that comes back is named, and removed at the next opening") {
  FakeWorld fake;
  const auto sealed = seal_some(fake);
  ObjectId blob;
  Bytes bytes;
  {
    auto opened = open(fake);
    blob = opened->places_of(sealed.long_secret)->front().object;
    bytes = *fake.world.disk.read_all(opened->layout().object(blob), 1u << 20);
    REQUIRE(opened->erase({sealed.long_secret}, "").ok());
    REQUIRE(fake.world.disk.make_directory(opened->layout().object_folder(blob)).ok());
    REQUIRE(fake.world.disk.write_new(opened->layout().object(blob), bytes).ok());
    const auto report = verify_case(*opened);
    REQUIRE(report.ok());
    REQUIRE(report->findings.size() == 1);
    CHECK(report->findings[0].detail.find("ordered erased") != std::string::npos);
  }
  auto opened = open(fake);
  CHECK_FALSE(fake.disk.exists(opened->layout().object(blob)));
  check_sound(*opened, 2);
}

TEST_CASE("a power cut at any write of an erasure leaves the case whole, before or after it") {
  std::uint64_t total = 0;
  {
    FakeWorld fake;
    const auto sealed = seal_some(fake);
    auto opened = open(fake);
    const auto before = fake.disk.change_count();
    REQUIRE(opened->erase({sealed.secret, sealed.long_secret}, "she withdrew").ok());
    total = fake.disk.change_count() - before;
  }
  std::size_t finished = 0;
  for (std::uint64_t n = 1; n <= total; ++n) {
    CAPTURE(n);
    FakeWorld fake;
    const auto sealed = seal_some(fake);
    fake.disk.crash(0);  // what came before is durable
    {
      auto opened = open(fake);
      fake.disk.fail_at(fake.disk.change_count() + n);
      (void)opened->erase({sealed.secret, sealed.long_secret}, "she withdrew");
    }
    fake.disk.crash(n * 7919);
    fake.disk.fail_at(0);
    auto opened = open(fake);
    CHECK(content_of(*opened, sealed.kept) == kept);
    REQUIRE(opened->publish().ok());
    opened.reset();
    opened = open(fake);  // what the order names is gone at the latest now
    const bool there = anywhere(fake, *opened, secret);
    check_sound(*opened, there ? 3 : 1);
    if (there) {
      REQUIRE(opened->erase({sealed.secret, sealed.long_secret}, "again").ok());
    } else {
      ++finished;
    }
    CHECK_FALSE(anywhere(fake, *opened, secret));
    CHECK(content_of(*opened, sealed.kept) == kept);
    check_sound(*opened, 1);
  }
  CHECK(finished > 0);
}
