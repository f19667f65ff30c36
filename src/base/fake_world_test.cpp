// The fake disk must be as cruel as a real one may be, and not more: otherwise the fault tests that
// rest on it prove nothing, or too much.
#include <doctest/doctest.h>

#include <set>

#include "base/errors.h"
#include "base/fake_world.h"

using namespace kotobune;

namespace {

constexpr std::uint64_t seeds = 1000;

std::string content(Disk& disk, const std::string& path) {
  const auto read = disk.read_all(path, 1u << 20);
  return read.ok() ? to_string(*read) : "missing";
}

// The pictures that power cuts with many seeds leave of one file.
std::set<std::string> pictures(void (*story)(FakeDisk&), const std::string& path) {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    FakeDisk disk;
    story(disk);
    disk.crash(seed);
    seen.insert(content(disk, path));
  }
  return seen;
}

void write(FakeDisk& disk, const std::string& path, std::string_view text) {
  auto file = disk.open(path, OpenMode::create);
  REQUIRE(file.ok());
  REQUIRE((*file)->write_at(0, as_bytes(text)).ok());
}

void write_durably(FakeDisk& disk, const std::string& path, std::string_view text) {
  REQUIRE(disk.write_new(path, as_bytes(text)).ok());
}

}  // namespace

TEST_CASE("what was written and synced, with its name, outlives every power cut") {
  const auto seen = pictures([](FakeDisk& disk) { write_durably(disk, "/f", "safe"); }, "/f");
  CHECK(seen == std::set<std::string>{"safe"});
}

TEST_CASE("a file without sync may be lost, empty, zeros or there") {
  const auto seen = pictures([](FakeDisk& disk) { write(disk, "/f", "text"); }, "/f");
  CHECK(seen == std::set<std::string>{"missing", "", std::string(4, '\0'), "text"});
}

TEST_CASE("a synced file whose folder was not synced may have lost its name, never its bytes") {
  const auto seen = pictures(
      [](FakeDisk& disk) {
        auto file = disk.open("/f", OpenMode::create_new);
        REQUIRE((*file)->write_at(0, as_bytes("text")).ok());
        REQUIRE((*file)->sync().ok());
      },
      "/f");
  CHECK(seen == std::set<std::string>{"missing", "text"});
}

TEST_CASE("a later write may arrive without an earlier one, and large ones in pieces") {
  const auto story = [](FakeDisk& disk) {
    write_durably(disk, "/f", std::string(2048, '.'));
    auto file = disk.open("/f", OpenMode::read_write);
    REQUIRE((*file)->write_at(0, as_bytes(std::string(1024, 'a'))).ok());
    REQUIRE((*file)->write_at(1024, as_bytes(std::string(1024, 'b'))).ok());
  };
  const auto seen = pictures(story, "/f");
  const auto picture = [](std::string_view sectors) {
    std::string text;
    for (const char sector : sectors) text += std::string(512, sector);
    return text;
  };
  for (const char* possible : {"....", "aa..", "..bb", "aabb", "a...", ".a..", "...b", "a..b"})
    CHECK_MESSAGE(seen.count(picture(possible)) == 1, possible);
  for (const std::string& each : seen) CHECK(each.size() == 2048);
}

TEST_CASE("a replacing rename leaves the old file or the new one, never none") {
  const auto seen = pictures(
      [](FakeDisk& disk) {
        write_durably(disk, "/f", "old");
        write_durably(disk, "/f.part", "new");
        REQUIRE(disk.rename("/f.part", "/f").ok());
      },
      "/f");
  CHECK(seen == std::set<std::string>{"old", "new"});
}

TEST_CASE("a rename between folders may leave both names, never none") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (const bool synced : {false, true}) {
      FakeDisk disk;
      REQUIRE(disk.make_directory("/a").ok());
      REQUIRE(disk.make_directory("/b").ok());
      write_durably(disk, "/a/f", "text");
      REQUIRE(disk.rename("/a/f", "/b/f").ok());
      if (synced) REQUIRE(disk.sync_directory("/a").ok());
      disk.crash(seed);
      const std::string names =
          std::string(disk.exists("/a/f") ? "a" : "") + (disk.exists("/b/f") ? "b" : "");
      CHECK_FALSE(names.empty());
      if (synced) CHECK(names == "b");
      else seen.insert(names);
    }
  }
  CHECK(seen == std::set<std::string>{"a", "ab", "b"});
}

TEST_CASE("a removed file may come back after a power cut until its folder is synced") {
  const auto seen = pictures(
      [](FakeDisk& disk) {
        write_durably(disk, "/f", "text");
        REQUIRE(disk.remove("/f").ok());
      },
      "/f");
  CHECK(seen == std::set<std::string>{"missing", "text"});
  const auto after = pictures(
      [](FakeDisk& disk) {
        write_durably(disk, "/f", "text");
        REQUIRE(disk.remove("/f").ok());
        REQUIRE(disk.sync_directory("/").ok());
      },
      "/f");
  CHECK(after == std::set<std::string>{"missing"});
}

TEST_CASE("a new folder is durable when it was made") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    FakeDisk disk;
    REQUIRE(disk.make_directory("/a/b").ok());
    write_durably(disk, "/a/b/f", "text");
    disk.crash(seed);
    CHECK(content(disk, "/a/b/f") == "text");
  }
}

TEST_CASE("replacing a small file leaves the old or the new text at whichever change it fails") {
  FakeDisk counting;
  write_durably(counting, "/f", "old");
  const auto before = counting.change_count();
  REQUIRE(counting.write_replacing("/f", as_bytes("new text")).ok());
  const auto changes = counting.change_count() - before;
  CHECK(changes == 5);  // name, bytes, sync, rename, sync of the folder
  for (std::uint64_t at = 1; at <= changes + 1; ++at) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      FakeDisk disk;
      write_durably(disk, "/f", "old");
      disk.fail_at(before + at);
      const Status replaced = disk.write_replacing("/f", as_bytes("new text"));
      CHECK(replaced.ok() == (at > changes));
      if (!replaced.ok()) CHECK(replaced.error().is(errors::disk_full));
      disk.crash(seed);
      disk.fail_at(0);
      const std::string left = content(disk, "/f");
      CHECK_MESSAGE((left == "new text" || (left == "old" && !replaced.ok())), left);
      CHECK(disk.write_replacing("/f", as_bytes("again")).ok());
      CHECK(content(disk, "/f") == "again");
    }
  }
}

TEST_CASE("a full disk takes no change any more and says that nothing is free") {
  FakeDisk disk;
  write_durably(disk, "/f", "text");
  auto file = disk.open("/f", OpenMode::read_write);
  disk.fail_at(disk.change_count() + 1);
  CHECK(disk.free_bytes("/").value() == 0);
  const Bytes large(2000, 'x');
  CHECK((*file)->write_at(0, large).error().is(errors::disk_full));
  CHECK((*file)->info()->size_bytes == 512);  // the front of the write that filled it
  CHECK((*file)->write_at(0, large).error().is(errors::disk_full));
  CHECK((*file)->truncate(0).error().is(errors::disk_full));
  CHECK((*file)->sync().error().is(errors::disk_full));
  CHECK(disk.remove("/f").error().is(errors::disk_full));
  CHECK(disk.rename("/f", "/g").error().is(errors::disk_full));
  CHECK(disk.make_directory("/d").error().is(errors::disk_full));
  CHECK(disk.open("/n", OpenMode::create).error().is(errors::disk_full));
  CHECK(disk.lock("/l").error().is(errors::disk_full));
  CHECK(disk.sync_directory("/").error().is(errors::disk_full));
  CHECK(disk.exists("/f"));
}

TEST_CASE("files that were open and locks that were held end with the power") {
  FakeDisk disk;
  auto lock = disk.lock("/lock");
  REQUIRE(lock.ok());
  REQUIRE(disk.sync_directory("/").ok());
  auto file = disk.open("/lock", OpenMode::read_write);
  disk.crash(1);
  Bytes out(1);
  CHECK((*file)->read_at(0, out).error().is(errors::disk_failed));
  CHECK((*file)->write_at(0, out).error().is(errors::disk_failed));
  CHECK((*file)->sync().error().is(errors::disk_failed));
  auto again = disk.lock("/lock");
  CHECK(again.ok());
  lock->reset();  // the dead handle must not free the new one
  CHECK(disk.lock("/lock").error().is(errors::file_locked));
}

TEST_CASE("a file may outlive its disk") {
  std::unique_ptr<File> file;
  {
    FakeDisk disk;
    file = std::move(disk.open("/f", OpenMode::create)).value();
  }
  CHECK(file->write_at(0, as_bytes("x")).ok());
}

TEST_CASE("the fake clock moves at each look and the fake dice repeat") {
  FakeWorld one, two;
  const Instant before = one.clock.now();
  CHECK(before < one.clock.now());
  one.clock.set(Instant{5});
  one.clock.advance_ms(10);
  CHECK(one.clock.now() == Instant{16});
  Bytes a(21), b(21), c(21);
  one.random.fill(a);
  two.random.fill(b);
  one.random.fill(c);
  CHECK(a == b);
  CHECK(a != c);
}
