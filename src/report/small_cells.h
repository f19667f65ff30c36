// Small cells: a table for outsiders that counts people must not let a neighbour find one of them.
#pragma once

#include <cstdint>

#include "report/material.h"

namespace kotobune::report {

inline constexpr std::int64_t smallest_cell = 5;  // k of k-anonymity, as UN statistics practice

// Does a unit count people? "victims", "persons", not "acts".
bool counts_people(const std::string& unit);

// Replaces every number from 1 to 4 in the last column by "1-4". Where that hides one cell only, a
// reader could take the others from a total told elsewhere: the next smallest is hidden as well, as
// "under N". True where something was hidden.
bool suppress_small_cells(Evaluated& table);

}  // namespace kotobune::report
