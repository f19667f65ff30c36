// The tree against RFC 6962's definition, against another implementation's vectors, and its laws.
#include "log/tree.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <ctime>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/encode.h"
#include "base/json.h"
#include "log/errors.h"

using namespace kotobune;
using namespace kotobune::log;

namespace {

Bytes entry_of(std::uint64_t number) {
  Bytes entry;
  append_u64_be(entry, number);
  return entry;
}

Tree tree_of(std::uint64_t size) {
  Tree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf_hash(entry_of(i)));
  return tree;
}

// RFC 6962 section 2.1, word by word: the reading that the fast one is compared with.
Hash defined_root(std::uint64_t first, std::uint64_t count) {
  if (count == 0) return empty_root();
  if (count == 1) return leaf_hash(entry_of(first));
  std::uint64_t left = 1;
  while (left * 2 < count) left *= 2;
  return node_hash(defined_root(first, left), defined_root(first + left, count - left));
}

// nullopt where the vector holds something that is no hash: such a proof is refused on reading.
std::optional<Hash> hash_of(const Json& base64_text) {
  const auto bytes = parse_base64(base64_text.str());
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

std::optional<Hashes> proof_of(const Json& vector) {
  Hashes proof;
  for (const Json& item : vector["proof"].items()) {
    const auto hash = hash_of(item);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool accepts(const Json& vector) {
  const auto proof = proof_of(vector);
  if (vector.find("leafIdx") != nullptr) {
    const auto leaf = hash_of(vector["leafHash"]);
    const auto root = hash_of(vector["root"]);
    if (!proof || !leaf || !root) return false;
    return verify_inclusion(*leaf, static_cast<std::uint64_t>(vector["leafIdx"].int_or(0)),
                            static_cast<std::uint64_t>(vector["treeSize"].int_or(0)), *proof, *root)
        .ok();
  }
  const auto root1 = hash_of(vector["root1"]);
  const auto root2 = hash_of(vector["root2"]);
  const bool bogus = !root1 || !root2;
  // Short bogus roots of the vectors: compare them as texts where the sizes are equal.
  const Hash old_root = bogus ? leaf_hash(as_bytes(vector["root1"].str())) : *root1;
  const Hash new_root = bogus ? leaf_hash(as_bytes(vector["root2"].str())) : *root2;
  if (!proof) return false;
  return verify_consistency(static_cast<std::uint64_t>(vector["size1"].int_or(0)), old_root,
                            static_cast<std::uint64_t>(vector["size2"].int_or(0)), new_root, *proof)
      .ok();
}

}  // namespace

TEST_CASE("an empty log has the root RFC 6962 gives it") {
  CHECK(hex(Tree().root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Tree().root() == empty_root());
}

TEST_CASE("the reference tree of eight leaves has its published root") {
  Tree tree;
  for (const char* leaf : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                           "606162636465666768696a6b6c6d6e6f"}) {
    tree.append(leaf_hash(*parse_hex(leaf)));
  }
  CHECK(hex(tree.root()) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("long entries hash like short ones") {
  const Bytes long_entry(200, 0x61);
  Bytes prefixed(201, 0x61);
  prefixed[0] = 0x00;
  CHECK(leaf_hash(long_entry) == crypt::sha256(prefixed));
}

TEST_CASE("every earlier root stays what it was when the log grows") {
  const Tree tree = tree_of(700);
  for (std::uint64_t size = 0; size <= 700; size += size < 20 ? 1 : 61) {
    CAPTURE(size);
    CHECK(tree_of(size).root() == defined_root(0, size));
    CHECK(tree.root_at(size).value() == defined_root(0, size));
  }
}

TEST_CASE("196 proofs of another implementation are judged as it judges them") {
  const char* shared = std::getenv("KOTOBUNE_SHARED");
  if (shared == nullptr) {
    MESSAGE("skipped: KOTOBUNE_SHARED is not set");
    return;
  }
  int seen = 0;
  namespace fs = std::filesystem;
  for (const auto& item : fs::recursive_directory_iterator(fs::path(shared) / "vectors/merkle")) {
    if (item.path().extension() != ".json") continue;
    std::ifstream file(item.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto vector = parse_json(text);
    CAPTURE(item.path().string());
    ++seen;
    if (!vector.ok()) {  // a size beyond 2^53 in it: no log of ours is that long
      CHECK(text.find("\"wantErr\": true") != std::string::npos);
      continue;
    }
    CHECK(accepts(*vector) != (*vector)["wantErr"].bool_or(false));
  }
  CHECK(seen == 196);
}

TEST_CASE("a law: every entry is proven in every size, and no other entry by that proof") {
  const Tree tree = tree_of(600);
  rc::check("inclusion", [&] {
    const auto size = *rc::gen::inRange<std::uint64_t>(1, 601);
    const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
    const Hashes proof = tree.prove_inclusion(index, size).value();
    const Hash root = tree.root_at(size).value();
    const Hash leaf = leaf_hash(entry_of(index));
    RC_ASSERT(verify_inclusion(leaf, index, size, proof, root).ok());
    RC_ASSERT(!verify_inclusion(leaf_hash(entry_of(index + 1)), index, size, proof, root).ok());
    if (index + 1 < size) RC_ASSERT(!verify_inclusion(leaf, index + 1, size, proof, root).ok());
    if (!proof.empty()) {
      Hashes altered = proof;
      const auto place = *rc::gen::inRange<std::size_t>(0, proof.size());
      altered[place][*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
      RC_ASSERT(!verify_inclusion(leaf, index, size, altered, root).ok());
      RC_ASSERT(!verify_inclusion(leaf, index, size, Hashes(proof.begin() + 1, proof.end()), root)
                     .ok());
    }
  });
}

TEST_CASE("a law: every earlier log is proven a prefix, and a rewritten one is not") {
  const Tree tree = tree_of(600);
  rc::check("consistency", [&] {
    const auto size = *rc::gen::inRange<std::uint64_t>(1, 601);
    const auto old_size = *rc::gen::inRange<std::uint64_t>(1, size + 1);
    const Hashes proof = tree.prove_consistency(old_size, size).value();
    const Hash old_root = tree.root_at(old_size).value();
    const Hash root = tree.root_at(size).value();
    RC_ASSERT(verify_consistency(old_size, old_root, size, root, proof).ok());
    Hash forged = old_root;
    forged[*rc::gen::inRange<std::size_t>(0, 32)] ^= 0x10;
    RC_ASSERT(!verify_consistency(old_size, forged, size, root, proof).ok());
    RC_ASSERT(!verify_consistency(old_size, old_root, size, forged, proof).ok());
    if (old_size != size) {
      RC_ASSERT(!verify_consistency(old_size, old_root, size, root, {}).ok());
    }
    Hashes longer = proof;
    longer.push_back(root);
    RC_ASSERT(!verify_consistency(old_size, old_root, size, root, longer).ok());
  });
}

TEST_CASE("a law: a log taken up again goes on as if it had never stopped") {
  const Tree whole = tree_of(1000);
  rc::check("resume", [&] {
    const auto size = *rc::gen::inRange<std::uint64_t>(0, 1000);
    auto resumed = Tree::resume(size, [&](Node node) { return whole.node(node); });
    RC_ASSERT(resumed.ok());
    RC_ASSERT(resumed->root() == whole.root_at(size).value());
    for (std::uint64_t i = size; i < 1000; ++i) resumed->append(leaf_hash(entry_of(i)));
    RC_ASSERT(resumed->root() == whole.root());
    const auto index = *rc::gen::inRange<std::uint64_t>(0, 1000);
    RC_ASSERT(resumed->prove_inclusion(index, 1000).value() ==
              whole.prove_inclusion(index, 1000).value());
  });
}

TEST_CASE("what the log does not have is refused, not invented") {
  const Tree tree = tree_of(6);
  CHECK(tree.prove_inclusion(6, 6).error().is(log::errors::index_outside));
  CHECK(tree.prove_inclusion(0, 7).error().is(log::errors::index_outside));
  CHECK(tree.prove_consistency(0, 6).error().is(log::errors::index_outside));
  CHECK(tree.prove_consistency(5, 4).error().is(log::errors::index_outside));
  CHECK(tree.root_at(7).error().is(log::errors::index_outside));
  CHECK(tree.node({1, 3}).error().is(log::errors::index_outside));
  CHECK(tree.node({64, 0}).error().is(log::errors::index_outside));
  CHECK(verify_inclusion({}, 0, 0, {}, {}).error().is(log::errors::proof_wrong));
}

TEST_CASE("a million entries are hashed in less than a breath") {
  std::vector<Bytes> entries;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    entries.push_back(entry_of(i));
    entries.back().resize(32);
  }
  const auto begin = std::clock();  // of this process: others may keep the machine busy
  Tree tree;
  for (const Bytes& entry : entries) tree.append(leaf_hash(entry));
  const auto ms = (std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
  MESSAGE("1,000,000 entries: " << ms << " ms");
  CHECK(tree.root() == tree.root_at(1'000'000).value());
  CHECK(ms < 15000);  // generous: sanitizers; the figure itself is in bench/
}
