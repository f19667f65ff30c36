#include "desk/checks.h"

#include <algorithm>
#include <map>

#include "base/partial_date.h"
#include "base/text.h"
#include "desk/errors.h"
#include "index/pack_views.h"

namespace kotobune::desk {

namespace {

using Silenced = std::map<std::pair<std::string, std::string>, index::OtherRow>;  // check, entity

Result<Silenced> waivers(Desk& desk) {
  TRY_LET(rows, desk.index().raw().others(desk.index().reader(), "waiver"));
  Silenced out;
  for (auto& row : rows) {
    const auto entity = row.body["entity"].str();
    if (!entity.empty()) out[{row.body["code"].str(), entity}] = std::move(row);
  }
  return out;
}

std::string code_of(const ValueRow& value) {
  const auto& term = value.value["term"].str();
  if (!term.empty()) return term.substr(term.rfind('/') + 1);
  if (const auto* yes = value.value.find("bool")) return yes->bool_or(false) ? "true" : "false";
  return value.shown;
}

bool has(const EntityRow& row, const std::string& property) {
  return std::any_of(row.values.begin(), row.values.end(),
                     [&](const auto& value) { return value.property == property; });
}

bool asked_of(const pack::Check& check, const EntityRow& row) {
  if (check.when_property.empty()) return true;
  return std::any_of(row.values.begin(), row.values.end(), [&](const auto& value) {
    return value.property == check.when_property &&
           (check.when_term.empty() || code_of(value) == check.when_term);
  });
}

std::vector<std::string> missing_in(const pack::Check& check, const EntityRow& row) {
  std::vector<std::string> out;
  for (const auto& property : check.needs) {
    if (!has(row, property)) out.push_back(property);
  }
  const bool any = check.any_of.empty() ||
                   std::any_of(check.any_of.begin(), check.any_of.end(),
                               [&](const auto& property) { return has(row, property); });
  if (!any) out.insert(out.end(), check.any_of.begin(), check.any_of.end());
  return out;
}

// The record, read once for all checks.
class Round {
 public:
  explicit Round(Desk& desk) : desk_(desk) {}

  Result<const std::vector<EntityRow>*> all_of(const std::string& type) {
    const auto known = by_type_.find(type);
    if (known != by_type_.end()) return &known->second;
    TRY_LET(rows, desk_.index().entities(type));
    std::vector<EntityRow> full;
    for (const auto& row : rows) {
      TRY_LET(seen, desk_.index().entity(row.id));
      if (seen) full.push_back(std::move(*seen));
    }
    return &(by_type_[type] = std::move(full));
  }

  Result<index::ViewRows> view(const std::string& id) {
    if (!tables_) {
      index::TableRows rows;
      for (const auto& type : desk_.pack().types) {
        TRY_LET(all, all_of(type.id));
        for (const auto& one : *all) rows.push_back(table_row(one));
      }
      tables_ = std::move(rows);
    }
    for (const auto& view : desk_.pack().views) {
      if (view.id == id) return index::run_view(desk_.pack(), *tables_, view);
    }
    return index::ViewRows{};
  }

 private:
  static index::TableRow table_row(const EntityRow& row) {
    index::TableRow out{row.type, row.id, {}};
    for (const auto& value : row.values) {
      index::TableCell cell{value.property, "", {}, {}};
      const auto& entity = value.value["entity"].str();
      cell.value = entity.empty() ? code_of(value) : entity;
      if (value.value.find("num")) cell.value = value.value["num"].str();
      if (const auto date = PartialDate::parse(value.value["date"].str())) {
        cell.from = date->earliest_day();
        cell.to = date->latest_day();
      }
      out.cells.push_back(std::move(cell));
    }
    return out;
  }

  Desk& desk_;
  std::map<std::string, std::vector<EntityRow>> by_type_;
  std::optional<index::TableRows> tables_;
};

Status look(Round& round, const pack::Check& check, std::vector<Finding>& out) {
  TRY_LET(all, round.all_of(check.on));
  for (const auto& row : *all) {
    if (!asked_of(check, row)) continue;
    auto missing = missing_in(check, row);
    if (missing.empty()) continue;
    out.push_back({check.id, check.severity, &check, row.id, row.type, row.label,
                   std::move(missing), {}, "", ""});
  }
  return {};
}

Status look_at_view(Desk& desk, Round& round, const pack::Check& check,
                    std::vector<Finding>& out) {
  TRY_LET(seen, round.view(check.view));
  for (const auto& row : seen.rows) {
    Finding one{check.id, check.severity, &check, "", "", "", {}, {}, "", ""};
    for (std::size_t i = 0; i < row.size(); ++i) {
      auto shown = row[i];
      TRY_LET(entity, desk.index().entity(row[i]));
      if (entity) {
        shown = entity->label;
        if (one.entity.empty()) {
          one.entity = entity->id;
          one.type = entity->type;
          one.label = entity->label;
        }
      }
      one.row.emplace_back(seen.header[i], std::move(shown));
    }
    out.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<std::vector<Finding>> run_checks(Desk& desk) {
  std::vector<Finding> out;
  Round round(desk);
  for (const auto& check : desk.pack().checks) {
    if (check.view.empty()) {
      TRY(look(round, check, out));
    } else {
      TRY(look_at_view(desk, round, check, out));
    }
  }
  TRY_LET(silenced, waivers(desk));
  for (auto& finding : out) {
    const auto found = silenced.find({finding.check, finding.entity});
    if (found == silenced.end()) continue;
    finding.waived_by = found->second.by;
    finding.why = found->second.body["why"].str();
  }
  std::stable_sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) {
    if (a.why.empty() != b.why.empty()) return a.why.empty();
    return a.severity == pack::Severity::error && b.severity != pack::Severity::error;
  });
  return out;
}

Status waive(Desk& desk, const std::string& check, const std::string& entity,
             const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  const auto& checks = desk.pack().checks;
  const bool known = std::any_of(checks.begin(), checks.end(),
                                 [&](const auto& one) { return one.id == check; });
  if (!known) return Error(errors::check_unknown, {{"check", check}});
  TRY_LET(row, desk.index().entity(entity));
  if (!row) return Error(errors::entity_unknown, {{"entity", entity}});
  Json body = Json::object();
  body.set("code", check).set("entity", entity).set("why", why);
  std::vector<vault::NewRecord> records;
  records.push_back({"waiver", record::main_compartment, std::move(body), {}, {}});
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
