// Parts of parse(): the profiles, and the checks that need the whole pack.
#pragma once

#include "pack/node.h"
#include "pack/pack.h"

namespace kotobune::pack {

Result<Profile> read_profile(const std::string& file, const Node& root);

// The invariants P1 to P3 of pack/pack.h. `files` only to name the line of what is wrong.
Status validate(const Pack& pack, const Files& files);

}  // namespace kotobune::pack
