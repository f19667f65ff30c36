// Tile names and tile bytes; see tile.h for the layout.
#include "log/tile.h"

#include <algorithm>
#include <array>
#include <memory>

#include "base/errors.h"
#include "base/text.h"
#include "log/errors.h"

namespace kotobune::log {
namespace {

constexpr unsigned tile_height = 8;
constexpr unsigned highest_level = 7;  // 256^8 leaves are more than a u64 counts
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t entry_limit_bytes = 65535;

Error damaged(const std::string& path, const char* why) {
  return Error(errors::tile_damaged, {{"path", path}, {"why", why}});
}

std::string three_digits(std::uint64_t value) {
  std::string digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

// 1 to `digits` decimal digits; the canonical check is that the name is written again the same.
std::optional<std::uint64_t> digits_of(std::string_view text, std::size_t digits) {
  if (text.empty() || text.size() > digits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

// The partial name first; the full tile where the partial was superseded and removed.
Result<Bytes> read_tile(const TileName& name, const Reader& reader) {
  auto found = reader(name.path());
  if (found.ok() || name.width == tile_width || !found.error().is(kotobune::errors::file_missing)) {
    return found;
  }
  auto full = reader(TileName{name.level, name.index, tile_width}.path());
  return full.ok() ? std::move(full) : std::move(found);
}

Result<Hashes> read_hashes(const TileName& name, const Reader& reader) {
  TRY_LET(bytes, read_tile(name, reader));
  if (bytes.size() != name.width * hash_bytes && bytes.size() != tile_width * hash_bytes) {
    return damaged(name.path(), "its size is wrong");
  }
  Hashes hashes(name.width);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * hash_bytes), hash_bytes,
                hashes[i].begin());
  }
  return hashes;
}

TileName tile_at(std::optional<unsigned> level, std::uint64_t tile, std::uint64_t size) {
  const std::uint64_t count = size >> (level.value_or(0) * tile_height);
  const std::uint64_t width = std::min<std::uint64_t>(tile_width, count - tile * tile_width);
  return {level, tile, static_cast<unsigned>(width)};
}

Result<std::vector<Bytes>> read_bundle(const TileName& name, const Reader& reader) {
  TRY_LET(bytes, read_tile(name, reader));
  return parse_bundle(bytes, name.width, name.path());
}

}  // namespace

std::string TileName::path() const {
  std::string number = three_digits(index % 1000);
  for (std::uint64_t rest = index / 1000; rest != 0; rest /= 1000) {
    number = "x" + three_digits(rest % 1000) + "/" + number;
  }
  std::string path = "tile/" + (level ? std::to_string(*level) : "entries") + "/" + number;
  if (width != tile_width) path += ".p/" + std::to_string(width);
  return path;
}

std::optional<TileName> TileName::parse(std::string_view path) {
  auto parts = split(path, '/');
  if (parts.size() < 3 || parts[0] != "tile") return std::nullopt;
  TileName name;
  if (parts[1] != "entries") {
    const auto level = digits_of(parts[1], 1);
    if (!level || *level > highest_level) return std::nullopt;
    name.level = static_cast<unsigned>(*level);
  }
  if (parts.size() >= 4 && parts[parts.size() - 2].ends_with(".p")) {
    const auto width = digits_of(parts.back(), 3);
    if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
    name.width = static_cast<unsigned>(*width);
    parts.pop_back();
    parts.back().remove_suffix(2);
  }
  if (parts.size() > 2 + 6) return std::nullopt;  // six groups: below 10^18
  for (std::size_t i = 2; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    if (!last && !parts[i].starts_with('x')) return std::nullopt;
    const auto group = digits_of(last ? parts[i] : parts[i].substr(1), 3);
    if (!group) return std::nullopt;
    name.index = name.index * 1000 + *group;
  }
  // One spelling for one tile: leading zero groups and short digits do not survive this.
  if (name.path() != path) return std::nullopt;
  return name;
}

std::vector<TileName> new_tiles(std::uint64_t old_size, std::uint64_t size) {
  ensure(old_size <= size, "a log never shrinks");
  std::vector<TileName> names;
  const auto add_level = [&](std::optional<unsigned> level) {
    const unsigned shift = level.value_or(0) * tile_height;
    const std::uint64_t before = old_size >> shift;
    const std::uint64_t after = size >> shift;
    if (before == after) return;
    for (std::uint64_t tile = before / tile_width; tile * tile_width < after; ++tile) {
      names.push_back(tile_at(level, tile, size));
    }
  };
  // Entries before hashes: whoever sees a hash tile finds the entries under it.
  add_level(std::nullopt);
  for (unsigned level = 0; level <= highest_level; ++level) add_level(level);
  return names;
}

Result<Bytes> write_bundle(const std::vector<Bytes>& entries) {
  Bytes bundle;
  for (const Bytes& entry : entries) {
    if (entry.size() > entry_limit_bytes) {
      return Error(errors::entry_too_large, {{"size", std::to_string(entry.size())}});
    }
    append_u16_be(bundle, static_cast<std::uint16_t>(entry.size()));
    append(bundle, ByteView(entry));
  }
  return bundle;
}

Result<std::vector<Bytes>> parse_bundle(ByteView bundle, unsigned width, const std::string& path) {
  std::vector<Bytes> entries;
  std::size_t at = 0;
  while (at < bundle.size()) {
    if (bundle.size() - at < 2) return damaged(path, "an entry's length is cut off");
    const std::size_t size = static_cast<std::size_t>(bundle[at]) << 8 | bundle[at + 1];
    at += 2;
    if (bundle.size() - at < size) return damaged(path, "an entry is cut off");
    const ByteView entry = bundle.subspan(at, size);
    entries.emplace_back(entry.begin(), entry.end());
    at += size;
  }
  // More than asked for is the full bundle in place of a superseded partial one.
  if (entries.size() != width && entries.size() != tile_width) {
    return damaged(path, "it holds another number of entries");
  }
  entries.resize(width);
  return entries;
}

Result<std::vector<LogFile>> grow(const Tree& tree, std::uint64_t old_size,
                                  const std::vector<Bytes>& entries, const Reader& reader) {
  ensure(old_size + entries.size() == tree.size(), "the tree holds exactly the new entries more");
  const std::uint64_t first = old_size / tile_width * tile_width;  // of the bundle that grows
  std::vector<Bytes> before;
  if (old_size != first && !entries.empty()) {
    const TileName partial = tile_at(std::nullopt, old_size / tile_width, old_size);
    TRY_LET(read, read_bundle(partial, reader));
    before = std::move(read);
  }
  std::vector<LogFile> files;
  for (const TileName& name : new_tiles(old_size, tree.size())) {
    const std::uint64_t begin = name.index * tile_width;
    Bytes bytes;
    if (!name.level) {
      std::vector<Bytes> bundle;
      for (std::uint64_t i = begin; i < begin + name.width; ++i) {
        bundle.push_back(i < old_size ? before[i - first] : entries[i - old_size]);
      }
      TRY_LET(written, write_bundle(bundle));
      bytes = std::move(written);
    } else {
      for (std::uint64_t i = begin; i < begin + name.width; ++i) {
        TRY_LET(hash, tree.node(Node{*name.level * tile_height, i}));
        append(bytes, ByteView(hash));
      }
    }
    files.push_back({name.path(), std::move(bytes)});
  }
  return files;
}

NodeSource tile_nodes(std::uint64_t size, Reader reader) {
  struct Held {
    std::uint64_t tile = ~std::uint64_t{0};
    Hashes hashes;
  };
  // shared: std::function copies its target, and all copies should use one cache.
  auto held = std::make_shared<std::array<Held, highest_level + 1>>();
  return [size, reader = std::move(reader), held](Node wanted) -> Result<Hash> {
    if (wanted.level >= 64 || wanted.index >= (size >> wanted.level)) {
      return Error(errors::index_outside, {{"what", "complete subtree"},
                                           {"asked", std::to_string(wanted.index)},
                                           {"size", std::to_string(size)}});
    }
    const unsigned level = wanted.level / tile_height;
    const unsigned above = wanted.level % tile_height;
    const std::uint64_t first = wanted.index << above;  // of the 2^above hashes below it
    Held& slot = (*held)[level];
    if (slot.tile != first / tile_width) {
      TRY_LET(hashes, read_hashes(tile_at(level, first / tile_width, size), reader));
      slot = Held{first / tile_width, std::move(hashes)};
    }
    const auto begin = slot.hashes.begin() + static_cast<std::ptrdiff_t>(first % tile_width);
    Hashes run(begin, begin + (std::ptrdiff_t{1} << above));
    for (std::size_t count = run.size(); count > 1; count /= 2) {
      for (std::size_t i = 0; i < count / 2; ++i) run[i] = node_hash(run[2 * i], run[2 * i + 1]);
    }
    return run.front();
  };
}

Result<Bytes> read_entry(std::uint64_t index, std::uint64_t size, const Reader& reader) {
  if (index >= size) {
    return Error(errors::index_outside, {{"what", "entry"},
                                         {"asked", std::to_string(index)},
                                         {"size", std::to_string(size)}});
  }
  TRY_LET(entries, read_bundle(tile_at(std::nullopt, index / tile_width, size), reader));
  return std::move(entries[index % tile_width]);
}

Status verify_log(std::uint64_t size, const Hash& root, const Reader& reader) {
  Tree tree;
  for (std::uint64_t tile = 0; tile * tile_width < size; ++tile) {
    TRY_LET(entries, read_bundle(tile_at(std::nullopt, tile, size), reader));
    for (const Bytes& entry : entries) tree.append(leaf_hash(entry));
  }
  if (tree.root() != root) {
    return Error(errors::root_differs, {{"size", std::to_string(size)}});
  }
  for (const TileName& name : new_tiles(0, size)) {
    if (!name.level) continue;
    TRY_LET(hashes, read_hashes(name, reader));
    for (unsigned i = 0; i < name.width; ++i) {
      TRY_LET(expected, tree.node(Node{*name.level * tile_height, name.index * tile_width + i}));
      if (hashes[i] != expected) return damaged(name.path(), "a hash in it is not the tree's");
    }
  }
  return {};
}

}  // namespace kotobune::log
