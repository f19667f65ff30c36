// The published age vectors (C2SP/CCTV, age/testdata): each file says what must happen to it and,
// also where it must fail, the SHA-256 of all plaintext that may be handed out before the failure.
#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/encode.h"
#include "crypt/age.h"
#include "crypt/age_header.h"
#include "crypt/digest.h"
#include "crypt/errors.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {

struct Vector {
  std::string name;
  std::string expect;
  std::string payload;  // "" where nothing may be released
  std::vector<Identity> identities;
  std::string passphrase;
  bool armored = false;
  bool known = true;  // the source says: ignore a file with a key one does not know
  Bytes file;
};

Bytes inflate_all(const std::string& packed) {
  Bytes out(32u << 20);
  uLongf size = out.size();
  REQUIRE(uncompress(out.data(), &size, reinterpret_cast<const Bytef*>(packed.data()),
                     packed.size()) == Z_OK);
  out.resize(size);
  return out;
}

Vector read_vector(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  Vector vector;
  vector.name = path.filename().string();
  bool compressed = false;
  for (std::string line; std::getline(in, line) && !line.empty();) {
    const std::size_t colon = line.find(": ");
    const std::string key = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    if (key == "expect") vector.expect = value;
    else if (key == "payload") vector.payload = value;
    else if (key == "passphrase") vector.passphrase = value;
    else if (key == "armored") vector.armored = true;
    else if (key == "compressed") compressed = true;
    else if (key == "identity" && value.starts_with("AGE-SECRET-KEY-1"))
      vector.identities.push_back(std::move(Identity::parse(value)).value());
    else if (key != "identity" && key != "comment" && key != "file key") vector.known = false;
  }
  const std::string rest{std::istreambuf_iterator<char>(in), {}};
  vector.file = compressed ? inflate_all(rest) : to_bytes(rest);
  return vector;
}

std::string outcome_of(const Error& error) {
  if (error.is(errors::age_wrong_key)) return "no match";
  // Files with no stanza of a kind that we implement: the suite calls these "no match" too.
  if (error.is(errors::age_unsupported) &&
      error.parameter("what").starts_with("a recipient of the kind")) {
    return "no match";
  }
  if (error.is(errors::age_header_altered)) return "HMAC failure";
  if (error.is(errors::age_damaged)) return "payload failure";
  if (error.is(errors::age_malformed) || error.is(errors::age_unsupported) ||
      error.is(errors::age_passphrase_cost)) {
    return "header failure";
  }
  return "another failure: " + error.sentence();
}

struct Outcome {
  std::string word;
  std::string released;  // SHA-256 of everything the sink was given, "" if the file never opened
};

Outcome decrypt(const Vector& vector) {
  if (!vector.passphrase.empty()) {
    const auto plain = age_decrypt_with_passphrase(vector.file, as_bytes(vector.passphrase));
    if (plain.ok()) return {"success", hex(sha256(*plain))};
    return {outcome_of(plain.error()), ""};
  }
  std::vector<const Identity*> keys;
  for (const Identity& identity : vector.identities) keys.push_back(&identity);
  auto reader = AgeReader::open_bytes(vector.file, keys);
  if (!reader.ok()) return {outcome_of(reader.error()), ""};
  Sha256 released;
  const Status read = (*reader)->read_all([&](ByteView bytes) -> Status {
    released.update(bytes);
    return {};
  });
  return {read.ok() ? "success" : outcome_of(read.error()), hex(released.finish())};
}

// Random access must agree with the stream: the same bytes where all is well; where it is not,
// never an answer that differs from them.
void check_random_access(const Vector& vector) {
  std::vector<const Identity*> keys;
  for (const Identity& identity : vector.identities) keys.push_back(&identity);
  auto reader = AgeReader::open_bytes(vector.file, keys);
  if (!reader.ok()) return;
  const auto size = (*reader)->size();
  if (vector.expect != "success") {
    // The last chunk may be sound although an earlier one is not; all of it never reads.
    if (!size.ok()) return;
    Bytes all(static_cast<std::size_t>(*size));
    CHECK_FALSE((*reader)->read_at(0, all).ok());
    return;
  }
  REQUIRE(size.ok());
  Bytes all(static_cast<std::size_t>(*size) + 10);
  const auto got = (*reader)->read_at(0, all);
  REQUIRE(got.ok());
  CHECK(*got == *size);
  all.resize(*got);
  CHECK(hex(sha256(all)) == vector.payload);
}

}  // namespace

TEST_CASE("the age vectors of CCTV: the same failures, and not a byte more released") {
  const char* shared = std::getenv("KOTOBUNE_SHARED");
  if (shared == nullptr) {
    MESSAGE("skipped: KOTOBUNE_SHARED is not set");
    return;
  }
  std::map<std::string, int> outcomes;
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(shared) + "/vectors/age")) {
    const std::string name = entry.path().filename().string();
    // The hybrid recipients are of a later age than the v1 that our objects are written in.
    if (name == "SOURCE.md" || name.starts_with("hybrid")) continue;
    const Vector vector = read_vector(entry.path());
    CAPTURE(name);
    if (vector.armored) {
      const auto armored = age_decrypt(vector.file, {});
      CHECK_FALSE(armored.ok());
      continue;
    }
    REQUIRE(vector.known);
    ++count;
    const Outcome outcome = decrypt(vector);
    ++outcomes[vector.expect];
    CHECK(outcome.word == vector.expect);
    if (!vector.payload.empty()) CHECK(outcome.released == vector.payload);
    if (vector.payload.empty() && vector.expect != "payload failure") CHECK(outcome.released == "");
    if (vector.payload.empty() && vector.expect == "payload failure") {
      CHECK(outcome.released == hex(sha256({})));
    }
    check_random_access(vector);
    if (vector.expect == "header failure") continue;
    const auto header = parse_age_header(vector.file);
    REQUIRE(header.ok());
    CHECK(age_header_text(header->stanzas) + age_mac_text(header->mac) ==
          as_chars(ByteView(vector.file).first(header->size_bytes)));
    CHECK(age_header_end(vector.file) == header->size_bytes);
  }
  CHECK(count == 92);
  CHECK(outcomes == std::map<std::string, int>{{"HMAC failure", 1},
                                               {"header failure", 51},
                                               {"no match", 7},
                                               {"payload failure", 18},
                                               {"success", 15}});
}

TEST_CASE("an armored file is refused by name") {
  const auto plain = age_decrypt(as_bytes("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"), {});
  REQUIRE_FALSE(plain.ok());
  CHECK(plain.error().is(errors::age_unsupported));
  CHECK(plain.error().parameter("what").starts_with("armor"));
}
