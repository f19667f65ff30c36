// SQLite's VFS over World's disk. It serves two types of files, the main database and its WAL, and
// refuses all others: a rollback journal, a statement journal or a sorter's temporary file would
// carry plaintext past the cipher. (Journals and sorters stay in memory: database_sqlite.cpp sets
// journal_mode and temp_store.) No memory mapping, no extensions, no other file's name.
//
// SQLite calls these functions from C: none lets an exception out (noexcept), all report failure
// by SQLite's codes and leave the Error in the Store for the Database to find.
#include "db/vfs_sqlite.h"

#include <sqlite3.h>

#include <chrono>
#include <cstring>
#include <thread>

#include "base/errors.h"
#include "db/errors.h"
#include "db/sealed_file.h"

namespace kotobune::db {

struct Vfs::Impl {
  std::shared_ptr<Store> store;
  std::string name;
  sqlite3_vfs vfs{};
};

namespace {

struct OpenFile {
  sqlite3_file base;   // SQLite's part: the method table
  SealedFile* sealed;  // owned; deleted by close()
  Lock lock;
  unsigned shared_slots;  // bit i: this connection shares lock i of the WAL's index
  bool uses_memory;
};

OpenFile& open_file(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
Vfs::Impl& impl(sqlite3_vfs* vfs) { return *static_cast<Vfs::Impl*>(vfs->pAppData); }

// What SQLite is told; the reason itself stays in the store.
int failed(Store& store, const Error& error, int otherwise) {
  store.note_error(error);
  if (error.is(kotobune::errors::disk_full)) return SQLITE_FULL;
  if (error.is(errors::database_damaged) || error.is(errors::database_wrong_key)) {
    return SQLITE_IOERR_DATA;
  }
  return otherwise;
}

int close(sqlite3_file* file) noexcept {
  OpenFile& open = open_file(file);
  delete open.sealed;
  open.sealed = nullptr;
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) noexcept {
  SealedFile& sealed = *open_file(file).sealed;
  const ByteSpan bytes(static_cast<std::uint8_t*>(out), static_cast<std::size_t>(size));
  const auto outcome = sealed.read(static_cast<std::uint64_t>(offset), bytes);
  if (!outcome.ok()) return failed(sealed.store(), outcome.error(), SQLITE_IOERR_READ);
  return *outcome == ReadOutcome::whole ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) noexcept {
  SealedFile& sealed = *open_file(file).sealed;
  const ByteView bytes(static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(size));
  const auto done = sealed.write(static_cast<std::uint64_t>(offset), bytes);
  return done.ok() ? SQLITE_OK : failed(sealed.store(), done.error(), SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) noexcept {
  SealedFile& sealed = *open_file(file).sealed;
  const auto done = sealed.truncate(static_cast<std::uint64_t>(size));
  return done.ok() ? SQLITE_OK : failed(sealed.store(), done.error(), SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int) noexcept {
  SealedFile& sealed = *open_file(file).sealed;
  const auto done = sealed.sync();
  return done.ok() ? SQLITE_OK : failed(sealed.store(), done.error(), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* out) noexcept {
  SealedFile& sealed = *open_file(file).sealed;
  const auto size = sealed.size();
  if (!size.ok()) return failed(sealed.store(), size.error(), SQLITE_IOERR_FSTAT);
  *out = static_cast<sqlite3_int64>(*size);
  return SQLITE_OK;
}

// SQLite's numbers are those of our enum: none 0, shared 1, reserved 2, pending 3, exclusive 4.
static_assert(SQLITE_LOCK_SHARED == static_cast<int>(Lock::shared));
static_assert(SQLITE_LOCK_EXCLUSIVE == static_cast<int>(Lock::exclusive));

int lock(sqlite3_file* file, int level) noexcept {
  OpenFile& open = open_file(file);
  const auto wanted = static_cast<Lock>(level);
  if (open.lock >= wanted) return SQLITE_OK;
  if (!open.sealed->store().raise(file, open.lock, wanted)) return SQLITE_BUSY;
  open.lock = wanted;
  return SQLITE_OK;
}

int unlock(sqlite3_file* file, int level) noexcept {
  OpenFile& open = open_file(file);
  const auto wanted = static_cast<Lock>(level);
  // Also where the lock is lower already: a failed raise to exclusive left "pending" behind.
  open.sealed->store().lower(file, open.lock, wanted);
  if (open.lock > wanted) open.lock = wanted;
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* out) noexcept {
  *out = open_file(file).sealed->store().is_reserved() ? 1 : 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) noexcept { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) noexcept { return static_cast<int>(page_bytes); }

// A write never disturbs bytes beside it: true of what World promises. It also keeps SQLite from
// splitting a frame in two writes at a sector's edge, which could not be sealed.
int characteristics(sqlite3_file*) noexcept { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_memory(sqlite3_file* file, int index, int size, int extend,
               void volatile** out) noexcept {
  OpenFile& open = open_file(file);
  Store& store = open.sealed->store();
  if (!open.uses_memory) {
    store.enter_memory();
    open.uses_memory = true;
  }
  *out = store.region(static_cast<std::size_t>(index), static_cast<std::size_t>(size), extend != 0);
  return SQLITE_OK;
}

int lock_memory(sqlite3_file* file, int first, int count, int flags) noexcept {
  OpenFile& open = open_file(file);
  Store& store = open.sealed->store();
  const auto from = static_cast<std::size_t>(first);
  const auto slots = static_cast<std::size_t>(count);
  const unsigned mask = ((1u << count) - 1) << first;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    if (exclusive) {
      store.release(from, slots, true);
    } else if ((open.shared_slots & mask) != 0) {
      store.release(from, slots, false);
      open.shared_slots &= ~mask;
    }
    return SQLITE_OK;
  }
  const bool got = exclusive ? store.take(from, slots, open.shared_slots)
                             : store.share(from, slots, open.shared_slots);
  if (!got) return SQLITE_BUSY;
  if (!exclusive) open.shared_slots |= mask;
  return SQLITE_OK;
}

void memory_barrier(sqlite3_file* file) noexcept { open_file(file).sealed->store().barrier(); }

int unmap_memory(sqlite3_file* file, int) noexcept {
  OpenFile& open = open_file(file);
  if (open.uses_memory) open.sealed->store().leave_memory();
  open.uses_memory = false;
  return SQLITE_OK;
}

const sqlite3_io_methods methods = {
    2,  // no memory mapping of the file: version 3 begins with it
    close, read, write, truncate, sync, file_size, lock, unlock, check_reserved, file_control,
    sector_size, characteristics, map_memory, lock_memory, memory_barrier, unmap_memory,
    nullptr, nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) noexcept {
  OpenFile& made = open_file(file);
  made = {};  // no methods: SQLite will not call close() where we refuse
  const std::shared_ptr<Store>& store = impl(vfs).store;
  const bool main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  const bool wal = (flags & SQLITE_OPEN_WAL) != 0;
  if (name == nullptr || main == wal) return SQLITE_CANTOPEN;
  // One Store, one database: ATTACH and VACUUM INTO would write another file under this key.
  if (name != store->path() + (main ? "" : "-wal")) return SQLITE_CANTOPEN;
  const bool is_new = !store->world().disk.exists(name);
  const auto mode = (flags & SQLITE_OPEN_CREATE) != 0 ? OpenMode::create : OpenMode::read_write;
  auto opened = store->world().disk.open(name, mode);
  if (!opened.ok()) return failed(*store, opened.error(), SQLITE_CANTOPEN);
  made.sealed = new SealedFile(store, std::move(opened).value(), name,
                               main ? FileRole::main : FileRole::wal, is_new);
  made.base.pMethods = &methods;
  if (out != nullptr) *out = flags;
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) noexcept {
  Store& store = *impl(vfs).store;
  Disk& disk = store.world().disk;
  if (!disk.exists(name)) return SQLITE_IOERR_DELETE_NOENT;
  store.set_wal_salts(std::nullopt);  // the WAL is the only file SQLite deletes here
  const auto removed = disk.remove(name);
  if (!removed.ok()) return failed(store, removed.error(), SQLITE_IOERR_DELETE);
  if (sync_directory == 0) return SQLITE_OK;
  const auto synced = disk.sync_directory(parent_path(name));
  return synced.ok() ? SQLITE_OK : failed(store, synced.error(), SQLITE_IOERR_DIR_FSYNC);
}

int access(sqlite3_vfs* vfs, const char* name, int, int* out) noexcept {
  *out = impl(vfs).store->world().disk.exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) noexcept {
  const std::size_t length = std::strlen(name);
  if (length + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length + 1);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out) noexcept {
  impl(vfs).store->random({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

int sleep(sqlite3_vfs*, int microseconds) noexcept {
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  return microseconds;
}

int current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* out) noexcept {
  constexpr sqlite3_int64 julian_ms_of_1970 = 210866760000000;
  *out = julian_ms_of_1970 + impl(vfs).store->world().clock.now().ms;
  return SQLITE_OK;
}

int current_time(sqlite3_vfs* vfs, double* out) noexcept {
  sqlite3_int64 ms = 0;
  current_time_ms(vfs, &ms);
  *out = static_cast<double>(ms) / 86'400'000.0;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) noexcept { return 0; }

}  // namespace

Vfs::Vfs(std::shared_ptr<Store> store) : impl_(std::make_unique<Impl>()) {
  impl_->store = std::move(store);
  // Unique among the living, without a counter that everyone shares: our own address.
  impl_->name = "sealed-" + std::to_string(reinterpret_cast<std::uintptr_t>(impl_.get()));
  sqlite3_vfs& vfs = impl_->vfs;
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 4096;
  vfs.zName = impl_->name.c_str();
  vfs.pAppData = impl_.get();
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  vfs.xCurrentTimeInt64 = current_time_ms;
  ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite takes another file system");
}

Vfs::~Vfs() { sqlite3_vfs_unregister(&impl_->vfs); }

const std::string& Vfs::name() const { return impl_->name; }
Store& Vfs::store() const { return *impl_->store; }

}  // namespace kotobune::db
