// A disk that fails and comes back while the program goes on: what case_test.cpp does with a power
// cut, here with a full disk on which somebody frees some room. Then the power goes as well.
#include <doctest/doctest.h>

#include "base/encode.h"
#include "base/errors.h"
#include "base/fake_world.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/verify.h"

using namespace kotobune;
using namespace kotobune::vault;

namespace {

const auto passphrase = as_bytes("four words and a boat");

void found(FakeWorld& fake) {
  CreateOptions options;
  options.title = "Tarn Valley";
  options.person_name = "A. Founder";
  options.prefix = "MS";
  options.fictional = true;
  options.log_n = 10;
  auto founded = Case::create(fake.world, "/case", options, passphrase);
  REQUIRE_MESSAGE(founded.ok(), (founded.ok() ? "" : founded.error().sentence()));
  REQUIRE(founded->opened->confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
}

// One note and one exhibit; both or nothing.
Status add(Case& opened, const std::string& text) {
  const Bytes content(9000, static_cast<std::uint8_t>(text.back()));
  TRY_LET(object, opened.put_object(record::main_compartment, content));
  TRY_LET(number, opened.next_exhibit_number());
  Json exhibit = Json::object();
  exhibit.set("no", number).set("size", content.size()).set("name", text);
  exhibit.set("sha256", hex(ByteView(crypt::sha256(content)))).set("mime", "text/plain");
  std::vector<NewRecord> records;
  records.push_back({"exhibit", record::main_compartment, std::move(exhibit), {},
                     {{object, 0, content.size()}}});
  Json note = Json::object();
  note.set("about", Json::array()).set("text", text);
  records.push_back({"note", record::main_compartment, std::move(note), {}, {}});
  TRY(opened.append(std::move(records)));
  return {};
}

std::string all_lines(Case& opened) {
  std::string out;
  Cursor cursor;
  const auto read = opened.read(cursor, [&](const StoredRecord& stored) -> Status {
    out += stored.line + "\n";
    return {};
  });
  REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().sentence()));
  return out;
}

void check_sound(Case& opened) {
  const auto report = verify_case(opened);
  REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().sentence()));
  for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(report->sound());
}

// Adds and publishes on, whatever fails; keeps in mind what was acknowledged.
void work(Case& opened, const std::string& name, std::vector<std::string>& acknowledged) {
  for (int i = 0; i < 3; ++i) {
    const auto text = name + " " + std::to_string(i);
    if (add(opened, text).ok()) acknowledged.push_back(text);
    if (i > 0) static_cast<void>(opened.publish().ok());
  }
}

// Every change is tried; built with sanitizers, which take ten times as long, every seventh.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t stride = 7;
#else
constexpr std::uint64_t stride = 1;
#endif

}  // namespace

TEST_CASE("a full disk loses nothing acknowledged while the program goes on, and then the power") {
  std::uint64_t total = 0;
  {
    FakeWorld fake;
    found(fake);
    auto opened = Case::open(fake.world, "/case", passphrase);
    const auto before = fake.disk.change_count();
    std::vector<std::string> acknowledged;
    work(**opened, "first", acknowledged);
    REQUIRE(acknowledged.size() == 3);
    total = fake.disk.change_count() - before;
  }
  for (std::uint64_t n = 1; n <= total; n += stride) {
    CAPTURE(n);
    FakeWorld fake;
    found(fake);
    std::vector<std::string> acknowledged;
    {
      auto opened = Case::open(fake.world, "/case", passphrase);
      REQUIRE(opened.ok());
      fake.disk.fail_at(fake.disk.change_count() + n);
      work(**opened, "first", acknowledged);
      fake.disk.fail_at(0);  // somebody made room
      const auto added = add(**opened, "then");
      REQUIRE_MESSAGE(added.ok(), (added.ok() ? "" : added.error().sentence()));
      acknowledged.push_back("then");
      const auto published = (*opened)->publish();
      REQUIRE_MESSAGE(published.ok(), (published.ok() ? "" : published.error().sentence()));
      fake.disk.crash(n * 104729);
    }
    auto opened = Case::open(fake.world, "/case", passphrase);
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
    const auto lines = all_lines(**opened);
    for (const auto& text : acknowledged) CHECK(lines.find(text) != std::string::npos);
    check_sound(**opened);
  }
}
