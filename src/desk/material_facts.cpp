#include "desk/material_facts.h"

#include <algorithm>
#include <set>

#include "desk/weigh.h"

namespace kotobune::desk {

namespace {

// The code behind the vocabulary's name.
std::string code_of(const Json& value) {
  const auto& term = value["term"].str();
  const auto slash = term.find('/');
  return slash == std::string::npos ? term : term.substr(slash + 1);
}

const ValueRow* value_of(const EntityRow& entity, std::string_view property) {
  const auto found = std::find_if(entity.values.begin(), entity.values.end(),
                                  [&](const ValueRow& one) { return one.property == property; });
  return found == entity.values.end() ? nullptr : &*found;
}

// Numbers of the exhibits that a statement rests on.
Result<std::set<std::string>> exhibits_of(Desk& desk, const ValueRow& value) {
  std::set<std::string> out;
  for (const auto& basis : value.bases) {
    TRY_LET(exhibit, desk.index().exhibit(basis));
    if (exhibit) out.insert(exhibit->number);
  }
  return out;
}

Status add_contrary(Desk& desk, const WeighedProperty& property, ContraryMap& out) {
  std::vector<std::set<std::string>> sides;
  for (const auto& value : property.seen.values) {
    std::set<std::string> side;
    for (const auto at : value.statements) {
      TRY_LET(exhibits, exhibits_of(desk, property.values[at]));
      side.insert(exhibits.begin(), exhibits.end());
    }
    sides.push_back(std::move(side));
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t j = 0; j < sides.size(); ++j) {
      if (i == j) continue;
      for (const auto& one : sides[i]) {
        for (const auto& other : sides[j]) {
          if (one != other) out[one].push_back({other, property.label});
        }
      }
    }
  }
  return {};
}

}  // namespace

Result<std::string> custody_gap(Desk& desk, const std::string& exhibit_id) {
  TRY_LET(rows, desk.index().custody(exhibit_id));
  std::string holder;
  for (const auto& row : rows) {
    if (!row.from.empty() && !holder.empty() && row.from != holder) {
      return "it went to " + holder + ", and then came from " + row.from;
    }
    if (!row.from.empty()) holder.clear();  // whoever received it, we were not told
    if (!row.to.empty()) holder = row.to;
  }
  return std::string();
}

Result<bool> has_certified_translation(Desk& desk, const std::string& exhibit_id) {
  TRY_LET(about, desk.index().entity(exhibit_id));
  if (!about) return false;
  const auto* value = value_of(*about, "translation-certified");
  return value != nullptr && value->value["bool"].bool_or(false);
}

Result<std::vector<std::string>> failed_verifications(Desk& desk) {
  std::vector<std::string> out;
  if (desk.pack().find_type("capture") == nullptr) return out;
  TRY_LET(rows, desk.index().raw().entities(desk.index().reader(), "capture"));
  for (const auto& row : rows) {
    TRY_LET(capture, desk.index().entity(row.id));
    if (!capture) continue;
    bool failed = false;
    for (const auto* property : {"source-analysis", "technical-analysis", "content-analysis"}) {
      const auto* value = value_of(*capture, property);
      failed = failed || (value != nullptr && code_of(value->value) == "failed");
    }
    const auto* exhibit = value_of(*capture, "exhibit");
    if (failed && exhibit != nullptr) out.push_back(exhibit->value["entity"].str());
  }
  return out;
}

Result<ContraryMap> contrary_evidence(Desk& desk) {
  ContraryMap out;
  TRY_LET(disputes, open_disputes(desk));
  std::set<std::string> entities;
  for (const auto& dispute : disputes) entities.insert(dispute.entity);
  for (const auto& entity : entities) {
    TRY_LET(properties, weigh(desk, entity));
    for (const auto& property : properties) {
      if (property.dispute == DisputeState::open) TRY(add_contrary(desk, property, out));
    }
  }
  return out;
}

Result<std::vector<report::PlaceLimit>> place_limits(Desk& desk) {
  std::vector<report::PlaceLimit> out;
  const auto* type = desk.pack().find_type("place");
  if (type == nullptr || type->find("published-precision") == nullptr) return out;
  TRY_LET(rows, desk.index().raw().entities(desk.index().reader(), "place"));
  std::map<std::string, EntityRow> places;
  for (const auto& row : rows) {
    TRY_LET(place, desk.index().entity(row.id));
    if (place) places.emplace(row.id, std::move(*place));
  }
  const auto kind_of = [&](const EntityRow& place) {
    const auto* kind = value_of(place, "kind");
    return kind == nullptr ? std::string() : code_of(kind->value);
  };
  for (const auto& [id, place] : places) {
    const auto* publish = value_of(place, "published-precision");
    if (publish == nullptr) continue;
    const auto allowed = code_of(publish->value), kind = kind_of(place);
    const auto finer = [&](const std::string& one) {
      return one != allowed && desk.pack().is_under("place-precision", one, allowed);
    };
    if (!finer(kind)) continue;
    report::PlaceLimit limit{place.label, allowed, ""};
    const auto* up = value_of(place, "within");
    for (int depth = 0; up != nullptr && depth < 8; ++depth) {
      const auto above = places.find(up->value["entity"].str());
      if (above == places.end()) break;
      if (!finer(kind_of(above->second))) {
        limit.instead = above->second.label;
        break;
      }
      up = value_of(above->second, "within");
    }
    out.push_back(std::move(limit));
  }
  return out;
}

}  // namespace kotobune::desk
