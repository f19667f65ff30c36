// The Merkle tree of a log; see tree.h for the drawing and the invariants.
#include "log/tree.h"

#include <algorithm>
#include <bit>
#include <string>

#include "log/errors.h"

namespace kotobune::log {
namespace {

constexpr unsigned tile_height = 8;
constexpr std::uint64_t tile_width = 256;
constexpr std::size_t short_entry_bytes = 64;

Error outside(const char* what, std::uint64_t asked, std::uint64_t size) {
  return Error(errors::index_outside, {{"what", what},
                                       {"asked", std::to_string(asked)},
                                       {"size", std::to_string(size)}});
}

Error wrong(const char* why) { return Error(errors::proof_wrong, {{"why", why}}); }

// The leaves that the left child takes: the largest power of two below `count`, count > 1.
std::uint64_t left_count(std::uint64_t count) { return std::bit_floor(count - 1); }

// Hash of the leaves [first, first + count). Where the range is a complete subtree the source is
// asked; otherwise only the right child is incomplete, so the recursion is 64 deep at most.
Result<Hash> range_hash(std::uint64_t first, std::uint64_t count, const NodeSource& source) {
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return source(Node{level, first >> level});
  }
  const std::uint64_t left = left_count(count);
  TRY_LET(left_hash, range_hash(first, left, source));
  TRY_LET(right_hash, range_hash(first + left, count - left, source));
  return node_hash(left_hash, right_hash);
}

// Folds a run of complete siblings into their common ancestor. `run` has 2^k hashes.
Hash fold(Hashes run) {
  for (std::size_t count = run.size(); count > 1; count /= 2) {
    for (std::size_t i = 0; i < count / 2; ++i) run[i] = node_hash(run[2 * i], run[2 * i + 1]);
  }
  return run.front();
}

}  // namespace

Hash leaf_hash(ByteView entry) {
  // Our entries are 32 bytes: one block on the stack, one call, no allocation.
  if (entry.size() <= short_entry_bytes) {
    std::array<std::uint8_t, 1 + short_entry_bytes> block{};
    std::copy(entry.begin(), entry.end(), block.begin() + 1);
    return crypt::sha256(ByteView(block.data(), 1 + entry.size()));
  }
  Bytes prefixed{0x00};
  append(prefixed, entry);
  return crypt::sha256(prefixed);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> block{0x01};
  std::copy(left.begin(), left.end(), block.begin() + 1);
  std::copy(right.begin(), right.end(), block.begin() + 33);
  return crypt::sha256(block);
}

Hash empty_root() { return crypt::sha256({}); }

Result<Hash> root_at(std::uint64_t size, const NodeSource& source) {
  if (size == 0) return empty_root();
  return range_hash(0, size, source);
}

Result<Hashes> prove_inclusion(std::uint64_t index, std::uint64_t size,
                               const NodeSource& source) {
  if (index >= size) return outside("entry", index, size);
  // Walk down from the root towards the leaf; each step leaves one sibling behind.
  Hashes proof;
  std::uint64_t first = 0;
  std::uint64_t count = size;
  while (count > 1) {
    const std::uint64_t left = left_count(count);
    const bool goes_left = index < first + left;
    TRY_LET(sibling, goes_left ? range_hash(first + left, count - left, source)
                               : range_hash(first, left, source));
    proof.push_back(sibling);
    if (!goes_left) first += left;
    count = goes_left ? left : count - left;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Hashes> prove_consistency(std::uint64_t old_size, std::uint64_t size,
                                 const NodeSource& source) {
  if (old_size == 0 || old_size > size) return outside("earlier size", old_size, size);
  Hashes proof;
  std::uint64_t first = 0;
  std::uint64_t count = size;
  std::uint64_t old_count = old_size;  // of the leaves [first, first + count), how many are old
  bool old_is_root = true;             // the old range is what the verifier holds as old root
  while (old_count < count) {
    const std::uint64_t left = left_count(count);
    const bool goes_left = old_count <= left;
    TRY_LET(sibling, goes_left ? range_hash(first + left, count - left, source)
                               : range_hash(first, left, source));
    proof.push_back(sibling);
    if (goes_left) {
      count = left;
    } else {
      first += left;
      count -= left;
      old_count -= left;
      old_is_root = false;
    }
  }
  if (!old_is_root) {
    TRY_LET(old_hash, range_hash(first, count, source));
    proof.push_back(old_hash);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Status verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                        const Hashes& proof, const Hash& root) {
  if (index >= size) return wrong("the entry lies outside the log");
  std::uint64_t node = index;
  std::uint64_t last = size - 1;  // the last node of the level we are on
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return wrong("it has too many hashes");
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      // The last node without a sibling climbs until it is a right child.
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return wrong("it has too few hashes");
  if (hash != root) return wrong("the hashes lead elsewhere");
  return {};
}

Status verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                          const Hash& root, const Hashes& proof) {
  if (old_size == 0) return wrong("the empty log is consistent with anything");
  if (old_size > size) return wrong("the older log is larger");
  if (old_size == size) {
    if (!proof.empty()) return wrong("it has too many hashes");
    if (old_root != root) return wrong("one size, two roots");
    return {};
  }
  if (proof.empty()) return wrong("it has too few hashes");
  std::uint64_t node = old_size - 1;
  std::uint64_t last = size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  // Where the old size is a power of two, its root is the node we start from.
  std::size_t next = 0;
  const Hash start = std::has_single_bit(old_size) ? old_root : proof[next++];
  Hash old_hash = start;
  Hash new_hash = start;
  for (; next < proof.size(); ++next) {
    if (last == 0) return wrong("it has too many hashes");
    if ((node & 1) != 0 || node == last) {
      old_hash = node_hash(proof[next], old_hash);
      new_hash = node_hash(proof[next], new_hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      new_hash = node_hash(new_hash, proof[next]);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return wrong("it has too few hashes");
  if (old_hash != old_root) return wrong("the older root is another");
  if (new_hash != root) return wrong("the newer root is another");
  return {};
}

Result<Tree> Tree::resume(std::uint64_t size, NodeSource older) {
  Tree tree;
  tree.size_ = size;
  for (unsigned level = 0; level < 64 && (size >> level) != 0; level += tile_height) {
    const std::uint64_t count = size >> level;
    const std::uint64_t first = count / tile_width * tile_width;  // invariant 2
    Hashes edge;
    for (std::uint64_t index = first; index < count; ++index) {
      TRY_LET(hash, older(Node{level, index}));
      edge.push_back(hash);
    }
    tree.first_.push_back(first);
    tree.tiles_.push_back(std::move(edge));
  }
  tree.older_ = std::move(older);
  std::uint64_t begin = 0;
  for (std::uint64_t rest = size; rest != 0;) {  // invariant 3
    const std::uint64_t count = std::bit_floor(rest);
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    TRY_LET(peak, tree.node(Node{level, begin >> level}));
    tree.peaks_.push_back(peak);
    begin += count;
    rest -= count;
  }
  return tree;
}

void Tree::append(const Hash& leaf) {
  Hash hash = leaf;
  for (unsigned level = 0;; ++level) {
    if (level % tile_height == 0) {
      const std::size_t tile_level = level / tile_height;
      if (tile_level == tiles_.size()) {
        tiles_.emplace_back();
        first_.push_back(0);
      }
      tiles_[tile_level].push_back(hash);  // invariant 1
    }
    if (((size_ >> level) & 1) == 0) break;
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
  }
  peaks_.push_back(hash);  // invariant 3
  ++size_;
  ensure(peaks_.size() == static_cast<std::size_t>(std::popcount(size_)),
         "log tree, invariant 3: one peak for each binary digit of the size");
}

Hash Tree::root() const {
  if (peaks_.empty()) return empty_root();
  Hash hash = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) {
    hash = node_hash(*peak, hash);
  }
  return hash;
}

Result<Hash> Tree::stored(std::size_t tile_level, std::uint64_t index) const {
  const std::uint64_t first = first_[tile_level];
  if (index >= first) return tiles_[tile_level][index - first];
  ensure(older_ != nullptr, "log tree, invariant 1: without an older source all nodes are held");
  return older_(Node{static_cast<unsigned>(tile_level) * tile_height, index});
}

Result<Hash> Tree::node(Node wanted) const {
  if (wanted.level >= 64 || wanted.index >= (size_ >> wanted.level)) {
    return outside("complete subtree", wanted.index, size_);
  }
  const std::size_t tile_level = wanted.level / tile_height;
  const unsigned above = wanted.level % tile_height;
  if (above == 0) return stored(tile_level, wanted.index);
  Hashes run;
  run.reserve(std::size_t{1} << above);
  for (std::uint64_t i = 0; i < (std::uint64_t{1} << above); ++i) {
    TRY_LET(hash, stored(tile_level, (wanted.index << above) + i));
    run.push_back(hash);
  }
  return fold(std::move(run));
}

Result<Hash> Tree::root_at(std::uint64_t size) const {
  if (size > size_) return outside("size", size, size_);
  return log::root_at(size, [this](Node wanted) { return node(wanted); });
}

Result<Hashes> Tree::prove_inclusion(std::uint64_t index, std::uint64_t size) const {
  if (size > size_) return outside("size", size, size_);
  return log::prove_inclusion(index, size, [this](Node wanted) { return node(wanted); });
}

Result<Hashes> Tree::prove_consistency(std::uint64_t old_size, std::uint64_t size) const {
  if (size > size_) return outside("size", size, size_);
  return log::prove_consistency(old_size, size, [this](Node wanted) { return node(wanted); });
}

}  // namespace kotobune::log
