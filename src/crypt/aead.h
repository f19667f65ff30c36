// AES-256-GCM with the key schedule done once, for the pages of the encrypted SQLite files.
//
// A nonce must never be used twice with one key: the caller draws 12 random bytes for each seal and
// takes a new key before 2^32 of them (at each rebuild of the index). One object belongs to one
// thread at a time.
#pragma once

#include <memory>

#include "base/bytes.h"

namespace kotobune::crypt {

class Aead {
 public:
  static constexpr std::size_t key_bytes = 32;
  static constexpr std::size_t nonce_bytes = 12;
  static constexpr std::size_t tag_bytes = 16;

  static Aead aes_256_gcm(ByteView key);
  ~Aead();
  Aead(Aead&&) noexcept;
  Aead& operator=(Aead&&) noexcept;

  // ciphertext.size() == plaintext.size(); the two may be the same memory (not merely overlap).
  void seal(ByteView nonce, ByteView aad, ByteView plaintext, ByteSpan ciphertext, ByteSpan tag);
  // plaintext.size() == ciphertext.size(), same memory allowed. On false `plaintext` holds zeros.
  [[nodiscard]] bool open(ByteView nonce, ByteView aad, ByteView ciphertext, ByteView tag,
                          ByteSpan plaintext);

 private:
  struct Impl;
  explicit Aead(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::crypt
