// The computed parts of a report that are blocks: tables, the list of exhibits, the method.
#pragma once

#include <string>
#include <vector>

#include "report/build.h"
#include "report/document.h"

namespace kotobune::report {

// For outsiders small cells of counts of people are hidden (report/small_cells.h).
std::vector<DocumentBlock> evaluated_table(const Evaluated& evaluated, bool for_outsiders);
// Outsiders see annex numbers and titles; the digest of an unpublished original could be matched
// against a seized copy, so it stands only in drafts.
std::vector<DocumentBlock> exhibit_table(const Build& build,
                                         const std::vector<std::string>& annexes, bool draft);
// What can be said of the method from the record alone, in figures a reader can check.
std::vector<DocumentBlock> methodology(const Build& build);

}  // namespace kotobune::report
