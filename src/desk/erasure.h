// Erasure at the desk: first what would go, for a person to look at; then it goes, from the case,
// from the index and from what the index file had left over.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct ErasurePlan {
  std::vector<std::string> exhibits;         // numbers
  std::vector<RecordId> records;             // everything that goes
  std::vector<std::string> disclosed;  // where it has been told already: erasing recalls nothing
};

// Everything that tells of one exhibit. Error: exhibit_not_here.
Result<ErasurePlan> plan_erasure_of_exhibit(Desk& desk, const std::string& number);
// Everything of one source: who she is, all she said, the exhibits that came from her alone. Her
// consents stay: they hold codes, and say that she agreed or took it back. Error: source_unknown.
Result<ErasurePlan> plan_erasure_of_source(Desk& desk, const std::string& code);
// Errors: reason_missing; those of vault::Case::erase.
Status erase(Desk& desk, const ErasurePlan& plan, const std::string& why);

}  // namespace kotobune::desk
