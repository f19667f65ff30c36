// Commands for tables, kept beside the long list of commands.cpp.
#pragma once

#include <vector>

#include "cli/arguments.h"

namespace kotobune::cli {

std::vector<CommandSpec> import_commands();

}  // namespace kotobune::cli
