// For tests of sealing: a fictional case on a fake disk, a disk that plays tricks on its readers,
// and an answer to "is this sealed already?" that needs no index.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/errors.h"
#include "base/fake_world.h"
#include "evidence/seal.h"
#include "vault/case.h"
#include "vault/verify.h"

namespace kotobune::evidence::test {

inline const std::string passphrase_text = "four words and a boat";
inline ByteView passphrase() { return as_bytes(passphrase_text); }

inline void found(World& world, const std::string& path = "/case") {
  vault::CreateOptions options;
  options.title = "Tarn Valley";
  options.person_name = "A. Founder";
  options.prefix = "MS";
  options.fictional = true;
  options.log_n = 10;
  auto founded = vault::Case::create(world, path, options, passphrase());
  REQUIRE_MESSAGE(founded.ok(), (founded.ok() ? "" : founded.error().sentence()));
  const auto& sheet = founded->sheet;
  REQUIRE(founded->opened->confirm_sheet(sheet.groups[sheet.asked_group]).ok());
}

inline std::unique_ptr<vault::Case> open(World& world, const std::string& path = "/case") {
  auto opened = vault::Case::open(world, path, passphrase());
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
  return std::move(opened).value();
}

inline void put(Disk& disk, const std::string& path, const std::string& content) {
  REQUIRE(disk.make_directory(parent_path(path)).ok());
  const auto file = disk.open(path, OpenMode::create);
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().sentence()));
  REQUIRE((*file)->write_at(0, as_bytes(content)).ok());
  REQUIRE((*file)->truncate(content.size()).ok());
  REQUIRE((*file)->sync().ok());
  REQUIRE(disk.sync_directory(parent_path(path)).ok());
}

// What sealing asks, answered by reading the whole case: slow, and beyond doubt.
class Known : public KnownExhibits {
 public:
  struct Row {
    KnownExhibit exhibit;
    std::string sha256;
    std::uint64_t size_bytes;
    std::int64_t modified_ns;
    RecordId id;
  };

  explicit Known(vault::Case& opened) {
    vault::Cursor cursor;
    const auto read = opened.read(cursor, [&](const vault::StoredRecord& stored) -> Status {
      TRY_LET(record, record::parse_record(stored.line));
      if (record.kind == "custody") custody += stored.line + "\n";
      if (record.kind != "exhibit") return {};
      const auto& b = record.body;
      rows.push_back({{ExhibitId(record.id.str()),
                       exhibit_number(opened.prefix(), b["no"].int_or(0)), b["path"].str()},
                      b["sha256"].str(),
                      static_cast<std::uint64_t>(b["size"].int_or(0)),
                      std::stoll(b["mtime_ns"].str()),
                      record.id});
      lines += stored.line + "\n";
      return {};
    });
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().sentence()));
  }

  Result<std::optional<KnownExhibit>> by_path(const std::string& path, std::uint64_t size_bytes,
                                              std::int64_t modified_ns) override {
    for (const auto& row : rows) {
      if (row.exhibit.path == path && row.size_bytes == size_bytes &&
          row.modified_ns == modified_ns) {
        return std::optional<KnownExhibit>(row.exhibit);
      }
    }
    return std::optional<KnownExhibit>();
  }
  Result<std::optional<KnownExhibit>> by_sha256(const std::string& sha256) override {
    for (const auto& row : rows) {
      if (row.sha256 == sha256) return std::optional<KnownExhibit>(row.exhibit);
    }
    return std::optional<KnownExhibit>();
  }

  std::vector<Row> rows;
  std::string lines;    // of the exhibits
  std::string custody;  // of the custody entries
};

inline Result<SealReport> seal_all(vault::Case& opened, const std::string& path,
                                   const SealOptions& options = {}) {
  Known known(opened);
  return seal(opened, path, known, options);
}

inline const SealedFile* file_of(const SealReport& report, const std::string& path) {
  for (const auto& file : report.files) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

inline std::string content_of(vault::Case& opened, const RecordId& id) {
  const auto places = opened.places_of(id);
  REQUIRE(places.ok());
  const auto bytes = opened.read_content_all(*places, 1u << 30);
  REQUIRE_MESSAGE(bytes.ok(), (bytes.ok() ? "" : bytes.error().sentence()));
  return to_string(*bytes);
}

// Everything that is acknowledged is there and whole.
inline void check_sound(vault::Case& opened) {
  const auto report = vault::verify_case(opened);
  REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().sentence()));
  for (const auto& finding : report->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(report->sound());
}

// A disk in front of another that shows links and devices, lets things happen between two looks,
// and refuses what a stick pulled out or a folder of somebody else would refuse.
class TrickDisk : public Disk {
 public:
  explicit TrickDisk(Disk& behind) : behind_(behind) {}

  std::map<std::string, FileKind> kinds;              // what a path is said to be
  std::map<std::string, Error> refuses_open;          // by path
  std::map<std::string, Error> refuses_list;
  std::map<std::string, std::function<void()>> before_open;
  std::map<std::string, std::function<void()>> after_first_read;
  std::map<std::string, Error> refuses_second_read;   // a bad sector
  std::string read_only;                              // nothing below this may be changed

  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
    if (mode != OpenMode::read) TRY(may_change(path));
    const auto hook = before_open.find(path);
    if (hook != before_open.end()) hook->second();
    const auto refused = refuses_open.find(path);
    if (refused != refuses_open.end()) return refused->second;
    TRY_LET(file, behind_.open(path, mode));
    return std::unique_ptr<File>(std::make_unique<TrickFile>(*this, std::move(file), path));
  }
  Result<FileInfo> info(const std::string& path) override {
    TRY_LET(info, behind_.info(path));
    const auto kind = kinds.find(path);
    if (kind != kinds.end()) info.kind = kind->second;
    return info;
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) override {
    const auto refused = refuses_list.find(path);
    if (refused != refuses_list.end()) return refused->second;
    TRY_LET(entries, behind_.list(path));
    for (auto& entry : entries) {
      const auto kind = kinds.find(join_path(path, entry.name));
      if (kind != kinds.end()) entry.kind = kind->second;
    }
    return entries;
  }
  Status make_directory(const std::string& path) override {
    if (!behind_.exists(path)) TRY(may_change(path));
    return behind_.make_directory(path);
  }
  Status remove(const std::string& path) override {
    TRY(may_change(path));
    return behind_.remove(path);
  }
  Status rename(const std::string& from, const std::string& to) override {
    TRY(may_change(to));
    return behind_.rename(from, to);
  }
  Status rename_new(const std::string& from, const std::string& to) override {
    TRY(may_change(to));
    return behind_.rename_new(from, to);
  }
  Status sync_directory(const std::string& path) override { return behind_.sync_directory(path); }
  Result<std::unique_ptr<File>> lock(const std::string& path) override {
    TRY(may_change(path));
    return behind_.lock(path);
  }
  Result<std::uint64_t> free_bytes(const std::string& path) override {
    return behind_.free_bytes(path);
  }

 private:
  class TrickFile : public File {
   public:
    TrickFile(TrickDisk& disk, std::unique_ptr<File> file, std::string path)
        : disk_(disk), file_(std::move(file)), path_(std::move(path)) {}
    Result<std::size_t> read_at(std::uint64_t offset, ByteSpan out) override {
      const auto bad = disk_.refuses_second_read.find(path_);
      if (bad != disk_.refuses_second_read.end() && offset > 0) return bad->second;
      auto got = file_->read_at(offset, out);
      const auto hook = disk_.after_first_read.find(path_);
      if (offset == 0 && hook != disk_.after_first_read.end()) hook->second();
      return got;
    }
    Status write_at(std::uint64_t offset, ByteView bytes) override {
      return file_->write_at(offset, bytes);
    }
    Status truncate(std::uint64_t size_bytes) override { return file_->truncate(size_bytes); }
    Status sync() override { return file_->sync(); }
    Result<FileInfo> info() override { return file_->info(); }

   private:
    TrickDisk& disk_;
    std::unique_ptr<File> file_;
    std::string path_;
  };

  Status may_change(const std::string& path) const {
    if (read_only.empty() || path.compare(0, read_only.size(), read_only) != 0) return {};
    return Error(errors::not_permitted, {{"path", path}});
  }

  Disk& behind_;
};

}  // namespace kotobune::evidence::test
