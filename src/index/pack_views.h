// The views of a pack: one SELECT over tables that its types make. Tried in an empty database when
// the pack is looked at, before anybody's record is near; run over copies of what the gate let
// through, in a database in memory that holds nothing else. So a hostile pack can reach nothing.
//
// Beside plain functions a view may call
//   minutes_between(start, end)              see record/span.h; NULL where a time is missing
//   minutes_within(start, end, from, to)     of these, between two times of day in minutes
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::index {

// CREATE TABLE of every type, as pack/parts.h draws them.
std::string tables_of(const pack::Pack& pack);

// What is wrong with each view, in their order; empty where all are right. `all` is the pack with
// what it extends. Errors in the list: query_wrong, query_forbidden, with "file".
Result<std::vector<Error>> wrong_views(const pack::Pack& all, const std::vector<pack::View>& views);

// What a view may see of one entity: current values that this reader may see.
struct ViewEntity {
  struct Said {
    std::string property;
    Json value;
    std::string shown;
  };
  std::string id, type;
  std::vector<Said> values;
};

struct ViewTable {
  std::vector<std::string> columns;
  // A column that the pack gives days in is printed as a date by who shows it; NULL is "".
  std::vector<std::vector<std::string>> rows;
};

// The types whose tables the view names.
std::vector<std::string> types_in(const pack::Pack& all, const pack::View& view);
// Of a property with one value the first of several that stand side by side is in the table; the
// others are counted in `hidden`: sources disagree, and the view is a diagnostic there.
struct ViewResult {
  ViewTable table;
  std::size_t hidden = 0;
};
// Errors: query_wrong, query_forbidden, query_too_long.
Result<ViewResult> run_view(const pack::Pack& all, const pack::View& view,
                            const std::vector<ViewEntity>& entities);

}  // namespace kotobune::index
