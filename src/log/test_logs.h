// Logs for the tests of this room: in memory, with every file that was ever written.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/errors.h"
#include "log/checkpoint.h"
#include "log/tile.h"

namespace kotobune::log {

inline crypt::SigningKey test_key(std::uint8_t first) {
  Bytes seed(32, 0);
  seed[0] = first;
  return crypt::SigningKey::from_seed(seed);
}

struct MemoryLog {
  Tree tree;
  std::map<std::string, Bytes> files;

  Reader reader() {
    return [this](const std::string& path) -> Result<Bytes> {
      const auto found = files.find(path);
      if (found == files.end()) return Error(kotobune::errors::file_missing, {{"path", path}});
      return found->second;
    };
  }
  Status add(const std::vector<Bytes>& entries) {
    const std::uint64_t old_size = tree.size();
    for (const Bytes& entry : entries) tree.append(leaf_hash(entry));
    TRY_LET(grown, grow(tree, old_size, entries, reader()));
    for (LogFile& file : grown) files[file.path] = std::move(file.bytes);
    return {};
  }
};

// Entry i of the 70,000-leaf vector: SHA-256 of i as eight bytes, little-endian.
inline Bytes vector_entry(std::uint64_t number) {
  Bytes bytes(8);
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  const crypt::Digest digest = crypt::sha256(bytes);
  return Bytes(digest.begin(), digest.end());
}

inline std::vector<Bytes> vector_entries(std::uint64_t first, std::uint64_t last) {
  std::vector<Bytes> entries;
  for (std::uint64_t i = first; i < last; ++i) entries.push_back(vector_entry(i));
  return entries;
}

// "" where the shared vectors are not here: the caller says so and skips.
inline std::string vectors_folder() {
  const char* shared = std::getenv("KOTOBUNE_SHARED");
  return shared == nullptr ? "" : std::string(shared) + "/vectors";
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kotobune::log
