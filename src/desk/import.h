// Bringing spreadsheets: the rows of a sealed table become statements, each citing its cell.
//
//   table (a sealed exhibit) + mapping -> check: every change and every refusal, nothing recorded
//                                      -> run:   the same, recorded in one append
//                                      -> undo:  retracts one run, brings back what it took
// Invariants:
//   I1  check and run plan by the same code; run records what check showed, or refuses;
//   I2  a row is known again by (name of the mapping, key); only values whose cell changed since
//       the last import are superseded, so that running the same table twice records nothing;
//   I3  what a person corrected by hand is not overwritten: an unchanged cell leaves it alone, a
//       changed one stands beside it, as a disagreement;
//   I4  each statement cites a `fragment` with the cell, beside it the file its row names;
//   I5  a key that is protected itself stands only in records of the compartment that protects it.
// Format: `imp` in bodies, docs/format.md section 4.4.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"
#include "desk/import_map.h"

namespace kotobune::desk {

enum class ImportAct : std::uint8_t {
  added, changed,
  founded,                  // the value stands; who says so, or by which file, is another
  emptied,                  // the cell is blank now, the value is retracted
  beside,                   // changed in the table and by hand: both stand
  kept                      // changed by hand, not in the table: nothing is done
};
const char* word(ImportAct act);

struct ImportChange {
  ImportAct act = ImportAct::added;
  std::int64_t row = 0;
  std::string cell;      // "C7"
  std::string entity;
  std::string property;
  std::string before, after;  // values as JSON; for members only
};
struct ImportRefusal {
  std::int64_t row = 0;
  std::string cell;  // "" where the whole row is meant
  std::string code;
  std::string why;   // repeats nothing of the cell
};
// What found no home in the record. It is not lost: the sealed original holds it.
struct ImportLoss {
  std::string sheet;       // "" where the file has no sheets
  std::string column;      // "" where the whole sheet was not read
  std::int64_t values = 0; // or rows
};
struct ImportReport {
  intake::TableHead head;  // of the last sheet
  std::int64_t rows = 0, created = 0, updated = 0, unchanged = 0;
  std::vector<ImportChange> changes;
  std::vector<ImportRefusal> refusals;
  std::vector<ImportLoss> losses;
  std::vector<std::string> notes;  // what it did not understand or had to decide
  std::string batch;               // of a run that recorded something
};

// What becomes of a refusal: nothing is recorded; its row is left out; only its cell is (a refusal
// of the whole row leaves out the row all the same).
enum class Refused : std::uint8_t { stop, leave_out, leave_cells };

struct ImportRequest {
  std::string exhibit;       // number of the sealed table
  std::string mapping_file;  // for complaints
  std::string mapping;       // TOML
  Refused refused = Refused::stop;
  intake::TableReading read;  // empty: in the sandbox
};

// Errors: those of parse_import_maps and read_table; import_mapping_wrong where the table lacks a
// column; source_unknown; exhibit_closed.
Result<ImportReport> check_import(Desk& desk, const ImportRequest& request);
// Errors also: import_refused.
Result<ImportReport> run_import(Desk& desk, const ImportRequest& request);

struct UndoReport {
  std::int64_t taken_back = 0;   // records retracted
  std::int64_t brought_back = 0; // earlier values asserted anew
};
// Error: import_unknown.
Result<UndoReport> undo_import(Desk& desk, const std::string& batch, const std::string& why);

}  // namespace kotobune::desk
