#include "crypt/aead.h"

#include <doctest/doctest.h>

#include "base/encode.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {
Bytes unhex(const char* text) { return parse_hex(text).value(); }
}  // namespace

// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
TEST_CASE("AES-256-GCM gives the values of its specification, both ways, again and again") {
  Aead aead = Aead::aes_256_gcm(
      unhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  const Bytes nonce = unhex("cafebabefacedbaddecaf888");
  const Bytes aad = unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const Bytes plain = unhex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525"
      "b16aedf5aa0de657ba637b39");
  for (int round = 0; round < 3; ++round) {
    Bytes sealed(plain.size());
    Bytes tag(16);
    aead.seal(nonce, aad, plain, sealed, tag);
    CHECK(hex(sealed) ==
          "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
          "8cb08e48590dbb3da7b08b1056828838"
          "c5f61e6393ba7a0abcc9f662");
    CHECK(hex(tag) == "76fc6ece0f4e1768cddf8853bb2d551b");
    Bytes opened(sealed.size());
    CHECK(aead.open(nonce, aad, sealed, tag, opened));
    CHECK(opened == plain);
  }
}

TEST_CASE("a page changed anywhere does not open and leaves no plaintext behind") {
  Aead aead = Aead::aes_256_gcm(Bytes(32, 9));
  const Bytes nonce(12, 1);
  const Bytes aad = to_bytes("offset 4096");
  Bytes page(4096, 'x');
  Bytes tag(16);
  aead.seal(nonce, aad, page, page, tag);  // in place
  CHECK(page != Bytes(4096, 'x'));
  const auto refuses = [&](ByteView n, ByteView a, ByteView c, ByteView t) {
    Bytes out(c.size(), 7);
    return !aead.open(n, a, c, t, out) && out == Bytes(c.size(), 0);
  };
  Bytes bad = page;
  bad[4095] ^= 1;
  CHECK(refuses(nonce, aad, bad, tag));
  bad = tag;
  bad[0] ^= 1;
  CHECK(refuses(nonce, aad, page, bad));
  CHECK(refuses(nonce, to_bytes("offset 8192"), page, tag));
  CHECK(refuses(nonce, {}, page, tag));
  CHECK(refuses(Bytes(12, 2), aad, page, tag));
  CHECK(aead.open(nonce, aad, page, tag, page));  // in place, and after refusals
  CHECK(page == Bytes(4096, 'x'));
}

TEST_CASE("nothing at all can be sealed, with and without a context") {
  Aead first = Aead::aes_256_gcm(Bytes(32, 9));
  Aead aead(std::move(first));
  Bytes tag(16);
  aead.seal(Bytes(12, 1), {}, {}, {}, tag);
  CHECK(aead.open(Bytes(12, 1), {}, {}, tag, {}));
  CHECK_FALSE(aead.open(Bytes(12, 1), to_bytes("a"), {}, tag, {}));
}
