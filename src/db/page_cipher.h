// One page of a database, sealed: AES-256-GCM over what SQLite leaves us of its 4096 bytes.
//
//   0        4064 bytes   ciphertext
//   4064       12 bytes   nonce, random at each write
//   4076       16 bytes   tag
//   4092        4 bytes   key check: the first bytes of HMAC-SHA256(key, label)
//
// SQLite is told to reserve the last 32 bytes of each page, so sealing keeps its size and place.
// The key check tells a wrong key from a damaged page; four bytes of an HMAC tell nothing else.
//
// What is bound to a page, so that it opens only in its place (associated data):
//   main file   "m" || offset, u64 big-endian
//   WAL         "w" || offset || page number, commit size (of the frame) || salts (of the WAL)
// A page moved within the file, put from the WAL into the main file, kept from an earlier
// generation of the WAL or given another number does not open. What cannot be seen here is a whole
// file put back from an earlier day; a case keeps its own log for that.
//
// The nonce is random: one key seals at most 2^32 pages (16 TiB written). An index takes a new key
// at each rebuild.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "crypt/aead.h"

namespace kotobune::db {

inline constexpr std::size_t page_bytes = 4096;
inline constexpr std::size_t reserved_bytes = 32;
inline constexpr std::size_t usable_bytes = page_bytes - reserved_bytes;
inline constexpr std::size_t frame_bound_bytes = 16;  // page number 4, commit size 4, salts 8

using KeyCheck = std::array<std::uint8_t, 4>;
KeyCheck key_check_of(ByteView key);

struct PagePlace {
  std::uint64_t offset = 0;
  ByteView frame;  // empty in the main file; in the WAL the 16 bytes above
};

class PageCipher {
 public:
  explicit PageCipher(ByteView key);

  // `plain` and `sealed` are 4096 bytes; the last 32 of `plain` must be zero (SQLite keeps them
  // so). False where they are not: sealing would lose them.
  [[nodiscard]] bool seal(const PagePlace& place, ByteView plain, ByteView nonce, ByteSpan sealed);
  // False where the page does not open; `page` then holds zeros.
  [[nodiscard]] bool open(const PagePlace& place, ByteSpan page);
  const KeyCheck& key_check() const { return key_check_; }

 private:
  crypt::Aead aead_;
  KeyCheck key_check_;
};

// The key check that a sealed page carries.
KeyCheck key_check_in(ByteView sealed_page);

}  // namespace kotobune::db
