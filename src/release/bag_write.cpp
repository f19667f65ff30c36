// Writing a planned bag: originals first, piece by piece, bagit.txt last.
#include <set>

#include "base/encode.h"
#include "crypt/digest.h"
#include "release/bag.h"
#include "release/errors.h"

namespace kotobune::release {

namespace {

// Remembers what it made, so that a bag which failed half-way can be taken back: half a bag looks
// like a whole one to somebody in a hurry.
class BagFolder {
 public:
  BagFolder(Disk& disk, std::string root) : disk_(disk), root_(std::move(root)) {}

  Status begin() {
    if (disk_.exists(root_)) {
      TRY_LET(info, disk_.info(root_));
      const Error taken(errors::folder_not_empty, {{"path", root_}});
      if (info.kind != FileKind::directory) return taken;
      TRY_LET(entries, disk_.list(root_));
      return entries.empty() ? Status() : Status(taken);
    }
    made_root_ = true;
    return disk_.make_directory(root_);
  }

  Status write(const std::string& name, std::string_view text) {
    TRY(make_parent(name));
    const auto path = join_path(root_, name);
    files_.push_back(path);
    return disk_.write_new(path, as_bytes(text));
  }

  Status copy(const std::string& name, const BagExhibit& exhibit) {
    TRY(make_parent(name));
    const auto path = join_path(root_, name);
    TRY_LET(file, disk_.open(path, OpenMode::create_new));
    files_.push_back(path);
    crypt::Sha256 digest;
    std::uint64_t offset = 0;
    const auto take = [&](ByteView piece) -> Status {
      TRY(file->write_at(offset, piece));
      digest.update(piece);
      offset += piece.size();
      return {};
    };
    TRY(exhibit.content(take));
    TRY(file->sync());
    if (offset != exhibit.size_bytes || hex(ByteView(digest.finish())) != exhibit.sha256) {
      return Error(errors::bag_content_differs, {{"number", exhibit.number}});
    }
    return disk_.sync_directory(parent_path(path));
  }

  // The first error is the one that matters; what cannot be removed now is at least no bag, since
  // bagit.txt is written last.
  void take_back() {
    for (const auto& path : files_) {
      if (disk_.exists(path)) (void)disk_.remove(path);
    }
    for (const auto& folder : folders_) (void)disk_.remove(folder);
    if (made_root_) (void)disk_.remove(root_);
  }

 private:
  Status make_parent(const std::string& name) {
    const auto slash = name.find('/');
    if (slash == std::string::npos) return {};
    const auto folder = join_path(root_, name.substr(0, slash));
    if (!folders_.insert(folder).second) return {};
    return disk_.make_directory(folder);
  }

  Disk& disk_;
  std::string root_;
  bool made_root_ = false;
  std::vector<std::string> files_;
  std::set<std::string> folders_;
};

}  // namespace

Status write_bag(Disk& disk, const std::string& folder, const PlannedBag& bag) {
  BagFolder out(disk, folder);
  TRY(out.begin());
  const auto write_all = [&]() -> Status {
    std::size_t next = 0;
    for (const auto& output : bag.outputs_) {
      if (output.role != "exhibit") continue;
      ensure(bag.exhibits_[next].number == output.number, "outputs follow the order of exhibits");
      TRY(out.copy(output.name, bag.exhibits_[next++]));
    }
    for (const auto& tag : bag.tags_) TRY(out.write(tag.name, tag.text));
    return {};
  };
  auto written = write_all();
  if (!written.ok()) out.take_back();
  return written;
}

}  // namespace kotobune::release
