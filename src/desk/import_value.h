// What a cell says, as the value an assertion keeps. Internal to desk/import.cpp.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "desk/desk.h"
#include "desk/import_map.h"

namespace kotobune::desk {

class CellValues {
 public:
  // The entity that an import of that name made of the row with this key (JSON array); "": none.
  using RowOf = std::function<std::string(const std::string& name, const std::string& key)>;

  CellValues(Desk& desk, RowOf row_of) : desk_(desk), row_of_(std::move(row_of)) {}

  // Errors: cell_not_understood with a reason that repeats nothing of the cell; those of
  // text::read_date.
  Result<Json> value(const pack::Property& property, const ColumnRule& rule,
                     const intake::TableCell& cell);

 private:
  Result<Json> term(const pack::Property& property, const std::string& said) const;
  Result<Json> entity(const pack::Property& property, const std::string& said);
  Result<Json> row(const std::string& name, const std::string& said) const;
  Desk& desk_;
  RowOf row_of_;
  // Type -> label -> ids; filled when first asked for.
  std::map<std::string, std::multimap<std::string, std::string>> labels_;
};

}  // namespace kotobune::desk
