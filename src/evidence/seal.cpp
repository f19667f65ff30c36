#include "evidence/seal.h"

#include <algorithm>
#include <unordered_map>

#include "base/encode.h"
#include "base/errors.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "evidence/errors.h"
#include "vault/tar.h"

namespace kotobune::evidence {

namespace {

constexpr std::size_t read_bytes = 1u << 20;
constexpr std::size_t batch_records = 512;
constexpr std::uint64_t batch_bytes = 256u << 20;
constexpr std::uint64_t large_bytes = std::uint64_t{4} << 30;

struct Found {
  std::string path;
  FileInfo info;
};

// Everything below `path`, in the order of names; links and devices are found too, to be named.
Status find_files(Disk& disk, const std::string& path, std::vector<Found>& out) {
  TRY_LET(info, disk.info(path));
  if (info.kind != FileKind::directory) {
    out.push_back({path, info});
    return {};
  }
  TRY_LET(entries, disk.list(path));
  for (const auto& entry : entries) TRY(find_files(disk, join_path(path, entry.name), out));
  return {};
}

// A name or path as JSON: text where it is UTF-8, base64 where it is not.
void set_name(Json& body, const char* key, const std::string& bytes) {
  if (is_utf8(bytes)) {
    body.set(key, bytes);
  } else {
    body.set(std::string(key) + "_b64", base64_unpadded(as_bytes(bytes)));
  }
}

class Sealing {
 public:
  Sealing(vault::Case& opened, KnownExhibits& known, const SealOptions& options)
      : case_(opened), known_(known), options_(options), buffer_(read_bytes) {}

  Result<SealReport> run(const std::string& path) {
    std::vector<Found> files;
    TRY(find_files(case_.world().disk, path, files));
    if (files.empty()) return Error(errors::nothing_to_seal, {{"path", path}});
    for (const auto& file : files) progress_.bytes_total += file.info.size_bytes;
    progress_.files_total = files.size();
    batch_id_ = case_.new_id();
    TRY_LET(next, case_.next_exhibit_number());
    next_number_ = next;
    for (const auto& file : files) {
      progress_.current = Text::shown(file_name_of(file.path)).str();
      auto sealed = one(file);
      if (!sealed.ok()) {
        // What the one file did wrong is its own; what the disk of the case refuses stops
        // everything.
        if (!is_of_the_file(sealed.error())) return sealed.error();
        SealedFile refused;
        refused.path = file.path;
        refused.size_bytes = file.info.size_bytes;
        refused.reason = sealed.error();
        report_.files.push_back(std::move(refused));
      }
      ++progress_.files_done;
      progress_.bytes_done += file.info.size_bytes;
      if (records_.size() >= batch_records || batch_bytes_ >= batch_bytes ||
          pack_.size() + limits::pack_member_bytes + 1024 > limits::pack_bytes) {
        TRY(flush());
      }
      if (options_.progress && !options_.progress(progress_)) {
        report_.stopped = true;
        break;
      }
    }
    TRY(flush());
    return std::move(report_);
  }

 private:
  static bool is_of_the_file(const Error& error) {
    for (const auto* code : {&errors::empty_file, &errors::changed_while_sealed,
                             &errors::symbolic_link, &errors::special_file, &errors::not_a_file}) {
      if (error.is(*code)) return true;
    }
    // The source may be missing or unreadable; the case's own disk is named otherwise.
    return (error.is(errors::file_missing) || error.is(errors::not_permitted)) &&
           error.parameter("path").find("/.local/") == std::string::npos;
  }

  Status one(const Found& file) {
    const Parameter path{"path", Text::shown(file.path).str()};
    if (file.info.kind == FileKind::symlink) return Error(errors::symbolic_link, {path});
    if (file.info.kind == FileKind::other) return Error(errors::special_file, {path});
    if (file.info.size_bytes == 0) return Error(errors::empty_file, {path});
    TRY_LET(before, known_.by_path(file.path, file.info.size_bytes, file.info.modified_ns));
    if (before) {
      add_outcome(file, SealOutcome::already_sealed, *before, "", "");
      return {};
    }
    TRY_LET(source, case_.world().disk.open(file.path, OpenMode::read));
    Content content;
    TRY(read(file, *source, content));
    TRY_LET(after, source->info());
    if (after.size_bytes != file.info.size_bytes || after.modified_ns != file.info.modified_ns) {
      return Error(errors::changed_while_sealed, {path});
    }
    const auto sha256 = hex(ByteView(content.sha256));
    TRY_LET(same, find_same(sha256));
    if (same) {
      record_duplicate(file, *same);
      add_outcome(file, SealOutcome::duplicate, *same, sha256, content.mime);
      return {};
    }
    record_exhibit(file, sha256, std::move(content));
    return {};
  }

  struct Content {
    crypt::Digest sha256{};
    std::string mime;
    Bytes small;                      // the whole content where it will be packed
    std::vector<vault::Place> parts;  // where it lies otherwise
  };

  Status read(const Found& file, File& source, Content& out) {
    crypt::Sha256 hash;
    const bool small = file.info.size_bytes < limits::pack_member_bytes;
    std::unique_ptr<vault::ObjectWriter> part;
    std::uint64_t offset = 0;
    while (true) {
      TRY_LET(got, source.read_at(offset, buffer_));
      if (got == 0) break;
      const auto bytes = ByteView(buffer_).first(got);
      if (offset == 0 && options_.sniff) out.mime = options_.sniff(bytes, file_name_of(file.path));
      offset += got;
      // A file that grows without end must not be followed: its size was known when we began.
      if (offset > file.info.size_bytes) break;
      hash.update(bytes);
      if (small) {
        append(out.small, bytes);
      } else {
        TRY(write_parts(bytes, part, out.parts));
      }
    }
    if (offset != file.info.size_bytes) {
      return Error(errors::changed_while_sealed, {{"path", Text::shown(file.path).str()}});
    }
    if (part) TRY(end_part(part, out.parts));
    out.sha256 = hash.finish();
    return {};
  }

  Status write_parts(ByteView bytes, std::unique_ptr<vault::ObjectWriter>& part,
                     std::vector<vault::Place>& parts) {
    while (!bytes.empty()) {
      if (!part) {
        TRY_LET(fresh, case_.begin_object(options_.compartment));
        part = std::move(fresh);
      }
      const auto room = limits::blob_part_bytes - part->written_bytes();
      const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size()));
      TRY(part->write(bytes.first(step)));
      bytes = bytes.subspan(step);
      if (part->written_bytes() == limits::blob_part_bytes) TRY(end_part(part, parts));
    }
    return {};
  }

  static Status end_part(std::unique_ptr<vault::ObjectWriter>& part,
                         std::vector<vault::Place>& parts) {
    const auto length = part->written_bytes();
    TRY_LET(object, part->finish());
    parts.push_back({object, 0, length});
    part.reset();
    return {};
  }

  Result<std::optional<KnownExhibit>> find_same(const std::string& sha256) {
    const auto found = in_run_.find(sha256);
    if (found != in_run_.end()) return std::optional<KnownExhibit>(found->second);
    return known_.by_sha256(sha256);
  }

  void record_exhibit(const Found& file, const std::string& sha256, Content content) {
    const auto id = case_.new_id();
    const KnownExhibit exhibit{ExhibitId(id.str()), exhibit_number(case_.prefix(), next_number_)};
    Json body = Json::object();
    const auto name = file_name_of(file.path);
    body.set("no", next_number_).set("sha256", sha256).set("size", file.info.size_bytes);
    body.set("mime", content.mime).set("batch", batch_id_.str());
    body.set("mtime_ns", std::to_string(file.info.modified_ns));  // beyond 2^53: a decimal string
    set_name(body, "name", name);
    set_name(body, "path", file.path);
    if (!options_.language.empty()) body.set("lang", options_.language);
    if (file.info.size_bytes >= large_bytes) body.set("label", "large");
    vault::NewRecord record{"exhibit", options_.compartment, std::move(body), {}, {}, id};
    if (content.parts.empty()) {
      const auto length = content.small.size();
      const auto offset = vault::append_tar_member(pack_, id.str(), content.small);
      packed_.push_back({records_.size(), offset, length});
    } else {
      record.places = std::move(content.parts);
      batch_bytes_ += file.info.size_bytes;
    }
    records_.push_back(std::move(record));
    ++next_number_;
    if (options_.source) record_source(exhibit.id, id);
    if (!options_.received_from.empty()) {
      Json custody = Json::object();
      custody.set("ex", exhibit.id.str())
          .set("act", "received")
          .set("from", options_.received_from);
      custody.set("when", case_.world().clock.now().iso_date());
      records_.push_back({"custody", options_.compartment, std::move(custody), {}, {}});
    }
    in_run_[sha256] = exhibit;
    add_outcome(file, SealOutcome::sealed, exhibit, sha256, content.mime);
  }

  void record_source(const ExhibitId& exhibit, const RecordId& basis) {
    Json value = Json::object();
    value.set("entity", options_.source->str());
    Json one = Json::object();
    one.set("p", "source")
        .set("val", std::move(value))
        .set("bases", Json(Json::Array{Json(basis.str())}));
    Json body = Json::object();
    body.set("e", exhibit.str()).set("type", "exhibit").set("a", Json(Json::Array{std::move(one)}));
    records_.push_back({"assert", options_.compartment, std::move(body), {}, {}});
  }

  void record_duplicate(const Found& file, const KnownExhibit& same) {
    Json body = Json::object();
    body.set("ex", same.id.str()).set("act", "received-again");
    body.set("when", case_.world().clock.now().iso_date());
    set_name(body, "path", file.path);
    records_.push_back({"custody", options_.compartment, std::move(body), {}, {}});
  }

  void add_outcome(const Found& file, SealOutcome outcome, const KnownExhibit& exhibit,
                   const std::string& sha256, const std::string& mime) {
    report_.files.push_back({file.path, outcome, exhibit.id, exhibit.number, sha256, mime,
                             file.info.size_bytes, std::nullopt});
  }

  // Makes the batch durable: the pack, then all records in one transaction.
  Status flush() {
    if (records_.empty()) return {};
    if (!pack_.empty()) {
      TRY_LET(object, case_.put_object(options_.compartment, pack_));
      for (const auto& member : packed_) {
        records_[member.record].places.push_back({object, member.offset, member.length});
      }
    }
    TRY(case_.append(std::move(records_)));
    records_.clear();
    pack_.clear();
    packed_.clear();
    batch_bytes_ = 0;
    return {};
  }

  struct Packed {
    std::size_t record;
    std::uint64_t offset;
    std::uint64_t length;
  };

  vault::Case& case_;
  KnownExhibits& known_;
  const SealOptions& options_;
  Bytes buffer_;
  SealReport report_;
  SealProgress progress_;
  RecordId batch_id_;
  std::int64_t next_number_ = 1;
  std::vector<vault::NewRecord> records_;
  std::unordered_map<std::string, KnownExhibit> in_run_;
  Bytes pack_;
  std::vector<Packed> packed_;
  std::uint64_t batch_bytes_ = 0;
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
  return Sealing(opened, known, options).run(path);
}

}  // namespace kotobune::evidence
