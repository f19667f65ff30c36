// With the age program of the distribution, in both directions: a stranger must be able to open
// what we write, and we what a stranger writes.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/fake_world.h"
#include "crypt/age.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kotobune-age-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

bool run(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

void write_file(const std::string& path, ByteView bytes) {
  std::ofstream(path, std::ios::binary) << as_chars(bytes);
}

Bytes read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return to_bytes(std::string{std::istreambuf_iterator<char>(in), {}});
}

bool age_is_installed() {
  if (run("age --version") && run("age-keygen --version")) return true;
  MESSAGE("skipped: the age program is not installed");
  return false;
}

constexpr std::size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 200000};

}  // namespace

TEST_CASE("the age program opens what we write, and finds our damage") {
  if (!age_is_installed()) return;
  const Folder folder;
  FakeRandom random(7);
  const Identity identity = Identity::generate(random);
  const Identity other = Identity::generate(random);
  write_file(folder.file("key"), identity.str().view());
  for (const std::size_t size : sizes) {
    CAPTURE(size);
    Bytes plain(size);
    random.fill(plain);
    Bytes file = age_encrypt(plain, {other.recipient(), identity.recipient()}, random).value();
    write_file(folder.file("sealed"), file);
    const std::string decrypt = "age -d -i " + folder.file("key") + " -o " + folder.file("plain") +
                                " " + folder.file("sealed");
    CHECK(run(decrypt));
    CHECK(read_file(folder.file("plain")) == plain);
    file.back() ^= 1;
    write_file(folder.file("sealed"), file);
    CHECK_FALSE(run(decrypt));
  }
}

TEST_CASE("we open what the age program writes with the key of age-keygen") {
  if (!age_is_installed()) return;
  const Folder folder;
  FakeRandom random(8);
  REQUIRE(run("age-keygen -o " + folder.file("key")));
  const std::string text = to_string(read_file(folder.file("key")));
  const std::string secret = text.substr(text.find("AGE-SECRET-KEY-1"), 74);
  const auto identity = Identity::parse(secret);
  REQUIRE(identity.ok());
  const std::string recipient = identity->recipient().str();
  CHECK(text.find("# public key: " + recipient) != std::string::npos);
  for (const std::size_t size : sizes) {
    CAPTURE(size);
    Bytes plain(size);
    random.fill(plain);
    write_file(folder.file("plain"), plain);
    REQUIRE(run("age -r " + recipient + " -o " + folder.file("sealed") + " " +
                folder.file("plain")));
    const Bytes file = read_file(folder.file("sealed"));
    CHECK(file.size() == age_size(size, 1));
    CHECK(age_decrypt(file, {&*identity}).value() == plain);
  }
}

// The program asks for a passphrase at the terminal only; script(1) gives it one.
TEST_CASE("the age program opens our passphrase file") {
  if (!age_is_installed()) return;
  if (!run("script --version")) {
    MESSAGE("skipped: script(1) is not installed");
    return;
  }
  const Folder folder;
  FakeRandom random(9);
  const auto file = age_encrypt_with_passphrase(as_bytes("kept"), as_bytes("boat"), 12, random);
  write_file(folder.file("sealed"), *file);
  CHECK(run("(sleep 1; echo boat; sleep 1) | script -qec 'age -d -o " + folder.file("plain") +
            " " + folder.file("sealed") + "' /dev/null"));
  CHECK(to_string(read_file(folder.file("plain"))) == "kept");
}
