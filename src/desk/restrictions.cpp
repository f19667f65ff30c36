#include "desk/restrictions.h"

#include <algorithm>
#include <map>

#include "base/partial_date.h"
#include "base/text.h"
#include "desk/errors.h"

namespace kotobune::desk {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::string_view disclosed_evidence = "court-disclosed-evidence";
constexpr std::string_view japanese_rule = "JP-CCP-281-4";

constexpr std::pair<std::string_view, std::string_view> rules[] = {
    {disclosed_evidence, "evidence disclosed for a trial: for that court alone"},
    {"court-order", "an order of a court"},
    {"licence", "the terms of whoever gave it"},
    {"embargo", "not before a day"}};

std::int64_t today(Desk& desk) { return desk.vault().world().clock.now().ms / day_ms; }

bool in_force(const index::RestrictionRow& row, std::int64_t today) {
  if (row.until.empty()) return true;
  const auto until = PartialDate::parse(row.until);
  return !until || !until->latest_day() || *until->latest_day() >= today;
}

// Compartment -> items. A lock lies where the material lies that it governs.
Result<std::map<std::string, Json>> items_of(Desk& desk, const NewRestriction& wanted) {
  std::map<std::string, Json> out;
  if (wanted.everything) {
    out.emplace(record::main_compartment, Json("all"));
    return out;
  }
  if (wanted.exhibits.empty()) return Error(errors::restriction_no_items);
  for (const auto& number : wanted.exhibits) {
    TRY_LET(exhibit, desk.index().exhibit(number));
    if (!exhibit) return Error(errors::exhibit_not_here, {{"number", number}});
    out.try_emplace(exhibit->compartment, Json::array()).first->second.push(exhibit->id);
  }
  return out;
}

Json body_of(const Json& items, const std::string& rule, const std::vector<std::string>& allowed,
             const std::string& from, const std::string& until) {
  Json body = Json::object(), uses = Json::array();
  for (const auto& use : allowed) uses.push(use);
  body.set("items", items).set("rule", rule).set("allowed", std::move(uses));
  if (!from.empty()) body.set("from", from);
  if (!until.empty()) body.set("until", until);
  return body;
}

Result<std::optional<index::RestrictionRow>> find_row(Desk& desk, const std::string& id) {
  TRY_LET(rows, desk.index().raw().restrictions(desk.index().reader()));
  for (auto& row : rows) {
    if (row.id == id) return std::optional<index::RestrictionRow>(std::move(row));
  }
  return std::optional<index::RestrictionRow>();
}

}  // namespace

std::string_view rule_words(std::string_view rule) {
  for (const auto& [known, words] : rules) {
    if (rule == known) return words;
  }
  return "a rule of a newer version; counts as an order of a court";
}

Result<std::vector<std::string>> add_restriction(Desk& desk, const NewRestriction& wanted) {
  auto lock = wanted;
  if (lock.rule == japanese_rule) {
    lock.rule = disclosed_evidence;
    if (lock.from.empty()) lock.from = japanese_rule;
  }
  const bool known = std::any_of(std::begin(rules), std::end(rules),
                                 [&](const auto& one) { return one.first == lock.rule; });
  if (!known) return Error(errors::rule_unknown, {{"rule", lock.rule}});
  if (!lock.until.empty() && !PartialDate::parse(lock.until)) {
    return Error(errors::restriction_no_date, {{"until", lock.until}});
  }
  if (lock.rule == "embargo" && lock.until.empty()) {
    return Error(errors::restriction_no_date, {{"until", "nothing"}});
  }
  for (const auto& use : lock.allowed) {
    if (!disclosure::parse_purpose(use)) return Error(errors::purpose_unknown, {{"purpose", use}});
  }
  if (lock.from.find_first_of(" \t\n") != std::string::npos) {
    return Error(errors::consent_no_code, {{"field", "from"}});
  }
  TRY_LET(items, items_of(desk, lock));
  std::vector<vault::NewRecord> records;
  std::vector<std::string> ids;
  for (const auto& [compartment, of] : items) {
    const auto id = desk.vault().new_id();
    ids.push_back(id.str());
    records.push_back({"restriction", compartment,
                       body_of(of, lock.rule, lock.allowed, lock.from, lock.until), {}, {}, id});
  }
  TRY(desk.add_records(std::move(records)));
  return ids;
}

Result<std::vector<Restriction>> restrictions(Desk& desk) {
  TRY_LET(rows, desk.index().raw().restrictions(desk.index().reader()));
  std::vector<Restriction> out;
  for (auto& row : rows) {
    Restriction one;
    one.in_force = in_force(row, today(desk));
    one.id = std::move(row.id);
    one.rule = std::move(row.rule);
    one.from = std::move(row.from);
    one.until = std::move(row.until);
    one.everything = row.all_items;
    one.allowed = std::move(row.allowed);
    one.by = std::move(row.by);
    one.at_ms = row.at_ms;
    for (const auto& id : row.exhibits) {
      TRY_LET(exhibit, desk.index().exhibit(id));
      one.exhibits.push_back(exhibit ? exhibit->number : id);
    }
    out.push_back(std::move(one));
  }
  return out;
}

Status lift_restriction(Desk& desk, const std::string& id, const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  TRY_LET(row, find_row(desk, id));
  if (!row) return Error(errors::restriction_unknown, {{"id", id}});
  if (!in_force(*row, today(desk))) return Error(errors::restriction_over, {{"until", row->until}});
  Json items = Json("all");
  if (!row->all_items) {
    items = Json::array();
    for (const auto& exhibit : row->exhibits) items.push(exhibit);
  }
  const auto yesterday = Instant{(today(desk) - 1) * day_ms}.iso_date();
  Json about = Json::array(), note = Json::object();
  about.push(id);
  note.set("about", std::move(about)).set("text", why);
  std::vector<vault::NewRecord> records;
  records.push_back({"restriction", row->compartment,
                     body_of(items, row->rule, row->allowed, row->from, yesterday), {id}, {}});
  records.push_back({"note", row->compartment, std::move(note), {}, {}});
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
