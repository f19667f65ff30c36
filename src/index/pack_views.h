// Are the views of a pack right SQL over the tables that its types make? Looked at in an empty
// database in memory, before anybody's record is near: a view that does not prepare here would
// fail in front of a person later.
#pragma once

#include <cstdint>
#include <optional>
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

// What a member may see of one thing, for the tables of its type.
struct TableCell {
  std::string property, value;            // code, id, text or number as a string
  std::optional<std::int64_t> from, to;   // of a date, in days since 1970
};
struct TableRow {
  std::string type, id;
  std::vector<TableCell> cells;
};
using TableRows = std::vector<TableRow>;
struct ViewRows {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // at most view_row_limit
};
inline constexpr std::size_t view_row_limit = 1000;

// Runs the view over tables that hold `rows` and nothing else, in memory, on a connection that can
// read those tables alone, with limits of steps and time. Where sources disagree about a single
// property, the thing stands in its table once for each of the values: a view finds a fault that
// any of them makes. Errors: query_wrong, query_forbidden, query_too_long.
Result<ViewRows> run_view(const pack::Pack& all, const TableRows& rows, const pack::View& view);

}  // namespace kotobune::index
