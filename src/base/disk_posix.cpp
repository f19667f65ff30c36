// The real clock, dice and disk on Linux.
//
// Promises: a file that is opened for reading is a regular file and was not reached through a
// symbolic link in its last component (a planted link to /dev/sda or to a pipe that never ends is
// refused, and opening one does not block); new files and folders are for their owner only; every
// error of the system becomes one of base/errors.h with the path it is about.
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "base/descriptor_posix.h"
#include "base/errors.h"
#include "base/secret.h"
#include "base/world.h"

namespace kotobune {

namespace {

// strerrordesc_np is the one description that does not depend on the locale.
std::string reason_of(int number) {
  const char* description = strerrordesc_np(number);
  return description != nullptr ? description : "error " + std::to_string(number);
}

Error error_of(int number, const std::string& path) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return Error(errors::file_missing, {{"path", path}});
    case EEXIST:
    case ENOTEMPTY:
      return Error(errors::file_exists, {{"path", path}});
    case ENOSPC:
    case EDQUOT:
      return Error(errors::disk_full, {{"path", path}});
    case EACCES:
    case EPERM:
    case EROFS:
      return Error(errors::not_permitted, {{"path", path}});
    case EWOULDBLOCK:
    case EBUSY:
    case ETXTBSY:
      return Error(errors::file_locked, {{"path", path}});
    case ELOOP:
      return Error(errors::not_a_file, {{"path", path}, {"kind", "a symbolic link"}});
    case EISDIR:
      return Error(errors::not_a_file, {{"path", path}, {"kind", "a folder"}});
    case ENXIO:
    case ENODEV:
      return Error(errors::not_a_file, {{"path", path}, {"kind", "a device, pipe or socket"}});
    default:
      return Error(errors::disk_failed, {{"path", path}, {"why", reason_of(number)}});
  }
}

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::regular;
  if (S_ISDIR(mode)) return FileKind::directory;
  if (S_ISLNK(mode)) return FileKind::symlink;
  return FileKind::other;
}

const char* words_for(FileKind kind) {
  switch (kind) {
    case FileKind::regular: return "a file";
    case FileKind::directory: return "a folder";
    case FileKind::symlink: return "a symbolic link";
    case FileKind::other: return "a device, pipe or socket";
  }
  bug("a file kind without words", __FILE__, __LINE__);
}

FileInfo info_of(const struct stat& about) {
  FileInfo info;
  info.kind = kind_of(about.st_mode);
  info.size_bytes = static_cast<std::uint64_t>(about.st_size);
  info.modified_ns = about.st_mtim.tv_sec * std::int64_t{1'000'000'000} + about.st_mtim.tv_nsec;
  return info;
}

// Calls again as long as a signal interrupted it.
template <typename Call>
auto retried(Call call) {
  while (true) {
    const auto result = call();
    if (result != -1 || errno != EINTR) return result;
  }
}

class PosixFile : public File {
 public:
  PosixFile(Descriptor descriptor, std::string path, bool writable)
      : descriptor_(std::move(descriptor)), path_(std::move(path)), writable_(writable) {}

  Result<std::size_t> read_at(std::uint64_t offset, ByteSpan out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      const auto count = retried([&] {
        return ::pread(descriptor_.number(), out.data() + done, out.size() - done,
                       static_cast<off_t>(offset + done));
      });
      if (count < 0) return error_of(errno, path_);
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

  Status write_at(std::uint64_t offset, ByteView bytes) override {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto count = retried([&] {
        return ::pwrite(descriptor_.number(), bytes.data() + done, bytes.size() - done,
                        static_cast<off_t>(offset + done));
      });
      if (count < 0) return write_error(errno);
      if (count == 0) return error_of(ENOSPC, path_);
      done += static_cast<std::size_t>(count);
    }
    return {};
  }

  Status truncate(std::uint64_t size_bytes) override {
    const auto size = static_cast<off_t>(size_bytes);
    if (retried([&] { return ::ftruncate(descriptor_.number(), size); }) != 0)
      return write_error(errno);
    return {};
  }

  // fdatasync writes the data and the size; only times and owners may lag. A failed sync is never
  // tried again here: Linux marks the lost pages clean, and a second call would lie.
  Status sync() override {
    if (retried([&] { return ::fdatasync(descriptor_.number()); }) != 0)
      return error_of(errno, path_);
    return {};
  }

  void begin_sync() override {
#ifdef SYNC_FILE_RANGE_WRITE
    // Only a hint: whether it worked is learnt at sync().
    (void)::sync_file_range(descriptor_.number(), 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
  }

  Result<FileInfo> info() override {
    struct stat about {};
    if (::fstat(descriptor_.number(), &about) != 0) return error_of(errno, path_);
    return info_of(about);
  }

 private:
  // EBADF and EINVAL say that the file was opened for reading; not our caller's disk.
  Error write_error(int number) const {
    if (!writable_) return Error(errors::not_permitted, {{"path", path_}});
    return error_of(number, path_);
  }

  Descriptor descriptor_;
  std::string path_;
  bool writable_;
};

// A path with a zero byte would be cut there by the system: another file than the one that was
// named.
bool has_zero(const std::string& path) { return path.find('\0') != std::string::npos; }

Error zero_in(const std::string& path) {
  return Error(errors::file_missing, {{"path", path.substr(0, path.find('\0'))}});
}

class PosixDisk : public Disk {
 public:
  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
    return open_with(path, flags_of(mode), mode != OpenMode::read);
  }

  Result<FileInfo> info(const std::string& path) override {
    if (has_zero(path)) return zero_in(path);
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0) return error_of(errno, path);
    return info_of(about);
  }

  Result<std::vector<DirectoryEntry>> list(const std::string& path) override;
  Status make_directory(const std::string& path) override;
  Status remove(const std::string& path) override;
  Status rename_new(const std::string& from, const std::string& to) override;

  Status rename(const std::string& from, const std::string& to) override {
    if (has_zero(from)) return zero_in(from);
    if (has_zero(to)) return zero_in(to);
    if (::rename(from.c_str(), to.c_str()) != 0) return rename_error(errno, from, to);
    return {};
  }

  Status sync_directory(const std::string& path) override {
    if (has_zero(path)) return zero_in(path);
    const Descriptor directory(
        retried([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!directory.valid()) return error_of(errno, path);
    // EINVAL: a file system (some of the network) that has nothing to sync in a directory.
    if (retried([&] { return ::fsync(directory.number()); }) != 0 && errno != EINVAL)
      return error_of(errno, path);
    return {};
  }

  Result<std::unique_ptr<File>> lock(const std::string& path) override {
    if (has_zero(path)) return zero_in(path);
    TRY_LET(descriptor, descriptor_for(path, flags_of(OpenMode::create)));
    // flock belongs to the open file, not to the process: it also keeps out a second window of the
    // same program, and goes with the process however that ends.
    if (retried([&] { return ::flock(descriptor.number(), LOCK_EX | LOCK_NB); }) != 0)
      return error_of(errno, path);
    return std::unique_ptr<File>(std::make_unique<PosixFile>(std::move(descriptor), path, true));
  }

  Result<std::uint64_t> free_bytes(const std::string& path) override {
    if (has_zero(path)) return zero_in(path);
    struct statvfs about {};
    if (retried([&] { return ::statvfs(path.c_str(), &about); }) != 0) return error_of(errno, path);
    return std::uint64_t{about.f_bavail} * about.f_frsize;
  }

 private:
  static int flags_of(OpenMode mode) {
    switch (mode) {
      case OpenMode::read: return O_RDONLY;
      case OpenMode::read_write: return O_RDWR;
      case OpenMode::create: return O_RDWR | O_CREAT;
      case OpenMode::create_new: return O_RDWR | O_CREAT | O_EXCL;
    }
    bug("an open mode without flags", __FILE__, __LINE__);
  }

  static Result<Descriptor> descriptor_for(const std::string& path, int flags) {
    Descriptor descriptor(retried([&] {
      return ::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
    }));
    if (!descriptor.valid()) return error_of(errno, path);
    struct stat about {};
    if (::fstat(descriptor.number(), &about) != 0) return error_of(errno, path);
    const FileKind kind = kind_of(about.st_mode);
    if (kind != FileKind::regular)
      return Error(errors::not_a_file, {{"path", path}, {"kind", words_for(kind)}});
    return descriptor;
  }

  static Result<std::unique_ptr<File>> open_with(const std::string& path, int flags,
                                                 bool writable) {
    if (has_zero(path)) return zero_in(path);
    TRY_LET(descriptor, descriptor_for(path, flags));
    return std::unique_ptr<File>(
        std::make_unique<PosixFile>(std::move(descriptor), path, writable));
  }

  // The path that a refused move is about: what exists or is full is `to`, what is missing is
  // usually `from`.
  static Error rename_error(int number, const std::string& from, const std::string& to) {
    struct stat about {};
    if (number == ENOENT && ::lstat(from.c_str(), &about) != 0) return error_of(ENOENT, from);
    if (number == EISDIR) return error_of(EEXIST, to);
    return error_of(number, to);
  }
};

Result<std::vector<DirectoryEntry>> PosixDisk::list(const std::string& path) {
  if (has_zero(path)) return zero_in(path);
  Descriptor descriptor(
      retried([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!descriptor.valid()) return error_of(errno, path);
  std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(descriptor.number()), ::closedir);
  if (!stream) return error_of(errno, path);
  const int number = descriptor.release();  // the stream closes it from here on
  std::vector<DirectoryEntry> entries;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) {
      if (errno != 0) return error_of(errno, path);
      break;
    }
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    mode_t mode = DTTOIF(entry->d_type);
    if (entry->d_type == DT_UNKNOWN) {  // a file system that keeps no kinds in its folders
      struct stat about {};
      if (::fstatat(number, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;  // gone since the directory was read
        return error_of(errno, join_path(path, name));
      }
      mode = about.st_mode;
    }
    entries.push_back({name, kind_of(mode)});
  }
  std::sort(entries.begin(), entries.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return entries;
}

Status PosixDisk::make_directory(const std::string& path) {
  if (has_zero(path)) return zero_in(path);
  const std::string parent = parent_path(path);
  int failed = ::mkdir(path.c_str(), 0700) == 0 ? 0 : errno;
  if (failed == ENOENT && parent != path && parent != ".") {
    TRY(make_directory(parent));
    failed = ::mkdir(path.c_str(), 0700) == 0 ? 0 : errno;
  }
  if (failed == 0) {
    const Status synced = sync_directory(parent);
    if (synced.ok()) return {};
    // Taken back, so that the next call does not find it present and believe it durable.
    ::rmdir(path.c_str());
    return synced.error();
  }
  struct stat about {};
  // A symbolic link to a folder is a folder here: people keep their home on another disk.
  if (failed == EEXIST && ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return {};
  return error_of(failed, path);
}

Status PosixDisk::remove(const std::string& path) {
  if (has_zero(path)) return zero_in(path);
  if (::unlink(path.c_str()) == 0) return {};
  if (errno != EISDIR && errno != EPERM) return error_of(errno, path);
  const int first = errno;
  if (::rmdir(path.c_str()) == 0) return {};
  return error_of(errno == ENOTDIR ? first : errno, path);
}

// Three ways, from the best to what FAT on a stick can do:
//   1. renameat2(RENAME_NOREPLACE): atomic;
//   2. link + unlink where the file system knows links but not the flag: never replaces, but a
//      power cut between the two leaves both names (harmless: same content);
//   3. look, then rename: another process could slip in between; only where 1 and 2 do not exist.
Status PosixDisk::rename_new(const std::string& from, const std::string& to) {
  if (has_zero(from)) return zero_in(from);
  if (has_zero(to)) return zero_in(to);
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
    return rename_error(errno, from, to);
  if (::link(from.c_str(), to.c_str()) == 0) {
    if (::unlink(from.c_str()) != 0) return error_of(errno, from);
    return {};
  }
  if (errno != EPERM && errno != ENOSYS && errno != EOPNOTSUPP && errno != EMLINK)
    return rename_error(errno, from, to);
  struct stat about {};
  if (::lstat(to.c_str(), &about) == 0) return error_of(EEXIST, to);
  return rename(from, to);
}

class PosixClock : public Clock {
 public:
  Instant now() override {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return Instant{time.tv_sec * std::int64_t{1000} + time.tv_nsec / 1'000'000};
  }
  std::int64_t monotonic_ms() override {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * std::int64_t{1000} + time.tv_nsec / 1'000'000;
  }
  // Every record asks, and tzset looks at a file each time: once a minute is enough to notice that
  // the laptop crossed a border.
  int utc_offset_minutes() override {
    const time_t seconds = ::time(nullptr);
    const std::int64_t minute = std::int64_t{seconds} / 60 + 1;
    const auto known = known_.load();
    if (known / spread == minute) return static_cast<int>(known % spread) - spread / 2;
    tm local{};
    ::tzset();
    const auto offset = ::localtime_r(&seconds, &local) == nullptr ? 0 : local.tm_gmtoff / 60;
    known_.store(minute * spread + offset + spread / 2);
    return static_cast<int>(offset);
  }

 private:
  static constexpr int spread = 1 << 12;  // offsets lie within a day and a half of minutes
  std::atomic<std::int64_t> known_{0};    // minute and offset in one, so that they fit together
};

// Ids, salts and keys are a few bytes each, three of them to a record: asking the system each time
// costs more than sealing the record. It is asked for a buffer at once; what is handed out is wiped
// there, and a child process begins with an empty one.
class PosixRandom : public Random {
 public:
  PosixRandom() {
    instance_ = this;
    // Two processes with one buffer would draw the same keys.
    ensure(::pthread_atfork(nullptr, nullptr, [] { instance_->forget(); }) == 0,
           "the system has no memory for a fork handler");
  }

  void fill(ByteSpan out) override {
    if (out.size() > buffer_.size() / 2) return ask(out);
    const std::lock_guard guard(mutex_);
    if (buffer_.size() - used_ < out.size()) {
      ask(buffer_);
      used_ = 0;
    }
    std::memcpy(out.data(), buffer_.data() + used_, out.size());
    wipe(buffer_.data() + used_, out.size());
    used_ += out.size();
  }

 private:
  static void ask(ByteSpan out) {
    std::size_t done = 0;
    while (done < out.size()) {
      const auto count = retried([&] {
        return ::getrandom(out.data() + done, out.size() - done, 0);
      });
      ensure(count > 0, "the system has no randomness");
      done += static_cast<std::size_t>(count);
    }
  }

  void forget() {
    wipe(buffer_.data(), buffer_.size());
    used_ = buffer_.size();
  }

  inline static PosixRandom* instance_ = nullptr;
  std::mutex mutex_;
  std::array<std::uint8_t, 1024> buffer_{};
  std::size_t used_ = buffer_.size();
};

}  // namespace

World& real_world() {
  static PosixClock clock;
  static PosixRandom random;
  static PosixDisk disk;
  static World world{clock, random, disk};
  return world;
}

}  // namespace kotobune
