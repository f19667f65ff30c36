// What a cell says, as the value an assertion keeps. Internal to desk/import.cpp.
#pragma once

#include <map>
#include <string>

#include "desk/desk.h"
#include "desk/import_map.h"

namespace kotobune::desk {

class CellValues {
 public:
  explicit CellValues(Desk& desk) : desk_(desk) {}

  // Errors: cell_not_understood with a reason that repeats nothing of the cell; those of
  // text::read_date.
  Result<Json> value(const pack::Property& property, const ColumnRule& rule,
                     const intake::TableCell& cell);

 private:
  Result<Json> term(const pack::Property& property, const std::string& said) const;
  Result<Json> entity(const pack::Property& property, const std::string& said);
  Desk& desk_;
  // Type -> label -> ids; filled when first asked for.
  std::map<std::string, std::multimap<std::string, std::string>> labels_;
};

}  // namespace kotobune::desk
