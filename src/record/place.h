// Places: where something happened, as finely as we know it and as coarsely as it may be told.
//
// "On 20 March, in the house behind the school of Tarn" names a family to every neighbour. A place
// therefore carries two precisions: how finely it is known, and how finely it may ever be told
// (`publish`; absent: as a country, since nobody has allowed more). blur() makes what may be told,
// and makes it from the gazetteer alone:
//
//   P1  a blurred place is no finer than asked, than `publish` and than what is known;
//   P2  two places under the same ancestor blur to the same value: nothing of the stored place
//       (its name, wording, coordinates, radius, unknown keys) is in it, so nothing can be
//       computed back, not even by averaging;
//   P3  where no place that coarse is known above it, blur() refuses instead of telling less
//       coarsely.
// Only `point`, allowed by both, gives the stored place itself.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/answer.h"
#include "base/ids.h"
#include "base/json.h"

namespace kotobune::record {

// From fine to coarse; the codes of the vocabulary `place-precision`.
enum class PlacePrecision : std::uint8_t {
  point, building, village, township, district, region, country
};
std::optional<PlacePrecision> parse_place_precision(std::string_view word);
const char* word(PlacePrecision precision);

// WGS 84 in 1e-7 degree (about 1 cm), with the radius in metres within which the place lies.
struct GeoPoint {
  std::int64_t lat_e7 = 0;    // -900000000 to 900000000
  std::int64_t lon_e7 = 0;    // -1800000000 to 1800000000
  std::int64_t radius_m = 0;  // 0: as exact as the instrument; at most 20038000 (half the earth)
  bool operator==(const GeoPoint&) const = default;
};
bool is_valid(const GeoPoint& point);

struct PlaceValue {
  EntityId entity;      // in the gazetteer; may be empty
  std::string as_said;  // "behind the school"
  std::string lang;
  std::optional<GeoPoint> at;
  std::optional<PlacePrecision> precision;  // how finely it is known
  std::optional<PlacePrecision> publish;    // how finely it may ever be told; absent: country
  Json more = Json::object();               // keys of a newer version, kept
};

struct NameVariant {
  std::string name;
  std::string lang;    // BCP 47; may be empty
  std::string script;  // ISO 15924; may be empty
  Json more = Json::object();
  bool operator==(const NameVariant&) const = default;
};

// One place of the case's own short gazetteer.
struct GazetteerPlace {
  EntityId id;
  PlacePrecision level = PlacePrecision::village;
  EntityId parent;  // empty: none is known
  std::vector<NameVariant> names;
  std::optional<GeoPoint> at;  // of the place as a whole, from a public source
};

class Gazetteer {
 public:
  Gazetteer() = default;
  // Errors: gazetteer_order where a parent is missing or is not coarser than its child (which also
  // rules out circles), or an id stands twice.
  static Result<Gazetteer> make(std::vector<GazetteerPlace> places);

  const GazetteerPlace* find(const EntityId& id) const;
  // The place itself or its first ancestor that is at least as coarse; nullptr where none is known.
  const GazetteerPlace* at_least(const EntityId& id, PlacePrecision precision) const;
  // Is `inner` the place `outer` or below it? unknown where a chain ends before that is settled.
  Answer contains(const EntityId& outer, const EntityId& inner) const;

 private:
  std::map<EntityId, GazetteerPlace> places_;
};

// What may be told. Made by blur() only.
class BlurredPlace {
 public:
  PlacePrecision precision() const { return precision_; }
  const EntityId& entity() const { return entity_; }
  const std::vector<NameVariant>& names() const { return names_; }
  // The ancestors' ids, from near to far.
  const std::vector<EntityId>& above() const { return above_; }
  const std::optional<GeoPoint>& at() const { return at_; }
  const std::string& as_said() const { return as_said_; }  // "" unless told as a point
  Json to_json() const;

 private:
  friend Result<BlurredPlace> blur(const PlaceValue&, PlacePrecision, const Gazetteer&);
  PlacePrecision precision_ = PlacePrecision::country;
  EntityId entity_;
  std::vector<NameVariant> names_;
  std::vector<EntityId> above_;
  std::optional<GeoPoint> at_;
  std::string as_said_;
};

// Error: place_too_fine (P3); carries `precision` and no name.
Result<BlurredPlace> blur(const PlaceValue& place, PlacePrecision asked,
                          const Gazetteer& gazetteer);

// Coordinates and radius as coarse as the level they are told at: 0.01 degree and 1 km for a
// village, 0.1 and 10 km for a township, 0.2 and 20 km for a district, 1 and 100 km (region) or
// 300 km (country). Never finer than given.
GeoPoint coarsened(const GeoPoint& point, PlacePrecision precision);

// yes: the same entity, or the same point. no: apart for certain. unknown: one may be a coarser
// word for the other; two villages may bear one name, so a wording alone says nothing.
Answer same_place(const PlaceValue& a, const PlaceValue& b, const Gazetteer& gazetteer);

}  // namespace kotobune::record
