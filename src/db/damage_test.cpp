// The database against knives and power cuts: what is altered shows, what is acknowledged stays.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/errors.h"
#include "base/fake_world.h"
#include "db/database.h"
#include "db/errors.h"
#include "db/page_cipher.h"

using namespace kotobune;
using namespace kotobune::db;

namespace {

const std::string path = "box/outbox.db";
const std::string wal = path + "-wal";
const Bytes key(32, 0x33);

Bytes content(FakeWorld& fake, const std::string& name) {
  auto read = fake.disk.read_all(name, 64u << 20);
  REQUIRE(read.ok());
  return std::move(read).value();
}

void put(FakeWorld& fake, const std::string& name, const Bytes& bytes) {
  auto file = fake.disk.open(name, OpenMode::create);
  REQUIRE(file.ok());
  REQUIRE((*file)->truncate(0).ok());
  REQUIRE((*file)->write_at(0, bytes).ok());
}

void add(Database& database, int from, int to) {
  auto insert = database.prepare("INSERT INTO t(a, b) VALUES(?1, ?2)");
  REQUIRE(insert.ok());
  for (int i = from; i < to; ++i) {
    insert->bind(1, i).bind(2, "the witness in Tarn, number " + std::to_string(i));
    REQUIRE(insert->run().ok());
  }
}

Status make_table(Database& database) {
  return database.exec("CREATE TABLE IF NOT EXISTS t(a INTEGER PRIMARY KEY, b TEXT)");
}

// A closed database of many pages; its WAL is gone.
void make_closed(FakeWorld& fake) {
  REQUIRE(fake.disk.make_directory("box").ok());
  auto database = Database::open(fake.world, path, key, {});
  REQUIRE(database.ok());
  REQUIRE(make_table(*database).ok());
  auto transaction = Transaction::begin(*database);
  add(*database, 0, 2000);
  REQUIRE(transaction->commit().ok());
}

// Opens and reads all; an error, or nothing if all is as it was.
Status read_all(FakeWorld& fake, ByteView with_key = key) {
  TRY_LET(database, Database::open(fake.world, path, with_key, {}));
  TRY_LET(sum, database.prepare("SELECT count(*), sum(length(b)) FROM t"));
  TRY(sum.step());
  return {};
}

std::int64_t rows(Database& database) {
  auto count = database.prepare("SELECT count(*) FROM t");
  REQUIRE(count.ok());
  REQUIRE(count->step().value());
  return count->integer(0);
}

}  // namespace

TEST_CASE("no word of a testimony stands in any file") {
  FakeWorld fake;
  REQUIRE(fake.disk.make_directory("box").ok());
  auto database = Database::open(fake.world, path, key, {});
  REQUIRE(database.ok());
  REQUIRE(make_table(*database).ok());
  add(*database, 0, 500);
  for (const bool moved : {false, true}) {
    if (moved) REQUIRE(database->checkpoint().ok());
    for (const std::string& name : {path, wal}) {
      if (!fake.disk.exists(name)) continue;
      const Bytes bytes = content(fake, name);
      for (const char* word : {"witness", "Tarn", "CREATE", "SQLite"}) {
        CHECK(as_chars(bytes).find(word) == std::string_view::npos);
      }
    }
  }
  CHECK(content(fake, path).size() > 4 * page_bytes);
}

TEST_CASE("a wrong key is told from damage") {
  FakeWorld fake;
  make_closed(fake);
  REQUIRE(read_all(fake).ok());
  const Status refused = read_all(fake, Bytes(32, 0x34));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().is(db::errors::database_wrong_key));
}

TEST_CASE("every flipped byte of a page is seen, wherever it lies") {
  FakeWorld fake;
  make_closed(fake);
  const Bytes whole = content(fake, path);
  for (const std::size_t page : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
    for (const std::size_t at : {0, 16, 100, 4063, 4064, 4080, 4092, 4095}) {
      CAPTURE(page);
      CAPTURE(at);
      Bytes altered = whole;
      altered[page * page_bytes + at] ^= 0x01;
      put(fake, path, altered);
      const Status refused = read_all(fake);
      REQUIRE_FALSE(refused.ok());
      CHECK(refused.error().is(db::errors::database_damaged));
    }
  }
  put(fake, path, whole);
  CHECK(read_all(fake).ok());
}

TEST_CASE("swapped, cut, emptied and foreign pages are seen") {
  FakeWorld fake;
  make_closed(fake);
  const Bytes whole = content(fake, path);
  const auto seen = [&](Bytes altered) {
    put(fake, path, altered);
    const Status refused = read_all(fake);
    return !refused.ok() && refused.error().is(db::errors::database_damaged);
  };
  Bytes swapped = whole;
  std::swap_ranges(swapped.begin() + 3 * page_bytes, swapped.begin() + 4 * page_bytes,
                   swapped.begin() + 5 * page_bytes);
  CHECK(seen(swapped));
  CHECK(seen(Bytes(whole.begin(), whole.begin() + 6 * page_bytes)));
  CHECK(seen(Bytes(whole.begin(), whole.end() - 100)));
  CHECK(seen({}));
  Bytes zeros = whole;
  std::fill_n(zeros.begin() + 4 * page_bytes, page_bytes, std::uint8_t{0});
  CHECK(seen(zeros));
}

TEST_CASE("an altered commit in the WAL is not taken for a torn one") {
  FakeWorld fake;
  REQUIRE(fake.disk.make_directory("box").ok());
  auto database = Database::open(fake.world, path, key, {});
  REQUIRE(database.ok());
  REQUIRE(make_table(*database).ok());
  for (int i = 0; i < 10; ++i) add(*database, i, i + 1);
  const Bytes whole = content(fake, wal);
  const Bytes main = content(fake, path);
  fake.disk.crash(1);  // the open connection is dead; the files are put back as they were
  const auto reopen = [&](const Bytes& bytes) {
    put(fake, path, main);
    put(fake, wal, bytes);
    return read_all(fake);
  };
  REQUIRE(reopen(whole).ok());
  for (const std::size_t at : {0, 17, 40, 48, 100, 4100, 32 + 4120 + 3, 32 + 2 * 4120 + 1000}) {
    CAPTURE(at);
    Bytes altered = whole;
    altered[at] ^= 0x01;
    const Status refused = reopen(altered);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().is(db::errors::database_damaged));
  }
  // The torn end of the last commit is a crash, and the commits before it are there.
  REQUIRE(reopen(Bytes(whole.begin(), whole.end() - 50)).ok());
}

TEST_CASE("what a commit acknowledged survives any power cut, and nothing else half") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    FakeWorld fake;
    REQUIRE(fake.disk.make_directory("box").ok());
    REQUIRE(fake.disk.sync_directory("").ok());
    int acknowledged = 0;
    for (int round = 0; round < 3; ++round) {
      auto database = Database::open(fake.world, path, key, {Durability::every_commit, 64u << 10});
      if (!database.ok()) MESSAGE(database.error().sentence());
      REQUIRE(database.ok());
      REQUIRE(make_table(*database).ok());
      REQUIRE(database->check().ok());
      REQUIRE(rows(*database) == acknowledged);
      const int batches = static_cast<int>(seed % 7) + 3;
      for (int i = 0; i < batches; ++i) {
        auto transaction = Transaction::begin(*database);
        add(*database, acknowledged, acknowledged + 40);
        REQUIRE(transaction->commit().ok());
        acknowledged += 40;
        if ((seed + static_cast<std::uint64_t>(i)) % 5 == 0) REQUIRE(database->checkpoint().ok());
      }
      {
        auto unfinished = Transaction::begin(*database);
        add(*database, 1'000'000, 1'000'300);
        fake.disk.crash(seed * 31 + static_cast<std::uint64_t>(round));
      }
    }
    auto database = Database::open(fake.world, path, key, {});
    REQUIRE(database.ok());
    CHECK(database->check().ok());
    CHECK(rows(*database) == acknowledged);
  }
}

TEST_CASE("a disk that fails at the n-th write is reported, and the database stays whole") {
  for (std::uint64_t change = 1; change < 400; change += change < 60 ? 1 : 7) {
    CAPTURE(change);
    FakeWorld fake;
    REQUIRE(fake.disk.make_directory("box").ok());
    REQUIRE(fake.disk.sync_directory("").ok());
    const std::uint64_t before = fake.disk.change_count();
    fake.disk.fail_at(before + change);
    std::int64_t acknowledged = 0;
    bool failed = false;
    {
      auto database =
          Database::open(fake.world, path, key, {Durability::every_commit, 64u << 10});
      if (!database.ok() || !make_table(*database).ok()) {
        failed = true;
      } else {
        for (int i = 0; i < 12 && !failed; ++i) {
          const Status done = database->exec(
              "INSERT INTO t(b) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n"
              " WHERE i < 30) SELECT hex(zeroblob(i * 20)) FROM n");
          if (done.ok()) acknowledged += 30;
          if (!done.ok()) CHECK(done.error().is(kotobune::errors::disk_full));
          failed = !done.ok() || (i % 4 == 3 && !database->checkpoint().ok());
        }
      }
    }
    fake.disk.fail_at(0);
    fake.disk.crash(change);
    auto database = Database::open(fake.world, path, key, {});
    if (!database.ok()) MESSAGE(database.error().sentence());
    REQUIRE(database.ok());
    REQUIRE(make_table(*database).ok());
    CHECK(database->check().ok());
    // A commit whose answer was lost with the disk may have reached it: all of it or nothing.
    const std::int64_t found = rows(*database);
    const bool right = found == acknowledged || (failed && found == acknowledged + 30);
    CHECK(right);
  }
}

TEST_CASE("a rebuildable database may forget the last commits, never its order") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    FakeWorld fake;
    REQUIRE(fake.disk.make_directory("box").ok());
    REQUIRE(fake.disk.sync_directory("").ok());
    {
      auto database = Database::open(fake.world, path, key, {Durability::rebuildable, 64u << 10});
      REQUIRE(database.ok());
      REQUIRE(make_table(*database).ok());
      for (int i = 0; i < 40; ++i) add(*database, i * 10, i * 10 + 10);
      fake.disk.crash(seed);
    }
    auto database = Database::open(fake.world, path, key, {Durability::rebuildable});
    REQUIRE(database.ok());
    REQUIRE(make_table(*database).ok());
    CHECK(database->check().ok());
    CHECK(rows(*database) <= 400);
  }
}
