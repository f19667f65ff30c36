// What the files of db/ that speak to SQLite share. Internal; the only header here with sqlite3.h.
#pragma once

#include <sqlite3.h>

#include <list>
#include <memory>

#include "db/database.h"
#include "db/vfs_sqlite.h"

namespace kotobune::db {

struct Database::Impl {
  ~Impl();

  // shared: the readers of a database use the same Vfs and Store; the last one closes them.
  std::shared_ptr<Vfs> vfs;
  sqlite3* handle = nullptr;
  int depth = 0;  // of transactions
  std::optional<Error> function_error;  // of a user function, on its way through SQLite

  std::optional<Restriction> restriction;
  std::uint64_t steps = 0;
  std::int64_t started_ms = 0;
  std::optional<Error> stopped;  // why the progress handler or the authorizer said no

  // The Error for what SQLite just returned. Takes the reasons that were left on the way.
  Error error(int code);
  Status check(int code);
  void begin_statement();  // the limits of a restriction count from here
};

}  // namespace kotobune::db
