// Bech32 (BIP 173) as age uses it: checksum constant 1, no limit on the length, no mixed case.
// Holds key material, so every buffer is a Secret. Refuses whatever has a second spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/secret.h"

namespace kotobune::crypt {

struct Bech32 {
  std::string prefix;  // as it was spelled: "age", "AGE-SECRET-KEY-"
  Secret data;
};

// Upper case where the prefix is upper case.
Secret bech32_encode(std::string_view prefix, ByteView data);
std::optional<Bech32> bech32_decode(std::string_view text);

}  // namespace kotobune::crypt
