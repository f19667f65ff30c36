// Tiles: how a log lies on a disk (C2SP tlog-tiles at tlog-tiles/v0.1.0).
//
//   tile/<L>/<N>[.p/<W>]        256 (or W, 1-255) hashes of the nodes of level 8L: 32 bytes each
//   tile/entries/<N>[.p/<W>]    the same leaves' entries: u16 big-endian length, then the bytes
//
// N is written in groups of three digits, all but the last with an x before it (1234067 is
// x001/x234/067): no folder ever holds more than a thousand names. A full tile never changes and a
// partial one has its width in its name, so every file is immutable and replicas merge by union.
// Partials stay until the owner removes them; a reader that misses one takes the full tile.
//
// Pure: files are read through the caller's Reader and handed back as names and bytes. What a
// reader gives is not trusted: hashes prove nothing until the root over them matches a checkpoint.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "log/tree.h"

namespace kotobune::log {

inline constexpr unsigned tile_width = 256;

struct TileName {
  std::optional<unsigned> level;  // none: a bundle of entries
  std::uint64_t index = 0;
  unsigned width = tile_width;  // 1-256; 256 is the full tile
  std::string path() const;     // relative to the log's folder
  // nullopt where it is not the one spelling of a tile.
  static std::optional<TileName> parse(std::string_view path);
  bool operator==(const TileName&) const = default;
};

// Reads a file of the log by its path below the log's folder. Error: file_missing and the disk's.
using Reader = std::function<Result<Bytes>(const std::string& path)>;

struct LogFile {
  std::string path;
  Bytes bytes;
};

// Every tile and bundle that exists at `size` and did not at `old_size`, in the order to write.
std::vector<TileName> new_tiles(std::uint64_t old_size, std::uint64_t size);

// The files by which a log on disk grows from `old_size` to tree.size(). `entries` are the new
// ones, in order; the old entries of the last partial bundle are read through `reader`.
// Errors: entry_too_large, tile_damaged, the reader's.
Result<std::vector<LogFile>> grow(const Tree& tree, std::uint64_t old_size,
                                  const std::vector<Bytes>& entries, const Reader& reader);

Result<Bytes> write_bundle(const std::vector<Bytes>& entries);
Result<std::vector<Bytes>> parse_bundle(ByteView bundle, unsigned width, const std::string& path);

// The hashes of a log of `size` entries out of its tiles, for root_at() and the proofs of tree.h.
// Keeps the last tile of each level, so neighbouring questions read a file once. One thread.
NodeSource tile_nodes(std::uint64_t size, Reader reader);

// The entry bundle that holds entry index, as one entry. Errors: index_outside, tile_damaged.
Result<Bytes> read_entry(std::uint64_t index, std::uint64_t size, const Reader& reader);

// Reads everything: all entries hash to `root`, and every tile file holds those hashes.
// Errors: root_differs, tile_damaged (with the path), the reader's.
Status verify_log(std::uint64_t size, const Hash& root, const Reader& reader);

}  // namespace kotobune::log
