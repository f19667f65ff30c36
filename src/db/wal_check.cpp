// Reads a WAL as SQLite's recovery does (sqlite.org/fileformat2.html, section 4); see wal_check.h.
//
//   header  magic 4 | version 4 | page size 4 | sequence 4 | salts 8 | checksum 8
//   frame   page number 4 | size of the database after a commit, or 0, 4 | salts 8 | checksum 8
//
// The checksums chain: each goes on from the one before, over the frame header's first 8 bytes and
// the page, in words of the byte order that the lowest bit of the magic tells.
#include "db/wal_check.h"

#include <algorithm>
#include <array>

#include "db/errors.h"
#include "db/page_cipher.h"
#include "db/sealed_file.h"

namespace kotobune::db {
namespace {

constexpr std::uint32_t magic = 0x377f0682;  // lowest bit: checksums over big-endian words

std::uint32_t big_endian(ByteView bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 |
         static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

struct Checksum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const Checksum&) const = default;

  void add(ByteView bytes, bool big) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      first += word(bytes, i, big) + second;
      second += word(bytes, i + 4, big) + first;
    }
  }

 private:
  static std::uint32_t word(ByteView bytes, std::size_t at, bool big) {
    const std::uint32_t value = big_endian(bytes, at);
    return big ? value : __builtin_bswap32(value);
  }
};

Checksum checksum_at(ByteView bytes, std::size_t at) {
  return {big_endian(bytes, at), big_endian(bytes, at + 4)};
}

}  // namespace

Status check_wal(Store& store) {
  const std::string path = store.path() + "-wal";
  Disk& disk = store.world().disk;
  if (!disk.exists(path)) return {};
  TRY_LET(file, disk.open(path, OpenMode::read));
  std::array<std::uint8_t, wal_header_bytes> header{};
  TRY_LET(got, file->read_at(0, header));
  const bool big = (header[3] & 1) != 0;
  Checksum computed;
  computed.add(ByteView(header).first(24), big);
  Checksum before = checksum_at(header, 24);  // as stored in the header or frame before
  const bool header_good =
      got == header.size() && (big_endian(header, 0) & ~1u) == magic && computed == before;
  PageCipher cipher(store.key());
  bool whole = header_good;  // all so far is good
  // Commits in the run of frames that link to one another, from the first bad place on. The second
  // one was begun only after the first, and all before it, was durable. Before any frame is
  // written the header is synced, so behind a bad header a single commit says as much.
  int linked_commits = 0;
  std::array<std::uint8_t, frame_bytes> frame{};
  for (std::uint64_t at = wal_header_bytes;; at += frame_bytes) {
    TRY_LET(count, file->read_at(at, frame));
    if (count != frame.size()) return {};
    const ByteView frame_header = ByteView(frame).first(frame_header_bytes);
    const ByteSpan page = ByteSpan(frame).subspan(frame_header_bytes);
    const bool same_salts = std::equal(frame_header.begin() + 8, frame_header.begin() + 16,
                                       header.begin() + 16);
    // The frame's own salts: in a committed frame they are those it was sealed under.
    const bool authentic =
        cipher.open({at + frame_header_bytes, frame_header.first(frame_bound_bytes)}, page);
    const bool commit = big_endian(frame_header, 4) != 0;
    Checksum next = before;
    next.add(frame_header.first(8), big);
    next.add(page, big);
    before = checksum_at(frame_header, 16);
    const bool linked = authentic && next == before;
    whole = whole && linked && same_salts;
    if (whole) continue;
    if (!header_good && authentic && commit) linked_commits = 2;
    if (header_good && same_salts) {
      linked_commits = (linked ? linked_commits : 0) + (commit ? 1 : 0);
    }
    if (linked_commits > 1) {
      return Error(errors::database_damaged,
                   {{"path", path}, {"why", "a commit before its last one was altered"}});
    }
  }
}

}  // namespace kotobune::db
