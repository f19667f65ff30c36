#include "record/control.h"

#include <algorithm>
#include <set>

#include "record/errors.h"

namespace kotobune::record {

const CompartmentEpoch* Constitution::newest(std::string_view compartment) const {
  const CompartmentEpoch* found = nullptr;
  for (const auto& one : compartments) {
    if (one.name == compartment && (!found || one.epoch > found->epoch)) found = &one;
  }
  return found;
}

bool Constitution::may_write(const LogId& log, std::string_view compartment,
                             std::int64_t index) const {
  const auto found = logs.find(log.str());
  if (found == logs.end()) return false;
  const auto& rights = found->second;
  if (rights.cut && index >= *rights.cut) return false;
  return std::find(rights.write.begin(), rights.write.end(), compartment) != rights.write.end();
}

namespace {

constexpr std::size_t short_prefix = 8;

class Replay {
 public:
  Replay(const CaseId& case_id, const LogId& root_log, const std::vector<PlacedRecord>& control)
      : root_log_(root_log) {
    out_.case_id = case_id;
    for (const auto& placed : control) by_log_[placed.log.str()].push_back(&placed);
    for (auto& [log, records] : by_log_) {
      std::sort(records.begin(), records.end(),
                [](auto* a, auto* b) { return a->index < b->index; });
    }
  }

  Result<Constitution> run() {
    TRY(begin());
    for (std::size_t rank = 0; rank < admins_.size(); ++rank) {
      rank_[admins_[rank]] = rank;
      replay(admins_[rank]);
    }
    // A log that is no admin decides one thing: which log goes on in its place.
    for (std::size_t i = 0; i < admitted_.size(); ++i) {
      if (!out_.logs[admitted_[i]].admin) replay(admitted_[i]);
    }
    settle_roles();
    return std::move(out_);
  }

 private:
  Status begin() {
    const auto& founding = by_log_[root_log_.str()];
    if (founding.empty() || founding.front()->index != 0 ||
        founding.front()->record.kind != "genesis" ||
        founding.front()->record.body["case"].str() != out_.case_id.str() ||
        founding.front()->record.body["root"]["vkey"].str().empty()) {
      return Error(errors::genesis_missing);
    }
    const auto& genesis = founding.front()->record.body;
    out_.title = genesis["title"].str();
    out_.fictional = genesis["fictional"].bool_or(false);
    out_.root_recipient = genesis["root"]["recipient"].str();
    LogRights root;
    root.log = root_log_;
    root.vkey = genesis["root"]["vkey"].str();
    root.person = "root";
    root.device = "paper";
    root.admin = true;
    root.write = {case_compartment};
    out_.logs[root_log_.str()] = root;
    admitted_.push_back(root_log_.str());
    admins_.push_back(root_log_.str());
    return {};
  }

  // One log's control records in index order, up to its cut, which may move while it is read.
  // A copy of its name: the lists that it stands in grow meanwhile.
  void replay(std::string log) {
    for (const auto* placed : by_log_[log]) {
      if (!out_.may_write(LogId(log), case_compartment, placed->index)) continue;
      if (out_.logs[log].admin) {
        apply(log, *placed);
      } else if (placed->record.kind == "log.succ") {
        succeed(log, *placed);
      }
    }
  }

  bool admitted(const std::string& log) const {
    const auto found = out_.logs.find(log);
    return found != out_.logs.end() && !found->second.vkey.empty();
  }

  void apply(const std::string& log, const PlacedRecord& placed) {
    const auto& kind = placed.record.kind;
    const auto& b = placed.record.body;
    if (placed.record.critical && !is_known_kind(kind)) out_.closed_by_unknown = true;
    if (kind == "log.add") add_log(b);
    if (kind == "admin.add") make_admin(b["log"].str());
    if (kind == "log.cut") cut(log, b);
    if (kind == "log.succ") succeed(log, placed);
    if (kind == "comp.new") {
      out_.compartments.push_back({b["comp"].str(), b["epoch"].int_or(1), b["recipient"].str()});
    }
    if (kind == "comp.grant") add_grant(b);
    if (kind == "pack") add_pack(b);
    if (kind == "role") say_role(log, placed.record);
  }

  void add_grant(const Json& b) {
    Grant grant{b["to"].str(), ObjectId(b["obj"].str()), {}};
    for (const auto& one : b["comps"].items()) {
      if (one.items().size() != 2) continue;
      grant.compartments.emplace_back(one.items()[0].str(), one.items()[1].int_or(1));
    }
    out_.grants.push_back(std::move(grant));
  }

  // What a junior admin says of one senior to her is without effect.
  void say_role(const std::string& log, const Record& record) {
    const auto& person = record.body["person"].str();
    for (std::size_t rank = 0; rank < rank_.at(log); ++rank) {
      if (out_.logs[admins_[rank]].person == person) return;
    }
    roles_.push_back({log, person, record.body["role"].str(), record.id.str()});
    for (const auto& old : record.supersedes) roles_ended_[old].insert(person);
  }

  // The role nobody took back; of several the most senior admin's, of hers the last.
  void settle_roles() {
    std::map<std::string, std::string> decided_by;
    for (const auto& said : roles_) {
      const auto ended = roles_ended_.find(said.record);
      if (ended != roles_ended_.end() && ended->second.count(said.person)) continue;
      auto& role = out_.roles[said.person];
      role.records.push_back(said.record);
      const auto decided = decided_by.emplace(said.person, said.log).first;
      if (decided->second == said.log) role.code = said.role;
    }
  }

  // Seniority is the order of making; an admin is never un-made.
  void make_admin(const std::string& log) {
    if (!admitted(log) || out_.logs[log].admin) return;
    out_.logs[log].admin = true;
    admins_.push_back(log);
  }

  // The cut of the most senior log that cut counts; of one log's cuts the last, so that a mistake
  // can be taken back. Nobody cuts the root, or an admin senior to her.
  void cut(const std::string& log, const Json& b) {
    const auto& target = b["log"].str();
    const bool senior = target == log || !rank_.count(target);
    if (!senior || target == root_log_.str() || target.empty()) return;
    const auto before = cut_by_.find(target);
    if (before != cut_by_.end() && before->second != log) return;
    cut_by_[target] = log;
    auto& rights = out_.logs[target];
    rights.cut = std::max<std::int64_t>(0, b["size"].int_or(0));
    rights.cut_root = b["root"].str();
  }

  // The old key's last word: another log goes on with its rights, under a prefix of its own.
  void succeed(const std::string& log, const PlacedRecord& placed) {
    const auto& b = placed.record.body;
    const auto& next = b["log"].str();
    if (log == root_log_.str() || admitted(next) || b["size"].int_or(-1) != placed.index) return;
    Json added = Json::object();
    const auto rights = out_.logs[log];
    Json write = Json::array();
    for (const auto& compartment : rights.write) write.push(compartment);
    added.set("log", next).set("vkey", b["vkey"].str()).set("prefix", b["prefix"].str());
    added.set("recipient", b["recipient"].str());
    added.set("device", rights.device).set("person", rights.person).set("name", rights.person_name);
    added.set("write", std::move(write));
    add_log(added);
    if (rights.admin) make_admin(next);
    out_.logs[log].cut = std::min(rights.cut.value_or(placed.index + 1), placed.index + 1);
  }

  void add_log(const Json& b) {
    const auto& log = b["log"].str();
    if (b["vkey"].str().empty()) return;
    if (admitted(log)) {  // the first, senior-most, counts; one of before named no recipient
      auto& known = out_.logs[log];
      if (known.recipient.empty() && known.vkey == b["vkey"].str())
        known.recipient = b["recipient"].str();
      return;
    }
    auto& rights = out_.logs[log];
    rights.log = LogId(log);
    rights.vkey = b["vkey"].str();
    rights.recipient = b["recipient"].str();
    rights.prefix = free_prefix(b["prefix"].str(), log);
    rights.device = b["device"].str();
    rights.person = b["person"].str();
    rights.person_name = b["name"].str();
    for (const auto& compartment : b["write"].items()) rights.write.push_back(compartment.str());
    admitted_.push_back(log);
  }

  // Two admins who do not know of each other may grant one prefix twice; no number stands twice.
  std::string free_prefix(const std::string& wish, const std::string& log) const {
    const bool taken = wish.empty() || std::any_of(admitted_.begin(), admitted_.end(),
        [&](const auto& other) { return out_.logs.at(other).prefix == wish; });
    return taken ? log.substr(0, short_prefix) : wish;
  }

  void add_pack(const Json& b) {
    PackInForce pack{b["name"].str(), b["version"].str(), b["sha256"].str(),
                     ObjectId(b["obj"].str())};
    for (auto& one : out_.packs) {
      if (one.name != pack.name) continue;
      one = pack;
      return;
    }
    out_.packs.push_back(pack);
  }

  LogId root_log_;
  std::map<std::string, std::vector<const PlacedRecord*>> by_log_;
  std::vector<std::string> admitted_;         // in the order of their admission
  std::vector<std::string> admins_;           // in the order of seniority
  std::map<std::string, std::size_t> rank_;   // of the admins whose turn has come
  std::map<std::string, std::string> cut_by_;
  struct RoleSaid {
    std::string log, person, role, record;
  };
  std::vector<RoleSaid> roles_;                                // in the order of replay
  std::map<std::string, std::set<std::string>> roles_ended_;  // record -> persons said of anew
  Constitution out_;
};

}  // namespace

Result<Constitution> replay_control(const CaseId& case_id, const LogId& root_log,
                                    const std::vector<PlacedRecord>& control) {
  return Replay(case_id, root_log, control).run();
}

}  // namespace kotobune::record
