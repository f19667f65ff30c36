// What the connections to one database file share: the key, SQLite's locks and the WAL's index.
//
// One process holds a database: a lock file beside it says so, and a second process is refused.
// Within the process several connections may read while one writes, each on its own thread. SQLite
// coordinates them through file locks and shared memory; both live here, in plain memory, so that
// nothing depends on mmap or on the locks of a network share, and the page numbers that SQLite
// keeps in shared memory never touch a disk.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "base/world.h"

namespace kotobune::db {

// SQLite's five lock states, in its order (sqlite3.h: SQLITE_LOCK_*).
enum class Lock { none, shared, reserved, pending, exclusive };

class Store {
 public:
  // Takes the lock file. Error: file_locked where another process or another Store has it.
  static Result<std::shared_ptr<Store>> open(World& world, std::string path, ByteView key);

  World& world() const { return world_; }
  const std::string& path() const { return path_; }
  ByteView key() const { return key_.view(); }
  void random(ByteSpan out);

  // File locks. Each caller names itself by an address; false: another one is in the way.
  bool raise(const void* who, Lock from, Lock to);
  void lower(const void* who, Lock from, Lock to);
  bool is_reserved();

  // Shared memory: regions of 32 KiB, and eight locks on it.
  static constexpr std::size_t shared_locks = 8;
  volatile void* region(std::size_t index, std::size_t size_bytes, bool extend);
  bool share(std::size_t first, std::size_t count, unsigned own_shared);
  bool take(std::size_t first, std::size_t count, unsigned own_shared);
  void release(std::size_t first, std::size_t count, bool exclusive);
  void barrier();
  void enter_memory();
  void leave_memory();  // the last one out forgets it: the next one in reads the WAL anew

  // The salts in the WAL's header, as the connections of this process last wrote or read them: a
  // file's own copy is asked only where none is known.
  using WalSalts = std::array<std::uint8_t, 8>;
  std::optional<WalSalts> wal_salts();
  void set_wal_salts(std::optional<WalSalts> salts);

  // Why SQLite was told "I/O error" on this thread; taken once by the Database that asks.
  void note_error(Error error);
  std::optional<Error> take_error();

 private:
  Store(World& world, std::string path, ByteView key, std::unique_ptr<File> lock)
      : world_(world), path_(std::move(path)), key_(key), lock_file_(std::move(lock)) {}

  World& world_;
  std::string path_;
  Secret key_;
  std::unique_ptr<File> lock_file_;

  std::mutex mutex_;  // guards everything below
  int shared_count_ = 0;
  const void* writer_ = nullptr;  // holds reserved, pending or exclusive
  Lock writer_lock_ = Lock::none;
  std::vector<std::unique_ptr<std::vector<std::uint64_t>>> regions_;
  int memory_users_ = 0;
  std::array<int, shared_locks> memory_locks_{};  // -1: exclusive, n > 0: n connections share
  std::map<std::thread::id, Error> errors_;
  std::optional<WalSalts> wal_salts_;
};

}  // namespace kotobune::db
