// A proof a person can carry away: that an entry is in a log (C2SP c2sp.org/tlog-proof@v1).
//
//   c2sp.org/tlog-proof@v1
//   extra <base64>            optional; nobody vouches for it
//   index <decimal>
//   <base64 hash>             zero to 63 lines, from the leaf's sibling to the root's child
//                             an empty line
//   <the checkpoint, as the log signed it, with all its signatures>
//
// It proves that the entry was in the log when the checkpoint was signed: not that what was said
// is true, nor who typed it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "log/checkpoint.h"
#include "log/tree.h"

namespace kotobune::log {

struct Proof {
  std::optional<Bytes> extra;
  std::uint64_t index = 0;
  Hashes hashes;
  std::string checkpoint;  // the note, byte for byte

  std::string str() const;
  static Result<Proof> parse(std::string_view text);  // Error: proof_malformed
};

// Checks the checkpoint by the log's key, then the path from `entry` (the 32-byte commitment) to
// its root. Errors: those of open_checkpoint, proof_wrong. Returns the checkpoint it rests on.
Result<Checkpoint> verify_proof(const Proof& proof, ByteView entry, const VerifierKey& log);

}  // namespace kotobune::log
