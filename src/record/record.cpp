#include "record/record.h"

#include <algorithm>

#include "base/encode.h"
#include "base/limits.h"
#include "base/text.h"
#include "record/errors.h"

namespace kotobune::record {

namespace {

constexpr std::array<std::string_view, 27> known_kinds = {
    "exhibit",   "derivative", "fragment", "custody",  "assert",    "retract",    "same",
    "consent",   "restriction", "review",  "draft",    "waiver",    "disclosure", "recall",
    "ask",       "note",       "erase",    "erase.ack", "commit",   "genesis",    "admin.add",
    "log.add",   "log.cut",    "log.succ", "comp.new", "comp.grant", "pack"};
constexpr std::array<std::string_view, 12> control_kinds = {
    "genesis", "admin.add", "log.add", "log.cut", "log.succ", "comp.new",
    "comp.grant", "pack", "role", "commit", "erase", "erase.ack"};

Error malformed(std::string why) {
  return Error(errors::record_malformed, {{"why", std::move(why)}});
}

std::string hex64(std::uint64_t value) {
  Bytes bytes;
  append_u64_be(bytes, value);
  return hex(bytes);
}

}  // namespace

bool is_known_kind(std::string_view kind) {
  return kind == "role" ||
         std::find(known_kinds.begin(), known_kinds.end(), kind) != known_kinds.end();
}

bool is_control_kind(std::string_view kind) {
  return std::find(control_kinds.begin(), control_kinds.end(), kind) != control_kinds.end();
}

bool is_erasable_kind(std::string_view kind) {
  constexpr std::array<std::string_view, 10> kinds = {"exhibit", "derivative", "fragment",
                                                      "custody", "assert",     "same",
                                                      "review",  "draft",      "ask",
                                                      "note"};
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result<Record> parse_record(std::string_view line) {
  if (line.size() > limits::record_bytes) return malformed("longer than 1 MiB");
  auto json = parse_json(line);
  if (!json.ok()) return malformed(json.error().sentence());
  if (!json->is_object()) return malformed("not an object");
  Record record;
  const auto& id = (*json)["id"].str();
  if (!is_record_id(id)) return malformed("its id is not 26 characters of base32");
  record.id = RecordId(id);
  record.kind = (*json)["k"].str();
  if (record.kind.empty()) return malformed("it has no kind");
  const auto salt = parse_base64_unpadded((*json)["s"].str());
  if (!salt || salt->size() != 16) return malformed("its salt is not 16 bytes");
  const auto t = parse_hex((*json)["t"].str());
  if (!t || t->size() != 8) return malformed("its t is not 16 hex digits");
  for (const auto byte : *t) record.t = record.t << 8 | byte;
  if (!(*json)["crit"].is_bool()) return malformed("crit is missing");
  record.critical = (*json)["crit"].bool_or(false);
  if (const auto* sup = json->find("sup")) {
    if (!sup->is_array()) return malformed("sup is not a list");
    for (const auto& item : sup->items()) {
      if (!is_record_id(item.str().substr(0, 26))) return malformed("sup names no record");
      record.supersedes.push_back(item.str());
    }
  }
  if (!(*json)["b"].is_object()) return malformed("it has no body");
  for (auto& member : json->members()) {
    if (member.first == "b") record.body = std::move(member.second);
  }
  return record;
}

crypt::Digest commitment(const CaseId& case_id, const LogId& log, std::string_view line) {
  crypt::Sha256 hash;
  hash.update("sealed-case/v1/record\n");
  hash.update(case_id.str());
  hash.update("\n");
  hash.update(log.str());
  hash.update("\n");
  hash.update(line);
  return hash.finish();
}

RecordId Writer::new_id() {
  Bytes id(16);
  world_.random.fill(id);
  return RecordId(base32(id));
}

Result<Writer::Line> Writer::write(std::string_view kind, Json body,
                                   std::vector<std::string> supersedes, RecordId id) {
  const auto now = world_.clock.now();
  // t never falls behind its own log: the counter moves on where the clock does not.
  const auto by_clock = static_cast<std::uint64_t>(std::max<std::int64_t>(now.ms, 0)) << 16;
  last_t_ = std::max(by_clock, last_t_ + 1);
  if (!body.find("v")) body.set("v", 1);
  if (!body.find("at")) {
    Json at = Json::object();
    at.set("ms", now.ms).set("off", world_.clock.utc_offset_minutes()).set("src", "system");
    body.set("at", std::move(at));
  }
  if (!body.find("by")) body.set("by", person_);
  Bytes salt(16);
  world_.random.fill(salt);
  Json::Array sup;
  for (auto& item : supersedes) sup.emplace_back(std::move(item));
  Json line = Json::object();
  if (id.empty()) id = new_id();
  line.set("b", std::move(body))
      .set("crit", false)
      .set("id", id.str())
      .set("k", kind)
      .set("s", base64_unpadded(salt))
      .set("sup", std::move(sup))
      .set("t", hex64(last_t_));
  auto text = line.dump();
  if (text.size() > limits::record_bytes) return Error(errors::record_too_large);
  return Line{id, std::move(text)};
}

}  // namespace kotobune::record
