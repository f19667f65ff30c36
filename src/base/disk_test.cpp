// The real disk and the fake one keep the same promises: most cases here run on both.
#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "base/errors.h"
#include "base/fake_world.h"
#include "base/world.h"

using namespace kotobune;

namespace {

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/kotobune-disk-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

void on_both_disks(const std::function<void(Disk&, const std::string&)>& law) {
  SUBCASE("real") {
    const Folder folder;
    law(real_world().disk, folder.path);
  }
  SUBCASE("fake") {
    FakeDisk disk;
    REQUIRE(disk.make_directory("/case").ok());
    law(disk, "/case");
  }
}

template <typename T>
std::string refusal(const Result<T>& result) {
  return result.ok() ? "ok" : result.error().code().id;
}

std::string content(Disk& disk, const std::string& path) {
  const auto read = disk.read_all(path, 1u << 20);
  return read.ok() ? to_string(*read) : std::string("! ") + read.error().code().id;
}

}  // namespace

TEST_CASE("paths are joined and taken apart") {
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("a/", "b") == "a/b");
  CHECK(join_path("/", "b") == "/b");
  CHECK(join_path("", "b") == "b");
  CHECK(join_path("a", "") == "a");
  CHECK(join_path("case", "/etc") == "case//etc");
  CHECK(parent_path("/a/b") == "/a");
  CHECK(parent_path("/a") == "/");
  CHECK(parent_path("/") == "/");
  CHECK(parent_path("a") == ".");
  CHECK(parent_path("a//b/") == "a");
  CHECK(file_name_of("/a/b/") == "b");
  CHECK(file_name_of("b") == "b");
}

TEST_CASE("a file keeps what is written, where it is written") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto path = join_path(folder, "file");
    auto opened = disk.open(path, OpenMode::create_new);
    REQUIRE(opened.ok());
    File& file = **opened;
    CHECK(file.write_at(3, as_bytes("def")).ok());
    CHECK(file.write_at(0, as_bytes("abc")).ok());
    CHECK(file.sync().ok());
    CHECK(content(disk, path) == "abcdef");
    CHECK(file.truncate(4).ok());
    Bytes out(10);
    CHECK(file.read_at(1, out).value() == 3);
    CHECK(file.read_at(100, out).value() == 0);
    CHECK(file.info()->size_bytes == 4);
    CHECK(disk.info(path)->kind == FileKind::regular);
    CHECK(disk.info(folder)->kind == FileKind::directory);
  });
}

TEST_CASE("each way to open refuses what it must") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto path = join_path(folder, "file");
    CHECK(refusal(disk.open(path, OpenMode::read)) == "E0001");
    CHECK(refusal(disk.open(path, OpenMode::read_write)) == "E0001");
    CHECK(refusal(disk.open(join_path(path, "below"), OpenMode::create)) == "E0001");
    CHECK(disk.open(path, OpenMode::create).ok());
    CHECK(disk.open(path, OpenMode::create).ok());
    CHECK(refusal(disk.open(path, OpenMode::create_new)) == "E0002");
    CHECK(refusal(disk.open(folder, OpenMode::read)) == "E0007");
    CHECK(refusal(disk.open(folder, OpenMode::create)) == "E0007");
    auto reading = disk.open(path, OpenMode::read);
    REQUIRE(reading.ok());
    CHECK(refusal((*reading)->write_at(0, as_bytes("x"))) == "E0004");
    CHECK(refusal((*reading)->truncate(0)) == "E0004");
    CHECK(refusal(disk.info(join_path(folder, "nothing"))) == "E0001");
    CHECK(refusal(disk.list(join_path(folder, "nothing"))) == "E0001");
    CHECK(refusal(disk.remove(join_path(folder, "nothing"))) == "E0001");
    CHECK(refusal(disk.sync_directory(join_path(folder, "nothing"))) == "E0001");
    CHECK(refusal(disk.free_bytes(join_path(folder, "nothing"))) == "E0001");
  });
}

TEST_CASE("folders are made with their parents, listed in order, removed when empty") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto deep = join_path(folder, "a/b/c");
    CHECK(disk.make_directory(deep).ok());
    CHECK(disk.make_directory(deep).ok());
    CHECK(disk.write_new(join_path(folder, "a/z"), as_bytes("z")).ok());
    CHECK(disk.write_new(join_path(folder, "a/B"), as_bytes("B")).ok());
    const auto entries = disk.list(join_path(folder, "a"));
    REQUIRE(entries.ok());
    REQUIRE(entries->size() == 3);
    CHECK((*entries)[0].name == "B");
    CHECK((*entries)[1].name == "b");
    CHECK((*entries)[1].kind == FileKind::directory);
    CHECK((*entries)[2].name == "z");
    CHECK(refusal(disk.make_directory(join_path(folder, "a/z"))) == "E0002");
    CHECK(refusal(disk.remove(join_path(folder, "a"))) == "E0002");
    CHECK(disk.remove(deep).ok());
    CHECK_FALSE(disk.exists(deep));
    CHECK(disk.free_bytes(folder).value() > 0);
  });
}

TEST_CASE("a move replaces, or refuses to replace, as it was asked") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto a = join_path(folder, "a"), b = join_path(folder, "b"), c = join_path(folder, "c");
    REQUIRE(disk.write_new(a, as_bytes("A")).ok());
    REQUIRE(disk.write_new(b, as_bytes("B")).ok());
    CHECK(refusal(disk.rename_new(a, b)) == "E0002");
    CHECK(content(disk, a) == "A");
    CHECK(content(disk, b) == "B");
    CHECK(disk.rename(a, b).ok());
    CHECK(content(disk, b) == "A");
    CHECK_FALSE(disk.exists(a));
    CHECK(disk.rename_new(b, c).ok());
    CHECK(content(disk, c) == "A");
    CHECK(refusal(disk.rename(a, c)) == "E0001");
    CHECK(refusal(disk.rename_new(a, join_path(folder, "d"))) == "E0001");
    REQUIRE(disk.make_directory(b).ok());
    CHECK(refusal(disk.rename(c, b)) == "E0002");
  });
}

TEST_CASE("a new file is written once and a second time only with the same bytes") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto path = join_path(folder, "object");
    const Bytes large(3u << 20, 7);
    CHECK(disk.write_new(path, large).ok());
    CHECK(disk.write_new(path, large).ok());
    Bytes other = large;
    other.back() = 8;
    CHECK(refusal(disk.write_new(path, other)) == "E0002");
    CHECK(refusal(disk.write_new(path, as_bytes("x"))) == "E0002");
    CHECK(disk.read_all(path, large.size()).value() == large);
    CHECK(disk.write_replacing(path, as_bytes("x")).ok());
    CHECK(disk.write_replacing(path, {}).ok());
    CHECK(content(disk, path).empty());
    CHECK(disk.list(folder)->size() == 1);  // no temporary file is left
    CHECK(refusal(disk.write_new(join_path(folder, "no/file"), as_bytes("x"))) == "E0001");
  });
}

TEST_CASE("a file over the limit is not read") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto path = join_path(folder, "f");
    REQUIRE(disk.write_new(path, as_bytes("12345")).ok());
    CHECK(disk.read_all(path, 5).ok());
    const auto read = disk.read_all(path, 4);
    REQUIRE(refusal(read) == "E0008");
    CHECK(read.error().parameter("limit") == "4");
  });
}

TEST_CASE("a lock keeps out a second holder until the first lets go") {
  on_both_disks([](Disk& disk, const std::string& folder) {
    const auto path = join_path(folder, "lock");
    auto first = disk.lock(path);
    REQUIRE(first.ok());
    CHECK(refusal(disk.lock(path)) == "E0006");
    first->reset();
    CHECK(disk.lock(path).ok());
    CHECK(refusal(disk.lock(folder)) == "E0007");
  });
}

TEST_CASE("the real disk follows no link and opens neither pipe, socket nor device") {
  const Folder folder;
  Disk& disk = real_world().disk;
  const auto path = [&](const char* name) { return join_path(folder.path, name); };
  REQUIRE(disk.write_new(path("file"), as_bytes("x")).ok());
  REQUIRE(::symlink("file", path("link").c_str()) == 0);
  REQUIRE(::mkfifo(path("pipe").c_str(), 0600) == 0);
  const auto link = disk.open(path("link"), OpenMode::read);
  REQUIRE(refusal(link) == "E0007");
  CHECK(link.error().parameter("kind") == "a symbolic link");
  CHECK(refusal(disk.open(path("link"), OpenMode::create)) == "E0007");
  CHECK(disk.info(path("link"))->kind == FileKind::symlink);
  CHECK(refusal(disk.open(path("pipe"), OpenMode::read)) == "E0007");  // and does not wait for it
  CHECK(refusal(disk.open("/dev/zero", OpenMode::read)) == "E0007");
  CHECK(disk.info("/dev/zero")->kind == FileKind::other);
  const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  CHECK(refusal(disk.open(path("socket"), OpenMode::read)) == "E0007");
  ::close(server);
  const std::string cut = path("file") + std::string(1, '\0') + ".txt";
  CHECK(refusal(disk.open(cut, OpenMode::read)) == "E0001");
  CHECK(refusal(disk.remove(cut)) == "E0001");
  CHECK(disk.exists(path("file")));
}

TEST_CASE("what the real disk makes is for its owner only") {
  const Folder folder;
  Disk& disk = real_world().disk;
  REQUIRE(disk.make_directory(join_path(folder.path, "d")).ok());
  REQUIRE(disk.write_new(join_path(folder.path, "d/f"), as_bytes("x")).ok());
  struct stat about {};
  REQUIRE(::stat(join_path(folder.path, "d").c_str(), &about) == 0);
  CHECK((about.st_mode & 077) == 0);
  REQUIRE(::stat(join_path(folder.path, "d/f").c_str(), &about) == 0);
  CHECK((about.st_mode & 077) == 0);
}

TEST_CASE("a full disk is told as such, and nothing half is left") {
  Disk& disk = real_world().disk;
  const auto file = disk.open("/dev/full", OpenMode::read_write);
  CHECK(refusal(file) == "E0007");
  CHECK(refusal(disk.make_directory("/proc/kotobune")) != "ok");
}

TEST_CASE("the real clock runs and the real dice do not repeat") {
  World& world = real_world();
  CHECK(world.clock.now().ms > 1'700'000'000'000);
  const auto before = world.clock.monotonic_ms();
  CHECK(world.clock.monotonic_ms() >= before);
  CHECK(world.clock.utc_offset_minutes() >= -14 * 60);
  Bytes one(40), two(40);
  world.random.fill(one);
  world.random.fill(two);
  CHECK(one != two);
}
