// The header of an age v1 file, as text: parsed strictly and written back byte for byte.
//
//   age-encryption.org/v1
//   -> X25519 <share>                        a stanza: arguments of printable ASCII, the first
//   <body, base64, 64 columns>               names its kind
//   <last body line, under 64 columns>       there is always one, if need be empty
//   --- <mac>                                HMAC over all before the blank that precedes <mac>
//
// Lines end in LF only. Base64 has no padding and no spare bits. Nothing here decrypts; nothing
// here throws. Refuses a header over limits::age_header_bytes.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::crypt {

struct AgeStanza {
  std::vector<std::string> arguments;  // never empty; the first is the kind
  Bytes body;
};

struct AgeHeader {
  std::vector<AgeStanza> stanzas;  // never empty
  std::array<std::uint8_t, 32> mac{};
  std::size_t covered_bytes = 0;   // what the MAC covers, up to and including "---"
  std::size_t size_bytes = 0;      // all of it, with the last LF; the payload follows
};

// Where the header that begins `prefix` ends (after the LF of its MAC line), if it does.
std::optional<std::size_t> age_header_end(ByteView prefix);

// `prefix` is the beginning of a file, at least its whole header if the file has one.
// Errors: age_malformed, age_unsupported (armor, another version).
Result<AgeHeader> parse_age_header(ByteView prefix);

// Up to and including "---": what the MAC is computed over.
std::string age_header_text(const std::vector<AgeStanza>& stanzas);
// The rest of the header: blank, MAC, LF.
std::string age_mac_text(ByteView mac);

}  // namespace kotobune::crypt
