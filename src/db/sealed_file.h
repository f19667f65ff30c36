// One open file of a database, main or WAL: turns SQLite's reads and writes into sealed pages.
//
//   main file   pages of 4096 bytes, sealed (db/page_cipher.h)
//   WAL         32 bytes header | frames of 24 bytes header + one sealed page
//
// The headers of the WAL stay clear: SQLite rewrites them in place and they have no room for a tag.
// They hold page numbers, salts and a checksum. Page number and commit mark are bound to the page
// under them, and so are the salts, which change when the WAL starts again: those of the WAL's
// own header, since SQLite writes zeros in a frame's until the transaction commits.
// Internal to db/; knows the file formats, not SQLite's C interface.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/world.h"
#include "db/page_cipher.h"
#include "db/store.h"

namespace kotobune::db {

inline constexpr std::size_t wal_header_bytes = 32;
inline constexpr std::size_t frame_header_bytes = 24;
inline constexpr std::size_t frame_bytes = frame_header_bytes + page_bytes;

enum class FileRole { main, wal };
enum class ReadOutcome { whole, past_end };  // past_end: the rest of the buffer is zero

class SealedFile {
 public:
  // `is_new`: its name is not durable yet; the first sync makes it so.
  SealedFile(std::shared_ptr<Store> store, std::unique_ptr<File> file, std::string path,
             FileRole role, bool is_new);

  Result<ReadOutcome> read(std::uint64_t offset, ByteSpan out);
  Status write(std::uint64_t offset, ByteView bytes);
  Status truncate(std::uint64_t size_bytes);
  Status sync();
  Result<std::uint64_t> size();
  Store& store() { return *store_; }
  const std::shared_ptr<Store>& shared_store() const { return store_; }

 private:
  Result<ReadOutcome> read_main(std::uint64_t offset, ByteSpan out);
  Result<ReadOutcome> read_wal(std::uint64_t offset, ByteSpan out);
  Result<ReadOutcome> read_header_part(std::uint64_t offset, ByteSpan out);
  Status write_page(const PagePlace& place, ByteView plain);
  Status write_wal_header(ByteView bytes);
  Result<std::array<std::uint8_t, frame_bound_bytes>> bound_to(ByteView frame_header);
  Status fill_gap(std::uint64_t up_to);
  Error not_opened(ByteView sealed_page, std::uint64_t offset);
  Error odd(const char* why) const;

  std::shared_ptr<Store> store_;  // shared with the Vfs and the other files of this database
  std::unique_ptr<File> file_;
  std::string path_;
  FileRole role_;
  bool is_new_;
  PageCipher cipher_;
  std::array<std::uint8_t, page_bytes> sealed_{};
  std::array<std::uint8_t, frame_header_bytes> last_header_{};
  std::uint64_t last_header_at_ = 0;  // 0: none, the WAL's own header is there
};

}  // namespace kotobune::db
