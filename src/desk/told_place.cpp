#include "desk/told_place.h"

#include "record/value.h"

namespace kotobune::desk {

namespace {

using record::PlacePrecision;

std::optional<PlacePrecision> precision_of(const Json& value) {
  const auto& term = value["term"].str();
  const auto slash = term.find('/');
  return record::parse_place_precision(slash == std::string::npos ? term : term.substr(slash + 1));
}

std::string name_of(const std::vector<record::NameVariant>& names) {
  for (const auto& one : names)
    if (one.lang == "en") return one.name;
  return names.empty() ? "" : names.front().name;
}

}  // namespace

Result<ToldPlaces> ToldPlaces::learn(Desk& desk) {
  ToldPlaces out;
  std::map<std::string, record::GazetteerPlace> places;
  TRY_LET(rows, desk.index().raw().entities(desk.index().reader(), "place"));
  for (const auto& row : rows) {
    TRY_LET(entity, desk.index().entity(row.id));
    if (!entity) continue;
    record::GazetteerPlace place;
    place.id = EntityId(row.id);
    place.level = PlacePrecision::building;
    for (const auto& one : entity->values) {
      const auto value = record::read_value(one.value);
      if (!value.ok()) continue;
      if (const auto* name = value->as<record::NameValue>(); name && one.property == "name")
        place.names.insert(place.names.end(), name->variants.begin(), name->variants.end());
      if (const auto* in = value->as<record::EntityValue>(); in && one.property == "within")
        place.parent = in->entity;
      if (const auto* at = value->as<record::PlaceValue>(); at && one.property == "point")
        place.at = at->at;
      if (one.property == "kind") place.level = precision_of(one.value).value_or(place.level);
      if (one.property != "published-precision") continue;
      if (const auto publish = precision_of(one.value)) out.publish_[row.id] = *publish;
    }
    places.emplace(row.id, std::move(place));
  }
  std::vector<record::GazetteerPlace> ordered;
  for (auto& [id, place] : places) {
    const auto parent = places.find(place.parent.str());
    // A tie that is upside down or leads nowhere says nothing of what lies above.
    if (parent == places.end() || parent->second.level <= place.level) place.parent = EntityId();
    ordered.push_back(place);
  }
  TRY_LET(gazetteer, record::Gazetteer::make(std::move(ordered)));
  out.gazetteer_ = std::move(gazetteer);
  return out;
}

std::optional<ToldPlace> ToldPlaces::tell(const EntityId& id) const {
  const auto publish = publish_.find(id.str());
  const auto precision = publish == publish_.end() ? PlacePrecision::country : publish->second;
  const auto* place = gazetteer_.at_least(id, precision);
  if (place == nullptr || place->names.empty()) return std::nullopt;
  ToldPlace out{name_of(place->names), std::nullopt};
  if (place->at) out.at = record::coarsened(*place->at, place->level);
  return out;
}

std::optional<ToldPlace> ToldPlaces::tell(const record::PlaceValue& place) const {
  const auto blurred = record::blur(place, place.publish.value_or(PlacePrecision::country),
                                    gazetteer_);
  if (!blurred.ok()) return std::nullopt;
  ToldPlace out{name_of(blurred->names()), blurred->at()};
  if (out.name.empty()) out.name = blurred->as_said();
  return out;
}

}  // namespace kotobune::desk
