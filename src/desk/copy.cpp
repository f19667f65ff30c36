#include "desk/copy.h"

#include <algorithm>

#include "base/errors.h"
#include "base/text.h"
#include "desk/errors.h"
#include "release/errors.h"

namespace kotobune::desk {

namespace {

constexpr std::size_t piece_bytes = 1u << 20;
constexpr std::uint64_t report_bytes = 16u << 20;
constexpr const char* last_copy_key = "last_copy_ms";

struct Piece {
  std::string path;  // below the case
  std::uint64_t size_bytes = 0;
  // `checkpoint` is the one file that changes: others may publish while this goes on, so it is read
  // when the list is made. A newer one would speak of entries that are not in the list.
  std::optional<Bytes> content;
};

class Copier {
 public:
  Copier(Desk& desk, std::string target, const std::function<bool(const CopyProgress&)>& progress)
      : desk_(desk), disk_(desk.vault().world().disk), root_(desk.vault().layout().root()),
        target_(std::move(target)), progress_(progress) {}

  Result<Copied> run() {
    TRY(check_target());
    TRY(find_files(""));
    // Order of arrival: objects, then what names them, then the case file that makes it a case.
    std::stable_sort(files_.begin(), files_.end(),
                     [](const Piece& a, const Piece& b) { return rank(a) < rank(b); });
    for (const auto& file : files_) state_.bytes_total += file.size_bytes;
    state_.files_total = files_.size();
    TRY_LET(free, disk_.free_bytes(target_));
    if (free < missing_bytes()) return Error(errors::disk_full, {{"path", target_}});
    for (const auto& file : files_) {
      TRY_LET(go_on, copy(file));
      ++state_.files_done;
      if (!go_on || (progress_ && !progress_(state_))) {
        out_.stopped = true;
        return out_;
      }
    }
    return out_;
  }

 private:
  static int rank(const Piece& file) {
    if (file.path.rfind("objects/", 0) == 0) return 0;
    if (file.path == "case.json") return 4;
    if (file.content) return 3;
    return file.path.find("/cp/") != std::string::npos ? 2 : 1;
  }

  Status check_target() {
    out_.folder = target_;
    if (target_.empty()) return Error(errors::file_missing, {{"path", target_}});
    if (target_ == root_ || target_.rfind(root_ + "/", 0) == 0)
      return Error(errors::copy_inside_case, {{"path", target_}});
    if (!disk_.exists(target_)) return disk_.make_directory(target_);
    TRY_LET(entries, disk_.list(target_));
    if (entries.empty()) return {};
    const auto ours = disk_.read_all(root_ + "/case.json", 1u << 16);
    const auto theirs = disk_.read_all(target_ + "/case.json", 1u << 16);
    const bool same = ours.ok() && theirs.ok() && *ours == *theirs;
    // A copy that was cut off has no case.json yet, but nothing else than our folders.
    const bool begun = std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
      return entry.name == "objects" || entry.name == "logs" || entry.name == "gone";
    });
    if (same || begun) return {};
    return Error(errors::folder_not_empty, {{"path", target_}});
  }

  Status find_files(const std::string& folder) {
    TRY_LET(entries, disk_.list(folder.empty() ? root_ : root_ + "/" + folder));
    for (const auto& entry : entries) {
      const auto path = folder.empty() ? entry.name : folder + "/" + entry.name;
      if (path == ".local" || entry.name.find(".part") != std::string::npos) continue;
      if (entry.kind == FileKind::directory) {
        TRY(find_files(path));
      } else if (entry.kind == FileKind::regular) {
        TRY_LET(info, disk_.info(root_ + "/" + path));
        Piece piece{path, info.size_bytes, std::nullopt};
        if (entry.name == "checkpoint") {
          TRY_LET(bytes, disk_.read_all(root_ + "/" + path, 1u << 20));
          piece.content = std::move(bytes);
        }
        files_.push_back(std::move(piece));
      }
    }
    return {};
  }

  std::uint64_t missing_bytes() {
    std::uint64_t out = 0;
    for (const auto& file : files_) {
      if (!disk_.exists(target_ + "/" + file.path)) out += file.size_bytes;
    }
    return out;
  }

  // False where the person asked to stop inside the file; its half is taken away.
  Result<bool> copy(const Piece& file) {
    const auto to = target_ + "/" + file.path;
    if (file.content) {
      TRY(disk_.make_directory(parent_path(to)));
      TRY(disk_.write_replacing(to, *file.content));
      return true;
    }
    if (disk_.exists(to)) {
      TRY_LET(there, disk_.info(to));
      if (there.size_bytes == file.size_bytes) {
        state_.bytes_done += file.size_bytes;
        return true;
      }
    }
    TRY(disk_.make_directory(parent_path(to)));
    const auto part = to + std::string(partial_suffix);
    if (disk_.exists(part)) TRY(disk_.remove(part));
    TRY_LET(go_on, copy_bytes(root_ + "/" + file.path, part));
    if (!go_on) {
      TRY(disk_.remove(part));
      return false;
    }
    TRY(disk_.rename(part, to));
    TRY(disk_.sync_directory(parent_path(to)));
    ++out_.files;
    return true;
  }

  Result<bool> copy_bytes(const std::string& from, const std::string& to) {
    TRY_LET(source, disk_.open(from, OpenMode::read));
    TRY_LET(sink, disk_.open(to, OpenMode::create_new));
    Bytes buffer(piece_bytes);
    std::uint64_t reported = 0;
    for (std::uint64_t offset = 0;;) {
      TRY_LET(got, source->read_at(offset, buffer));
      if (got == 0) break;
      TRY(sink->write_at(offset, ByteView(buffer).first(got)));
      offset += got;
      out_.bytes += got;
      state_.bytes_done += got;
      reported += got;
      if (reported < report_bytes) continue;
      reported = 0;
      if (progress_ && !progress_(state_)) return false;
    }
    TRY(sink->sync());
    return true;
  }

  Desk& desk_;
  Disk& disk_;
  std::string root_;
  std::string target_;
  const std::function<bool(const CopyProgress&)>& progress_;
  std::vector<Piece> files_;
  CopyProgress state_;
  Copied out_;
};

}  // namespace

Result<Copied> copy_case(Desk& desk, const std::string& target,
                         const std::function<bool(const CopyProgress&)>& progress) {
  // What is acknowledged but unpublished lies in .local alone: it must be in the copy as well.
  TRY(desk.vault().publish());
  const auto began = desk.vault().world().clock.now();
  TRY_LET(copied, Copier(desk, target, progress).run());
  if (!copied.stopped)
    TRY(desk.vault().set_local_value(last_copy_key, std::to_string(began.ms)));
  return copied;
}

Result<std::optional<Instant>> last_copy(Desk& desk) {
  TRY_LET(value, desk.vault().local_value(last_copy_key));
  const auto ms = value ? parse_int(*value) : std::nullopt;
  return ms ? std::optional<Instant>(Instant{*ms}) : std::nullopt;
}

}  // namespace kotobune::desk
