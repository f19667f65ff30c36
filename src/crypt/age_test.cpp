#include "crypt/age.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

#include "base/fake_world.h"
#include "crypt/age_primitives.h"
#include "crypt/bech32.h"
#include "crypt/errors.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {

constexpr std::size_t chunk = 65536;
constexpr std::size_t edges[] = {0,         1,         chunk - 1,     chunk,
                                 chunk + 1, 2 * chunk, 2 * chunk + 1, 3 * chunk - 1};

Bytes pattern(std::size_t size, std::uint64_t seed = 5) {
  Bytes bytes(size);
  FakeRandom(seed).fill(bytes);
  return bytes;
}

Bytes encrypt(ByteView plain, const std::vector<Recipient>& recipients, std::uint64_t seed = 3) {
  FakeRandom random(seed);
  return std::move(age_encrypt(plain, recipients, random)).value();
}

Identity identity_of(std::uint64_t seed) {
  FakeRandom random(seed);
  return Identity::generate(random);
}

// "ok", or the id of the error.
template <typename T>
std::string outcome(const Result<T>& result) {
  return result.ok() ? "ok" : result.error().code().id;
}

}  // namespace

TEST_CASE("an age key is spelled as age-keygen spells it") {
  // The key of the C2SP vectors; its recipient as `age-keygen -y` prints it.
  const std::string text =
      "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
  const auto identity = Identity::parse(text);
  REQUIRE(identity.ok());
  CHECK(as_chars(identity->str().view()) == text);
  const std::string recipient = identity->recipient().str();
  CHECK(recipient == "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef");
  CHECK(Recipient::parse(recipient).value() == identity->recipient());
  CHECK(as_chars(identity->clone().str().view()) == text);
}

TEST_CASE("a key with one wrong character, in the wrong case or of another kind is refused") {
  const Identity identity = identity_of(1);
  const std::string secret = to_string(identity.str().view());
  const std::string open = identity.recipient().str();
  for (std::size_t at = 0; at < open.size(); ++at) {
    std::string changed = open;
    changed[at] = changed[at] == 'q' ? 'p' : 'q';
    CHECK(outcome(Recipient::parse(changed)) == "E0107");
    changed = secret;
    changed[at] = changed[at] == 'Q' ? 'P' : 'Q';
    CHECK(outcome(Identity::parse(changed)) == "E0108");
  }
  const auto recase = [](std::string text, char from, char to, int shift) {
    for (char& c : text) {
      if (c >= from && c <= to) c = static_cast<char>(c + shift);
    }
    return text;
  };
  CHECK(outcome(Recipient::parse(recase(open, 'a', 'z', -32))) == "E0107");
  CHECK(outcome(Identity::parse(recase(secret, 'A', 'Z', 32))) == "E0108");
  CHECK(outcome(Recipient::parse(secret)) == "E0107");
  CHECK(outcome(Identity::parse(open)) == "E0108");
  CHECK(outcome(Recipient::parse("")) == "E0107");
  CHECK(outcome(Recipient::parse(as_chars(bech32_encode("age", Bytes(31, 1)).view()))) == "E0107");
  const auto error = Identity::parse(secret.substr(0, secret.size() - 1));
  REQUIRE_FALSE(error.ok());
  CHECK(error.error().sentence().find(secret.substr(20, 10)) == std::string::npos);
}

TEST_CASE("a recipient that makes every secret zero is refused when read and when written for") {
  for (const std::uint8_t low : Bytes{0, 1}) {
    Point point{};
    point[0] = low;
    CHECK(outcome(Recipient::parse(as_chars(bech32_encode("age", point).view()))) == "E0107");
    FakeRandom random;
    CHECK(outcome(age_encrypt({}, {Recipient(point)}, random)) == "E0107");
  }
}

TEST_CASE("Bech32 gives back what it was given, and has one spelling") {
  CHECK(rc::check("round trip", [](const Bytes& data) {
    const Secret text = bech32_encode("age", data);
    const auto decoded = bech32_decode(as_chars(text.view()));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(Bytes(decoded->data.view().begin(), decoded->data.view().end()) == data);
    RC_ASSERT(decoded->prefix == "age");
  }));
  CHECK(bech32_decode("a12uel5l").has_value());  // BIP 173's own
  for (const char* bad : {"", "1", "a1", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3",
                          "A1G7SGD8", "10a06t8", "1qzzfhee", "a12UEL5L", "a12uel5m",
                          "de1lg7wt\xff", "\x20" "1nwldj5"}) {
    CAPTURE(bad);
    CHECK_FALSE(bech32_decode(bad).has_value());
  }
}

TEST_CASE("what was encrypted for several opens with each of their keys, at every chunk edge") {
  const Identity first = identity_of(1);
  const Identity second = identity_of(2);
  const Identity stranger = identity_of(4);
  for (const std::size_t size : edges) {
    CAPTURE(size);
    const Bytes plain = pattern(size);
    const Bytes file = encrypt(plain, {first.recipient(), second.recipient()});
    CHECK(file.size() == age_size(size, 2));
    CHECK(age_decrypt(file, {&first}).value() == plain);
    CHECK(age_decrypt(file, {&stranger, &second}).value() == plain);
    const auto reader = AgeReader::open_bytes(file, {&stranger, &second});
    CHECK((*reader)->identity_index() == 1);
    CHECK((*reader)->size().value() == size);
    CHECK(outcome(age_decrypt(file, {&stranger})) == "E0102");
    CHECK(outcome(age_decrypt(file, {})) == "E0102");
  }
}

TEST_CASE("the same plaintext, keys and dice give the same file; other dice give another") {
  const Recipient recipient = identity_of(1).recipient();
  const Bytes plain = pattern(1000);
  CHECK(encrypt(plain, {recipient}, 3) == encrypt(plain, {recipient}, 3));
  CHECK(encrypt(plain, {recipient}, 3) != encrypt(plain, {recipient}, 4));
}

TEST_CASE("however the plaintext is cut into writes, the file is the same") {
  const Recipient recipient = identity_of(1).recipient();
  CHECK(rc::check("cuts", [&] {
    const auto size = *rc::gen::inRange<std::size_t>(0, 4 * chunk);
    const auto at_edge = *rc::gen::arbitrary<bool>();
    const Bytes plain = pattern(at_edge ? size / chunk * chunk : size);
    FakeRandom random(3);
    Bytes file;
    auto writer = AgeWriter::create({recipient}, random, [&](ByteView bytes) -> Status {
      append(file, bytes);
      return {};
    });
    RC_ASSERT(writer.ok());
    for (ByteView rest = plain; !rest.empty();) {
      const auto take = std::min(rest.size(), *rc::gen::inRange<std::size_t>(1, 2 * chunk + 2));
      RC_ASSERT((*writer)->write(rest.first(take)).ok());
      rest = rest.subspan(take);
    }
    RC_ASSERT((*writer)->finish().ok());
    RC_ASSERT(file == encrypt(plain, {recipient}, 3));
  }));
}

TEST_CASE("reading at any place gives what stands there") {
  const Identity identity = identity_of(1);
  CHECK(rc::check("seeks", [&] {
    const auto size = *rc::gen::elementOf(std::vector<std::size_t>(std::begin(edges),
                                                                   std::end(edges)));
    const Bytes plain = pattern(size);
    const Bytes file = encrypt(plain, {identity.recipient()});
    auto reader = AgeReader::open_bytes(file, {&identity});
    RC_ASSERT(reader.ok());
    for (int i = 0; i < 6; ++i) {
      const auto offset = *rc::gen::inRange<std::size_t>(0, size + 3);
      Bytes out(*rc::gen::inRange<std::size_t>(0, chunk + 9));
      const auto got = (*reader)->read_at(offset, out);
      RC_ASSERT(got.ok());
      const std::size_t expected = offset >= size ? 0 : std::min(out.size(), size - offset);
      RC_ASSERT(*got == expected);
      RC_ASSERT(std::equal(out.begin(), out.begin() + expected,
                           plain.begin() + std::min(offset, size)));
    }
  }));
}

TEST_CASE("reading from the disk is reading from memory") {
  FakeWorld world;
  const Identity identity = identity_of(1);
  const Bytes plain = pattern(2 * chunk + 77);
  const Bytes file = encrypt(plain, {identity.recipient()});
  REQUIRE(world.disk.make_directory("case").ok());
  REQUIRE(world.disk.write_new("case/object", file).ok());
  auto handle = world.disk.open("case/object", OpenMode::read);
  REQUIRE(handle.ok());
  auto reader = AgeReader::open(std::move(handle).value(), {&identity});
  REQUIRE(reader.ok());
  Bytes all;
  CHECK((*reader)
            ->read_all([&](ByteView bytes) -> Status {
              append(all, bytes);
              return {};
            })
            .ok());
  CHECK(all == plain);
  Bytes middle(10);
  CHECK((*reader)->read_at(chunk - 5, middle).value() == 10);
  CHECK(std::equal(middle.begin(), middle.end(), plain.begin() + chunk - 5));
}

TEST_CASE("a header for hundreds is read whole; for none, or for too many, it is not written") {
  const Identity identity = identity_of(1);
  std::vector<Recipient> recipients(667, identity_of(2).recipient());
  recipients.push_back(identity.recipient());
  const Bytes file = encrypt(pattern(10), recipients);
  CHECK(file.size() == age_size(10, 668));
  CHECK(age_decrypt(file, {&identity}).value() == pattern(10));
  FakeRandom random;
  CHECK(outcome(age_encrypt({}, {}, random)) == "E0109");
  recipients.push_back(identity.recipient());
  CHECK(outcome(age_encrypt({}, recipients, random)) == "E0109");
  // Someone else's file with a header beyond our limit.
  std::string huge = "age-encryption.org/v1\n";
  while (huge.size() < 70000) huge += "-> other\n\n";
  const auto refused = age_decrypt(as_bytes(huge + "--- x\n"), {&identity});
  CHECK(outcome(refused) == "E0101");
  CHECK(refused.error().parameter("why") == "its header is larger than 64 KiB");
}

TEST_CASE("a file for a kind of recipient that we do not know is refused by that name") {
  const Identity identity = identity_of(1);
  const std::string file = "age-encryption.org/v1\n-> piv-p256 abc\n\n--- " +
                           std::string(43, 'A') + "\n" + std::string(40, 'x');
  const auto refused = age_decrypt(as_bytes(file), {&identity});
  CHECK(outcome(refused) == "E0105");
  CHECK(refused.error().parameter("what") == "a recipient of the kind piv-p256");
}

TEST_CASE("a passphrase opens its file, another does not, and keys are told what is missing") {
  FakeRandom random;
  const Bytes plain = pattern(chunk + 1);
  const auto file = age_encrypt_with_passphrase(plain, as_bytes("a boat of words"), 10, random);
  REQUIRE(file.ok());
  CHECK(age_decrypt_with_passphrase(*file, as_bytes("a boat of words")).value() == plain);
  CHECK(outcome(age_decrypt_with_passphrase(*file, as_bytes("a boat of word"))) == "E0102");
  CHECK(outcome(age_decrypt_with_passphrase(*file, {})) == "E0102");
  CHECK(outcome(age_decrypt_with_passphrase(*file, as_bytes("a boat of words"), 9)) == "E0106");
  const Identity identity = identity_of(1);
  CHECK(outcome(age_decrypt(*file, {&identity})) == "E0110");
  const Bytes keyed = encrypt(plain, {identity.recipient()});
  CHECK(outcome(age_decrypt_with_passphrase(keyed, as_bytes("x"))) == "E0102");
  const auto nobody = age_encrypt_with_passphrase({}, {}, 1, random);  // an empty passphrase works
  CHECK(age_decrypt_with_passphrase(*nobody, {}).value().empty());
}

TEST_CASE("a passphrase work factor is measured within bounds; a still clock is no guide") {
  struct SteppingClock : Clock {
    explicit SteppingClock(std::int64_t ms) : step(ms) {}
    Instant now() override { return Instant{0}; }
    std::int64_t monotonic_ms() override { return at += step; }
    int utc_offset_minutes() override { return 0; }
    std::int64_t step;
    std::int64_t at = 0;
  };
  const auto calibrated = [](std::int64_t step, int target) {
    SteppingClock clock(step);
    return calibrate_scrypt(clock, target);
  };
  CHECK(calibrated(100, 800) == 18);
  CHECK(calibrated(100, 1000) == 18);
  CHECK(calibrated(100, 1300) == 19);
  CHECK(calibrated(100, 50) == 15);
  CHECK(calibrated(1, 100000) == 20);
  CHECK(calibrated(0, 1000) == 18);
}
