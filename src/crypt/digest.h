// SHA-256 (FIPS 180-4), HMAC-SHA256 and HKDF-SHA256 (RFC 5869), all by OpenSSL's EVP.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/secret.h"

namespace kotobune::crypt {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(ByteView bytes);

// Streaming; finish() ends it, reset() starts again.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(ByteView bytes);
  void update(std::string_view text) { update(as_bytes(text)); }
  Digest finish();
  void reset();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

Digest hmac_sha256(ByteView key, ByteView message);
Secret hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info, std::size_t size);

}  // namespace kotobune::crypt
