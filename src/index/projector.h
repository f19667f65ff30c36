// From records to rows. Internal to index/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "index/index.h"
#include "index/sql.h"
#include "record/record.h"

namespace kotobune::index {

// What an erase order may take away; consents, locks, disclosures and control records stay.
// The value of an assertion in plain words, and what it points at ("" for nothing).
std::string shown_value(const Json& value);
std::string reference_of(const Json& value);

class Projector {
 public:
  // In bulk the late indexes are absent: what needs them waits for settle().
  Projector(Statements& sql, Load load) : sql_(sql), bulk_(load == Load::rebuild) {}

  Status load();
  Status put(const Input& input);
  Status save_cursor();
  // Ends a bulk load; the late indexes exist now.
  Status settle();

 private:
  struct Place {
    std::int64_t log = 0;
    std::int64_t compartment = 0;
  };
  struct Known {
    std::int64_t rid = 0;
    std::string kind;
    std::string log;
    std::int64_t index = 0;
  };
  Result<Place> place_of(const Input& input);
  Result<bool> wins_or_is_new(const Input& input, const record::Record& record);
  Result<bool> find(std::string_view id, Known& known);
  Status insert(const Input& input, const record::Record& record);
  Status put_row(const record::Record& record, const Place& place, std::int64_t rid);
  Status put_edges(const record::Record& record, std::int64_t compartment);
  Status put_exhibit(const record::Record& record, const Place& place);
  Status put_derivative(const record::Record& record, std::int64_t compartment);
  Status put_assertions(const record::Record& record, std::int64_t compartment, std::int64_t rid);
  Status put_consent(const record::Record& record, std::int64_t compartment);
  Status put_restriction(const record::Record& record, std::int64_t compartment);
  Status put_disclosure(const record::Record& record, std::int64_t compartment);
  Status put_small(const record::Record& record, std::int64_t compartment);
  Status put_erase(const record::Record& record, std::int64_t compartment);
  Status refresh(std::string_view target);
  Status wipe(std::string_view id);
  Status wipe_rows(std::string_view id, const Known& known);

  Statements& sql_;
  bool bulk_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> logs_;  // id: (nr, next)
  std::map<std::string, std::int64_t> compartments_;
  std::unordered_set<std::string> seen_;  // bulk: ids met, as 16-byte strings would be no smaller
  std::vector<Input> deferred_;           // bulk: those that claim an id already met
};

// Takes the text of an exhibit (or of one derivative of it) out of the search.
Status remove_text(Statements& sql, std::string_view exhibit, std::string_view derivative_sha256);

}  // namespace kotobune::index
