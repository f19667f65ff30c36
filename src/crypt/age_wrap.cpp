#include "crypt/age_wrap.h"

#include <algorithm>

#include "base/encode.h"
#include "crypt/age_primitives.h"
#include "crypt/errors.h"

namespace kotobune::crypt {
namespace {

constexpr std::string_view x25519_kind = "X25519";
constexpr std::string_view scrypt_kind = "scrypt";
constexpr std::string_view x25519_label = "age-encryption.org/v1/X25519";
constexpr std::string_view scrypt_label = "age-encryption.org/v1/scrypt";
constexpr std::size_t scrypt_salt_bytes = 16;
constexpr std::size_t wrapped_bytes = file_key_bytes + ChunkCipher::tag_bytes;

Error malformed(const char* why) { return Error(errors::age_malformed, {{"why", why}}); }

// A wrap key is used once, so its nonce is zero: chunk 0, not the last.
Bytes wrap(ByteView wrap_key, ByteView file_key) {
  Bytes body(wrapped_bytes);
  ChunkCipher(ChunkCipher::Direction::seal, wrap_key)
      .seal(0, ChunkCipher::Position::middle, file_key, body);
  return body;
}

std::optional<Secret> unwrap(ByteView wrap_key, ByteView body) {
  Secret file_key(file_key_bytes);
  const bool opened = ChunkCipher(ChunkCipher::Direction::open, wrap_key)
                          .open(0, ChunkCipher::Position::middle, body, file_key.span());
  if (!opened) return std::nullopt;
  return file_key;
}

Secret x25519_wrap_key(const Secret& shared, ByteView share, const Recipient& recipient) {
  Bytes salt(share.begin(), share.end());
  append(salt, recipient.point());
  return hkdf_sha256(shared.view(), salt, x25519_label, 32);
}

Bytes labelled_salt(ByteView salt) {
  Bytes labelled = to_bytes(scrypt_label);
  append(labelled, salt);
  return labelled;
}

// Decimal without sign or leading zero; anything over two digits is over every limit already.
std::optional<int> parse_log_n(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.front() == '0' || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  if (text.size() > 2) return 100;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

Status check_body(const AgeStanza& stanza) {
  if (stanza.body.size() == wrapped_bytes) return {};
  return malformed("the wrapped file key has the wrong length");
}

Status check_x25519(const AgeStanza& stanza) {
  if (stanza.arguments.size() != 2) return malformed("an X25519 recipient has one argument");
  const auto share = parse_base64_unpadded(stanza.arguments[1]);
  if (!share || share->size() != Point().size()) {
    return malformed("an X25519 share is not 32 bytes of canonical base64");
  }
  return check_body(stanza);
}

Status check_scrypt(const AgeStanza& stanza) {
  if (stanza.arguments.size() != 3) return malformed("a passphrase stanza has two arguments");
  const auto salt = parse_base64_unpadded(stanza.arguments[1]);
  if (!salt || salt->size() != scrypt_salt_bytes) {
    return malformed("a passphrase salt is not 16 bytes of canonical base64");
  }
  if (!parse_log_n(stanza.arguments[2])) {
    return malformed("a passphrase work factor is not a plain decimal number");
  }
  return check_body(stanza);
}

}  // namespace

Status check_stanzas(const AgeHeader& header) {
  for (const AgeStanza& stanza : header.stanzas) {
    if (stanza.arguments[0] == x25519_kind) TRY(check_x25519(stanza));
    if (stanza.arguments[0] != scrypt_kind) continue;
    // Whoever knows the passphrase can write such a file; alone, it also proves who wrote it.
    if (header.stanzas.size() != 1) return malformed("a passphrase stanza does not stand alone");
    TRY(check_scrypt(stanza));
  }
  return {};
}

Result<AgeStanza> wrap_for_recipient(ByteView file_key, const Recipient& recipient,
                                     Random& random) {
  Secret ephemeral(32);
  random.fill(ephemeral.span());
  const Point share = x25519_public(ephemeral.view());
  const auto shared = x25519(ephemeral.view(), share, recipient.point());
  if (!shared) {
    return Error(errors::recipient_malformed, {{"why", "it is a point that protects nothing"}});
  }
  AgeStanza stanza;
  stanza.arguments = {std::string(x25519_kind), base64_unpadded(share)};
  stanza.body = wrap(x25519_wrap_key(*shared, share, recipient).view(), file_key);
  return stanza;
}

Result<AgeStanza> wrap_with_passphrase(ByteView file_key, ByteView passphrase, int log_n,
                                       Random& random) {
  ensure(log_n >= 1 && log_n <= scrypt_log_n_limit, "we can open what we lock with a passphrase");
  Bytes salt(scrypt_salt_bytes);
  random.fill(salt);
  const auto wrap_key = scrypt(passphrase, labelled_salt(salt), log_n);
  if (!wrap_key) return Error(errors::age_passphrase_cost, {{"log_n", std::to_string(log_n)}});
  AgeStanza stanza;
  stanza.arguments = {std::string(scrypt_kind), base64_unpadded(salt), std::to_string(log_n)};
  stanza.body = wrap(wrap_key->view(), file_key);
  return stanza;
}

Result<std::optional<Secret>> unwrap_with_identity(const AgeStanza& stanza,
                                                   const Identity& identity) {
  if (stanza.arguments[0] != x25519_kind) return std::optional<Secret>();
  const auto share = parse_base64_unpadded(stanza.arguments[1]);
  Point point{};
  ensure(share && share->size() == point.size(), "check_stanzas has seen this stanza");
  std::copy(share->begin(), share->end(), point.begin());
  const auto shared = x25519(identity.scalar(), identity.recipient().point(), point);
  if (!shared) return malformed("an X25519 share is a point that protects nothing");
  const Secret wrap_key = x25519_wrap_key(*shared, point, identity.recipient());
  return unwrap(wrap_key.view(), stanza.body);
}

Result<std::optional<Secret>> unwrap_with_passphrase(const AgeStanza& stanza, ByteView passphrase,
                                                     int max_log_n) {
  if (stanza.arguments[0] != scrypt_kind) return std::optional<Secret>();
  const auto salt = parse_base64_unpadded(stanza.arguments[1]);
  const auto log_n = parse_log_n(stanza.arguments[2]);
  ensure(salt && log_n, "check_stanzas has seen this stanza");
  const Error too_costly(errors::age_passphrase_cost,
                         {{"log_n", stanza.arguments[2].substr(0, 20)}});
  if (*log_n > std::min(max_log_n, scrypt_log_n_limit)) return too_costly;
  const auto wrap_key = scrypt(passphrase, labelled_salt(*salt), *log_n);
  if (!wrap_key) return too_costly;
  return unwrap(wrap_key->view(), stanza.body);
}

Digest header_mac(ByteView file_key, ByteView covered) {
  return hmac_sha256(hkdf_sha256(file_key, {}, "header", 32).view(), covered);
}

Secret payload_key(ByteView file_key, ByteView nonce) {
  return hkdf_sha256(file_key, nonce, "payload", 32);
}

}  // namespace kotobune::crypt
