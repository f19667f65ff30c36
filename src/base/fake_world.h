// A world for tests: a clock that moves when told, dice that repeat, and a disk that fails.
//
// FakeDisk keeps two pictures: what a program sees now, and what a power cut would leave. A write
// is in the second only after sync() of its file; a new name, a rename or a removal only after
// sync_directory() of its folder. crash() picks, by its seed, for every unsynced write whether it
// is kept, lost or torn at a 512-byte edge, independent of order, and for every unsynced entry
// whether it is kept or lost - all that POSIX allows and more than most disks do. fail_at(n) makes
// the n-th operation that changes the disk fail (disk_full) and every later one too, as a full disk
// does.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/world.h"

namespace kotobune {

class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant start = Instant{1'700'000'000'000}) : now_(start) {}
  Instant now() override;  // moves on by 1 ms at each look, so that two records differ
  std::int64_t monotonic_ms() override { return now_.ms; }
  int utc_offset_minutes() override { return offset_minutes; }
  void set(Instant instant) { now_ = instant; }
  void advance_ms(std::int64_t ms) { now_.ms += ms; }
  int offset_minutes = 420;

 private:
  Instant now_;
};

class FakeRandom : public Random {
 public:
  explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}
  void fill(ByteSpan out) override;  // splitmix64: repeatable, not secret

 private:
  std::uint64_t state_;
};

class FakeDisk : public Disk {
 public:
  FakeDisk();
  ~FakeDisk() override;
  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Result<FileInfo> info(const std::string& path) override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) override;
  Status make_directory(const std::string& path) override;
  Status remove(const std::string& path) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status rename_new(const std::string& from, const std::string& to) override;
  Status sync_directory(const std::string& path) override;
  Result<std::unique_ptr<File>> lock(const std::string& path) override;
  Result<std::uint64_t> free_bytes(const std::string& path) override;

  std::uint64_t change_count() const;  // operations that changed the disk so far
  void fail_at(std::uint64_t change);  // this change and all later ones are refused; 0: never
  void crash(std::uint64_t seed);      // power cut: forget what was not synced; open files die

  struct State;  // shared by the open files of this disk, which may outlive a crash

 private:
  std::shared_ptr<State> state_;
};

struct FakeWorld {
  FakeClock clock;
  FakeRandom random;
  FakeDisk disk;
  World world{clock, random, disk};
};

}  // namespace kotobune
