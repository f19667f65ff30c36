// The checks of the practice, asked of the whole record: what must not be missing, and where.
//
// A finding is silenced by a person with a reason (record `waiver`), for this thing and this check
// alone; it stays listed, with her name. A check with a view reads tables that hold what this
// member may see and nothing else, on a connection that can do nothing else.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct Finding {
  std::string check;         // "FF-1"
  pack::Severity severity = pack::Severity::warning;
  const pack::Check* rule = nullptr;  // of the desk's pack: its words in every language
  std::string entity, type, label;    // where it is mended; "" where a view names no thing
  std::vector<std::string> missing;   // properties without a value; of `any_of` all of them
  std::vector<std::pair<std::string, std::string>> row;  // of a view: column, value
  std::string waived_by, why;         // "" where nobody silenced it
};
// Errors first, then in the order of the pack.
Result<std::vector<Finding>> run_checks(Desk& desk);
// Errors: reason_missing; check_unknown; entity_unknown.
Status waive(Desk& desk, const std::string& check, const std::string& entity,
             const std::string& why);

}  // namespace kotobune::desk
