// Checkpoints of a log; see checkpoint.h for the three lines.
#include "log/checkpoint.h"

#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "log/errors.h"

namespace kotobune::log {
namespace {

constexpr std::string_view id_label = "sealed-case/v1/log\n";
constexpr std::string_view origin_prefix = "sealed-case.invalid/";

Error bad(const char* why) { return Error(errors::checkpoint_malformed, {{"why", why}}); }

}  // namespace

std::string Checkpoint::text() const {
  return origin + "\n" + std::to_string(size) + "\n" + base64(root) + "\n";
}

std::string Checkpoint::file_name() const {
  Bytes size_bytes;
  append_u64_be(size_bytes, size);
  return hex(size_bytes) + "-" + hex(ByteView(root).first(8));
}

LogId log_id_of(const crypt::PublicKey& key) {
  crypt::Sha256 hash;
  hash.update(id_label);
  hash.update(ByteView(key));
  const crypt::Digest digest = hash.finish();
  return LogId(hex(ByteView(digest).first(16)));
}

std::string origin_of(const LogId& log) { return std::string(origin_prefix) + log.str(); }

VerifierKey log_verifier(const crypt::PublicKey& key) {
  return {origin_of(log_id_of(key)), KeyType::log, key};
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  if (!text.ends_with('\n')) return bad("its last line does not end");
  const auto lines = split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 3) return bad("it has fewer than three lines");
  if (lines.size() > 3) return bad("it has extension lines");
  Checkpoint checkpoint;
  checkpoint.origin = std::string(lines[0]);
  if (checkpoint.origin.empty()) return bad("its origin is empty");
  const auto size = parse_int(lines[1]);
  if (!size || *size < 0 || std::to_string(*size) != lines[1]) return bad("its size is no number");
  checkpoint.size = static_cast<std::uint64_t>(*size);
  const auto root = parse_base64(lines[2]);
  if (!root || root->size() != checkpoint.root.size()) return bad("its root is not 32 bytes");
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) {
    return bad("it is empty with the root of another tree");
  }
  return checkpoint;
}

std::string sign_checkpoint(std::uint64_t size, const Hash& root, const crypt::SigningKey& key) {
  const VerifierKey verifier = log_verifier(key.public_key());
  const std::string text = Checkpoint{verifier.name, size, root}.text();
  return Note{text, {sign_text(text, verifier.name, key)}}.str();
}

Result<Checkpoint> open_checkpoint(std::string_view bytes, const VerifierKey& log) {
  TRY_LET(note, parse_note(bytes));
  TRY(verify_note(note, {log}));
  TRY_LET(checkpoint, parse_checkpoint_text(note.text));
  if (checkpoint.origin != log.name) {
    return Error(errors::checkpoint_of_other_log,
                 {{"found", checkpoint.origin}, {"expected", log.name}});
  }
  return checkpoint;
}

Result<VerifierKey> parse_log_vkey(std::string_view vkey, const LogId& log) {
  if (vkey.ends_with('\n')) vkey.remove_suffix(1);
  TRY_LET(key, VerifierKey::parse(vkey));
  if (key.type != KeyType::log || key.name != origin_of(log) || log_id_of(key.key) != log) {
    return Error(errors::checkpoint_of_other_log,
                 {{"found", key.name}, {"expected", origin_of(log)}});
  }
  return key;
}

}  // namespace kotobune::log
