// The commands on what people agreed to and what else locks their words.
#pragma once

#include <vector>

#include "cli/arguments.h"

namespace kotobune::cli {

std::vector<CommandSpec> lock_commands();

}  // namespace kotobune::cli
