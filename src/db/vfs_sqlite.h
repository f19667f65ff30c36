// The file system that SQLite sees: every byte goes through World's disk, every page is sealed.
// Internal to db/; see vfs_sqlite.cpp for what it refuses.
#pragma once

#include <memory>
#include <string>

#include "db/store.h"

namespace kotobune::db {

// Registered with SQLite under name() for as long as it lives; the connections that use it must be
// closed before.
class Vfs {
 public:
  explicit Vfs(std::shared_ptr<Store> store);
  ~Vfs();
  Vfs(const Vfs&) = delete;
  Vfs& operator=(const Vfs&) = delete;

  const std::string& name() const;
  Store& store() const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::db
