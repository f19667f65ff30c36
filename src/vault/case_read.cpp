// Reading records back: manifest -> segments -> lines, each checked against its commitment.
#include <algorithm>
#include <set>

#include "base/encode.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "crypt/errors.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/log_files.h"
#include "vault/outbox.h"

namespace kotobune::vault {

namespace {

constexpr std::uint64_t manifest_bytes = 16u << 20;
constexpr std::uint64_t segment_file_bytes = 64u << 20;

Error altered(const LogId& log, std::string why) {
  return Error(errors::log_altered, {{"log", log.str()}, {"why", std::move(why)}});
}

// Has a say in who belongs to the case, or may have: one of a newer version that must be known.
bool governs(const record::Record& record) {
  if (!record::is_known_kind(record.kind)) return record.critical;
  if (record.kind == "commit") return !record.body["repack"].items().empty();
  return record::is_control_kind(record.kind);
}

// Entries whose records no segment holds would be records that nobody misses, but for those an
// administrator ordered erased.
Status check_no_gap(const LogId& log, std::int64_t from, const std::vector<StoredRecord>& records,
                    const std::set<std::pair<std::string, std::int64_t>>& erased) {
  auto next = from;
  for (const auto& record : records) {
    while (next < record.index && erased.count({log.str(), next})) ++next;
    if (record.index > next) {
      return altered(log, "no segment holds the record of entry " + std::to_string(next));
    }
    next = record.index + 1;
  }
  return {};
}

}  // namespace

Status Case::read(Cursor& from, const std::function<Status(const StoredRecord&)>& sink) {
  TRY_LET(logs, list_logs(world_, layout_));
  for (const auto& log : logs) {
    auto& position = from[log.str()];
    TRY(read_published(log, position, [&](const StoredRecord& stored) -> Status {
      return sink(stored);
    }, false));
    TRY_LET(files, files_of(log));
    TRY_LET(heads, files.heads());
    if (!heads.empty())
      position = std::max<std::int64_t>(position, static_cast<std::int64_t>(heads.back().size));
  }
  auto& own = from[own_log_.str()];
  TRY_LET(waiting, outbox_->records(own));
  for (auto& record : waiting) {
    TRY(sink({own_log_, record.index, record.compartment, std::move(record.line),
              std::move(record.places), false}));
    own = record.index + 1;
  }
  return {};
}

Result<Case::Commit> Case::commit_at(LogFiles& files, const LogHead& head) {
  TRY_LET(manifest, world_.disk.read_all(files.manifest_path(head), manifest_bytes));
  auto plain = crypt::age_decrypt(manifest, identities());
  if (!plain.ok()) {
    return altered(files.id(), "its manifest " + head.name() + " cannot be opened");
  }
  const auto text = as_chars(*plain);
  Commit out;
  out.line = std::string(text.substr(0, text.find('\n')));
  TRY_LET(expected, files.commitment_at(head.size - 1, head.size));
  if (record::commitment(case_id_, files.id(), out.line) != expected) {
    return altered(files.id(), "entry " + std::to_string(head.size - 1) +
                                   " is not the record that lies in the case");
  }
  TRY_LET(record, record::parse_record(out.line));
  out.record = std::move(record);
  return out;
}

std::vector<ObjectId> Case::segments_of(const record::Record& commit) const {
  std::vector<ObjectId> out;
  const auto add = [&](const ObjectId& object) {
    if (std::find(out.begin(), out.end(), object) == out.end()) out.push_back(object);
  };
  for (const auto& segment : commit.body["segs"].items()) {
    const ObjectId object(segment["o"].str());
    if (replacing_.count(object.str())) continue;  // read in the place of the old one
    std::vector<ObjectId> present{object};
    // What took its place may have been laid anew itself.
    for (std::size_t i = 0; i < present.size(); ++i) {
      const auto found = replaced_.find(present[i].str());
      if (found == replaced_.end()) {
        add(present[i]);
        continue;
      }
      const auto next = found->second;
      present.insert(present.end(), next.begin(), next.end());
    }
  }
  return out;
}

Result<std::optional<Case::OpenSegment>> Case::open_segment(const ObjectId& object,
                                                            bool control_only) {
  const auto keys = identities();
  TRY_LET(bytes, world_.disk.read_all(object_path(object), segment_file_bytes));
  auto opened = crypt::AgeReader::open_bytes(bytes, keys);
  if (!opened.ok()) {
    // A compartment that is not ours to read; but a damaged file must not pass for one: what it
    // hides may be a withdrawal.
    if (hex(ByteView(crypt::sha256(bytes))) == object.str()) return std::optional<OpenSegment>();
    return Error(errors::object_altered, {{"object", object.str()}});
  }
  const auto reader = std::move(opened).value();
  OpenSegment out;
  out.object = object;
  out.compartment = keys_[reader->identity_index()].compartment;
  if (control_only && out.compartment != record::case_compartment) return std::optional(out);
  Bytes plaintext;
  TRY(reader->read_all([&](ByteView part) -> Status {
    kotobune::append(plaintext, part);
    return {};
  }));
  auto view = decode_segment(plaintext);
  if (!view.ok()) {
    return Error(errors::object_unreadable,
                 {{"object", object.str()}, {"why", view.error().parameter("why")}});
  }
  out.view = std::move(*view);
  return std::optional(std::move(out));
}

Status Case::read_published(const LogId& log, std::int64_t from,
                            const std::function<Status(const StoredRecord&)>& sink,
                            bool control_only) {
  TRY_LET(files, files_of(log));
  TRY_LET(heads, files.heads());
  std::int64_t before = 0;  // where the records of a commit begin
  for (const auto& head : heads) {
    if (static_cast<std::int64_t>(head.size) <= from) {
      before = static_cast<std::int64_t>(head.size);
      continue;
    }
    TRY_LET(commit, commit_at(files, head));
    const auto last = static_cast<std::int64_t>(head.size) - 1;
    std::vector<StoredRecord> records;
    bool whole = !control_only;  // every segment of this commit was opened
    for (const auto& object : segments_of(commit.record)) {
      if (control_only && !world_.disk.exists(object_path(object))) {
        passed_over_.push_back(object);  // excused only if an administrator laid it anew: replay()
        continue;
      }
      TRY_LET(segment, open_segment(object, control_only));
      if (!segment) {
        whole = false;
        continue;
      }
      const bool anew = replacing_.count(object.str()) > 0;
      if (anew && segment->view.log != log) continue;
      for (auto& line : segment->view.lines) {
        if (line.index < from || (anew && (line.index < before || line.index >= last))) continue;
        TRY_LET(expected, files.commitment_at(static_cast<std::uint64_t>(line.index), head.size));
        if (record::commitment(case_id_, log, line.line) != expected) {
          return altered(log, "entry " + std::to_string(line.index) +
                                  " is not the record that lies in the case");
        }
        records.push_back({log, line.index, segment->compartment, std::move(line.line),
                           std::move(line.places), true});
      }
    }
    records.push_back({log, last, record::case_compartment, commit.line, {}, true});
    std::sort(records.begin(), records.end(), [](auto& a, auto& b) { return a.index < b.index; });
    if (whole) TRY(check_no_gap(log, std::max(before, from), records, erased_));
    before = last + 1;
    for (const auto& stored : records) TRY(sink(stored));
  }
  return {};
}

// The few control records among a case's many commits are kept in the outbox, so that opening
// reads the commits that are new. They count as far as they were read with the keys of now: one
// that came since may open segments that were passed over. A log shorter than that is read anew.
Status Case::read_control(const LogId& log,
                          const std::function<Status(const StoredRecord&)>& sink) {
  TRY_LET(files, files_of(log));
  TRY_LET(heads, files.heads());
  const auto size = heads.empty() ? 0 : static_cast<std::int64_t>(heads.back().size);
  std::string keys;
  for (const auto& key : keys_) keys += key.compartment + ":" + std::to_string(key.epoch) + " ";
  TRY_LET(kept, outbox_->value("control:" + log.str()));
  Json lines = Json::array();
  std::int64_t from = 0;
  if (kept) {
    auto json = parse_json(*kept);
    if (json.ok() && (*json)["keys"].str() == keys && (*json)["size"].int_or(0) <= size) {
      from = (*json)["size"].int_or(0);
      lines = (*json)["lines"];
    }
  }
  for (const auto& line : lines.items()) {
    TRY(sink({log, line.items().at(0).int_or(0), record::case_compartment, line.items().at(1).str(),
              {}, true}));
  }
  if (from == size) return {};
  TRY(read_published(log, from, [&](const StoredRecord& stored) -> Status {
    TRY_LET(parsed, record::parse_record(stored.line));
    if (!governs(parsed)) return {};
    lines.push(Json(Json::Array{Json(stored.index), Json(stored.line)}));
    return sink(stored);
  }, true));
  Json out = Json::object();
  out.set("keys", keys).set("size", size).set("lines", std::move(lines));
  control_cache_.emplace_back("control:" + log.str(), out.dump());
  return {};
}

Result<std::vector<record::PlacedRecord>> Case::control_records() {
  std::vector<record::PlacedRecord> out;
  const auto take = [&](const StoredRecord& stored) -> Status {
    TRY_LET(parsed, record::parse_record(stored.line));
    if (governs(parsed)) out.push_back({stored.log, stored.index, std::move(parsed)});
    return {};
  };
  TRY_LET(logs, list_logs(world_, layout_));
  for (const auto& log : logs) TRY(read_control(log, take));
  TRY_LET(waiting, outbox_->records(0));
  for (auto& record : waiting) {
    if (record.compartment != record::case_compartment) continue;
    TRY(take({own_log_, record.index, record.compartment, record.line, {}, false}));
  }
  return out;
}

}  // namespace kotobune::vault
