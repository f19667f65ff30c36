// The mapping of a table: which column says what, in a TOML file that a person keeps beside it.
//
//   name = "partner-list"          # of the import: rows are known again under this name
//   type = "person"                # what a row is about
//   key = ["row"]                  # columns that tell one row from another
//   informant = "W-07"             # or informant_column: a column of source codes
//   grade = "C3"
//   header_row = 1                 # the first of header_rows (1) rows of names
//   charset, separator, sheet      # where they cannot be detected
//   file_column = "scan"           # file names of sealed exhibits, several with ";" between them:
//                                  # a basis of all the row says
//   ignore = ["note"]
//   optional = true                # columns of the mapping may be missing: then they are blank
//   id_column = "id"               # ids of entities: one that is there is changed, others are made
//   [[column]]
//   column = "sex"                 # its name; of two header rows "upper / lower"; or "=C"
//   property = "sex"
//   lang, unit, counts             # of what the cells hold
//   calendar = "buddhist"          # of dates; order = "day-first" | "month-first"
//   font = "zawgyi"                # Burmese typed in it is converted; "unicode": it is none
//   refers = "persons"             # of an entity: the cell is the key of a row of that import
//   split = "|"                    # several values in one cell
//   form = "export"                # the cell is as our own export writes it (desk/cell_form.h)
//   words = { m = "male" }         # what cells say -> code of a term, "yes"/"no", code, any word
//
// A file with several sheets has several of these, each under [[import]]; rows of one may name
// rows of another, which must stand before it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/table.h"
#include "pack/pack.h"
#include "text/calendar.h"

namespace kotobune::desk {

struct ColumnRule {
  std::string column;
  std::string property;
  std::string lang, unit, counts;
  text::DateHints dates;
  std::string font, refers, split;
  bool as_exported = false;
  std::map<std::string, std::string> words;
};

struct ImportMap {
  std::string name;
  std::string type;
  std::vector<std::string> key;
  std::string informant, informant_column;
  std::string grade;
  std::string file_column, id_column;
  std::int64_t header_row = 1;
  std::int64_t header_rows = 1;
  intake::TableOptions table;
  bool optional = false;
  std::vector<std::string> ignored;
  std::vector<ColumnRule> columns;
};

// `file` names it in complaints. Errors: those of TOML (pack_malformed and the like); type_unknown
// for what the practice pack does not know; import_mapping_wrong.
// At least one, in their order.
Result<std::vector<ImportMap>> parse_import_maps(const std::string& file, std::string_view toml,
                                                 const pack::Pack& practice);

}  // namespace kotobune::desk
