// Reading records back: manifest -> segments -> lines, each checked against its commitment.
#include <algorithm>

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
  return record::is_control_kind(record.kind) && record.kind != "commit";
}

// Entries whose records no segment holds would be records that nobody misses.
Status check_no_gap(const LogId& log, std::int64_t from, const std::vector<StoredRecord>& records) {
  auto next = from;
  for (const auto& record : records) {
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

Status Case::read_published(const LogId& log, std::int64_t from,
                            const std::function<Status(const StoredRecord&)>& sink,
                            bool control_only) {
  TRY_LET(files, files_of(log));
  TRY_LET(heads, files.heads());
  const auto keys = identities();
  std::int64_t before = 0;  // where the records of a commit begin
  for (const auto& head : heads) {
    if (static_cast<std::int64_t>(head.size) <= from) {
      before = static_cast<std::int64_t>(head.size);
      continue;
    }
    TRY_LET(manifest, world_.disk.read_all(files.manifest_path(head), manifest_bytes));
    auto plain = crypt::age_decrypt(manifest, keys);
    if (!plain.ok()) return altered(log, "its manifest " + head.name() + " cannot be opened");
    const auto text = as_chars(*plain);
    const auto commit_line = std::string(text.substr(0, text.find('\n')));
    const auto check = [&](std::int64_t index, const std::string& line) -> Status {
      TRY_LET(expected, files.commitment_at(static_cast<std::uint64_t>(index), head.size));
      if (record::commitment(case_id_, log, line) == expected) return {};
      return altered(log,
                     "entry " + std::to_string(index) + " is not the record that lies in the case");
    };
    const auto last = static_cast<std::int64_t>(head.size) - 1;
    TRY(check(last, commit_line));
    TRY_LET(commit, record::parse_record(commit_line));
    std::vector<StoredRecord> records;
    bool whole = !control_only;  // every segment of this commit was opened
    for (const auto& segment : commit.body["segs"].items()) {
      const ObjectId object(segment["o"].str());
      TRY_LET(bytes, world_.disk.read_all(object_path(object), segment_file_bytes));
      auto opened = crypt::AgeReader::open_bytes(bytes, keys);
      if (!opened.ok()) {
        // A compartment that is not ours to read; but a damaged file must not pass for one: what it
        // hides may be a withdrawal.
        if (hex(ByteView(crypt::sha256(bytes))) == object.str()) {
          whole = false;
          continue;
        }
        return Error(errors::object_altered, {{"object", object.str()}});
      }
      const auto reader = std::move(opened).value();
      const auto& key = keys_[reader->identity_index()];
      if (control_only && key.compartment != record::case_compartment) continue;
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
      for (auto& line : view->lines) {
        if (line.index < from) continue;
        TRY(check(line.index, line.line));
        records.push_back(
            {log, line.index, key.compartment, std::move(line.line), std::move(line.places), true});
      }
    }
    records.push_back({log, last, record::case_compartment, commit_line, {}, true});
    std::sort(records.begin(), records.end(), [](auto& a, auto& b) { return a.index < b.index; });
    if (whole) TRY(check_no_gap(log, std::max(before, from), records));
    before = last + 1;
    for (const auto& stored : records) TRY(sink(stored));
  }
  return {};
}

// The few control records among a case's many commits are kept in the outbox, so that opening
// reads the commits that are new. They count as far as they were read with the keys of now: one that
// came since may open segments that were passed over. A log shorter than that is read anew.
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
  return outbox_->set_value("control:" + log.str(), out.dump());
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
