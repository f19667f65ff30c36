#include "desk/import_columns.h"

#include <algorithm>

#include "base/text.h"
#include "intake/errors.h"

namespace kotobune::desk {

namespace {

Error wrong(std::string why) {
  return Error(errors::import_mapping_wrong, {{"why", std::move(why)}});
}

}  // namespace

void ColumnNames::add(const intake::TableRow& row) {
  if (names_.size() < row.cells.size()) names_.resize(row.cells.size());
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string part(trim_ascii(row.cells[i].text));
    if (part.empty() || part == names_[i]) continue;
    names_[i] += (names_[i].empty() ? "" : " / ") + part;
  }
}

bool ColumnNames::has(const std::string& name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

Result<std::size_t> ColumnNames::at(const std::string& name) const {
  if (name.starts_with("=")) {
    for (std::size_t i = 0; i < intake::table_columns; ++i)
      if ("=" + intake::cell_name(i, 1) == name + "1") return i;
  }
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return wrong("the table has no column " + name);
  if (std::find(found + 1, names_.end(), name) != names_.end())
    return wrong("two columns are called " + name + "; name one by its letter, as in =C");
  return static_cast<std::size_t>(found - names_.begin());
}

}  // namespace kotobune::desk
