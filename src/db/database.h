// The only door to SQLite: an encrypted database on World's disk.
//
// Promises
//   1. No plaintext reaches the disk, not in the WAL and not in temporary files (there are none).
//   2. With Durability::every_commit, what commit() acknowledged survives a power cut.
//      With Durability::rebuildable a power cut may take the last commits, never the consistency.
//   3. An altered, moved or cut page is an error (database_damaged), never a wrong answer. The one
//      thing that passes for a torn write is damage at the WAL's very end, in a commit that nothing
//      follows.
//   4. One process at a time; within it, connections read while one writes.
//
// SQL lives in .sql files of the rooms and is passed in as text; parameters are bound, not pasted.
// A Database belongs to one thread at a time. Statements and transactions end before it does.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/world.h"
#include "db/tokenizer.h"
#include "db/value.h"

namespace kotobune::db {

enum class Durability { every_commit, rebuildable };  // outbox | index

struct Options {
  Durability durability = Durability::every_commit;
  std::uint64_t cache_bytes = 4u << 20;  // 64 MiB while an index is rebuilt
};

// What a connection for foreign SQL may do; it can only be narrowed once, for good.
struct Restriction {
  std::set<std::string> readable;   // tables and views; what a view reads is readable through it
  std::set<std::string> functions;  // lower case; see plain_functions()
  std::uint64_t step_limit = 50'000'000;  // virtual machine steps of one statement
  std::int64_t time_limit_ms = 5'000;     // of one statement
};

// count, sum, min, max, coalesce, length, ... : what reads no file, no clock and no other table.
const std::set<std::string>& plain_functions();

class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  // Parameters count from 1. Texts and bytes are copied. A wrong index is a bug.
  Statement& bind(int index, std::nullptr_t);
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, int value) { return bind(index, std::int64_t{value}); }
  Statement& bind(int index, std::uint64_t value) {
    return bind(index, static_cast<std::int64_t>(value));
  }
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind(int index, const std::string& text) {
    return bind(index, std::string_view(text));
  }
  Statement& bind(int index, ByteView bytes);
  Statement& bind(int index, const Bytes& bytes) { return bind(index, ByteView(bytes)); }
  Statement& bind(int index, const Value& value);

  // True: a row is there. False: no more, and the statement is ready to be bound and run again.
  Result<bool> step();
  Status run();  // steps to the end; rows are dropped
  void reset();  // bound values stay

  // Columns count from 0 and are valid until the next step.
  int columns() const;
  std::string_view column_name(int column) const;
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  ByteView bytes(int column) const;
  Value value(int column) const;

  struct Impl;
  explicit Statement(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

class Database {
 public:
  // Opens `path`, making it if nothing is there. `key` is 32 bytes; it is copied. `world` outlives
  // the Database. Errors: database_wrong_key, database_damaged, file_locked, the disk's.
  static Result<Database> open(World& world, const std::string& path, ByteView key,
                               const Options& options);
  // Removes the files of a database that is closed: an index before its rebuild under a new key.
  static Status remove(World& world, const std::string& path);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Another connection to the same database, for another thread, that cannot write.
  Result<Database> reader(std::uint64_t cache_bytes = 4u << 20) const;
  // Errors of a restricted connection: query_forbidden, query_too_long.
  Status restrict_to(Restriction restriction);

  Status exec(std::string_view sql);  // one or more statements without parameters
  Result<Statement> prepare(std::string_view sql);  // exactly one; errors: query_wrong
  std::int64_t last_row_id() const;
  std::int64_t changed_rows() const;  // by the last statement

  Status add_function(const std::string& name, int arguments, Function function);
  Status add_tokenizer(const std::string& name, MakeTokenizer make);

  // Moves the WAL into the main file and empties it. Error: database_busy while others read.
  Status checkpoint();
  // Reads every page and checks SQLite's structure. Error: database_damaged.
  Status check();

  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Undone at the end of its scope unless committed. Inside another transaction it is a savepoint:
// undone alone, durable only with the outer one.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  Transaction(Database& database, int depth) : database_(&database), depth_(depth) {}
  Database* database_;  // null once it has ended
  int depth_;           // 0: the outermost
};

}  // namespace kotobune::db
