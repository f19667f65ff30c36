// Limits for SQL that we did not write (packs): what it may read, call, and how long it may take.
#include "base/text.h"
#include "db/connection_sqlite.h"
#include "db/errors.h"

namespace kotobune::db {
namespace {

constexpr int steps_between_looks = 1000;

// Everything not named here is denied: writing, ATTACH, PRAGMA, temporary objects, recursion.
bool may(const Restriction& restriction, int action, const char* first, const char* second,
         const char* through) {
  switch (action) {
    case SQLITE_SELECT:
      return true;
    case SQLITE_READ:
      // `through` is the innermost view that the read comes from. Views cannot be made on this
      // connection, so a view of that name is the one that the gate wrote.
      return (first != nullptr && restriction.readable.count(first) != 0) ||
             (through != nullptr && restriction.readable.count(through) != 0);
    case SQLITE_FUNCTION:
      return second != nullptr && restriction.functions.count(ascii_lower(second)) != 0;
    default:
      return false;
  }
}

int allow(void* context, int action, const char* first, const char* second, const char*,
          const char* through) noexcept {
  auto& impl = *static_cast<Database::Impl*>(context);
  if (may(*impl.restriction, action, first, second, through)) return SQLITE_OK;
  // SQLite reports some denials as plain errors; the reason is kept here.
  impl.stopped = Error(errors::query_forbidden);
  return SQLITE_DENY;
}

int look(void* context) noexcept {
  auto& impl = *static_cast<Database::Impl*>(context);
  const Restriction& restriction = *impl.restriction;
  impl.steps += steps_between_looks;
  if (impl.steps > restriction.step_limit) {
    impl.stopped = Error(errors::query_too_long,
                         {{"limit", std::to_string(restriction.step_limit) + " steps"}});
    return 1;
  }
  const std::int64_t now_ms = impl.vfs->store().world().clock.monotonic_ms();
  if (now_ms - impl.started_ms > restriction.time_limit_ms) {
    impl.stopped = Error(errors::query_too_long,
                         {{"limit", std::to_string(restriction.time_limit_ms) + " ms"}});
    return 1;
  }
  return 0;
}

}  // namespace

const std::set<std::string>& plain_functions() {
  static const std::set<std::string> functions{
      "abs",    "avg",     "coalesce", "count", "date",      "format", "glob",   "group_concat",
      "hex",    "ifnull",  "iif",      "instr", "julianday", "length", "like",   "lower",
      "ltrim",  "max",     "min",      "nullif", "printf",   "quote",  "round",  "row_number",
      "rtrim",  "rank",    "dense_rank", "sign", "strftime", "substr", "substring", "sum",
      "total",  "trim",    "typeof",   "unicode", "upper",   "lag",    "lead",   "first_value"};
  return functions;
}

void Database::Impl::begin_statement() {
  if (!restriction) return;
  steps = 0;
  stopped.reset();
  started_ms = vfs->store().world().clock.monotonic_ms();
}

Status Database::restrict_to(Restriction restriction) {
  ensure(!impl_->restriction, "a connection is restricted once, for good");
  // The schema is read before the authorizer stands: reading it is SQLite's work, not the query's.
  TRY(exec("SELECT count(*) FROM sqlite_schema; PRAGMA query_only=1"));
  impl_->restriction = std::move(restriction);
  sqlite3* handle = impl_->handle;
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 16 << 20);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 64 << 10);
  sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 20);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
  sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 5);
  sqlite3_progress_handler(handle, steps_between_looks, look, impl_.get());
  return impl_->check(sqlite3_set_authorizer(handle, allow, impl_.get()));
}

}  // namespace kotobune::db
