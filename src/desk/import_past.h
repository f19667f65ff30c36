// What earlier imports left in the record. Internal to desk/import*.cpp.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "desk/desk.h"
#include "record/record.h"

namespace kotobune::desk {

// Every valid record that can be read here, log by log.
Status each_record(Desk& desk, const std::function<Status(const record::Record&,
                                                          const std::string& compartment)>& sink);

struct PastValue {
  std::string assertion;    // "<record>/<n>"
  std::string compartment;
  std::string value;        // as JSON
  std::string informant;    // entity id
  std::vector<std::string> bases;
  std::uint64_t t = 0;
  bool by_hand = false;     // superseded or retracted by a person since
};
struct PastRow {
  std::string entity;
  std::map<std::string, PastValue> values;  // by column and property
};

// The rows of one import, by key.
Result<std::map<std::string, PastRow>> past_rows(Desk& desk, const std::string& name);

std::string slot_of(const std::string& column, const std::string& property);

}  // namespace kotobune::desk
