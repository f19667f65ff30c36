#include "evidence/seal.h"

#include <algorithm>

#include "base/errors.h"
#include "base/text.h"
#include "evidence/errors.h"
#include "evidence/sealer.h"

namespace kotobune::evidence {

namespace {

constexpr std::size_t read_bytes = 1u << 20;
constexpr std::uint64_t progress_bytes = 16u << 20;
constexpr int deepest_folder = 64;  // a case has three levels; beyond the root this stays at it

struct Found {
  std::string path;
  FileInfo info;
  std::optional<Error> refused;  // what could not even be looked at
};

// A folder of evidence, walked and sealed file by file.
class FolderSealing {
 public:
  FolderSealing(vault::Case& opened, KnownExhibits& known, const SealOptions& options)
      : case_(opened), known_(known), options_(options), buffer_(read_bytes) {}

  Result<SealReport> run(const std::string& path) {
    TRY_LET(info, case_.world().disk.info(path));
    if (lies_in_this_case(path, info)) {
      found_.push_back({path, info, Error(errors::case_inside, {{"path", path}})});
    } else {
      find_files(path, info);
    }
    if (found_.empty()) return Error(errors::nothing_to_seal, {{"path", path}});
    for (const auto& file : found_) progress_.bytes_total += file.info.size_bytes;
    progress_.files_total = found_.size();
    TRY_LET(sealer, Sealer::begin(case_, known_, options_));
    sealer_ = std::move(sealer);
    for (const auto& file : found_) {
      progress_.current = Text::shown(file_name_of(file.path)).str();
      const auto before = progress_.bytes_done;
      TRY(one(file));
      if (stopped_) break;
      ++progress_.files_done;
      progress_.bytes_done = before + file.info.size_bytes;
      if (!go_on()) break;
    }
    TRY_LET(report, sealer_->finish());
    report.stopped = stopped_;
    return report;
  }

 private:
  // Everything below `path`, in the order of names; links and devices are found too, to be named.
  // A folder that cannot be listed is its own refusal: the others are still sealed.
  void find_files(const std::string& path, const FileInfo& info) {
    if (info.kind != FileKind::directory) {
      found_.push_back({path, info, std::nullopt});
      return;
    }
    auto& disk = case_.world().disk;
    if (is_this_case(path)) {
      found_.push_back({path, {}, Error(errors::case_inside, {{"path", path}})});
      return;
    }
    const auto entries = disk.list(path);
    if (!entries.ok()) {
      found_.push_back({path, {}, entries.error()});
      return;
    }
    for (const auto& entry : *entries) {
      const auto below = join_path(path, entry.name);
      const auto seen = disk.info(below);
      if (seen.ok()) {
        find_files(below, *seen);
      } else {
        found_.push_back({below, {}, seen.error()});
      }
    }
  }

  // This case or a copy of it, by whatever path it was reached.
  bool is_this_case(const std::string& folder) {
    auto& disk = case_.world().disk;
    const auto there = folder + "/" + file_name_of(case_.layout().case_file());
    if (!disk.exists(there)) return false;
    const auto theirs = disk.read_all(there, limits::record_bytes);
    const auto ours = disk.read_all(case_.layout().case_file(), limits::record_bytes);
    return theirs.ok() && ours.ok() && *theirs == *ours;
  }

  // Asked once, of what the person named; what is met below it is asked folder by folder.
  bool lies_in_this_case(const std::string& path, const FileInfo& info) {
    auto folder = info.kind == FileKind::directory ? path : parent_path(path);
    for (int depth = 0; depth < deepest_folder; ++depth, folder += "/..") {
      if (is_this_case(folder)) return true;
    }
    return false;
  }

  bool go_on() {
    stopped_ = stopped_ || (options_.progress && !options_.progress(progress_));
    return !stopped_;
  }

  // Errors are those that stop everything; what is the file's own goes into the report.
  Status one(const Found& file) {
    const Parameter path{"path", Text::shown(file.path).str()};
    const auto refuse = [&](const Error& why) -> Status {
      sealer_->refuse(file.path, file.info.size_bytes, why);
      return {};
    };
    if (file.refused) return refuse(*file.refused);
    if (file.info.kind == FileKind::symlink) return refuse(Error(errors::symbolic_link, {path}));
    if (file.info.kind == FileKind::other) return refuse(Error(errors::special_file, {path}));
    if (file.info.size_bytes == 0) return refuse(Error(errors::empty_file, {path}));
    TRY_LET(before, known_.by_path(file.path, file.info.size_bytes, file.info.modified_ns));
    if (before) {
      sealer_->note_already_sealed(file.path, file.info.size_bytes, *before);
      return {};
    }
    auto source = case_.world().disk.open(file.path, OpenMode::read);
    if (!source.ok()) return refuse(source.error());
    TRY(sealer_->begin_file({file.path, file.info.modified_ns}));
    TRY_LET(wrong, copy(file, **source));
    if (stopped_) return {};
    if (wrong) {
      sealer_->abandon_file(*wrong);
      return {};
    }
    return sealer_->end_file();
  }

  // Reads the source into the sealer. The inner error is the source's; the outer one the case's.
  Result<std::optional<Error>> copy(const Found& file, File& source) {
    const Error changed(errors::changed_while_sealed, {{"path", Text::shown(file.path).str()}});
    std::uint64_t offset = 0;
    std::uint64_t told = 0;
    while (true) {
      const auto got = source.read_at(offset, buffer_);
      if (!got.ok()) return std::optional<Error>(got.error());
      if (*got == 0) break;
      const bool at_end = *got < buffer_.size();
      offset += *got;
      // A file that grows without end must not be followed: its size was known when we began.
      if (offset > file.info.size_bytes) return std::optional<Error>(changed);
      TRY(sealer_->write(ByteView(buffer_).first(*got)));
      progress_.bytes_done += *got;
      if (at_end) break;
      if (offset - told < progress_bytes) continue;
      told = offset;
      if (!go_on()) return std::optional<Error>();
    }
    const auto after = source.info();
    if (!after.ok()) return std::optional<Error>(after.error());
    if (offset != file.info.size_bytes || after->size_bytes != file.info.size_bytes ||
        after->modified_ns != file.info.modified_ns) {
      return std::optional<Error>(changed);
    }
    return std::optional<Error>();
  }

  vault::Case& case_;
  KnownExhibits& known_;
  const SealOptions& options_;
  Bytes buffer_;
  std::vector<Found> found_;
  std::unique_ptr<Sealer> sealer_;
  SealProgress progress_;
  bool stopped_ = false;
};

}  // namespace

std::size_t SealReport::count(SealOutcome outcome) const {
  return static_cast<std::size_t>(std::count_if(
      files.begin(), files.end(), [&](const auto& file) { return file.outcome == outcome; }));
}

std::string exhibit_number(const std::string& prefix, std::int64_t number) {
  auto digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return prefix + "-" + digits;
}

Result<SealReport> seal(vault::Case& opened, const std::string& path, KnownExhibits& known,
                        const SealOptions& options) {
  return FolderSealing(opened, known, options).run(path);
}

}  // namespace kotobune::evidence
