// The sealer: makes exhibits of bytes that arrive piece by piece, from a disk or from a browser.
//
//   begin_file -> write ... write -> end_file   (or abandon_file)   ...   finish
//
// Nothing is kept in the clear on the way: small files wait in memory for their pack, large ones go
// encrypted into parts. A file becomes an exhibit at end_file and durable with its batch, at the
// latest at finish. One sealer at a time works on a case: it hands out exhibit numbers.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "crypt/digest.h"
#include "evidence/seal.h"

namespace kotobune::evidence {

struct Incoming {
  std::string path;  // where it came from: an absolute path, or the one a browser sent
  std::optional<std::int64_t> modified_ns;
};

class Sealer {
 public:
  static Result<std::unique_ptr<Sealer>> begin(vault::Case& opened, KnownExhibits& known,
                                               const SealOptions& options);

  Status begin_file(const Incoming& file);
  Status write(ByteView bytes);
  // Error: empty_file, which is the file's own; any other stops the sealing.
  Status end_file();
  // Lets go of the file at hand and notes why it was not sealed.
  void abandon_file(const Error& reason);
  // Notes a file that was not opened at all.
  void refuse(const std::string& path, std::uint64_t size_bytes, const Error& reason);
  void note_already_sealed(const std::string& path, std::uint64_t size_bytes,
                           const KnownExhibit& exhibit);
  std::uint64_t current_bytes() const { return size_bytes_; }

  Result<SealReport> finish();

 private:
  Sealer(vault::Case& opened, KnownExhibits& known, const SealOptions& options)
      : case_(opened), known_(known), options_(options) {}
  Status write_parts(ByteView bytes);
  Status end_part();
  Status forget_parts();
  Result<std::optional<KnownExhibit>> find_same(const std::string& sha256);
  void record_exhibit(const std::string& sha256, const std::string& mime);
  void record_source(const ExhibitId& exhibit, const RecordId& basis);
  void record_custody(const ExhibitId& exhibit, const char* act, Json body);
  void note(SealOutcome outcome, const KnownExhibit& exhibit, const std::string& sha256,
            const std::string& mime);
  Status flush_if_full();
  Status flush();

  struct Packed {
    std::size_t record;
    std::uint64_t offset;
    std::uint64_t length;
  };

  vault::Case& case_;
  KnownExhibits& known_;
  SealOptions options_;
  SealReport report_;
  RecordId batch_id_;
  std::int64_t next_number_ = 1;

  // The file at hand.
  Incoming file_;
  crypt::Sha256 hash_;
  std::uint64_t size_bytes_ = 0;
  Bytes head_;   // the first bytes, to tell what it is
  Bytes small_;  // all of it, as long as it is small enough for a pack
  std::unique_ptr<vault::ObjectWriter> part_;
  std::vector<vault::Place> parts_;

  // The batch: acknowledged together.
  std::vector<vault::NewRecord> records_;
  std::unordered_map<std::string, KnownExhibit> in_run_;
  Bytes pack_;
  std::vector<Packed> packed_;
  std::uint64_t batch_bytes_ = 0;
};

}  // namespace kotobune::evidence
