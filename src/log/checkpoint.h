// Checkpoints: a log's signed word for its size and root (C2SP tlog-checkpoint/v1.0.0).
//
//   <origin>\n<size, decimal>\n<base64 of the root>\n      then the signed-note lines
//
// No extension lines: a reader would have to guess whether they matter, so they are refused.
// A log is named by its key and by nothing else: the name must not tell whose log it is.
//   log id = hex(SHA-256("sealed-case/v1/log\n" || public key)[:16])
//   origin = key name = "sealed-case.invalid/" || log id      (RFC 2606: resolves nowhere)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "log/note.h"
#include "log/tree.h"

namespace kotobune::log {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};

  std::string text() const;
  // "<size, 16 hex digits>-<root, its first 16 hex digits>": the name of its file under cp/.
  std::string file_name() const;
  bool operator==(const Checkpoint&) const = default;
};

LogId log_id_of(const crypt::PublicKey& key);
std::string origin_of(const LogId& log);
VerifierKey log_verifier(const crypt::PublicKey& key);  // name = origin, type 0x01

// Error: checkpoint_malformed.
Result<Checkpoint> parse_checkpoint_text(std::string_view text);

// The whole note, signed by the log's key; its origin is that of the key.
std::string sign_checkpoint(std::uint64_t size, const Hash& root, const crypt::SigningKey& key);

// Parses, checks the signature by `log` and that the origin is the key's name. Errors: those of
// parse_note, verify_note and parse_checkpoint_text, and checkpoint_of_other_log.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& log);

// For a case's own logs: also that the vkey is named by its key, so that a swapped file shows.
// Error: checkpoint_of_other_log.
Result<VerifierKey> parse_log_vkey(std::string_view vkey, const LogId& log);

}  // namespace kotobune::log
