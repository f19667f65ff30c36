// What an export needs of the records themselves: lines, places and locks, straight from the vault.
// The index keeps no lines, and a proof is over the line as stored. Inside the desk room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "log/proof.h"
#include "log/tile.h"
#include "vault/log_files.h"

namespace kotobune::desk {

struct ExhibitRecord {
  vault::StoredRecord stored;
  std::string sha256;
  std::string mime;
  std::uint64_t size_bytes = 0;
  bool odd_name = false;                           // its name or path is no UTF-8
  std::vector<std::vector<vault::Place>> texts;    // every text ever drawn from it
};

struct ExportRecords {
  std::map<std::string, ExhibitRecord> exhibits;      // by record id
  std::map<std::string, std::string> source_of;       // consent record -> entity of the source
  std::set<std::string> restrictions;                 // record ids

  // Valid records only (docs/format.md section 7). Errors: those of the vault.
  static Result<ExportRecords> read(vault::Case& vault);
};

// A C2SP proof that entry `index` stands in the newest published state of a log; checked before it
// is handed out. One reading of the log's head for all its exhibits.
class LogProofs {
 public:
  static Result<LogProofs> open(vault::Case& vault, const LogId& log);
  const std::string& vkey() const { return files_.vkey(); }
  // Errors: log_altered, proof_wrong, index_outside.
  Result<std::string> prove(std::uint64_t index, ByteView commitment) const;

 private:
  LogProofs(vault::LogFiles files, vault::LogHead head, log::VerifierKey key)
      : files_(std::move(files)), head_(std::move(head)), key_(std::move(key)),
        nodes_(log::tile_nodes(head_.size, files_.reader())) {}
  vault::LogFiles files_;
  vault::LogHead head_;
  log::VerifierKey key_;
  log::NodeSource nodes_;
};

}  // namespace kotobune::desk
