// Ed25519 over OpenSSL's EVP.
//
// Verifiers of Ed25519 in the world disagree on malformed keys and signatures. We answer as
// RFC 8032, section 5.1.7, read strictly; we only ever refuse more than OpenSSL, so whatever we
// accept, `openssl pkeyutl -verify` accepts as well:
//   1. s < L, and R is compared as bytes: OpenSSL does both (no malleable signatures);
//   2. the equation without the cofactor: OpenSSL's choice too;
//   3. a key whose y is p or more is refused (the RFC says so, OpenSSL reduces it): otherwise one
//      key has two spellings and therefore two key ids;
//   4. a key of small order is refused: it lets its maker produce one signature that is valid
//      for many messages, and so deny which of them was signed.
#include <algorithm>

#include "crypt/openssl_handles.h"
#include "crypt/sign.h"

namespace kotobune::crypt {
namespace {

// The y coordinates (little endian) of the eight points whose order divides 8. The points of one
// y differ in the sign bit, which is cleared before comparing; that also refuses the spellings
// "x = 0 with sign 1", which exist for y = 1 and y = -1 only.
constexpr PublicKey small_order_y[] = {
    {0},
    {1},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89,
     0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39,
     0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76,
     0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6,
     0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
};

// p = 2^255 - 19; only values that begin (at their high end) with 7f ff .. ff can reach it.
bool y_is_canonical(const PublicKey& y) {
  if (y[31] != 0x7f || y[0] < 0xed) return true;
  return std::any_of(y.begin() + 1, y.end() - 1, [](std::uint8_t byte) { return byte != 0xff; });
}

// Rules 3 and 4 above. The key is public, so comparing may take its time.
bool is_sound(const PublicKey& key) {
  PublicKey y = key;
  y[31] &= 0x7f;
  if (!y_is_canonical(y)) return false;
  return std::count(std::begin(small_order_y), std::end(small_order_y), y) == 0;
}

}  // namespace

SigningKey SigningKey::from_seed(ByteView seed) {
  ensure(seed.size() == 32, "an Ed25519 seed is 32 bytes");
  SigningKey made;
  made.seed_ = Secret(seed);
  const Handle<EVP_PKEY> key(
      EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, seed.data(), seed.size()));
  ensure(key != nullptr, "every 32 bytes are an Ed25519 seed");
  std::size_t size = made.public_key_.size();
  const int done = EVP_PKEY_get_raw_public_key(key.get(), made.public_key_.data(), &size);
  ensure(done == 1 && size == made.public_key_.size(), "an Ed25519 key has 32 public bytes");
  return made;
}

Signature SigningKey::sign(ByteView message) const {
  const Handle<EVP_PKEY> key = key_pair("ED25519", seed_.view(), public_key_);
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  Signature signature{};
  std::size_t size = signature.size();
  ensure(context != nullptr &&
             EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key.get(),
                                   nullptr) == 1,
         "signing starts");
  const int done = EVP_DigestSign(context.get(), signature.data(), &size, message.data(),
                                  message.size());
  ensure(done == 1 && size == signature.size(), "an Ed25519 signature is 64 bytes");
  return signature;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
  if (signature.size() != Signature().size() || !is_sound(key)) return false;
  const Handle<EVP_PKEY> loaded(
      EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, key.data(), key.size()));
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  ensure(loaded != nullptr && context != nullptr, "a verifying context can be made");
  ensure(EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, loaded.get(),
                                 nullptr) == 1,
         "verifying starts");
  // 1 is the only answer that means yes; 0 and negative values are refusals of various kinds.
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace kotobune::crypt
