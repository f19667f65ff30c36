// What the SQL of a pack may call beside plain functions. Internal to index/.
//   minutes_between(start, end)              see record/span.h; NULL where a time is missing
//   minutes_within(start, end, from, to)     of these, between two times of day in minutes
#pragma once

#include <set>
#include <string>

#include "db/database.h"

namespace kotobune::index {

Status add_view_functions(db::Database& database);
std::set<std::string> view_functions();

}  // namespace kotobune::index
