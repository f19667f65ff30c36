// Handlers for what comes in as a table and what leaves as one.
#pragma once

#include "cli/handlers.h"

namespace kotobune::cli {

Result<Answer> import_check(const Context& context);
Result<Answer> import_run(const Context& context);
Result<Answer> import_undo(const Context& context);
Result<Answer> import_map(const Context& context);
Result<Answer> entity_export(const Context& context);

}  // namespace kotobune::cli
