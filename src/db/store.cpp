// Locks and shared memory of one database within one process; see store.h.
#include "db/store.h"

#include <atomic>

namespace kotobune::db {

Result<std::shared_ptr<Store>> Store::open(World& world, std::string path, ByteView key) {
  ensure(key.size() == 32, "a database key has 32 bytes");
  TRY_LET(lock, world.disk.lock(path + ".lock"));
  return std::shared_ptr<Store>(new Store(world, std::move(path), key, std::move(lock)));
}

void Store::random(ByteSpan out) {
  // Guarded: the dice of a test are not made for several threads.
  const std::lock_guard guard(mutex_);
  world_.random.fill(out);
}

bool Store::raise(const void* who, Lock from, Lock to) {
  const std::lock_guard guard(mutex_);
  const bool others_write = writer_ != nullptr && writer_ != who;
  switch (to) {
    case Lock::none:
      return true;
    case Lock::shared:
      // A pending writer waits for readers to leave: no new ones come in.
      if (others_write && writer_lock_ >= Lock::pending) return false;
      ++shared_count_;
      return true;
    case Lock::reserved:
    case Lock::pending:
      if (others_write) return false;
      writer_ = who;
      writer_lock_ = to;
      return true;
    case Lock::exclusive: {
      if (others_write) return false;
      writer_ = who;
      const int own = from >= Lock::shared ? 1 : 0;
      writer_lock_ = shared_count_ > own ? Lock::pending : Lock::exclusive;
      return writer_lock_ == Lock::exclusive;
    }
  }
  return false;
}

void Store::lower(const void* who, Lock from, Lock to) {
  const std::lock_guard guard(mutex_);
  if (to <= Lock::shared && writer_ == who) {
    writer_ = nullptr;
    writer_lock_ = Lock::none;
  }
  if (to == Lock::none && from >= Lock::shared) {
    --shared_count_;
    ensure(shared_count_ >= 0, "a reader leaves once");
  }
}

bool Store::is_reserved() {
  const std::lock_guard guard(mutex_);
  return writer_ != nullptr;
}

volatile void* Store::region(std::size_t index, std::size_t size_bytes, bool extend) {
  const std::lock_guard guard(mutex_);
  if (index >= regions_.size()) {
    if (!extend) return nullptr;
    while (index >= regions_.size()) {
      regions_.push_back(std::make_unique<std::vector<std::uint64_t>>(size_bytes / 8));
    }
  }
  return regions_[index]->data();
}

bool Store::share(std::size_t first, std::size_t count, unsigned own_shared) {
  const std::lock_guard guard(mutex_);
  for (std::size_t i = first; i < first + count; ++i) {
    if (memory_locks_[i] < 0) return false;
  }
  for (std::size_t i = first; i < first + count; ++i) {
    if ((own_shared >> i & 1u) == 0) ++memory_locks_[i];
  }
  return true;
}

bool Store::take(std::size_t first, std::size_t count, unsigned own_shared) {
  const std::lock_guard guard(mutex_);
  for (std::size_t i = first; i < first + count; ++i) {
    ensure((own_shared >> i & 1u) == 0, "SQLite never raises a shared lock of the WAL index");
    if (memory_locks_[i] != 0) return false;
  }
  for (std::size_t i = first; i < first + count; ++i) memory_locks_[i] = -1;
  return true;
}

void Store::release(std::size_t first, std::size_t count, bool exclusive) {
  const std::lock_guard guard(mutex_);
  for (std::size_t i = first; i < first + count; ++i) {
    memory_locks_[i] = exclusive ? 0 : memory_locks_[i] - 1;
    ensure(memory_locks_[i] >= 0, "a lock of the WAL index is given back once");
  }
}

void Store::barrier() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  const std::lock_guard guard(mutex_);
}

void Store::enter_memory() {
  const std::lock_guard guard(mutex_);
  ++memory_users_;
}

void Store::leave_memory() {
  const std::lock_guard guard(mutex_);
  ensure(--memory_users_ >= 0, "a connection leaves the shared memory once");
  if (memory_users_ > 0) return;
  regions_.clear();
  memory_locks_ = {};
}

std::optional<Store::WalSalts> Store::wal_salts() {
  const std::lock_guard guard(mutex_);
  return wal_salts_;
}

void Store::set_wal_salts(std::optional<WalSalts> salts) {
  const std::lock_guard guard(mutex_);
  wal_salts_ = salts;
}

void Store::note_error(Error error) {
  const std::lock_guard guard(mutex_);
  errors_.insert_or_assign(std::this_thread::get_id(), std::move(error));
}

std::optional<Error> Store::take_error() {
  const std::lock_guard guard(mutex_);
  const auto found = errors_.find(std::this_thread::get_id());
  if (found == errors_.end()) return std::nullopt;
  Error error = std::move(found->second);
  errors_.erase(found);
  return error;
}

}  // namespace kotobune::db
