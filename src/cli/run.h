// Runs one command. main() is only the door: everything that can be tested is here.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"

namespace kotobune::cli {

// Exit code: 0 done, 1 refused or open points, 2 usage, 3 environment, 4 integrity.
int run(World& world, const std::vector<std::string>& words);

}  // namespace kotobune::cli
