// The disk fails, or the power goes, at every single change that sealing two folders makes: packs,
// blob parts, SQLite's pages, the publication. Afterwards everything acknowledged must be there,
// the case must verify, the same folders must seal to the end, and no number may stand twice.
#include <doctest/doctest.h>

#include <set>

#include "evidence/errors.h"
#include "evidence/test_case.h"

using namespace kotobune;
using namespace kotobune::evidence;
using namespace kotobune::evidence::test;

namespace {

constexpr std::uint64_t part_bytes = 65'536;

// Small files for a pack, one large enough for three parts, one that is there twice.
const std::vector<std::pair<std::string, std::string>>& files() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"/in/first/a.txt", "a short statement"},
      {"/in/first/big.bin", std::string(150'000, 'b') + "end"},
      {"/in/first/copy.txt", "a short statement"},
      {"/in/second/c.txt", "another statement"},
      {"/in/second/d.txt", std::string(5000, 'd')},
  };
  return all;
}

void lay_out(FakeWorld& fake) {
  found(fake.world);
  for (const auto& [path, content] : files()) put(fake.disk, path, content);
  fake.disk.crash(0);  // all of this is durable
}

// Every change is tried; built with sanitizers, which take ten times as long, every seventh.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t stride = 7;
#else
constexpr std::uint64_t stride = 1;
#endif

// What a person was shown: a number and whose bytes it stands for.
using Acknowledged = std::map<std::string, std::string>;

void seal_folders(vault::Case& opened, Acknowledged& shown) {
  SealOptions options;
  options.part_bytes = part_bytes;
  options.received_from = "a fictional colleague";
  for (const char* folder : {"/in/first", "/in/second"}) {
    const auto report = seal_all(opened, folder, options);
    if (!report.ok()) continue;
    for (const auto& file : report->files) {
      if (file.outcome != SealOutcome::sealed) continue;
      REQUIRE(shown.emplace(file.number, file.sha256).second);
    }
    static_cast<void>(opened.publish().ok());
  }
}

void check_everything(FakeWorld& fake, Acknowledged& shown) {
  auto opened = open(fake.world);
  {
    Known known(*opened);
    for (const auto& [number, sha256] : shown) {
      CAPTURE(number);
      const auto there = known.by_sha256(sha256);
      REQUIRE(there->has_value());
      CHECK((*there)->number == number);
    }
  }
  check_sound(*opened);
  seal_folders(*opened, shown);
  REQUIRE(opened->publish().ok());
  Known known(*opened);
  std::set<std::string> numbers;
  for (const auto& row : known.rows) CHECK(numbers.insert(row.exhibit.number).second);
  CHECK(known.rows.size() == 4);  // the duplicate is no exhibit
  for (const auto& [path, content] : files()) {
    bool whole = false;
    for (const auto& row : known.rows) whole = whole || content_of(*opened, row.id) == content;
    CHECK_MESSAGE(whole, path);
  }
  check_sound(*opened);
}

// The changes that undisturbed sealing makes.
std::uint64_t all_changes() {
  FakeWorld fake;
  lay_out(fake);
  const auto before = fake.disk.change_count();
  Acknowledged shown;
  auto opened = open(fake.world);
  seal_folders(*opened, shown);
  REQUIRE(shown.size() == 4);
  return fake.disk.change_count() - before;
}

}  // namespace

TEST_CASE("the power may go at any write of a sealing: nothing acknowledged is lost") {
  const auto total = all_changes();
  REQUIRE(total > 100);
  for (std::uint64_t n = 1; n <= total; n += stride) {
    CAPTURE(n);
    FakeWorld fake;
    lay_out(fake);
    Acknowledged shown;
    fake.disk.fail_at(fake.disk.change_count() + n);
    {
      auto opened = vault::Case::open(fake.world, "/case", passphrase());
      if (opened.ok()) seal_folders(**opened, shown);
      fake.disk.crash(n * 7919);
    }
    fake.disk.fail_at(0);
    check_everything(fake, shown);
  }
}

TEST_CASE("a disk full in mid-sealing refuses; with room again the same window goes on") {
  const auto total = all_changes();
  for (std::uint64_t n = 1; n <= total; n += stride) {
    CAPTURE(n);
    FakeWorld fake;
    lay_out(fake);
    Acknowledged shown;
    {
      auto opened = open(fake.world);
      fake.disk.fail_at(fake.disk.change_count() + n);
      seal_folders(*opened, shown);
      fake.disk.fail_at(0);
      seal_folders(*opened, shown);
      CHECK(shown.size() == 4);
      check_sound(*opened);
      fake.disk.crash(n * 104'729);
    }
    check_everything(fake, shown);
  }
}

TEST_CASE("what a full disk refuses is said as such") {
  FakeWorld fake;
  lay_out(fake);
  auto opened = open(fake.world);
  fake.disk.fail_at(fake.disk.change_count() + 1);
  const auto refused = seal_all(*opened, "/in");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().is(errors::disk_full));
}
