// Ed25519 (RFC 8032) by OpenSSL's EVP. Signatures are deterministic: signing the same bytes again
// after a crash writes the same file again.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace kotobune::crypt {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

class SigningKey {
 public:
  // From a 32-byte seed (RFC 8032 private key).
  static SigningKey from_seed(ByteView seed);
  const PublicKey& public_key() const { return public_key_; }
  ByteView seed() const { return seed_.view(); }
  Signature sign(ByteView message) const;

 private:
  Secret seed_;
  PublicKey public_key_{};
};

bool verify(const PublicKey& key, ByteView message, ByteView signature);

}  // namespace kotobune::crypt
