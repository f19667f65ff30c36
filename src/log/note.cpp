// Signed notes; see note.h for the format and the two rules about keys.
#include "log/note.h"

#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "log/errors.h"

namespace kotobune::log {
namespace {

constexpr std::string_view signature_prefix = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t signature_limit = 64;
constexpr std::size_t note_limit_bytes = 1u << 20;
constexpr std::size_t time_bytes = 8;

Error bad_note(const char* why) { return Error(errors::note_malformed, {{"why", why}}); }
Error bad_key(const char* why) { return Error(errors::key_malformed, {{"why", why}}); }

std::string cosigned_message(std::string_view text, std::uint64_t time_s) {
  return "cosignature/v1\ntime " + std::to_string(time_s) + "\n" + std::string(text);
}

Bytes typed_key(KeyType type, const crypt::PublicKey& key) {
  Bytes bytes{static_cast<std::uint8_t>(type)};
  append(bytes, ByteView(key));
  return bytes;
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(signature_prefix)) return bad_note("a signature line starts otherwise");
  line.remove_prefix(signature_prefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return bad_note("a signature line lacks its signature");
  NoteSignature signature;
  signature.name = std::string(line.substr(0, space));
  if (!is_key_name(signature.name)) return bad_note("a signer's name is not allowed");
  const auto bytes = parse_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= signature.id.size()) return bad_note("a signature is no base64");
  std::copy_n(bytes->begin(), signature.id.size(), signature.id.begin());
  signature.signature.assign(bytes->begin() + 4, bytes->end());
  return signature;
}

// The time of a right cosignature, 0 for a right log signature; nullopt where it is wrong.
std::optional<std::uint64_t> check(const Note& note, const NoteSignature& signature,
                                   const VerifierKey& key) {
  const ByteView bytes(signature.signature);
  if (key.type == KeyType::log) {
    if (!crypt::verify(key.key, as_bytes(note.text), bytes)) return std::nullopt;
    return 0;
  }
  if (bytes.size() <= time_bytes) return std::nullopt;
  std::uint64_t time_s = 0;
  for (std::size_t i = 0; i < time_bytes; ++i) time_s = time_s << 8 | bytes[i];
  const std::string message = cosigned_message(note.text, time_s);
  if (!crypt::verify(key.key, as_bytes(message), bytes.subspan(time_bytes))) return std::nullopt;
  return time_s;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_utf8(name)) return false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = code_point_at(name, at);
    // Unicode's white space, spelled out: the room over ICU lies above this one.
    const char32_t c = point.value;
    if (c <= 0x20 || c == '+' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
        (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
        c == 0x205F || c == 0x3000) {
      return false;
    }
    at += point.size_bytes;
  }
  return true;
}

KeyId VerifierKey::id() const {
  crypt::Sha256 hash;
  hash.update(std::string_view(name));
  hash.update(std::string_view("\n"));
  hash.update(ByteView(typed_key(type, key)));
  const crypt::Digest digest = hash.finish();
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

std::string VerifierKey::str() const {
  return name + "+" + hex(id()) + "+" + base64(typed_key(type, key));
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
  const std::size_t first = vkey.find('+');
  if (first == std::string_view::npos) return bad_key("it has no plus sign");
  const std::string_view rest = vkey.substr(first + 1);
  const std::size_t second = rest.find('+');  // later ones belong to the base64
  if (second == std::string_view::npos) return bad_key("it has only one plus sign");
  VerifierKey parsed;
  parsed.name = std::string(vkey.substr(0, first));
  if (!is_key_name(parsed.name)) return bad_key("its name is not allowed");
  const auto id = parse_hex(rest.substr(0, second));
  const auto bytes = parse_base64(rest.substr(second + 1));
  if (!id || id->size() != 4) return bad_key("its id is not eight hex digits");
  if (!bytes || bytes->size() != 33) return bad_key("its key is not 33 bytes of base64");
  const std::uint8_t type = bytes->front();
  if (type != static_cast<std::uint8_t>(KeyType::log) &&
      type != static_cast<std::uint8_t>(KeyType::cosigner)) {
    return bad_key("its type is neither 0x01 nor 0x04");
  }
  parsed.type = static_cast<KeyType>(type);
  std::copy(bytes->begin() + 1, bytes->end(), parsed.key.begin());
  const KeyId computed = parsed.id();
  if (!std::equal(computed.begin(), computed.end(), id->begin())) {
    return bad_key("its id is not that of its key");
  }
  return parsed;
}

std::string NoteSignature::line() const {
  Bytes bytes(id.begin(), id.end());
  append(bytes, ByteView(signature));
  return std::string(signature_prefix) + name + " " + base64(bytes) + "\n";
}

std::string Note::str() const {
  std::string note = text + "\n";
  for (const NoteSignature& signature : signatures) note += signature.line();
  return note;
}

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > note_limit_bytes) return bad_note("it is larger than 1 MiB");
  if (!is_utf8(bytes)) return bad_note("it is not UTF-8");
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return bad_note("a control character");
  }
  // The last empty line parts text and signatures: the text may hold empty lines itself.
  const std::size_t gap = bytes.rfind("\n\n");
  if (gap == std::string_view::npos) return bad_note("no empty line before the signatures");
  Note note;
  note.text = std::string(bytes.substr(0, gap + 1));
  std::string_view lines = bytes.substr(gap + 2);
  if (lines.empty()) return bad_note("no signature");
  if (lines.back() != '\n') return bad_note("the last line does not end");
  lines.remove_suffix(1);
  for (const std::string_view line : split(lines, '\n')) {
    if (note.signatures.size() == signature_limit) return bad_note("more than 64 signatures");
    TRY_LET(signature, parse_signature(line));
    note.signatures.push_back(std::move(signature));
  }
  return note;
}

Result<std::vector<VerifiedSigner>> verify_note(const Note& note,
                                                const std::vector<VerifierKey>& known) {
  std::vector<VerifiedSigner> verified;
  for (const NoteSignature& signature : note.signatures) {
    const auto key = std::find_if(known.begin(), known.end(), [&](const VerifierKey& candidate) {
      return candidate.name == signature.name && candidate.id() == signature.id;
    });
    if (key == known.end()) continue;
    const auto time_s = check(note, signature, *key);
    if (!time_s) return Error(errors::note_signature_wrong, {{"name", signature.name}});
    const bool counted = std::any_of(verified.begin(), verified.end(),
                                     [&](const VerifiedSigner& v) { return v.key == *key; });
    if (counted) continue;  // twice the same signer is one signer
    VerifiedSigner signer{*key, std::nullopt};
    if (key->type == KeyType::cosigner) signer.time_s = *time_s;
    verified.push_back(std::move(signer));
  }
  if (verified.empty()) return Error(errors::note_unsigned);
  return verified;
}

NoteSignature sign_text(std::string_view text, std::string name, const crypt::SigningKey& key) {
  ensure(is_key_name(name), "a signer has a name that a note can carry");
  ensure(text.ends_with('\n'), "the text of a note ends in a line feed");
  const VerifierKey verifier{name, KeyType::log, key.public_key()};
  const crypt::Signature signature = key.sign(as_bytes(text));
  return {std::move(name), verifier.id(), Bytes(signature.begin(), signature.end())};
}

NoteSignature cosign_text(std::string_view text, std::string name, const crypt::SigningKey& key,
                          std::uint64_t time_s) {
  ensure(is_key_name(name), "a cosigner has a name that a note can carry");
  ensure(text.ends_with('\n'), "the text of a note ends in a line feed");
  const VerifierKey verifier{name, KeyType::cosigner, key.public_key()};
  const std::string message = cosigned_message(text, time_s);
  const crypt::Signature signature = key.sign(as_bytes(message));
  Bytes bytes;
  append_u64_be(bytes, time_s);
  append(bytes, ByteView(signature));
  return {std::move(name), verifier.id(), std::move(bytes)};
}

}  // namespace kotobune::log
