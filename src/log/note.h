// Signed notes (C2SP signed-note at signed-note/v1.0.0): a text and the lines of who signed it.
//
//   <text, ends in a line feed>
//   <empty line>
//   — <name> <base64(key id, 4 bytes || signature)>      U+2014, padded base64, one a signer
//
//   key id = SHA-256(name || 0x0A || type || public key)[:4]
//   vkey   = <name>+<key id, 8 hex digits>+<base64(type || public key)>
//
// Types: 0x01 Ed25519 over the text (logs); 0x04 Ed25519 cosignature/v1 (tlog-cosignature v1.0.1):
//   signed = "cosignature/v1\ntime <seconds>\n" || text;  signature = u64 BE seconds || 64 bytes.
// A signature by a key we do not know is ignored: it may be of a kind invented later. A signature
// that claims a key we know and is wrong refuses the whole note: somebody tampered with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypt/sign.h"

namespace kotobune::log {

using KeyId = std::array<std::uint8_t, 4>;

enum class KeyType : std::uint8_t { log = 0x01, cosigner = 0x04 };

struct VerifierKey {
  std::string name;
  KeyType type = KeyType::log;
  crypt::PublicKey key{};

  KeyId id() const;
  std::string str() const;  // the vkey line, without a line feed
  // Error: key_malformed (also where the key id is not that of the key).
  static Result<VerifierKey> parse(std::string_view vkey);
  bool operator==(const VerifierKey&) const = default;
};

// Not empty, UTF-8, no space and no plus: what may stand as a name in a note.
bool is_key_name(std::string_view name);

struct NoteSignature {
  std::string name;
  KeyId id{};
  Bytes signature;        // 64 bytes for type 0x01, 72 for 0x04; any for types we do not know
  std::string line() const;  // with its line feed
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends in a line feed
  std::vector<NoteSignature> signatures;
  std::string str() const;
};

// Error: note_malformed. At most 64 signatures and 1 MiB; nothing is verified yet.
Result<Note> parse_note(std::string_view note);

// The signers among `known` whose signatures are right, each once, in the note's order.
// Errors: note_signature_wrong (the whole note is refused), note_unsigned (none is known).
struct VerifiedSigner {
  VerifierKey key;
  std::optional<std::uint64_t> time_s;  // of a cosignature: seconds since 1970
};
Result<std::vector<VerifiedSigner>> verify_note(const Note& note,
                                                const std::vector<VerifierKey>& known);

// `name` must be a key name; `text` must be the text of a note.
NoteSignature sign_text(std::string_view text, std::string name, const crypt::SigningKey& key);
NoteSignature cosign_text(std::string_view text, std::string name, const crypt::SigningKey& key,
                          std::uint64_t time_s);

}  // namespace kotobune::log
