// The words of what comes in as a table and what leaves as one.
#include "cli/commands_import.h"

namespace kotobune::cli {

std::vector<CommandSpec> import_commands() {
  const OptionSpec map{"map", "FILE", "which column says what (TOML, see docs/import.md)"};
  return {
      {"import",
       "check",
       "NUMBER",
       "show what a sealed table would add, change and refuse",
       "  Records nothing. Exit code 1 where a row is refused.",
       {map},
       1,
       1},
      {"import",
       "run",
       "NUMBER",
       "take the rows of a sealed CSV or XLSX into the record",
       "  Each statement cites its cell. A row that was imported before is known by its key; only\n"
       "  values whose cells changed are superseded. All or nothing.",
       {map, {"leave-out", "", "leave out the rows that are refused"}},
       1,
       1},
      {"import",
       "undo",
       "IMPORT",
       "retract a whole import and bring back what it replaced",
       "",
       {{"why", "TEXT", "the reason, kept in the case"}},
       1,
       1},
  };
}

}  // namespace kotobune::cli
