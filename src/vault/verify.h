// `case verify`: re-reads everything and names exactly what is damaged, missing or altered.
//
// Trusts nothing it has seen before: every checkpoint's signature, every root from the entries up,
// every tile, every manifest and segment against its commitments, every object against its name,
// every exhibit and derivative against the SHA-256 in its record.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vault/case.h"

namespace kotobune::vault {

enum class Damage { missing, altered, unreadable };

struct Finding {
  Damage damage = Damage::altered;
  std::string what;    // "MS-0007", "object 3f...", "log 5a..."
  std::string path;    // relative to the case; "" where no one file is to blame
  std::string detail;  // plain sentence
};

struct VerifyReport {
  std::vector<Finding> findings;
  std::uint64_t logs = 0;
  std::uint64_t records = 0;
  std::uint64_t objects = 0;
  std::uint64_t exhibits = 0;
  std::uint64_t derivatives = 0;
  std::uint64_t bytes = 0;        // of content re-read
  std::uint64_t unpublished = 0;  // acknowledged, not yet under a checkpoint
  bool sound() const { return findings.empty(); }
};

using VerifyProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Errors only where verification could not run at all; what it finds is in the report.
Result<VerifyReport> verify_case(Case& opened, const VerifyProgress& progress = {});

}  // namespace kotobune::vault
