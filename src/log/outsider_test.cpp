// A stranger verifies our log: a Go program on the Go project's own transparency library, which
// shares no line with ours. Skipped, aloud, where Go or the library is not installed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "log/test_logs.h"

using namespace kotobune;
using namespace kotobune::log;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, ByteView bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << as_chars(bytes);
}

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "log-outsider-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

int run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

}  // namespace

TEST_CASE("a Go program that knows nothing of us verifies our log and sees each change") {
  if (run("command -v go") != 0 || !fs::exists("/usr/share/gocode/src/golang.org/x/mod/sumdb")) {
    MESSAGE("skipped: go or golang-golang-x-mod-dev is not installed");
    return;
  }
  const Folder folder;
  const std::string checker = (folder.path / "verify_log").string();
  REQUIRE(run("GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= go build -o " + checker + " " +
              KOTOBUNE_SOURCE_DIR "/tests/go/verify_log.go") == 0);

  const fs::path log_folder = folder.path / "log";
  const crypt::SigningKey key = test_key(5);
  MemoryLog log;
  for (const auto& [from, to] : {std::pair{0, 1}, {1, 255}, {255, 300}, {300, 600}}) {
    REQUIRE(log.add(vector_entries(static_cast<std::uint64_t>(from),
                                   static_cast<std::uint64_t>(to))).ok());
    const std::string note = sign_checkpoint(log.tree.size(), log.tree.root(), key);
    const Checkpoint checkpoint{"", log.tree.size(), log.tree.root()};
    write(log_folder / "cp" / checkpoint.file_name(), as_bytes(note));
    write(log_folder / "checkpoint", as_bytes(note));
  }
  write(log_folder / "vkey", as_bytes(log_verifier(key.public_key()).str() + "\n"));
  for (const auto& [path, bytes] : log.files) write(log_folder / path, bytes);

  const std::string verify = checker + " " + log_folder.string();
  CHECK(run(verify) == 0);
  for (const char* index : {" 0", " 255", " 256", " 599"}) CHECK(run(verify + index) == 0);
  CHECK(run(verify + " 600") != 0);

  const auto broken = [&](const std::string& name) {
    const std::string kept = file_text((log_folder / name).string());
    std::string changed = kept;
    changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
    write(log_folder / name, as_bytes(changed));
    const bool seen = run(verify) != 0;
    write(log_folder / name, as_bytes(kept));
    return seen;
  };
  for (const char* name : {"tile/entries/001", "tile/0/002.p/88", "tile/1/000.p/2", "checkpoint"}) {
    CAPTURE(name);
    CHECK(broken(name));
  }
  CHECK(run(verify) == 0);
}
