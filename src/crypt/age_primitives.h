// The three primitives that age v1 is made of, over OpenSSL. Internal to crypt/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/secret.h"

namespace kotobune::crypt {

using Point = std::array<std::uint8_t, 32>;

// X25519 (RFC 7748). Scalars are any 32 bytes; clamping is part of the function.
Point x25519_public(ByteView scalar);
// `own` is x25519_public(scalar): whoever holds a scalar has it, and computing it again would
// double the cost of trying a key. Nothing where the shared secret is zero: then `peer` has small
// order and hides nothing.
std::optional<Secret> x25519(ByteView scalar, const Point& own, const Point& peer);

// scrypt (RFC 7914) with r = 8, p = 1, N = 2^log_n; 32 bytes. Takes 1 KiB * N of memory; nothing
// where the computer does not have that.
std::optional<Secret> scrypt(ByteView passphrase, ByteView salt, int log_n);

// The STREAM construction of age: ChaCha20-Poly1305 over chunks of 64 KiB, each with the nonce
//   counter (11 bytes, big endian) | 1 if last, else 0
// so that chunks cannot be swapped, dropped or cut off at the end. The context is keyed once.
// One object serves one direction; it is not shared by threads.
class ChunkCipher {
 public:
  enum class Direction { seal, open };
  enum class Position { middle, last };
  static constexpr std::size_t tag_bytes = 16;
  static constexpr std::size_t plain_bytes = 65536;
  static constexpr std::size_t sealed_bytes = plain_bytes + tag_bytes;

  ChunkCipher(Direction direction, ByteView key);
  ~ChunkCipher();

  // out.size() == plain.size() + 16.
  void seal(std::uint64_t counter, Position position, ByteView plain, ByteSpan out);
  // out.size() == sealed.size() - 16. On false, `out` holds zeros.
  [[nodiscard]] bool open(std::uint64_t counter, Position position, ByteView sealed, ByteSpan out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::crypt
