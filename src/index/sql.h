// Running prepared statements without ceremony. Internal to index/.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "db/database.h"

namespace kotobune::index {

// Keeps statements prepared. A statement is in use by one loop at a time: a loop over `each` must
// not run the same SQL again inside.
class Statements {
 public:
  explicit Statements(db::Database& database) : database_(database) {}
  Result<db::Statement*> get(std::string_view sql) {
    const auto found = kept_.find(sql);
    if (found != kept_.end()) return &found->second;
    TRY_LET(statement, database_.prepare(sql));
    return &kept_.emplace(std::string(sql), std::move(statement)).first->second;
  }
  std::int64_t last_row_id() const { return database_.last_row_id(); }
  // Before a schema change: a kept statement would have to be prepared anew.
  void forget() { kept_.clear(); }

  template <typename... Values>
  Status run(std::string_view sql, const Values&... values) {
    TRY_LET(statement, get(sql));
    bind(*statement, values...);
    return statement->run();
  }

  // Calls on_row(statement) for each row; on_row returns void, or Status to stop at an error.
  template <typename OnRow, typename... Values>
  Status each(std::string_view sql, OnRow on_row, const Values&... values) {
    TRY_LET(statement, get(sql));
    bind(*statement, values...);
    while (true) {
      TRY_LET(row, statement->step());
      if (!row) return {};
      if constexpr (std::is_void_v<decltype(on_row(*statement))>) {
        on_row(*statement);
      } else {
        const Status status = on_row(*statement);
        if (!status.ok()) {
          statement->reset();
          return status;
        }
      }
    }
  }

  // One integer; `otherwise` where there is no row or it is null.
  template <typename... Values>
  Result<std::int64_t> number(std::string_view sql, std::int64_t otherwise,
                              const Values&... values) {
    std::int64_t out = otherwise;
    TRY(each(sql, [&](db::Statement& row) { out = row.is_null(0) ? otherwise : row.integer(0); },
             values...));
    return out;
  }

 private:
  template <typename... Values>
  static void bind(db::Statement& statement, const Values&... values) {
    int index = 0;
    (statement.bind(++index, values), ...);
  }
  db::Database& database_;
  std::map<std::string, db::Statement, std::less<>> kept_;
};

inline std::string text(const db::Statement& row, int column) {
  return std::string(row.text(column));
}

}  // namespace kotobune::index
