// World: the only door to the clock, to randomness and to the disk.
//
// Everything that the program reads of the outside or leaves behind passes here, SQLite's pages
// included, so that a test can stop the clock, repeat the dice, fail the n-th write, and lose, tear
// and reorder whatever was not synced (base/fake_world.h). Paths are UTF-8 (on Windows the real
// disk converts); a path that is not UTF-8 can still be read where the system hands one out as
// bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/result.h"

namespace kotobune {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;                       // wall clock, may jump
  virtual std::int64_t monotonic_ms() = 0;         // for progress and timeouts only
  virtual int utc_offset_minutes() = 0;            // of the local zone now; east is positive
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(ByteSpan out) = 0;  // cryptographic; ends the program where there is none
};

enum class FileKind { regular, directory, symlink, other };  // other: device, socket, fifo

struct FileInfo {
  FileKind kind = FileKind::regular;
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  // nanoseconds since 1970, as the file system keeps them
};

struct DirectoryEntry {
  std::string name;  // bytes as the system gives them; check is_utf8 before treating as text
  FileKind kind = FileKind::regular;
};

enum class OpenMode {
  read,            // must exist; never follows a symbolic link in the last component
  read_write,      // must exist
  create,          // made if absent, kept as it is if present; read and write
  create_new,      // must not exist; read and write
};

class File {
 public:
  virtual ~File() = default;
  // Reads up to out.size() bytes; fewer only at the end of the file.
  virtual Result<std::size_t> read_at(std::uint64_t offset, ByteSpan out) = 0;
  virtual Status write_at(std::uint64_t offset, ByteView bytes) = 0;
  virtual Status truncate(std::uint64_t size_bytes) = 0;
  virtual Status sync() = 0;  // durable when it returns (data and the size needed to read it)
  // Lets the device begin to write, so that a later sync() waits less. Promises nothing.
  virtual void begin_sync() {}
  virtual Result<FileInfo> info() = 0;
};

// Names that end so are files which somebody is still writing, or leftovers of a power cut: readers
// of a directory pass over them.
inline constexpr std::string_view partial_suffix = ".part";

class Disk {
 public:
  virtual ~Disk() = default;
  virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
  virtual Result<FileInfo> info(const std::string& path) = 0;  // of the link itself, not its target
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) = 0;  // sorted by name
  // Parents too; present is fine. Durable when it returns: nobody remembers to sync the parent of a
  // new folder, and everything acknowledged inside it would go with it.
  virtual Status make_directory(const std::string& path) = 0;
  virtual Status remove(const std::string& path) = 0;          // file or empty directory
  // Moves a file over whatever is at `to` (atomic).
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  // Moves a file to `to` unless something is there already: then error file_exists, both kept.
  virtual Status rename_new(const std::string& from, const std::string& to) = 0;
  // Makes the entries of a directory durable: a rename or a new file is safe only after this.
  virtual Status sync_directory(const std::string& path) = 0;
  // Takes the exclusive lock file at `path`; held until the returned handle goes. Error:
  // file_locked.
  virtual Result<std::unique_ptr<File>> lock(const std::string& path) = 0;
  virtual Result<std::uint64_t> free_bytes(const std::string& path) = 0;

  // Conveniences over the above.
  bool exists(const std::string& path);
  Result<Bytes> read_all(const std::string& path, std::uint64_t limit_bytes);
  // New file with this content, synced, under a temporary name first; the directory is synced too.
  // Leaves what is there where `to` exists already with equal bytes; differing bytes: file_exists.
  Status write_new(const std::string& path, ByteView bytes);
  // Same, but replaces what is there (atomic): only for the few files that are not immutable.
  Status write_replacing(const std::string& path, ByteView bytes);
};

// Owned by main() or by a test; rooms borrow it.
struct World {
  Clock& clock;
  Random& random;
  Disk& disk;
};

// The real one, for this operating system. Lives as long as the program.
World& real_world();

std::string join_path(std::string_view directory, std::string_view name);
std::string parent_path(std::string_view path);
std::string file_name_of(std::string_view path);

}  // namespace kotobune
