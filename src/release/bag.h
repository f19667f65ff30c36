// A bag for a court: originals with their proofs, as BagIt 1.0 (RFC 8493), checkable without us.
//
//   bagit.txt                     written last: a folder without it is no bag
//   bag-info.txt                  Bagging-Date, Payload-Oxum (bytes.count)
//   manifest-sha256.txt           of data/;  tagmanifest-sha256.txt: of everything else
//   data/<number>.<ext>           the originals, byte for byte; ext by the sealed MIME type, never
//                                 by the name they were found under
//   statement.json                which file is which entry of which log, with the commitments
//   proofs/<number>.tlog-proof    C2SP tlog-proof of that entry
//   keys/<log id>.vkey            the logs' public keys
//   records/<number>.json         the entry's line; only where it was asked for (it holds the
//                                 original name and path, docs/decisions/0003)
//   VERIFY.md                     how an expert checks all this, and what it does not prove
//
// Invariants:
//   B1  only exhibits that passed the gate reach a bag: plan_bag takes them as Disclosed;
//   B2  a PlannedBag is made only after the scan over every name and every text that is not an
//       original (the originals' own texts are scanned by the desk, which holds their derivatives);
//   B3  what is written hashes to what the record says, or the bag is taken back;
//   B4  an original is never held in memory whole.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "disclosure/disclosed.h"

namespace kotobune::release {

using ByteSink = std::function<Status(ByteView)>;

struct BagExhibit {
  std::string number;            // "MS-0007"
  std::string id;                // of its record
  std::string sha256;            // hex, of the original
  std::string mime;
  std::uint64_t size_bytes = 0;
  std::string log;               // log id
  std::uint64_t log_index = 0;
  std::string commitment;        // hex of the entry
  std::string vkey;              // the log's verifier key, one line
  std::string proof;             // a C2SP tlog-proof
  std::optional<std::string> record_line;            // absent: it stays with us
  std::function<Status(const ByteSink&)> content;    // gives the original in pieces
};

struct BagFacts {
  std::string case_id;  // part of every commitment
  Instant made_at;
};

// Whose protected name stands in a text: a code, "" where none does.
using NameScan = std::function<std::string(std::string_view text)>;

// One file that will leave, for the disclosure record.
struct BagOutput {
  std::string role;    // "exhibit", "proof", "record", "key", "tag"
  std::string number;  // of the exhibit; "" for files of the whole bag
  std::string name;    // within the bag
  std::uint64_t size_bytes = 0;
  std::string sha256;  // hex
};

// What Released is for a single file: it exists only behind gate and scan.
class PlannedBag {
 public:
  const std::vector<BagOutput>& outputs() const { return outputs_; }

 private:
  friend class BagPlanner;
  friend Status write_bag(Disk& disk, const std::string& folder, const PlannedBag& bag);
  struct TagFile {
    std::string name;
    std::string text;
  };
  PlannedBag() = default;
  std::vector<BagExhibit> exhibits_;
  std::vector<TagFile> tags_;  // in the order of writing; bagit.txt is last
  std::vector<BagOutput> outputs_;
};

// Pure. Errors: nothing_allowed (no exhibit), bag_number_unsafe, bag_number_twice, scan_hit.
Result<PlannedBag> plan_bag(disclosure::Disclosed<std::vector<BagExhibit>> exhibits,
                            const disclosure::Scope& scope, const BagFacts& facts,
                            const NameScan& scan);

// Into a folder that is new or empty. On any error what was written is removed again.
// Errors: folder_not_empty, bag_content_differs, those of the disk and of the contents.
Status write_bag(Disk& disk, const std::string& folder, const PlannedBag& bag);

// "pdf" for application/pdf; "bin" for what has no settled ending.
std::string_view extension_of(std::string_view mime);
// All strings of a record's line as a reader sees them, one a line: escapes undone, so that a scan
// is not fooled by "\u1021". Error: json_malformed.
Result<std::string> readable_text(std::string_view record_line);
// VERIFY.md; `records`: does the bag hold any record line?
std::string verify_guide(bool records);

}  // namespace kotobune::release
