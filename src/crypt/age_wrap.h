// How the file key of an age file is wrapped for those who may open it. Internal to crypt/.
//
// X25519 stanza:  -> X25519 <share>        share = X25519(ephemeral, 9)
//   wrap key = HKDF-SHA256(X25519(ephemeral, recipient), salt = share | recipient,
//                          info "age-encryption.org/v1/X25519")
// scrypt stanza:  -> scrypt <salt> <log N>  alone in its header
//   wrap key = scrypt(passphrase, "age-encryption.org/v1/scrypt" | salt, N, r = 8, p = 1)
// Both bodies: ChaCha20-Poly1305(wrap key, nonce 0, file key), 32 bytes.
#pragma once

#include <optional>

#include "base/result.h"
#include "base/secret.h"
#include "base/world.h"
#include "crypt/age.h"
#include "crypt/age_header.h"
#include "crypt/digest.h"

namespace kotobune::crypt {

inline constexpr std::size_t file_key_bytes = 16;
inline constexpr std::size_t payload_nonce_bytes = 16;
inline constexpr int scrypt_log_n_limit = 22;

// Checks the shape of the stanzas whose kind we know, whoever they are for: each X25519 stanza, and
// that a scrypt stanza stands alone. Other kinds pass unread. Error: age_malformed.
Status check_stanzas(const AgeHeader& header);

// Error: recipient_malformed, for a point that makes every shared secret zero.
Result<AgeStanza> wrap_for_recipient(ByteView file_key, const Recipient& recipient, Random& random);
Result<AgeStanza> wrap_with_passphrase(ByteView file_key, ByteView passphrase, int log_n,
                                       Random& random);

// The file key, or nothing where the stanza is of another kind or for someone else.
// They expect a header that passed check_stanzas. Errors: age_malformed, age_passphrase_cost.
Result<std::optional<Secret>> unwrap_with_identity(const AgeStanza& stanza,
                                                   const Identity& identity);
Result<std::optional<Secret>> unwrap_with_passphrase(const AgeStanza& stanza, ByteView passphrase,
                                                     int max_log_n);

Digest header_mac(ByteView file_key, ByteView covered);
Secret payload_key(ByteView file_key, ByteView nonce);

}  // namespace kotobune::crypt
