// A companion: another program that works for us on bytes of our own making, such as the word
// processor that prints a report we wrote. (Foreign files go to readers in the sandbox of
// base/process.h and never to a companion.) It may start processes and write files, so its fences
// are wider: it writes into one folder only (Landlock, Linux 5.13 and later), has no network where
// the kernel lets us take it away, gains no privileges, ends with us and at its limits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace kotobune {

struct CompanionLimits {
  std::uint32_t cpu_seconds = 300;
  std::uint32_t wall_seconds = 300;
};

// Is it installed, as far as PATH says?
bool has_companion(const std::string& program);

// Runs it in `folder` (absolute, exists), which is also its home and its place for temporary files;
// what it leaves there is for the caller to read and to remove. `settings` are further variables of
// its environment, NAME=VALUE. The result is its exit code. Error: child_failed.
Result<int> run_companion(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& folder, const std::vector<std::string>& settings,
                          const CompanionLimits& limits);

}  // namespace kotobune
