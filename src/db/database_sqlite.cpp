// Opening, making and closing a database, and the translation of SQLite's codes; see database.h.
#include "db/database.h"

#include <utility>

#include "base/errors.h"
#include "db/connection_sqlite.h"
#include "db/errors.h"
#include "db/page_cipher.h"
#include "db/wal_check.h"

namespace kotobune::db {
namespace {

enum class Making { no, yes };

// Settings of every connection, with their reasons:
//   temp_store=2        sorters and statement journals stay in memory: files would be plaintext
//   trusted_schema=0    a schema cannot call functions that a case's file should not reach
//   cell_size_check=1   a page that is authentic but wrong is still refused
//   busy_timeout        another connection of ours is writing; wait, then say so
Status set_up(Database::Impl& impl, const Options& options) {
  const std::string pragmas =
      "PRAGMA temp_store=2; PRAGMA trusted_schema=0; PRAGMA cell_size_check=1;"
      "PRAGMA foreign_keys=1; PRAGMA recursive_triggers=1; PRAGMA busy_timeout=5000;"
      "PRAGMA journal_size_limit=16777216; PRAGMA cache_size=-" +
      std::to_string(options.cache_bytes / 1024) + ";" +
      (options.durability == Durability::every_commit ? "PRAGMA synchronous=2;"
                                                      : "PRAGMA synchronous=1;");
  TRY(impl.check(sqlite3_exec(impl.handle, pragmas.c_str(), nullptr, nullptr, nullptr)));
  int defensive = 0;
  return impl.check(sqlite3_db_config(impl.handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive));
}

Result<std::unique_ptr<Database::Impl>> connect(std::shared_ptr<Vfs> vfs, const Options& options,
                                                Making making) {
  auto impl = std::make_unique<Database::Impl>();
  impl->vfs = std::move(vfs);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                    (making == Making::yes ? SQLITE_OPEN_CREATE : 0);
  const int opened = sqlite3_open_v2(impl->vfs->store().path().c_str(), &impl->handle, flags,
                                     impl->vfs->name().c_str());
  if (opened != SQLITE_OK) return impl->error(opened);
  sqlite3_extended_result_codes(impl->handle, 1);
  TRY(set_up(*impl, options));
  return impl;
}

Result<std::string> text_of(Database::Impl& impl, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  TRY(impl.check(sqlite3_prepare_v2(impl.handle, sql, -1, &statement, nullptr)));
  const int stepped = sqlite3_step(statement);
  std::string text;
  if (stepped == SQLITE_ROW) {
    text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  }
  const int finished = sqlite3_finalize(statement);
  if (finished != SQLITE_OK) return impl.error(finished);
  return text;
}

Error odd(const Store& store, const char* why) {
  return Error(errors::database_damaged, {{"path", store.path()}, {"why", why}});
}

// A database of ours is in WAL mode with 4096-byte pages of which 32 are reserved.
Status check_shape(Database::Impl& impl) {
  const Store& store = impl.vfs->store();
  // The first read of page 1, through the WAL: a wrong key or a damaged page shows here.
  TRY(text_of(impl, "SELECT count(*) FROM sqlite_schema"));
  TRY_LET(mode, text_of(impl, "PRAGMA journal_mode"));
  if (mode != "wal") return odd(store, "it is not in WAL mode");
  TRY_LET(size, text_of(impl, "PRAGMA page_size"));
  int reserved = -1;
  TRY(impl.check(sqlite3_file_control(impl.handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved)));
  if (size != std::to_string(page_bytes) || reserved != static_cast<int>(reserved_bytes)) {
    return odd(store, "its pages have another shape");
  }
  return {};
}

std::string name_while_made(const std::string& path) { return path + ".new"; }

Status remove_if_there(Disk& disk, const std::string& path) {
  if (!disk.exists(path)) return {};
  return disk.remove(path);
}

// Made under another name and moved when it is whole and durable: a power cut during the making
// leaves nothing at `path`, and no half database is ever mistaken for a damaged one.
Status make(World& world, const std::string& path, ByteView key, const Options& options) {
  Disk& disk = world.disk;
  const std::string draft = name_while_made(path);
  for (const char* end : {"", "-wal", ".lock"}) TRY(remove_if_there(disk, draft + end));
  {
    TRY_LET(store, Store::open(world, draft, key));
    TRY_LET(impl, connect(std::make_shared<Vfs>(store), options, Making::yes));
    int reserved = static_cast<int>(reserved_bytes);
    TRY(impl->check(
        sqlite3_file_control(impl->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved)));
    // WAL is switched on through a rollback journal, which would be a file of plaintext: in memory.
    TRY(text_of(*impl, "PRAGMA page_size=4096"));
    TRY_LET(memory, text_of(*impl, "PRAGMA journal_mode=MEMORY"));
    if (memory != "memory") return odd(*store, "the journal cannot stay in memory");
    TRY_LET(wal, text_of(*impl, "PRAGMA journal_mode=WAL"));
    if (wal != "wal") return odd(*store, "WAL mode is not to be had");
    TRY(text_of(*impl, "PRAGMA user_version=1"));
    TRY(text_of(*impl, "PRAGMA user_version=0"));
    TRY(check_shape(*impl));
    TRY(text_of(*impl, "PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  TRY_LET(file, disk.open(draft, OpenMode::read_write));
  TRY(file->sync());
  TRY(disk.rename_new(draft, path));
  TRY(disk.sync_directory(parent_path(path)));
  for (const char* end : {"-wal", ".lock"}) TRY(remove_if_there(disk, draft + end));
  return {};
}

}  // namespace

Database::Impl::~Impl() {
  if (handle == nullptr) return;
  // All statements ended before: that is the caller's side of the contract.
  ensure(sqlite3_close(handle) == SQLITE_OK, "statements end before their database");
  (void)vfs->store().take_error();  // a last checkpoint that failed is made up for at the next open
}

Status Database::Impl::check(int code) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return {};
  return error(code);
}

Error Database::Impl::error(int code) {
  Store& store = vfs->store();
  const std::optional<Error> disk_error = store.take_error();
  std::optional<Error> own = std::exchange(stopped, std::nullopt);
  std::optional<Error> of_function = std::exchange(function_error, std::nullopt);
  const std::string why = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  const Parameter path{"path", store.path()};
  switch (code & 0xFF) {
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
      if (disk_error) return *disk_error;
      if ((code & 0xFF) == SQLITE_FULL) return Error(kotobune::errors::disk_full, {path});
      return Error(errors::database_failed, {path, {"why", why}});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return disk_error ? *disk_error : Error(errors::database_damaged, {path, {"why", why}});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error(errors::database_busy, {path});
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      return Error(errors::query_forbidden);
    case SQLITE_INTERRUPT:
      return own ? *own : Error(errors::query_too_long, {{"limit", "its time"}});
    case SQLITE_CONSTRAINT:
      return Error(errors::constraint_broken, {{"why", why}});
    case SQLITE_TOOBIG:
      return Error(errors::value_too_large);
    case SQLITE_NOMEM:
      return Error(errors::database_failed, {path, {"why", "no memory is left"}});
    case SQLITE_MISUSE:
      bug("SQLite was used against its contract", __FILE__, __LINE__);
    default:
      if (of_function) return *of_function;
      if (own) return *own;
      return Error(errors::query_wrong, {{"why", why}});
  }
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(World& world, const std::string& path, ByteView key,
                                const Options& options) {
  if (!world.disk.exists(path)) TRY(make(world, path, key, options));
  TRY_LET(store, Store::open(world, path, key));
  TRY_LET(info, world.disk.info(path));
  // SQLite takes an empty file for a new database: ours is never empty, so somebody emptied it.
  if (info.size_bytes == 0) return odd(*store, "it is empty");
  if (options.durability == Durability::every_commit) TRY(check_wal(*store));
  TRY_LET(impl, connect(std::make_shared<Vfs>(store), options, Making::no));
  TRY(check_shape(*impl));
  return Database(std::move(impl));
}

Status Database::remove(World& world, const std::string& path) {
  // Takes the lock first: what is open stays.
  TRY_LET(lock, world.disk.lock(path + ".lock"));
  // The WAL first: without its main file it would be replayed into the next one.
  for (const char* end : {"-wal", ""}) TRY(remove_if_there(world.disk, path + end));
  lock.reset();
  TRY(remove_if_there(world.disk, path + ".lock"));
  return world.disk.sync_directory(parent_path(path));
}

Result<Database> Database::reader(std::uint64_t cache_bytes) const {
  TRY_LET(impl, connect(impl_->vfs, Options{Durability::rebuildable, cache_bytes}, Making::no));
  TRY(impl->check(sqlite3_exec(impl->handle, "PRAGMA query_only=1", nullptr, nullptr, nullptr)));
  TRY(check_shape(*impl));
  return Database(std::move(impl));
}

Status Database::exec(std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    impl_->begin_statement();
    TRY(impl_->check(sqlite3_prepare_v2(impl_->handle, sql.data(), static_cast<int>(sql.size()),
                                        &statement, &rest)));
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
    if (statement == nullptr) continue;  // white space or a comment
    while (sqlite3_step(statement) == SQLITE_ROW) {
    }
    const int finished = sqlite3_finalize(statement);
    if (finished != SQLITE_OK) return impl_->error(finished);
  }
  return {};
}

std::int64_t Database::last_row_id() const { return sqlite3_last_insert_rowid(impl_->handle); }
std::int64_t Database::changed_rows() const { return sqlite3_changes64(impl_->handle); }

Status Database::checkpoint() {
  return impl_->check(sqlite3_wal_checkpoint_v2(impl_->handle, "main", SQLITE_CHECKPOINT_TRUNCATE,
                                                nullptr, nullptr));
}

Status Database::check() {
  TRY_LET(answer, text_of(*impl_, "PRAGMA integrity_check(1)"));
  if (answer != "ok") return odd(impl_->vfs->store(), answer.c_str());
  return {};
}

Result<Transaction> Transaction::begin(Database& database) {
  const int depth = database.impl().depth;
  // Immediate: a writer that waits at its first write could not be granted it any more.
  TRY(database.exec(depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT level" + std::to_string(depth)));
  ++database.impl().depth;
  return Transaction(database, depth);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), depth_(other.depth_) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  const std::string level = "level" + std::to_string(depth_);
  --database_->impl().depth;
  // SQLite ends a transaction by itself when the disk fails; then there is nothing to undo.
  if (sqlite3_get_autocommit(database_->impl().handle) != 0) return;
  const Status undone = database_->exec(
      depth_ == 0 ? std::string("ROLLBACK") : "ROLLBACK TO " + level + "; RELEASE " + level);
  ensure(undone.ok(), "a transaction can be undone");
}

Status Transaction::commit() {
  ensure(database_ != nullptr, "a transaction is committed once");
  ensure(database_->impl().depth == depth_ + 1, "inner transactions end before outer ones");
  TRY(database_->exec(depth_ == 0 ? std::string("COMMIT")
                                  : "RELEASE level" + std::to_string(depth_)));
  --database_->impl().depth;
  database_ = nullptr;
  return {};
}

}  // namespace kotobune::db
