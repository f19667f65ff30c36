// Age files broken on purpose: whatever is changed, the reader says so and hands out nothing false.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

#include "base/fake_world.h"
#include "crypt/age.h"
#include "crypt/errors.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {

constexpr std::size_t chunk = 65536;
constexpr std::size_t sealed_chunk = chunk + 16;

Identity the_identity() {
  FakeRandom random(1);
  return Identity::generate(random);
}

Bytes pattern(std::size_t size) {
  Bytes bytes(size);
  FakeRandom(5).fill(bytes);
  return bytes;
}

Bytes encrypt(ByteView plain) {
  FakeRandom random(3);
  return std::move(age_encrypt(plain, {the_identity().recipient()}, random)).value();
}

std::string outcome(ByteView file) {
  const Identity identity = the_identity();
  const auto plain = age_decrypt(file, {&identity});
  return plain.ok() ? "ok" : plain.error().code().id;
}

std::size_t payload_start(std::size_t) { return age_size(0, 1) - 16; }

}  // namespace

TEST_CASE("every flipped bit of a small file is noticed, in each of its regions") {
  const Bytes file = encrypt(pattern(40));
  std::size_t version = 0, stanza = 0, header = 0, payload = 0;
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes changed = file;
      changed[at] ^= static_cast<std::uint8_t>(1 << bit);
      const std::string found = outcome(changed);
      CAPTURE(at);
      CAPTURE(bit);
      CHECK(found != "ok");
      version += at < 22 && (found == "E0101" || found == "E0105");
      stanza += found == "E0102";
      header += found == "E0104";
      payload += found == "E0103";
    }
  }
  CHECK(version == 22 * 8);
  CHECK(stanza > 0);
  CHECK(header > 0);
  // The nonce and the only chunk: 16 + 40 + 16 bytes.
  CHECK(payload == (16 + 40 + 16) * 8);
}

TEST_CASE("a file cut off anywhere does not read") {
  const Bytes file = encrypt(pattern(300));
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(outcome(ByteView(file).first(size)) != "ok");
  }
}

TEST_CASE("chunks swapped, dropped, doubled or added are noticed, by the stream and by seeking") {
  const std::size_t size = 3 * chunk + 5;
  const Bytes file = encrypt(pattern(size));
  const std::size_t start = payload_start(size);
  const auto at = [&](std::size_t number) {
    return static_cast<std::ptrdiff_t>(start + number * sealed_chunk);
  };
  Bytes swapped = file;
  std::swap_ranges(swapped.begin() + at(0), swapped.begin() + at(1), swapped.begin() + at(1));
  Bytes dropped = file;
  dropped.erase(dropped.begin() + at(1), dropped.begin() + at(2));
  Bytes doubled = file;
  doubled.insert(doubled.begin() + at(1), file.begin() + at(0), file.begin() + at(1));
  Bytes without_end(file.begin(), file.begin() + at(3));
  Bytes added = file;
  added.push_back(0);
  Bytes repeated = file;
  repeated.insert(repeated.end(), file.begin() + at(3), file.end());
  const Identity identity = the_identity();
  for (const Bytes& broken : {swapped, dropped, doubled, without_end, added, repeated}) {
    CHECK(outcome(broken) == "E0103");
    auto reader = AgeReader::open_bytes(broken, {&identity});
    REQUIRE(reader.ok());
    Bytes out(size);
    CHECK_FALSE((*reader)->read_at(0, out).ok());
  }
}

TEST_CASE("the size of a file that was cut at a chunk's edge is not believed") {
  const Bytes file = encrypt(pattern(2 * chunk));
  const Identity identity = the_identity();
  const ByteView cut = ByteView(file).first(payload_start(0) + sealed_chunk);
  auto reader = AgeReader::open_bytes(cut, {&identity});
  REQUIRE(reader.ok());
  // As a stream the first chunk is authentic and goes out, then the missing end is the error.
  std::size_t released = 0;
  const Status read = (*reader)->read_all([&](ByteView bytes) -> Status {
    released += bytes.size();
    return {};
  });
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().is(errors::age_damaged));
  CHECK(released == chunk);
  CHECK_FALSE((*reader)->size().ok());
  Bytes out(10);
  CHECK_FALSE((*reader)->read_at(0, out).ok());
}

TEST_CASE("a damaged chunk in the middle leaves the others readable, and nothing of itself") {
  Bytes file = encrypt(pattern(3 * chunk));
  file[payload_start(0) + sealed_chunk + 100] ^= 1;
  const Identity identity = the_identity();
  auto reader = AgeReader::open_bytes(file, {&identity});
  REQUIRE(reader.ok());
  CHECK((*reader)->size().value() == 3 * chunk);
  Bytes out(chunk, 0xee);
  const auto bad = (*reader)->read_at(chunk, out);
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.error().is(errors::age_damaged));
  CHECK(out == Bytes(chunk, 0xee));
  const Bytes plain = pattern(3 * chunk);
  for (const std::size_t good : {std::size_t{0}, 2 * chunk}) {
    CHECK((*reader)->read_at(good, out).value() == chunk);
    CHECK(std::equal(out.begin(), out.end(), plain.begin() + static_cast<std::ptrdiff_t>(good)));
  }
}

TEST_CASE("any one byte changed in a large file never yields other plaintext") {
  const Bytes plain = pattern(2 * chunk + 1000);
  const Bytes file = encrypt(plain);
  const Identity identity = the_identity();
  CHECK(rc::check("one byte", [&] {
    Bytes changed = file;
    const auto at = *rc::gen::inRange<std::size_t>(0, file.size());
    changed[at] ^= *rc::gen::inRange<std::uint8_t>(1, 255);
    auto reader = AgeReader::open_bytes(changed, {&identity});
    if (!reader.ok()) return;
    Bytes released;
    const Status read = (*reader)->read_all([&](ByteView bytes) -> Status {
      append(released, bytes);
      return {};
    });
    RC_ASSERT_FALSE(read.ok());
    RC_ASSERT(released.size() <= plain.size());
    RC_ASSERT(std::equal(released.begin(), released.end(), plain.begin()));
  }));
}

TEST_CASE("a disk that refuses ends the writing, and the refusal is repeated, not forgotten") {
  FakeRandom random(3);
  std::size_t taken = 0;
  const auto sink = [&](ByteView bytes) -> Status {
    if (taken + bytes.size() > 100000) return Error(errors::age_damaged, {{"why", "test"}});
    taken += bytes.size();
    return {};
  };
  auto writer = AgeWriter::create({the_identity().recipient()}, random, sink);
  REQUIRE(writer.ok());
  CHECK_FALSE((*writer)->write(pattern(5 * chunk)).ok());
  CHECK_FALSE((*writer)->write(pattern(1)).ok());
  CHECK_FALSE((*writer)->finish().ok());
  const auto refusing = [](ByteView) -> Status {
    return Error(errors::age_damaged, {{"why", "test"}});
  };
  CHECK_FALSE(AgeWriter::create({the_identity().recipient()}, random, refusing).ok());
}

TEST_CASE("a reader's sink may refuse, and its refusal is passed on") {
  const Bytes file = encrypt(pattern(2 * chunk));
  const Identity identity = the_identity();
  auto reader = AgeReader::open_bytes(file, {&identity});
  const Status read = (*reader)->read_all(
      [](ByteView) -> Status { return Error(errors::age_recipient_count); });
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().is(errors::age_recipient_count));
}
