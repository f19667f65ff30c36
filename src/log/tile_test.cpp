// Tiles: their names, their bytes, and what a reader refuses.
#include "log/tile.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "log/errors.h"
#include "log/test_logs.h"

using namespace kotobune;
using namespace kotobune::log;

TEST_CASE("tile names are those of the specification") {
  CHECK(TileName{0, 1234067, 256}.path() == "tile/0/x001/x234/067");
  CHECK(TileName{1, 5, 112}.path() == "tile/1/005.p/112");
  CHECK(TileName{std::nullopt, 0, 1}.path() == "tile/entries/000.p/1");
  CHECK(TileName::parse("tile/0/x001/x234/067") == TileName{0, 1234067, 256});
  CHECK(TileName::parse("tile/entries/x001/000.p/7") == TileName{std::nullopt, 1000, 7});
}

TEST_CASE("a second spelling of a tile is no tile") {
  for (const char* bad : {"tile/0/67", "tile/0/x000/067", "tile/0/067.p/0", "tile/0/067.p/256",
                          "tile/0/067.p/07", "tile/8/000", "tile/00/000", "tile/0/001/067",
                          "tile/0/", "tile/0", "tile/entries", "tile/0/x001/x234/067/",
                          "tile/0/-01", "tiles/0/000", "tile/0/../000",
                          "tile/0/000.p", "tile/0/000.p/", "tile/0/0000"}) {
    CAPTURE(bad);
    CHECK_FALSE(TileName::parse(bad).has_value());
  }
}

TEST_CASE("a law: a tile name is read back as it was written") {
  rc::check("tile names", [] {
    TileName name;
    const auto level = *rc::gen::inRange(-1, 8);
    if (level >= 0) name.level = static_cast<unsigned>(level);
    name.index = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 56);
    name.width = *rc::gen::inRange(1u, 257u);
    RC_ASSERT(TileName::parse(name.path()) == name);
  });
}

TEST_CASE("a log grown in steps holds the tiles of a log grown at once") {
  MemoryLog steps;
  while (steps.tree.size() < 1500) {
    const std::uint64_t at = steps.tree.size();
    REQUIRE(steps.add(vector_entries(at, std::min<std::uint64_t>(1500, at * 2 + 3))).ok());
    CHECK(verify_log(steps.tree.size(), steps.tree.root(), steps.reader()).ok());
  }
  MemoryLog once;
  REQUIRE(once.add(vector_entries(0, 1500)).ok());
  for (const auto& [path, bytes] : once.files) {
    CAPTURE(path);
    CHECK(steps.files[path] == bytes);
  }
  CHECK(once.files.size() == 6 + 6 + 1);  // 5 full and one partial, twice; one of level 1
  CHECK(once.add({}).ok());
}

TEST_CASE("proofs come out of the tiles as they come out of memory") {
  MemoryLog log;
  REQUIRE(log.add(vector_entries(0, 70'000)).ok());
  const NodeSource tiles = tile_nodes(70'000, log.reader());
  CHECK(root_at(70'000, tiles).value() == log.tree.root());
  for (const std::uint64_t index : {0, 1, 255, 256, 65'535, 65'536, 69'999}) {
    CHECK(prove_inclusion(index, 70'000, tiles).value() ==
          log.tree.prove_inclusion(index, 70'000).value());
    CHECK(prove_consistency(index + 1, 70'000, tiles).value() ==
          log.tree.prove_consistency(index + 1, 70'000).value());
    CHECK(read_entry(index, 70'000, log.reader()).value() == vector_entry(index));
  }
  auto resumed = Tree::resume(70'000, tiles);
  REQUIRE(resumed.ok());
  CHECK(resumed->root() == log.tree.root());
  CHECK(read_entry(70'000, 70'000, log.reader()).error().is(log::errors::index_outside));
  CHECK(tiles({0, 70'000}).error().is(log::errors::index_outside));
}

TEST_CASE("the log of 70,000 entries has the tiles and the root that were published") {
  const std::string vectors = vectors_folder();
  if (vectors.empty()) {
    MESSAGE("skipped: KOTOBUNE_SHARED is not set");
    return;
  }
  MemoryLog log;
  REQUIRE(log.add(vector_entries(0, 70'000)).ok());
  std::set<std::string> names;
  for (const auto& [path, bytes] : log.files) names.insert(path);
  CHECK(names.size() == 274 * 2 + 2 + 1);
  for (const char* name : {"tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17",
                           "tile/2/000.p/1", "tile/entries/273.p/112"}) {
    CHECK(names.count(name) == 1);
  }
  const auto note = parse_note(file_text(vectors + "/tlog/log70000/checkpoint"));
  REQUIRE(note.ok());
  CHECK(parse_checkpoint_text(note->text)->root == log.tree.root());
}

TEST_CASE("another implementation's log is verified at each of its sizes") {
  const std::string vectors = vectors_folder();
  if (vectors.empty()) {
    MESSAGE("skipped: KOTOBUNE_SHARED is not set");
    return;
  }
  const std::string folder = vectors + "/tlog/tessera/";
  const auto key = VerifierKey::parse(
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
  REQUIRE(key.ok());
  const Reader reader = [&](const std::string& path) -> Result<Bytes> {
    if (!std::filesystem::exists(folder + path)) {
      return Error(kotobune::errors::file_missing, {{"path", path}});
    }
    return to_bytes(file_text(folder + path));
  };
  std::vector<Checkpoint> checkpoints;
  for (int size = 0; size <= 15; ++size) {
    CAPTURE(size);
    const auto opened =
        open_checkpoint(file_text(folder + "checkpoint." + std::to_string(size)), *key);
    REQUIRE(opened.ok());
    CHECK(opened->size == static_cast<std::uint64_t>(size));
    CHECK(verify_log(opened->size, opened->root, reader).ok());
    checkpoints.push_back(*opened);
  }
  const NodeSource tiles = tile_nodes(15, reader);
  for (std::size_t old = 1; old <= 15; ++old) {
    for (std::size_t size = old; size <= 15; ++size) {
      const auto proof = prove_consistency(old, size, tiles);
      REQUIRE(proof.ok());
      CHECK(verify_consistency(old, checkpoints[old].root, size, checkpoints[size].root, *proof)
                .ok());
    }
  }
}

TEST_CASE("a superseded partial tile may be gone") {
  MemoryLog log;
  REQUIRE(log.add(vector_entries(0, 100)).ok());
  const Hash root = log.tree.root();
  REQUIRE(log.add(vector_entries(100, 256)).ok());
  log.files.erase("tile/0/000.p/100");
  log.files.erase("tile/entries/000.p/100");
  CHECK(verify_log(100, root, log.reader()).ok());
}

TEST_CASE("a changed, cut or missing file of a log is named") {
  MemoryLog log;
  REQUIRE(log.add(vector_entries(0, 600)).ok());
  const Hash root = log.tree.root();
  const auto broken = [&](const std::string& path, const auto& change) {
    MemoryLog copy = log;
    change(copy.files.at(path));
    return verify_log(600, root, copy.reader()).error();
  };
  const auto flip = [](Bytes& bytes) { bytes[40] ^= 1; };
  const auto cut = [](Bytes& bytes) { bytes.pop_back(); };
  const Error entry = broken("tile/entries/001", flip);
  CHECK(entry.is(log::errors::root_differs));
  const Error tile = broken("tile/0/001", flip);
  CHECK(tile.is(log::errors::tile_damaged));
  CHECK(tile.parameter("path") == "tile/0/001");
  CHECK(broken("tile/0/001", cut).is(log::errors::tile_damaged));
  CHECK(broken("tile/1/000.p/2", flip).is(log::errors::tile_damaged));
  CHECK(broken("tile/entries/002.p/88", cut).is(log::errors::tile_damaged));
  CHECK(broken("tile/entries/002.p/88", [](Bytes& bytes) { bytes.resize(bytes.size() - 34); })
            .is(log::errors::tile_damaged));
  CHECK(broken("tile/entries/002.p/88", [](Bytes& bytes) { bytes.resize(bytes.size() - 33); })
            .is(log::errors::tile_damaged));
  log.files.erase("tile/entries/001");
  CHECK(verify_log(600, root, log.reader()).error().is(kotobune::errors::file_missing));
}

TEST_CASE("an entry that its length field cannot hold is refused") {
  CHECK(write_bundle({Bytes(65'535)}).ok());
  CHECK(write_bundle({Bytes(65'536)}).error().is(log::errors::entry_too_large));
}
