// The conveniences of a Disk: written once over its primitives, so that the real disk and the fake
// one cannot differ in them.
#include <algorithm>

#include "base/errors.h"
#include "base/world.h"

namespace kotobune {

namespace {

constexpr std::size_t chunk_bytes = 1u << 20;
constexpr int temporary_names = 10'000;

// A new file of a name nobody uses, beside `path`. A leftover of an earlier power cut keeps its
// name: it may belong to another process that is still writing, and we cannot know.
struct Temporary {
  std::unique_ptr<File> file;
  std::string path;
};

Result<Temporary> make_temporary(Disk& disk, const std::string& path) {
  for (int attempt = 0; attempt < temporary_names; ++attempt) {
    const std::string name =
        path + "." + std::to_string(attempt) + std::string(partial_suffix);
    auto opened = disk.open(name, OpenMode::create_new);
    if (opened.ok()) return Temporary{std::move(opened).value(), name};
    if (!opened.error().is(errors::file_exists)) return opened.error();
  }
  return Error(errors::file_exists, {{"path", path + ".*" + std::string(partial_suffix)}});
}

Status fill(File& file, ByteView bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
    TRY(file.write_at(at, bytes.subspan(at, std::min(chunk_bytes, bytes.size() - at))));
  }
  return file.sync();
}

// Writes the bytes beside `path` and returns the temporary name. Leaves nothing behind on failure,
// as far as the disk lets us; the first error is the one that is told.
Result<std::string> write_beside(Disk& disk, const std::string& path, ByteView bytes) {
  TRY_LET(temporary, make_temporary(disk, path));
  const Status filled = fill(*temporary.file, bytes);
  temporary.file.reset();
  if (!filled.ok()) {
    (void)disk.remove(temporary.path);
    return filled.error();
  }
  return temporary.path;
}

// What write_new promises where something is there already. The twin may have been written by a
// process that died before its sync: it is synced here, since the caller will acknowledge it.
Status accept_equal(Disk& disk, const std::string& path, ByteView bytes) {
  const auto differs = [&] { return Error(errors::file_exists, {{"path", path}}); };
  TRY_LET(file, disk.open(path, OpenMode::read));
  TRY_LET(about, file->info());
  if (about.size_bytes != bytes.size()) return differs();
  Bytes there(std::min(chunk_bytes, bytes.size()));
  for (std::size_t at = 0; at < bytes.size(); at += there.size()) {
    const ByteView wanted = bytes.subspan(at, std::min(there.size(), bytes.size() - at));
    TRY_LET(count, file->read_at(at, ByteSpan(there).first(wanted.size())));
    if (count != wanted.size()) return differs();
    if (!std::equal(wanted.begin(), wanted.end(), there.begin())) return differs();
  }
  TRY(file->sync());
  return disk.sync_directory(parent_path(path));
}

}  // namespace

bool Disk::exists(const std::string& path) { return info(path).ok(); }

Result<Bytes> Disk::read_all(const std::string& path, std::uint64_t limit_bytes) {
  const auto too_large = [&] {
    return Error(errors::too_large, {{"path", path}, {"limit", std::to_string(limit_bytes)}});
  };
  TRY_LET(file, open(path, OpenMode::read));
  TRY_LET(about, file->info());
  if (about.size_bytes > limit_bytes) return too_large();
  // One byte more than it claims to hold: a file that is still growing is noticed, not cut.
  Bytes out(about.size_bytes + 1);
  std::size_t size = 0;
  while (true) {
    TRY_LET(count, file->read_at(size, ByteSpan(out).subspan(size)));
    size += count;
    if (size < out.size()) break;
    if (size > limit_bytes) return too_large();
    out.resize(out.size() + chunk_bytes);
  }
  if (size > limit_bytes) return too_large();
  out.resize(size);
  return out;
}

Status Disk::write_new(const std::string& path, ByteView bytes) {
  if (exists(path)) return accept_equal(*this, path, bytes);
  TRY_LET(temporary, write_beside(*this, path, bytes));
  const Status moved = rename_new(temporary, path);
  if (moved.ok()) return sync_directory(parent_path(path));
  (void)remove(temporary);
  // Another process was faster; for content-named files it wrote the same.
  if (moved.error().is(errors::file_exists)) return accept_equal(*this, path, bytes);
  return moved.error();
}

Status Disk::write_replacing(const std::string& path, ByteView bytes) {
  TRY_LET(temporary, write_beside(*this, path, bytes));
  const Status moved = rename(temporary, path);
  if (!moved.ok()) {
    (void)remove(temporary);
    return moved.error();
  }
  return sync_directory(parent_path(path));
}

std::string join_path(std::string_view directory, std::string_view name) {
  if (name.empty()) return std::string(directory);
  std::string out(directory);
  // An absolute name stays below the directory: "/etc" joined to "case" is "case//etc".
  if (!out.empty() && (out.back() != '/' || name.front() == '/')) out += '/';
  out += name;
  return out;
}

namespace {

std::string_view without_trailing_slashes(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

std::string parent_path(std::string_view path) {
  path = without_trailing_slashes(path);
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  if (slash == 0) return "/";
  return std::string(without_trailing_slashes(path.substr(0, slash)));
}

std::string file_name_of(std::string_view path) {
  path = without_trailing_slashes(path);
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::string(path);
  return std::string(path.substr(slash + 1));
}

}  // namespace kotobune
