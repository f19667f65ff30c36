// Sealing: from a file somewhere to an exhibit in the case.
//
// For every file: read it once; hash it; encrypt it on the same way; check that it did not change
// meanwhile; give it a number; write its record. The source is opened for reading only and never
// touched. Small files go into packs, large ones into parts of 64 MiB (docs/format.md section 5).
// Acknowledged, and reported, is only what is durable. A sealing that was cut off is taken up by
// sealing the same folder again: what is sealed already is recognized by path, size and time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/world.h"
#include "vault/case.h"

namespace kotobune::evidence {

struct KnownExhibit {
  ExhibitId id;
  std::string number;
  std::string path;  // from where it was sealed; "" where unknown
};

// What the case holds already; asked for every file. Supplied by whoever has the index.
class KnownExhibits {
 public:
  virtual ~KnownExhibits() = default;
  virtual Result<std::optional<KnownExhibit>> by_path(const std::string& path,
                                                      std::uint64_t size_bytes,
                                                      std::int64_t modified_ns) = 0;
  virtual Result<std::optional<KnownExhibit>> by_sha256(const std::string& sha256) = 0;
};

enum class SealOutcome {
  sealed,          // a new exhibit
  duplicate,       // the same bytes are an exhibit already: recorded as received again
  already_sealed,  // this very file was sealed before
  refused,         // not sealed; `reason` says why
};

struct SealedFile {
  std::string path;
  SealOutcome outcome = SealOutcome::refused;
  ExhibitId id;
  std::string number;
  std::string sha256;
  std::string mime;
  std::uint64_t size_bytes = 0;
  std::optional<Error> reason;
};

struct SealProgress {
  std::uint64_t files_done = 0;
  std::uint64_t files_total = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;
  std::string current;
};

struct SealOptions {
  std::string compartment = "main";
  std::optional<EntityId> source;       // who it came from, if known already
  std::string received_from;            // free words for the first custody entry; may be empty
  std::string language;                 // "my", "" where unknown
  // MIME type from the first bytes and the name; supplied by intake.
  std::function<std::string(ByteView head, const std::string& name)> sniff;
  // Called after every file and inside a long one at least every 16 MiB; false stops here: the file
  // at hand is left unsealed, those before it are kept. The vault may be used by others meanwhile,
  // but not for another sealing.
  std::function<bool(const SealProgress&)> progress;
  // Sizes of docs/format.md; smaller ones in tests.
  std::uint64_t part_bytes = limits::blob_part_bytes;
  std::uint64_t large_bytes = std::uint64_t{4} << 30;  // from here on the record says `large`
};

struct SealReport {
  std::vector<SealedFile> files;
  bool stopped = false;  // by the progress call; the rest was not looked at
  std::size_t count(SealOutcome outcome) const;
};

// Seals a file or everything in a folder. What one file or subfolder does wrong (a link, a device,
// one that cannot be read, vanishes or changes) is its own refusal in the report. Errors:
// nothing_to_seal, and what stops all of it (a full disk); what was acknowledged before stays
// sealed.
Result<SealReport> seal(vault::Case& opened, const std::string& path, KnownExhibits& known,
                        const SealOptions& options);

// "MS-0007"
std::string exhibit_number(const std::string& prefix, std::int64_t number);

}  // namespace kotobune::evidence
