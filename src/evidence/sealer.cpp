#include "evidence/sealer.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/text.h"
#include "evidence/errors.h"
#include "vault/tar.h"

namespace kotobune::evidence {

namespace {

constexpr std::size_t head_bytes = 4096;
constexpr std::size_t batch_records = 512;
constexpr std::uint64_t batch_bytes = 256u << 20;
constexpr std::size_t tar_overhead_bytes = 1024;

// A name or path as JSON: text where it is UTF-8, base64 where it is not.
void set_name(Json& body, const char* key, const std::string& bytes) {
  if (is_utf8(bytes)) {
    body.set(key, bytes);
  } else {
    body.set(std::string(key) + "_b64", base64_unpadded(as_bytes(bytes)));
  }
}

}  // namespace

Result<std::unique_ptr<Sealer>> Sealer::begin(vault::Case& opened, KnownExhibits& known,
                                              const SealOptions& options) {
  std::unique_ptr<Sealer> sealer(new Sealer(opened, known, options));
  sealer->batch_id_ = opened.new_id();
  TRY_LET(next, opened.next_exhibit_number());
  sealer->next_number_ = next;
  return sealer;
}

Status Sealer::begin_file(const Incoming& file) {
  file_ = file;
  hash_ = crypt::Sha256();
  size_bytes_ = 0;
  head_.clear();
  small_.clear();
  return forget_parts();
}

Status Sealer::write(ByteView bytes) {
  hash_.update(bytes);
  size_bytes_ += bytes.size();
  if (head_.size() < head_bytes) {
    append(head_, bytes.first(std::min(bytes.size(), head_bytes - head_.size())));
  }
  const bool parted = part_ || !parts_.empty();
  if (!parted && small_.size() + bytes.size() < limits::pack_member_bytes) {
    append(small_, bytes);
    return {};
  }
  if (!small_.empty()) {
    TRY(write_parts(small_));
    small_.clear();
  }
  return write_parts(bytes);
}

Status Sealer::write_parts(ByteView bytes) {
  while (!bytes.empty()) {
    if (!part_) {
      TRY_LET(fresh, case_.begin_object(options_.compartment));
      part_ = std::move(fresh);
    }
    const auto room = options_.part_bytes - part_->written_bytes();
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size()));
    TRY(part_->write(bytes.first(step)));
    bytes = bytes.subspan(step);
    if (part_->written_bytes() == options_.part_bytes) TRY(end_part());
  }
  return {};
}

Status Sealer::end_part() {
  const auto length = part_->written_bytes();
  TRY_LET(object, part_->finish());
  parts_.push_back({object, 0, length});
  part_.reset();
  return {};
}

// Parts of a file that is no exhibit after all: a duplicate, or one that was given up.
Status Sealer::forget_parts() {
  part_.reset();
  for (const auto& part : parts_) TRY(case_.forget_staged(part.object));
  parts_.clear();
  return {};
}

void Sealer::abandon_file(const Error& reason) {
  // What cannot be removed now is swept up at the next opening.
  (void)forget_parts();
  small_.clear();
  refuse(file_.path, size_bytes_, reason);
}

void Sealer::refuse(const std::string& path, std::uint64_t size_bytes, const Error& reason) {
  SealedFile refused;
  refused.path = path;
  refused.size_bytes = size_bytes;
  refused.reason = reason;
  report_.files.push_back(std::move(refused));
}

void Sealer::note_already_sealed(const std::string& path, std::uint64_t size_bytes,
                                 const KnownExhibit& exhibit) {
  report_.files.push_back({path, SealOutcome::already_sealed, exhibit.id, exhibit.number, "", "",
                           size_bytes, std::nullopt});
}

void Sealer::note(SealOutcome outcome, const KnownExhibit& exhibit, const std::string& sha256,
                  const std::string& mime) {
  report_.files.push_back({file_.path, outcome, exhibit.id, exhibit.number, sha256, mime,
                           size_bytes_, std::nullopt});
}

Status Sealer::end_file() {
  if (size_bytes_ == 0) {
    const Error empty(errors::empty_file, {{"path", Text::shown(file_.path).str()}});
    abandon_file(empty);
    return empty;
  }
  if (part_) TRY(end_part());
  const auto mime = options_.sniff ? options_.sniff(head_, file_name_of(file_.path)) : "";
  const auto sha256 = hex(ByteView(hash_.finish()));
  TRY_LET(same, find_same(sha256));
  if (!same) {
    record_exhibit(sha256, mime);
    return flush_if_full();
  }
  TRY(forget_parts());
  small_.clear();
  if (!same->path.empty() && same->path == file_.path) {
    note(SealOutcome::already_sealed, *same, sha256, mime);
    return {};
  }
  Json body = Json::object();
  set_name(body, "path", file_.path);
  record_custody(same->id, "received-again", std::move(body));
  note(SealOutcome::duplicate, *same, sha256, mime);
  return flush_if_full();
}

Result<std::optional<KnownExhibit>> Sealer::find_same(const std::string& sha256) {
  const auto found = in_run_.find(sha256);
  if (found != in_run_.end()) return std::optional<KnownExhibit>(found->second);
  return known_.by_sha256(sha256);
}

void Sealer::record_exhibit(const std::string& sha256, const std::string& mime) {
  const auto id = case_.new_id();
  const KnownExhibit exhibit{ExhibitId(id.str()), exhibit_number(case_.prefix(), next_number_),
                             file_.path};
  Json body = Json::object();
  body.set("no", next_number_).set("sha256", sha256).set("size", size_bytes_);
  body.set("mime", mime).set("batch", batch_id_.str());
  // Beyond 2^53: a decimal string.
  if (file_.modified_ns) body.set("mtime_ns", std::to_string(*file_.modified_ns));
  set_name(body, "name", file_name_of(file_.path));
  set_name(body, "path", file_.path);
  if (!options_.language.empty()) body.set("lang", options_.language);
  if (size_bytes_ >= options_.large_bytes) body.set("label", "large");
  vault::NewRecord record{"exhibit", options_.compartment, std::move(body), {}, {}, id};
  if (parts_.empty()) {
    const auto offset = vault::append_tar_member(pack_, id.str(), small_);
    packed_.push_back({records_.size(), offset, small_.size()});
    small_.clear();
  } else {
    record.places = std::move(parts_);
    parts_.clear();
    batch_bytes_ += size_bytes_;
  }
  records_.push_back(std::move(record));
  ++next_number_;
  if (options_.source) record_source(exhibit.id, id);
  if (!options_.received_from.empty()) {
    Json custody = Json::object();
    custody.set("from", options_.received_from);
    record_custody(exhibit.id, "received", std::move(custody));
  }
  in_run_[sha256] = exhibit;
  note(SealOutcome::sealed, exhibit, sha256, mime);
}

void Sealer::record_source(const ExhibitId& exhibit, const RecordId& basis) {
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

void Sealer::record_custody(const ExhibitId& exhibit, const char* act, Json body) {
  body.set("ex", exhibit.str()).set("act", act);
  body.set("when", case_.world().clock.now().iso_date());
  records_.push_back({"custody", options_.compartment, std::move(body), {}, {}});
}

Status Sealer::flush_if_full() {
  const bool pack_full =
      pack_.size() + limits::pack_member_bytes + tar_overhead_bytes > limits::pack_bytes;
  if (records_.size() >= batch_records || batch_bytes_ >= batch_bytes || pack_full) return flush();
  return {};
}

// Makes the batch durable: the pack, then all records in one transaction.
Status Sealer::flush() {
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

Result<SealReport> Sealer::finish() {
  TRY(forget_parts());
  TRY(flush());
  return std::move(report_);
}

}  // namespace kotobune::evidence
