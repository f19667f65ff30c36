// Views of a pack that count and add up: totals of questioning, days to the first admission. Run
// over copies of what the gate let through, in a database in memory that holds nothing else.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::index {

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
// others are counted in `hidden`: sources disagree, a sum over both would count a thing twice.
struct ViewResult {
  ViewTable table;
  std::size_t hidden = 0;
};
// Errors: query_wrong, query_forbidden, query_too_long.
Result<ViewResult> compute_view(const pack::Pack& all, const pack::View& view,
                            const std::vector<ViewEntity>& entities);

}  // namespace kotobune::index
