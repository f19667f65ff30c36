// Places as readers outside may be told them: the case's own gazetteer and how finely each place of
// it may be published (record/place.h does the blurring).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "desk/desk.h"
#include "record/place.h"

namespace kotobune::desk {

struct ToldPlace {
  std::string name;
  std::optional<record::GeoPoint> at;  // of the place told, as coarse as its level
};

class ToldPlaces {
 public:
  // Entities of type `place`: name, kind (how fine), within, point, published-precision. One that
  // says no kind is taken for a building, so that it is told by what lies above it.
  static Result<ToldPlaces> learn(Desk& desk);

  bool knows(const EntityId& id) const { return gazetteer_.find(id) != nullptr; }
  // nullopt: no place is known that is coarse enough.
  std::optional<ToldPlace> tell(const EntityId& id) const;
  std::optional<ToldPlace> tell(const record::PlaceValue& place) const;

 private:
  record::Gazetteer gazetteer_;
  std::map<std::string, record::PlacePrecision> publish_;  // by entity id
};

}  // namespace kotobune::desk
