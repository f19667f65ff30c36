// The names of a table's columns, out of one or several header rows. Internal to desk/import*.cpp.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "intake/table.h"

namespace kotobune::desk {

class ColumnNames {
 public:
  // One more header row: what a merged range spreads over is said once, "Victim / Name".
  void add(const intake::TableRow& row);
  // By name, or by letter as "=C". Error: import_mapping_wrong where there is none, or two.
  Result<std::size_t> at(const std::string& name) const;

  bool has(const std::string& name) const;
  bool empty() const { return names_.empty(); }
  std::size_t size() const { return names_.size(); }
  const std::string& operator[](std::size_t column) const { return names_[column]; }
  auto begin() const { return names_.begin(); }
  auto end() const { return names_.end(); }

 private:
  std::vector<std::string> names_;
};

}  // namespace kotobune::desk
