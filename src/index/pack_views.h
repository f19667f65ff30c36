// Are the views of a pack right SQL over the tables that its types make? Looked at in an empty
// database in memory, before anybody's record is near: a view that does not prepare here would
// fail in front of a person later.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::index {

// How a type or a property is called in SQL, and all tables there are.
std::string table_name(std::string id);
std::set<std::string> table_names(const pack::Pack& pack);

// CREATE TABLE of every type, as pack/parts.h draws them.
std::string tables_of(const pack::Pack& pack);

// What is wrong with each view, in their order; empty where all are right. `all` is the pack with
// what it extends. Errors in the list: query_wrong, query_forbidden, with "file".
Result<std::vector<Error>> wrong_views(const pack::Pack& all, const std::vector<pack::View>& views);

}  // namespace kotobune::index
