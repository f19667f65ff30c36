// Export: a bag of originals with their proofs for a court, or for another use that was agreed to.
//
// An original leaves as it is: nothing in it can be blackened. So each exhibit
//   1. passes the gate as a copy of the document, with its source under her pseudonym;
//   2. has all texts drawn from it searched for protected names: a name whose owner did not agree
//      to be named for this purpose keeps the exhibit back;
//   3. has its proof checked against the newest signed checkpoint before it is written.
// What is kept back is listed with its reason; what could not be searched (sound, pictures) is
// listed too. The disclosure is published in the log before the first byte is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct ExportOptions {
  std::string purpose = "P11";
  std::string recipient;               // in words; needed
  std::vector<std::string> exhibits;   // numbers; empty: all that may leave
  bool with_records = false;           // the records' lines too, see docs/decisions/0003
};

struct KeptBack {
  std::string number;
  std::string code;    // of the gate or of an error
  std::string reason;  // plain sentence without full stop
  std::string advice;
};

struct Exported {
  std::string folder;                    // "" where nothing was allowed and nothing written
  std::vector<std::string> exhibits;     // numbers in the bag
  std::vector<KeptBack> refused;
  std::vector<KeptBack> records_kept;    // in the bag, but without their record
  std::vector<std::string> not_searched; // in the bag; no text could be drawn from them
  std::string disclosure_id;             // of the first record, one for each compartment
  std::uint64_t payload_bytes = 0;
};

// Errors: purpose_unknown, nobody_named, exhibit_not_here, scan_incomplete, folder_not_empty,
// disk_full, log_altered, proof_wrong, bag_number_unsafe, bag_number_twice, bag_content_differs,
// those of the vault and of the disk.
Result<Exported> export_bag(Desk& desk, const ExportOptions& options, const std::string& folder);

}  // namespace kotobune::desk
