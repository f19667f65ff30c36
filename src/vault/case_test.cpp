// A case founded, written to, published, closed, opened, recovered, damaged - on a disk that can
// fail.
#include <doctest/doctest.h>

#include "base/errors.h"
#include "base/fake_world.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/padding.h"
#include "vault/tar.h"
#include "vault/verify.h"

using namespace kotobune;
using namespace kotobune::vault;

namespace {

const auto passphrase = as_bytes("four words and a boat");

CreateOptions options() {
  CreateOptions out;
  out.title = "Tarn Valley";
  out.person_name = "A. Founder";
  out.prefix = "MS";
  out.fictional = true;
  out.log_n = 10;
  return out;
}

std::unique_ptr<Case> found(FakeWorld& fake, std::string* code = nullptr) {
  auto founded = Case::create(fake.world, "/case", options(), passphrase);
  REQUIRE_MESSAGE(founded.ok(), (founded.ok() ? "" : founded.error().sentence()));
  REQUIRE(founded->opened->confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  if (code) *code = founded->sheet.code();
  return std::move(founded->opened);
}

NewRecord note(const std::string& text, const char* compartment = record::main_compartment) {
  Json body = Json::object();
  body.set("about", Json::array()).set("text", text);
  return {"note", compartment, std::move(body), {}, {}};
}

std::vector<StoredRecord> all_records(Case& opened) {
  std::vector<StoredRecord> out;
  Cursor cursor;
  const auto read = opened.read(cursor, [&](const StoredRecord& stored) -> Status {
    out.push_back(stored);
    return {};
  });
  REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().sentence()));
  return out;
}

bool holds(Case& opened, const std::string& text) {
  for (const auto& stored : all_records(opened)) {
    if (stored.line.find(text) != std::string::npos) return true;
  }
  return false;
}

// A blob as sealing writes it: one object, one exhibit record.
RecordId put_exhibit(Case& opened, const Bytes& content) {
  const auto object = opened.put_object(record::main_compartment, content);
  REQUIRE(object.ok());
  Json body = Json::object();
  body.set("no", 1).set("size", content.size()).set("mime", "text/plain").set("name", "a.txt");
  body.set("sha256", [&] {
    const auto digest = crypt::sha256(content);
    std::string out;
    for (const auto byte : digest) {
      constexpr char digits[] = "0123456789abcdef";
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    }
    return out;
  }());
  const auto id = opened.append_one(
      {"exhibit", record::main_compartment, std::move(body), {}, {{*object, 0, content.size()}}});
  REQUIRE(id.ok());
  return *id;
}

}  // namespace

TEST_CASE("padding keeps few sizes and never shrinks") {
  CHECK(padded_size(0) == 4096);
  CHECK(padded_size(4096) == 4096);
  for (std::uint64_t n = 4097; n < 2'000'000; n += 997) {
    CHECK(padded_size(n) >= n);
    CHECK(padded_size(n) <= n + n / 8);
    CHECK(padded_size(padded_size(n)) == padded_size(n));
  }
}

TEST_CASE("a pack gives its members back") {
  Bytes pack;
  append_tar_member(pack, "first", as_bytes("one"));
  append_tar_member(pack, "second", as_bytes(std::string(600, 'x')));
  pack.resize(8192, 0);
  const auto members = read_tar(pack);
  REQUIRE(members.has_value());
  REQUIRE(members->size() == 2);
  CHECK((*members)[1].name == "second");
  CHECK((*members)[1].size == 600);
  pack[0] ^= 1;
  CHECK_FALSE(read_tar(pack).has_value());
}

TEST_CASE("nothing can be sealed before the recovery sheet is confirmed") {
  FakeWorld fake;
  auto founded = Case::create(fake.world, "/case", options(), passphrase);
  REQUIRE(founded.ok());
  CHECK(founded->opened->append_one(note("early")).error().is(errors::sheet_not_confirmed));
  CHECK(founded->opened->begin_object(record::main_compartment)
            .error()
            .is(errors::sheet_not_confirmed));
  CHECK(founded->opened->confirm_sheet("AAAAAA").error().is(errors::recovery_code_wrong));
  CHECK(founded->opened->confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  CHECK(founded->opened->append_one(note("now")).ok());
}

TEST_CASE("what was written is there after opening again, published or not") {
  FakeWorld fake;
  {
    auto opened = found(fake);
    REQUIRE(opened->append_one(note("published")).ok());
    REQUIRE(opened->append_one(note("closed", record::identities_compartment)).ok());
    REQUIRE(opened->publish().ok());
    REQUIRE(opened->append_one(note("waiting")).ok());
  }
  const auto wrong = Case::open(fake.world, "/case", as_bytes("another passphrase"));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().is(errors::wrong_passphrase));
  auto opened = Case::open(fake.world, "/case", passphrase);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
  CHECK((*opened)->constitution().title == "Tarn Valley");
  CHECK((*opened)->constitution().fictional);
  CHECK((*opened)->prefix() == "MS");
  CHECK(holds(**opened, "published"));
  CHECK(holds(**opened, "closed"));
  CHECK(holds(**opened, "waiting"));
  const auto report = verify_case(**opened);
  REQUIRE(report.ok());
  for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(report->sound());
  CHECK(report->unpublished == 1);
}

TEST_CASE("a second founding in the same folder and a folder that is no case are refused") {
  FakeWorld fake;
  found(fake);
  CHECK(Case::create(fake.world, "/case", options(), passphrase).error().is(errors::case_exists));
  CHECK(Case::open(fake.world, "/elsewhere", passphrase).error().is(errors::not_a_case));
  CHECK(Case::create(fake.world, "/short", options(), as_bytes("short"))
            .error()
            .is(errors::passphrase_too_short));
}

TEST_CASE("a case of a newer format version is refused and left alone") {
  FakeWorld fake;
  found(fake);
  const auto file = fake.disk.read_all("/case/case.json", 4096);
  REQUIRE(file.ok());
  auto text = to_string(*file);
  text.replace(text.find("\"v\":1"), 5, "\"v\":2");
  REQUIRE(fake.disk.write_replacing("/case/case.json", as_bytes(text)).ok());
  CHECK(Case::open(fake.world, "/case", passphrase).error().is(errors::case_too_new));
}

TEST_CASE("the recovery sheet opens the case on another computer") {
  FakeWorld fake;
  std::string code;
  {
    auto opened = found(fake, &code);
    REQUIRE(opened->append_one(note("before the loss")).ok());
    REQUIRE(opened->publish().ok());
  }
  // The other computer has the replicated files and nothing of .local.
  for (const char* name : {"keystore.age", "outbox.db", "outbox.db-wal", "outbox.db-shm", "lock"}) {
    const auto path = std::string("/case/.local/") + name;
    if (fake.disk.exists(path)) REQUIRE(fake.disk.remove(path).ok());
  }
  CHECK(Case::open(fake.world, "/case", passphrase).error().is(errors::no_keystore));
  auto slip = code;
  slip[20] = slip[20] == 'Q' ? 'P' : 'Q';
  CHECK(Case::recover(fake.world, "/case", slip, options(), passphrase)
            .error()
            .is(errors::recovery_code_wrong));
  {
    auto recovered =
        Case::recover(fake.world, "/case", code, options(), as_bytes("a new passphrase"));
    REQUIRE_MESSAGE(recovered.ok(), (recovered.ok() ? "" : recovered.error().sentence()));
    CHECK((*recovered)->prefix() == "MS2");  // a prefix is granted once
    CHECK(holds(**recovered, "before the loss"));
    REQUIRE((*recovered)->append_one(note("after the loss")).ok());
    REQUIRE((*recovered)->publish().ok());
  }
  auto again = Case::open(fake.world, "/case", as_bytes("a new passphrase"));
  REQUIRE(again.ok());
  CHECK(holds(**again, "after the loss"));
  const auto report = verify_case(**again);
  REQUIRE(report.ok());
  for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(report->sound());
}

TEST_CASE("one flipped byte in an object is found and the exhibit named") {
  FakeWorld fake;
  auto opened = found(fake);
  put_exhibit(*opened, Bytes(9000, 'w'));
  REQUIRE(opened->publish().ok());
  REQUIRE(verify_case(*opened)->sound());
  int altered = 0;
  const auto folders = fake.disk.list("/case/objects");
  for (const auto& folder : *folders) {
    const auto names = fake.disk.list("/case/objects/" + folder.name);
    for (const auto& name : *names) {
      const auto path = "/case/objects/" + folder.name + "/" + name.name;
      auto file = fake.disk.open(path, OpenMode::read_write);
      const auto info = (*file)->info();
      if (info->size_bytes < 9000) continue;
      Bytes byte(1);
      REQUIRE((*file)->read_at(5000, byte).ok());
      byte[0] ^= 1;
      REQUIRE((*file)->write_at(5000, byte).ok());
      ++altered;
    }
  }
  REQUIRE(altered == 1);
  const auto report = verify_case(*opened);
  REQUIRE(report.ok());
  CHECK_FALSE(report->sound());
  bool named = false;
  for (const auto& finding : report->findings) named = named || finding.what == "MS-0001";
  CHECK(named);
}

TEST_CASE("a log rolled back under us is not written to") {
  FakeWorld fake;
  {
    auto opened = found(fake);
    REQUIRE(opened->append_one(note("one")).ok());
    REQUIRE(opened->publish().ok());
    const auto folder = opened->layout().log(opened->own_log()) + "/cp";
    const auto entries = fake.disk.list(folder);
    for (const auto& entry : *entries) REQUIRE(fake.disk.remove(folder + "/" + entry.name).ok());
  }
  CHECK(Case::open(fake.world, "/case", passphrase).error().is(errors::restored_copy));
}

TEST_CASE("a power cut at any write loses nothing that was acknowledged") {
  // Runs the same work with the disk failing at the n-th change, cuts the power, opens again.
  const auto work = [](FakeWorld& fake, std::vector<std::string>& acknowledged) {
    auto opened = Case::open(fake.world, "/case", passphrase);
    if (!opened.ok()) return;
    for (int i = 0; i < 3; ++i) {
      const auto text = "note number " + std::to_string(i);
      if (!(*opened)->append_one(note(text)).ok()) return;
      acknowledged.push_back(text);
      if (i == 1 && !(*opened)->publish().ok()) return;
    }
    if (!(*opened)->publish().ok()) return;
  };
  std::uint64_t total = 0;
  {
    FakeWorld fake;
    found(fake);
    const auto before = fake.disk.change_count();
    std::vector<std::string> acknowledged;
    work(fake, acknowledged);
    REQUIRE(acknowledged.size() == 3);
    total = fake.disk.change_count() - before;
  }
  for (std::uint64_t n = 1; n <= total; ++n) {
    CAPTURE(n);
    FakeWorld fake;
    found(fake);
    fake.disk.crash(0);  // founding is durable
    std::vector<std::string> acknowledged;
    fake.disk.fail_at(fake.disk.change_count() + n);
    work(fake, acknowledged);
    fake.disk.crash(n * 7919);
    fake.disk.fail_at(0);
    auto opened = Case::open(fake.world, "/case", passphrase);
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
    for (const auto& text : acknowledged) CHECK(holds(**opened, text));
    REQUIRE((*opened)->append_one(note("life goes on")).ok());
    REQUIRE((*opened)->publish().ok());
    const auto report = verify_case(**opened);
    REQUIRE(report.ok());
    for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
    CHECK(report->sound());
  }
}
