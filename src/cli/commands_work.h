// Commands of review and dates, with their help. Inside the cli room.
#pragma once

#include <vector>

#include "cli/arguments.h"

namespace kotobune::cli {

std::vector<CommandSpec> review_commands();
std::vector<CommandSpec> task_commands();
std::vector<CommandSpec> view_commands();

}  // namespace kotobune::cli
