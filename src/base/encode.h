// The encodings our formats use: lower-case hex, base64 (RFC 4648 section 4, padded or not), and
// the 26 characters of a record id (RFC 4648 base32 alphabet in lower case, no padding, 128 bits).
// Every decoder is strict: one spelling for one value, or an error. Two spellings of one hash would
// let two tools disagree about what they have verified.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kotobune {

std::string hex(ByteView bytes);
std::optional<Bytes> parse_hex(std::string_view text);  // lower case, even length

std::string base64(ByteView bytes);                               // padded
std::string base64_unpadded(ByteView bytes);                      // age, record salts
std::optional<Bytes> parse_base64(std::string_view text);         // padded, canonical
std::optional<Bytes> parse_base64_unpadded(std::string_view text);  // unpadded, canonical

std::string base32(ByteView bytes);  // lower case a-z2-7, unpadded
std::optional<Bytes> parse_base32(std::string_view text);  // canonical

}  // namespace kotobune
