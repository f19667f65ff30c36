// Control replay: who may write, with which keys, in which compartments (docs/format.md section 7).
//
// Pure: control records of every log in index order go in, the constitution of the case comes out.
// Replay is by seniority: the root's log first, then each admin's log in the order in which its
// admin.add was met. A junior log cannot change what a senior one decided, whatever times it
// claims. Logs that are no admins come last, and only name a successor (log.succ).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "record/record.h"

namespace kotobune::record {

struct LogRights {
  LogId log;
  std::string vkey;
  std::string recipient;            // age1..., what is granted to it; "" in cases of before
  std::string prefix;               // of exhibit numbers; "" for the root's log
  std::string device;
  std::string person;
  std::string person_name;
  std::vector<std::string> write;   // compartments it may write in
  bool admin = false;
  std::optional<std::int64_t> cut;  // records with index >= cut do not count
  std::string cut_root;             // hex of the root at that size; "" where it was not said
};

struct CompartmentEpoch {
  std::string name;
  std::int64_t epoch = 1;
  std::string recipient;  // age1...
};

struct Grant {
  std::string to;  // a log id (of a device, or the root's log)
  ObjectId object;
  std::vector<std::pair<std::string, std::int64_t>> compartments;  // with the epoch of the key
};

struct PackInForce {
  std::string name;
  std::string version;
  std::string sha256;
  ObjectId object;
};

struct Constitution {
  CaseId case_id;
  std::string title;
  std::string root_recipient;
  bool fictional = false;  // the practice mission says so everywhere
  std::map<std::string, LogRights> logs;
  std::vector<CompartmentEpoch> compartments;  // in order of their making
  std::vector<Grant> grants;
  std::vector<PackInForce> packs;  // latest of each name
  struct Role {
    std::string code;                  // "translator"
    std::vector<std::string> records;  // those in force that say something of it; superseded next
  };
  std::map<std::string, Role> roles;  // by person (docs/format.md 7.1, rule 6)
  bool closed_by_unknown = false;  // an unknown critical record was met: the gate closes

  // The newest epoch of a compartment; nullptr where there is none.
  const CompartmentEpoch* newest(std::string_view compartment) const;
  bool may_write(const LogId& log, std::string_view compartment, std::int64_t index) const;
};

struct PlacedRecord {
  LogId log;
  std::int64_t index = 0;
  Record record;
};

// Error: genesis_missing where the root's log does not begin with genesis for this case.
Result<Constitution> replay_control(const CaseId& case_id, const LogId& root_log,
                                    const std::vector<PlacedRecord>& control);

}  // namespace kotobune::record
