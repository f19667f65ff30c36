#include "record/control.h"

#include <algorithm>
#include <deque>
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
    const auto& founding = by_log_[root_log_.str()];
    if (founding.empty() || founding.front()->index != 0 ||
        founding.front()->record.kind != "genesis" ||
        founding.front()->record.body["case"].str() != out_.case_id.str()) {
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
    queue_.push_back(root_log_.str());
    while (!queue_.empty()) {
      const auto log = queue_.front();
      queue_.pop_front();
      if (!done_.insert(log).second) continue;
      for (const auto* placed : by_log_[log]) {
        const auto& cut = out_.logs[log].cut;
        if (cut && placed->index >= *cut) break;
        apply(log, *placed);
      }
    }
    return std::move(out_);
  }

 private:
  void apply(const std::string& log, const PlacedRecord& placed) {
    const auto& kind = placed.record.kind;
    const auto& b = placed.record.body;
    if (placed.record.critical && !is_known_kind(kind)) out_.closed_by_unknown = true;
    if (kind == "log.add") add_log(b);
    if (kind == "admin.add") {
      // A senior's decision stands: an admin is never un-made by a junior, and seniority is the
      // order of making.
      const auto& added = b["log"].str();
      out_.logs[added].admin = true;
      queue_.push_back(added);
    }
    if (kind == "log.cut") {
      const auto& target = b["log"].str();
      const bool senior = target == log || !done_.count(target);
      if (senior && target != root_log_.str()) out_.logs[target].cut = b["size"].int_or(0);
    }
    if (kind == "comp.new") {
      out_.compartments.push_back({b["comp"].str(), b["epoch"].int_or(1), b["recipient"].str()});
    }
    if (kind == "comp.grant") out_.grants.push_back({b["to"].str(), ObjectId(b["obj"].str())});
    if (kind == "pack") add_pack(b);
  }

  void add_log(const Json& b) {
    auto& rights = out_.logs[b["log"].str()];
    if (!rights.vkey.empty()) return;  // the first, senior-most, admission counts
    rights.log = LogId(b["log"].str());
    rights.vkey = b["vkey"].str();
    rights.prefix = b["prefix"].str();
    rights.device = b["device"].str();
    rights.person = b["person"].str();
    rights.person_name = b["name"].str();
    for (const auto& compartment : b["write"].items()) rights.write.push_back(compartment.str());
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
  std::deque<std::string> queue_;
  std::set<std::string> done_;
  Constitution out_;
};

}  // namespace

Result<Constitution> replay_control(const CaseId& case_id, const LogId& root_log,
                                    const std::vector<PlacedRecord>& control) {
  return Replay(case_id, root_log, control).run();
}

}  // namespace kotobune::record
