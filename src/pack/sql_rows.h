// The rows of INSERT statements in an SQL dump, one at a time. Internal to pack/.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kotobune::pack {

struct SqlRow {
  std::string table;                  // without quotes, lower case
  std::vector<std::string> columns;   // as the statement names them; empty where it does not
  std::vector<std::string> values;    // NULL is ""
  std::uint32_t line = 0;
};

// Calls `use` for each row of the tables that `wanted` names. Error: thesaurus_malformed.
Status read_sql_rows(std::string_view sql, const std::function<bool(const std::string&)>& wanted,
                     const std::function<Status(const SqlRow&)>& use);

}  // namespace kotobune::pack
