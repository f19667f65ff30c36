// "Is this what was sealed?" - asked of one file, or of an exported bag that somebody handed over.
//
// What a yes means: these bytes are those an entry of a log that only grows was made for. It never
// means that what they say is true, nor who made them, and by itself it proves no date: the time in
// a record is what a computer's clock showed (VERIFY.md says the same to a court).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

// Hashes a file as it streams by; nothing of it is kept.
class FileDigest {
 public:
  FileDigest();
  ~FileDigest();
  void update(ByteView bytes);
  std::string sha256();  // once, at the end
  std::uint64_t size_bytes() const { return size_bytes_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::uint64_t size_bytes_ = 0;
};

// An exhibit of the open case with these bytes, and its proof under the newest checkpoint, checked.
struct ProvenExhibit {
  std::string number;
  std::int64_t sealed_ms = 0;
  std::string log;
  std::uint64_t log_index = 0;
  std::string checkpoint;  // "sealed-case.invalid/<log>, 534 entries, root <hex>"
  std::string proof;       // a C2SP tlog-proof; "" where it is not published yet
};
Result<std::optional<ProvenExhibit>> find_by_sha256(Desk& desk, const std::string& sha256);
// Where an exhibit stands in its log; error exhibit_not_here.
Result<ProvenExhibit> prove_exhibit(Desk& desk, const std::string& number);

struct BagFinding {
  std::string file;    // within the bag, or the number of an exhibit
  std::string detail;  // plain sentence
};
struct BagReport {
  std::vector<BagFinding> findings;  // empty: everything fits
  std::uint64_t files = 0;           // whose digest was checked
  std::uint64_t exhibits = 0;        // whose proof holds
  std::uint64_t with_record = 0;     // of these, tied to the entry by its record, not by our word
  std::vector<std::string> logs;     // ids of the keys that signed
  std::string bagged_on;             // as the bag says; nobody vouches for it
  bool sound() const { return findings.empty(); }
};
using BagProgress = std::function<void(std::uint64_t done_bytes)>;

// Checks manifests, statement, records, proofs and signatures as VERIFY.md describes, with nothing
// but the bag. Needs no case and no key. Error: not_a_bag; those of the disk.
Result<BagReport> check_bag(World& world, const std::string& folder,
                            const BagProgress& progress = {});

}  // namespace kotobune::desk
