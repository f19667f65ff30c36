#include "desk/import_past.h"

namespace kotobune::desk {

std::string slot_of(const std::string& column, const std::string& property) {
  return column + '\x1f' + property;
}

Status each_record(Desk& desk, const std::function<Status(const record::Record&,
                                                          const std::string&)>& sink) {
  vault::Cursor from;
  const auto& constitution = desk.vault().constitution();
  return desk.vault().read(from, [&](const vault::StoredRecord& stored) -> Status {
    if (!constitution.may_write(stored.log, stored.compartment, stored.index)) return {};
    TRY_LET(parsed, record::parse_record(stored.line));
    return sink(parsed, stored.compartment);
  });
}

Result<std::map<std::string, PastRow>> past_rows(Desk& desk, const std::string& name) {
  struct Said {
    std::string entity, slot;
    PastValue value;
  };
  std::vector<Said> said;
  std::map<std::string, std::string> key_of_entity;
  std::set<std::string> by_hand, by_import;
  TRY(each_record(desk, [&](const record::Record& one, const std::string& compartment) -> Status {
    const auto& imp = one.body["imp"];
    auto& ended = imp.is_object() ? by_import : by_hand;
    if (one.kind == "retract") ended.insert(one.body["of"].str());
    if (one.kind != "assert") return {};
    // What an import superseded is not its newest value; which one is, `t` tells below.
    if (!imp.is_object()) by_hand.insert(one.supersedes.begin(), one.supersedes.end());
    if (imp["name"].str() != name) return {};
    const auto& entity = one.body["e"].str();
    if (imp.find("key")) key_of_entity[entity] = imp["key"].dump();
    const auto& assertions = one.body["a"].items();
    const auto& columns = imp["cols"].items();
    for (std::size_t n = 0; n < assertions.size() && n < columns.size(); ++n) {
      std::vector<std::string> bases;
      for (const auto& basis : assertions[n]["bases"].items()) bases.push_back(basis.str());
      said.push_back({entity, slot_of(columns[n].str(), assertions[n]["p"].str()),
                      {one.id.str() + "/" + std::to_string(n), compartment,
                       assertions[n]["val"].dump(), one.body["inf"].str(), std::move(bases),
                       one.t, false}});
    }
    return {};
  }));
  const auto ends = [](const std::set<std::string>& ended, const std::string& assertion) {
    return ended.count(assertion) > 0 ||
           ended.count(assertion.substr(0, assertion.find('/'))) > 0;
  };
  std::map<std::string, PastRow> rows;
  for (const auto& [entity, key] : key_of_entity) rows[key].entity = entity;
  for (auto& one : said) {
    const auto key = key_of_entity.find(one.entity);
    if (key == key_of_entity.end() || ends(by_import, one.value.assertion)) continue;
    auto& row = rows[key->second];
    if (row.entity != one.entity) continue;
    auto& newest = row.values[one.slot];
    if (!newest.assertion.empty() && newest.t > one.value.t) continue;
    one.value.by_hand = ends(by_hand, one.value.assertion);
    newest = std::move(one.value);
  }
  return rows;
}

}  // namespace kotobune::desk
