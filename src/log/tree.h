// The Merkle tree of a log (RFC 6962 section 2.1), over entries that are digests already.
//
//   leaf  = SHA-256(0x00 || entry)            the prefixes keep a leaf from being passed off
//   node  = SHA-256(0x01 || left || right)    as a node, and the other way round
//   empty = SHA-256("")
//
//   size 6:             root           A tree of n leaves is the complete tree of the largest
//                      |    |          power of two below n on the left, and the tree of the
//                 (2,0)      (1,2)     rest on the right. A complete subtree never changes
//                |    |      |   |     once it is full: that is why old roots stay provable.
//            (1,0) (1,1)     4   5
//            |  |   |  |
//            0  1   2  3
//
// Node{level, index} names a complete subtree: the 2^level leaves from index * 2^level on.
//
// Invariants of Tree:
//   1. level k of `tiles_` holds the hashes of the nodes of level 8k, from index first_[k] on;
//   2. first_[k] is a multiple of 256: what is held starts at a tile's edge;
//   3. peaks_ are the complete subtrees of the binary digits of size(), largest first.
// Only every eighth level is kept (32.1 bytes a leaf instead of 64); the levels between are
// hashed again when asked for, at most 255 hashes each time.
//
// Knows digests only: no disk, no keys. Verification needs no tree, only the proof.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypt/digest.h"

namespace kotobune::log {

using Hash = crypt::Digest;
using Hashes = std::vector<Hash>;  // of a proof: from the leaf's side to the root's side

Hash leaf_hash(ByteView entry);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

struct Node {
  unsigned level = 0;
  std::uint64_t index = 0;
  bool operator==(const Node&) const = default;
};

// Gives the hash of a complete subtree: out of a Tree, or out of tiles on a disk (log/tile.h).
using NodeSource = std::function<Result<Hash>(Node)>;

// The three questions a log answers. Errors: index_outside, and those of `source`.
Result<Hash> root_at(std::uint64_t size, const NodeSource& source);
Result<Hashes> prove_inclusion(std::uint64_t index, std::uint64_t size, const NodeSource& source);
Result<Hashes> prove_consistency(std::uint64_t old_size, std::uint64_t size,
                                 const NodeSource& source);

// Checks by RFC 9162 sections 2.1.3.2 and 2.1.4.2. Error: proof_wrong.
// Consistency with the empty log (old_size 0) proves nothing and is refused.
Status verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                        const Hashes& proof, const Hash& root);
Status verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                          const Hash& root, const Hashes& proof);

class Tree {
 public:
  Tree() = default;
  // Goes on at `size` without reading the whole log: takes the right edge (at most 255 hashes a
  // tile level) from `older` and asks it again when a proof reaches further back. The caller has
  // checked root() against a signed checkpoint before it appends.
  static Result<Tree> resume(std::uint64_t size, NodeSource older);

  std::uint64_t size() const { return size_; }
  void append(const Hash& leaf);
  Hash root() const;

  // Error: index_outside where the subtree is not complete at size().
  Result<Hash> node(Node wanted) const;
  Result<Hash> root_at(std::uint64_t size) const;
  Result<Hashes> prove_inclusion(std::uint64_t index, std::uint64_t size) const;
  Result<Hashes> prove_consistency(std::uint64_t old_size, std::uint64_t size) const;

 private:
  Result<Hash> stored(std::size_t tile_level, std::uint64_t index) const;

  std::uint64_t size_ = 0;
  std::vector<Hashes> tiles_;
  std::vector<std::uint64_t> first_;
  Hashes peaks_;
  NodeSource older_;  // empty: everything is held
};

}  // namespace kotobune::log
