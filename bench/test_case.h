// A fresh fictional case for a benchmark. The passphrase is no secret and its derivation is weak on
// purpose: one second of deliberate work would hide what is measured.
#pragma once

#include <memory>
#include <string>

#include "base/world.h"
#include "measure.h"
#include "vault/case.h"

namespace kotobune::bench {

inline constexpr std::string_view passphrase = "a boat of words for measuring";

inline std::unique_ptr<vault::Case> make_case(World& world, const std::string& path) {
  vault::CreateOptions options;
  options.title = "Benchmark (fictional)";
  options.person_name = "Bench";
  options.prefix = "BM";
  options.fictional = true;
  options.log_n = 10;
  auto founded = or_die(vault::Case::create(world, path, options, as_bytes(passphrase)), "create");
  auto& opened = founded.opened;
  or_die(opened->confirm_sheet(founded.sheet.groups[founded.sheet.asked_group]), "sheet");
  return std::move(founded.opened);
}

}  // namespace kotobune::bench
