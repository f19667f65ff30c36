#include "crypt/digest.h"

#include <doctest/doctest.h>

#include <string>

#include "base/encode.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {
Bytes unhex(const char* text) { return parse_hex(text).value(); }
}  // namespace

TEST_CASE("SHA-256 gives the values of FIPS 180-4") {
  CHECK(hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256(as_bytes("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 million;
  for (int i = 0; i < 1000; ++i) million.update(std::string(1000, 'a'));
  CHECK(hex(million.finish()) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a streamed digest equals the digest of the whole, and can start again") {
  Sha256 stream;
  stream.update("a witness's ");
  stream.update("");
  stream.update("first word");
  CHECK(stream.finish() == sha256(as_bytes("a witness's first word")));
  stream.reset();
  CHECK(stream.finish() == sha256({}));
  Sha256 first;
  first.update("a");
  Sha256 second(std::move(first));
  second.update("bc");
  CHECK(second.finish() == sha256(as_bytes("abc")));
}

TEST_CASE("HMAC-SHA256 gives the values of RFC 4231") {
  CHECK(hex(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There"))) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(Bytes(131, 0xaa),
                        as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hex(hmac_sha256({}, {})) ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("HKDF-SHA256 gives the values of RFC 5869, appendix A") {
  const Bytes info = unhex("f0f1f2f3f4f5f6f7f8f9");
  CHECK(hex(hkdf_sha256(Bytes(22, 0x0b), unhex("000102030405060708090a0b0c"), as_chars(info), 42)
                .view()) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  CHECK(hex(hkdf_sha256(Bytes(22, 0x0b), {}, "", 42).view()) ==
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  Bytes key, salt, long_info;
  for (int i = 0; i < 80; ++i) {
    key.push_back(static_cast<std::uint8_t>(i));
    salt.push_back(static_cast<std::uint8_t>(0x60 + i));
    long_info.push_back(static_cast<std::uint8_t>(0xb0 + i));
  }
  CHECK(hex(hkdf_sha256(key, salt, as_chars(long_info), 82).view()) ==
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c6"
        "5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  CHECK(hkdf_sha256(key, salt, "", 0).empty());
}
