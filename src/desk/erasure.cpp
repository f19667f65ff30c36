#include "desk/erasure.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/people.h"

namespace kotobune::desk {

namespace {

Status add_records(ErasurePlan& plan, Result<std::vector<std::string>> ids) {
  if (!ids.ok()) return ids.error();
  for (auto& id : *ids) {
    const RecordId record(std::move(id));
    if (std::find(plan.records.begin(), plan.records.end(), record) == plan.records.end()) {
      plan.records.push_back(record);
    }
  }
  return {};
}

Status add_disclosures(Desk& desk, ErasurePlan& plan) {
  std::vector<std::string> ids;
  for (const auto& record : plan.records) ids.push_back(record.str());
  TRY_LET(reached, desk.index().disclosures_on(ids));
  for (const auto& row : reached) {
    plan.disclosed.push_back(row.title + " - " + row.audience + ", " + row.recipients + ", " +
                             Instant{row.at_ms}.iso_date());
  }
  return {};
}

}  // namespace

Result<ErasurePlan> plan_erasure_of_exhibit(Desk& desk, const std::string& number) {
  TRY_LET(exhibit, desk.index().exhibit(number));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", number}});
  ErasurePlan plan;
  plan.exhibits.push_back(exhibit->number);
  TRY(add_records(plan, desk.index().raw().hanging_on_exhibit(exhibit->id)));
  TRY(add_disclosures(desk, plan));
  return plan;
}

Result<ErasurePlan> plan_erasure_of_source(Desk& desk, const std::string& code) {
  TRY_LET(source, desk.index().source(code));
  if (!source) return Error(errors::source_unknown, {{"code", code}});
  ErasurePlan plan;
  TRY_LET(rows, desk.index().raw().exhibits(desk.index().reader()));
  for (const auto& row : rows) {
    if (row.sources.size() != 1 || row.sources.front() != code) continue;
    plan.exhibits.push_back(row.number);
    TRY(add_records(plan, desk.index().raw().hanging_on_exhibit(row.id)));
  }
  TRY(add_records(plan, desk.index().raw().hanging_on_entity(source->id)));
  TRY(add_disclosures(desk, plan));
  return plan;
}

Status erase(Desk& desk, const ErasurePlan& plan, const std::string& why) {
  TRY(may(desk, Right::erase));
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  TRY(desk.vault().erase(plan.records, why));
  // Made again from the logs under a new key: what SQLite left in free pages opens with none.
  return desk.rebuild();
}

}  // namespace kotobune::desk
