// age v1 (age-encryption.org/v1, C2SP age.md at age/v1.0.0): X25519 and scrypt recipients,
// streaming and seekable. Everything that a case keeps is an age file, so that a stranger opens
// it with `age -d` and the key.
// No armor, plugins or hybrid recipients: a file that needs them is refused by name.
//
// Reading promises that no byte of the plaintext is handed out before its 64 KiB chunk is
// authenticated, and that a truncated file is an error. Sizes are bytes.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/world.h"

namespace kotobune::crypt {

// The public half, "age1...": anyone who holds it can write, nobody can read with it.
class Recipient {
 public:
  static Result<Recipient> parse(std::string_view bech32);
  std::string str() const;
  const std::array<std::uint8_t, 32>& point() const { return point_; }
  explicit Recipient(const std::array<std::uint8_t, 32>& point) : point_(point) {}
  bool operator==(const Recipient&) const = default;

 private:
  std::array<std::uint8_t, 32> point_{};
};

// The secret half, "AGE-SECRET-KEY-1...".
class Identity {
 public:
  static Identity generate(Random& random);
  static Identity from_scalar(ByteView scalar);
  static Result<Identity> parse(std::string_view bech32);
  Identity clone() const;
  const Recipient& recipient() const { return recipient_; }
  ByteView scalar() const { return scalar_.view(); }
  Secret str() const;  // upper-case bech32, as age-keygen prints it

 private:
  Identity() : recipient_({}) {}
  Secret scalar_;
  Recipient recipient_;
};

// Writes one age file to `sink`, chunk by chunk.
class AgeWriter {
 public:
  using Sink = std::function<Status(ByteView)>;
  static Result<std::unique_ptr<AgeWriter>> create(const std::vector<Recipient>& recipients,
                                                   Random& random, Sink sink);
  // log2 of the scrypt work factor; the passphrase stanza stands alone (age rule).
  static Result<std::unique_ptr<AgeWriter>> create_with_passphrase(ByteView passphrase, int log_n,
                                                                   Random& random, Sink sink);
  ~AgeWriter();
  Status write(ByteView plaintext);
  Status finish();  // writes the final chunk; nothing may be written after

  struct Impl;
  explicit AgeWriter(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

Result<Bytes> age_encrypt(ByteView plaintext, const std::vector<Recipient>& recipients,
                          Random& random);
Result<Bytes> age_encrypt_with_passphrase(ByteView plaintext, ByteView passphrase, int log_n,
                                          Random& random);
// The exact size of an age file with `recipients` X25519 stanzas over `plaintext` bytes.
std::uint64_t age_size(std::uint64_t plaintext_bytes, std::size_t recipients);

// The opened header of an age file: which of `identities` opened it, and its payload key.
// Reads through `file`; random access by chunk.
class AgeReader {
 public:
  // Errors: age_malformed, age_wrong_key (no identity opens it), age_header_altered,
  // age_unsupported, age_needs_passphrase; and from the payload age_damaged.
  static Result<std::unique_ptr<AgeReader>> open(std::unique_ptr<File> file,
                                                 const std::vector<const Identity*>& identities);
  // Borrows `file`: the bytes must outlive the reader.
  static Result<std::unique_ptr<AgeReader>> open_bytes(
      ByteView file, const std::vector<const Identity*>& identities);
  ~AgeReader();
  std::size_t identity_index() const;        // which identity opened it
  // Plaintext size. Authenticates the last chunk first, so the length claim is proven.
  Result<std::uint64_t> size();
  // Reads up to out.size() bytes at a plaintext offset; fewer only at the end.
  Result<std::size_t> read_at(std::uint64_t offset, ByteSpan out);
  // All of it, in order; checks the end as well. `sink` may refuse.
  Status read_all(const std::function<Status(ByteView)>& sink);

  struct Impl;
  explicit AgeReader(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

Result<Bytes> age_decrypt(ByteView file, const std::vector<const Identity*>& identities);
Result<Bytes> age_decrypt_with_passphrase(ByteView file, ByteView passphrase, int max_log_n = 22);

// scrypt work factor that takes about `target_ms` on this computer, from 15 to 20 (log2).
int calibrate_scrypt(Clock& clock, int target_ms);

}  // namespace kotobune::crypt
