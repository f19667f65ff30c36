// The paper root: the last key to a case, printed once and kept away from every computer.
//
// The recovery code is an age secret key, so a stranger can open the grants with `age -d -i` alone.
// The root's signing key is derived from it. A code is typed in groups; the Bech32 checksum of age
// finds a slip, and which groups look right is never told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/world.h"
#include "crypt/age.h"
#include "crypt/sign.h"

namespace kotobune::vault {

struct RootKey {
  crypt::Identity identity;
  crypt::SigningKey signing;

  static RootKey generate(Random& random);
  // Reads a code with or without spaces, dashes and capitals. Error: recovery_code_wrong.
  static Result<RootKey> parse(std::string_view typed);
  static RootKey from_identity(crypt::Identity identity);
};

struct RecoverySheet {
  std::string case_id;
  std::string title;
  std::string made_on;              // 2026-11-25
  std::vector<std::string> groups;  // the code behind "AGE-SECRET-KEY-1", in groups of six
  std::size_t asked_group = 0;      // which one must be typed back before anything can be sealed

  std::string code() const;  // whole, as age reads it
  std::string text() const;  // for printing, plain text
};

RecoverySheet make_sheet(const RootKey& root, std::string case_id, std::string title, Instant now,
                         Random& random);

}  // namespace kotobune::vault
