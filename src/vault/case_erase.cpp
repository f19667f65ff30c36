// Erasure (docs/format.md 6.1 and 7.4): what remains of the objects is laid anew, the order is
// signed and published, then the old objects go. The log keeps the commitments, so that it still
// verifies and still shows that something was there.
#include <algorithm>

#include "base/encode.h"
#include "base/limits.h"
#include "crypt/age.h"
#include "crypt/digest.h"
#include "log/checkpoint.h"
#include "log/note.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/log_files.h"
#include "vault/object_writer.h"
#include "vault/outbox.h"
#include "vault/tar.h"

namespace kotobune::vault {

namespace {

constexpr std::uint64_t pack_member_limit = limits::pack_member_bytes;

std::string gone_text(const CaseId& case_id, const ObjectId& object) {
  return "sealed-case/v1/gone\n" + case_id.str() + "\n" + object.str() + "\n";
}

}  // namespace

bool Case::is_admin() const {
  const auto own = constitution_.logs.find(own_log_.str());
  return own != constitution_.logs.end() && own->second.admin;
}

void Case::learn_orders(const std::vector<record::PlacedRecord>& control) {
  replaced_.clear();
  replacing_.clear();
  erased_.clear();
  orders_.clear();
  for (const auto& placed : control) {
    const auto log = constitution_.logs.find(placed.log.str());
    if (log == constitution_.logs.end() || !log->second.admin) continue;
    if (!constitution_.may_write(placed.log, record::case_compartment, placed.index)) continue;
    const auto& body = placed.record.body;
    for (const auto& one : body["repack"].items()) {
      std::vector<ObjectId> anew;
      for (const auto& object : one["new"].items()) anew.emplace_back(object.str());
      const bool here = std::all_of(anew.begin(), anew.end(), [&](const auto& object) {
        return world_.disk.exists(object_path(object));
      });
      if (!here) continue;  // the old ones still count
      for (const auto& object : anew) replacing_.insert(object.str());
      for (const auto& object : one["old"].items()) replaced_[object.str()] = anew;
    }
    if (placed.record.kind != "erase") continue;
    for (const auto& entry : body["entries"].items()) {
      erased_.emplace(entry.items().at(0).str(), entry.items().at(1).int_or(-1));
    }
    std::vector<ObjectId> objects;
    for (const auto& object : body["objects"].items()) objects.emplace_back(object.str());
    orders_.emplace_back(placed.record.id, std::move(objects));
  }
}

// What an order names and nothing needs any more is removed, here and whenever it comes back.
Status Case::finish_erasures() {
  for (const auto& [order, objects] : orders_) {
    for (const auto& object : objects) {
      if (!replaced_.count(object.str())) continue;  // what remains of it is not here yet
      const auto note_path = layout_.gone() + "/" + object.str();
      if (is_admin() && !world_.disk.exists(note_path)) {
        log::Note note;
        note.text = gone_text(case_id_, object);
        note.signatures.push_back(
            log::sign_text(note.text, log::origin_of(own_log_), keystore_.log_key));
        TRY(world_.disk.make_directory(layout_.gone()));
        TRY(world_.disk.write_new(note_path, as_bytes(note.str())));
      }
      const auto path = layout_.object(object);
      if (!world_.disk.exists(path)) continue;
      TRY(world_.disk.remove(path));
      TRY(world_.disk.sync_directory(layout_.object_folder(object)));
    }
  }
  return {};
}

// One erasure, from the ids to the published order.
class Eraser {
 public:
  explicit Eraser(Case& opened) : case_(opened) {}

  Status run(const std::vector<RecordId>& ids, const std::string& why) {
    for (const auto& id : ids) going_[id.str()] = false;
    TRY(scan());
    for (const auto& [id, found] : going_) {
      if (!found) return Error(errors::record_not_found, {{"id", id}});
    }
    TRY(lay_content_anew());
    TRY(lay_segments_anew());
    return order(why);
  }

 private:
  struct Segment {
    ObjectId object;
    std::string compartment;
    LogId log;
    std::vector<SegmentLine> lines;
    bool touched = false;
  };
  struct Use {
    std::size_t segment, line, place;
  };

  // Every record that can be read, and which object holds whose content.
  Status scan() {
    TRY_LET(logs, list_logs(case_.world_, case_.layout_));
    for (const auto& log : logs) {
      TRY_LET(files, case_.files_of(log));
      TRY_LET(heads, files.heads());
      for (const auto& head : heads) {
        TRY_LET(commit, case_.commit_at(files, head));
        for (const auto& object : case_.segments_of(commit.record)) {
          if (!seen_.insert(object.str()).second) continue;
          TRY_LET(opened, case_.open_segment(object, false));
          if (opened) TRY(take(std::move(*opened)));
        }
      }
    }
    return {};
  }

  Status take(Case::OpenSegment opened) {
    Segment segment{opened.object, opened.compartment, opened.view.log,
                    std::move(opened.view.lines), false};
    for (std::size_t at = 0; at < segment.lines.size(); ++at) {
      auto& line = segment.lines[at];
      TRY_LET(record, record::parse_record(line.line));
      line.id = record.id;
      const auto found = going_.find(record.id.str());
      if (found != going_.end()) {
        if (!record::is_erasable_kind(record.kind)) {
          return Error(errors::not_erasable, {{"id", record.id.str()}, {"kind", record.kind}});
        }
        found->second = true;
        segment.touched = true;
        entries_.push_back({segment.log.str(), line.index});
        for (const auto& old : record.supersedes) superseded_.insert(old);
      }
      for (std::size_t i = 0; i < line.places.size(); ++i) {
        uses_[line.places[i].object.str()].push_back({segments_.size(), at, i});
      }
    }
    segments_.push_back(std::move(segment));
    return {};
  }

  bool goes(const Use& use) const {
    return going_.count(segments_[use.segment].lines[use.line].id.str()) > 0;
  }

  // Objects that hold content of what goes: whole ones go, of packs the other members stay.
  Status lay_content_anew() {
    for (auto& [object, uses] : uses_) {
      const auto gone = std::count_if(uses.begin(), uses.end(), [&](auto& u) { return goes(u); });
      if (gone == 0) continue;
      Json anew = Json::array();
      if (static_cast<std::size_t>(gone) < uses.size()) {
        TRY_LET(fresh, pack_again(uses));
        anew.push(fresh.str());
      }
      laid_anew(ObjectId(object), std::move(anew));
    }
    return {};
  }

  Result<ObjectId> pack_again(const std::vector<Use>& uses) {
    Bytes pack;
    std::vector<std::pair<Use, Place>> moved;
    for (const auto& use : uses) {
      if (goes(use)) continue;
      auto& line = segments_[use.segment].lines[use.line];
      const auto old = line.places[use.place];
      TRY_LET(content, case_.read_content_all({old}, pack_member_limit));
      const auto offset = append_tar_member(pack, line.id.str(), content);
      moved.push_back({use, {ObjectId(), offset, old.length}});
    }
    const auto& first = segments_[uses.front().segment];
    TRY_LET(fresh, case_.put_object(first.compartment, pack));
    for (auto& [use, place] : moved) {
      auto& segment = segments_[use.segment];
      place.object = fresh;
      segment.lines[use.line].places[use.place] = place;
      segment.touched = true;
    }
    TRY(stage(fresh, false));
    return fresh;
  }

  Status lay_segments_anew() {
    for (const auto& segment : segments_) {
      if (!segment.touched) continue;
      std::vector<SegmentLine> left;
      for (const auto& line : segment.lines) {
        if (going_.count(line.id.str())) continue;
        left.push_back(line);
        if (!line.places.empty()) moved_.emplace_back(line.id, line.places);
      }
      Json anew = Json::array();
      if (!left.empty()) {
        TRY_LET(fresh, write_segment(segment, left));
        anew.push(fresh.str());
      }
      laid_anew(segment.object, std::move(anew));
    }
    return {};
  }

  Result<ObjectId> write_segment(const Segment& segment, const std::vector<SegmentLine>& lines) {
    const auto* epoch = case_.constitution_.newest(segment.compartment);
    ensure(epoch != nullptr, "a segment was opened in a compartment that exists");
    TRY_LET(recipient, crypt::Recipient::parse(epoch->recipient));
    TRY_LET(sealed, crypt::age_encrypt(encode_segment(segment.log, lines), {recipient},
                                       case_.world_.random));
    const ObjectId name(hex(crypt::sha256(sealed)));
    TRY(case_.world_.disk.write_new(case_.layout_.staging() + "/" + name.str(), sealed));
    TRY(stage(name, true));
    return name;
  }

  Status stage(const ObjectId& object, bool segment) {
    TRY_LET(info, case_.world_.disk.info(case_.layout_.staging() + "/" + object.str()));
    staged_.push_back({object, info.size_bytes, segment});
    return {};
  }

  void laid_anew(const ObjectId& old, Json anew) {
    Json one = Json::object();
    one.set("old", Json(Json::Array{Json(old.str())})).set("new", std::move(anew));
    repack_.push(std::move(one));
    objects_.push(old.str());
  }

  // One transaction: the order and what the next commit says of the objects. From here on a power
  // cut finishes the erasure instead of undoing it.
  Status order(const std::string& why) {
    Json ids = Json::array(), entries = Json::array(), superseded = Json::array();
    for (const auto& [id, found] : going_) ids.push(id);
    for (const auto& [log, index] : entries_) {
      entries.push(Json(Json::Array{Json(log), Json(index)}));
    }
    for (const auto& old : superseded_) superseded.push(old);
    Json body = Json::object();
    body.set("ids", std::move(ids)).set("entries", std::move(entries));
    body.set("objects", std::move(objects_)).set("sup", std::move(superseded)).set("why", why);
    auto& outbox = *case_.outbox_;
    const auto index = outbox.next_index();
    TRY_LET(line, case_.writer_->write("erase", std::move(body), {}, {}));
    TRY(case_.unsynced_->flush());
    TRY(case_.world_.disk.sync_directory(case_.layout_.staging()));
    for (const auto& [id, found] : going_) moved_.emplace_back(id, std::vector<Place>());
    TRY(outbox.add({{index, record::case_compartment, line.id, line.text, {}}}, staged_,
                   case_.writer_->last_t(), {{"repack", repack_.dump()}}, moved_));
    TRY(case_.publish());
    TRY(case_.replay());
    TRY(case_.finish_erasures());
    Json done = Json::object();
    done.set("of", line.id.str());
    TRY(case_.append_one({"erase.ack", record::case_compartment, std::move(done), {}, {}}));
    TRY(case_.publish());
    return outbox.compact();
  }

  Case& case_;
  std::map<std::string, bool> going_;  // id -> it was found
  std::set<std::string> seen_;
  std::vector<Segment> segments_;
  std::map<std::string, std::vector<Use>> uses_;  // by object
  std::vector<std::pair<std::string, std::int64_t>> entries_;
  std::set<std::string> superseded_;
  std::vector<StagedObject> staged_;
  Outbox::Places moved_;  // where what remains lies now
  Json repack_ = Json::array();
  Json objects_ = Json::array();
};

Status Case::erase(const std::vector<RecordId>& ids, const std::string& why) {
  if (ids.empty()) return {};
  if (!is_admin()) return Error(errors::not_a_member, {{"compartment", "case"}});
  TRY(publish());
  return Eraser(*this).run(ids, why);
}

}  // namespace kotobune::vault
