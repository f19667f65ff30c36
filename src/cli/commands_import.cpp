// The words of what comes in as a table and what leaves as one.
#include "cli/commands_import.h"

namespace kotobune::cli {

std::vector<CommandSpec> import_commands() {
  const OptionSpec map{"map", "FILE", "which column says what (TOML, see docs/import.md)"};
  const OptionSpec from{"from", "SYSTEM", "martus, openevsys or uwazi: our mapping for its export"};
  return {
      {"import",
       "check",
       "NUMBER",
       "show what a sealed table would add, change and refuse",
       "  Records nothing. Exit code 1 where a row is refused.",
       {map, from},
       1,
       1},
      {"import",
       "run",
       "NUMBER",
       "take the rows of a sealed CSV or XLSX into the record",
       "  Each statement cites its cell. A row that was imported before is known by its key; only\n"
       "  values whose cells changed are superseded. All or nothing.",
       {map,
        from,
        {"leave-out", "", "leave out the rows that are refused"},
        {"leave-cells", "", "leave out only the cells that are refused (with --from: always)"}},
       1,
       1},
      {"import",
       "map",
       "SYSTEM",
       "print our mapping for martus, openevsys or uwazi, to be changed and given as --map",
       "",
       {},
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
      {"entity",
       "export",
       "TYPE FOLDER",
       "write the entities of a type as a table, for an audience or as your own copy",
       "  For an audience every value passes the gate: what its source did not agree to stays, "
       "what\n"
       "  points at a person stays, places are told as coarsely as they may be, and the file is\n"
       "  searched for protected names. --count-by tells only how many there are of each.\n"
       "  --all writes everything you can read, names too, in plain files that no passphrase\n"
       "  protects; with the mapping that reads them into another case.",
       {{"format", "FORMAT", "csv (default), xlsx, jsonl, geojson"},
        {"purpose", "CODE", "what it is for: P3 (public report, default) to P13"},
        {"to", "TEXT", "who receives it; kept in the log"},
        {"count-by", "PROPERTY", "only counts; fewer than 5 are told as that"},
        {"all", "", "your own copy of everything"}},
       2,
       2},
  };
}

}  // namespace kotobune::cli
