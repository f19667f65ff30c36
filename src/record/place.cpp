#include "record/place.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "record/errors.h"

namespace kotobune::record {

namespace {

constexpr std::array<const char*, 7> words = {"point",    "building", "village", "township",
                                              "district", "region",   "country"};
constexpr std::int64_t half_earth_m = 20'038'000;
constexpr std::int64_t latitude_limit = 900'000'000;
constexpr std::int64_t longitude_limit = 1'800'000'000;

struct Coarseness {
  std::int64_t step_e7 = 1;
  std::int64_t least_radius_m = 0;
  std::int64_t shift_m = 0;  // how far rounding to the step may move a point
};
// A step of one degree is at most 111.4 km; half of it, times the root of two, is the shift.
constexpr std::array<Coarseness, 7> coarseness = {{{1, 0, 0},
                                                   {1'000, 50, 8},
                                                   {100'000, 1'000, 800},
                                                   {1'000'000, 10'000, 7'900},
                                                   {2'000'000, 20'000, 15'800},
                                                   {10'000'000, 100'000, 78'800},
                                                   {10'000'000, 300'000, 78'800}}};

std::int64_t rounded(std::int64_t value, std::int64_t step) {
  const auto half = step / 2;
  return (value >= 0 ? (value + half) / step : -((-value + half) / step)) * step;
}

// The ground between two points in metres. Floating point is at home here: the result is compared
// with two radii, and never recorded.
double distance_m(const GeoPoint& a, const GeoPoint& b) {
  constexpr double degree = 3.14159265358979323846 / 180.0;
  constexpr double earth_radius_m = 6'371'008.8;
  const auto rad = [](std::int64_t e7) { return static_cast<double>(e7) / 1e7 * degree; };
  const double dlat = std::sin(rad(b.lat_e7 - a.lat_e7) / 2);
  const double dlon = std::sin(rad(b.lon_e7 - a.lon_e7) / 2);
  const double h =
      dlat * dlat + std::cos(rad(a.lat_e7)) * std::cos(rad(b.lat_e7)) * dlon * dlon;
  return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace

std::optional<PlacePrecision> parse_place_precision(std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<PlacePrecision>(found - words.begin());
}

const char* word(PlacePrecision precision) { return words[static_cast<std::size_t>(precision)]; }

bool is_valid(const GeoPoint& point) {
  return std::abs(point.lat_e7) <= latitude_limit && std::abs(point.lon_e7) <= longitude_limit &&
         point.radius_m >= 0 && point.radius_m <= half_earth_m;
}

Result<Gazetteer> Gazetteer::make(std::vector<GazetteerPlace> places) {
  Gazetteer out;
  for (auto& place : places) {
    auto id = place.id;
    if (!out.places_.emplace(id, std::move(place)).second) {
      return Error(errors::gazetteer_order, {{"id", id.str()}});
    }
  }
  for (const auto& [id, place] : out.places_) {
    if (place.parent.empty()) continue;
    const auto* parent = out.find(place.parent);
    if (parent == nullptr || parent->level <= place.level) {
      return Error(errors::gazetteer_order, {{"id", id.str()}});
    }
  }
  return out;
}

const GazetteerPlace* Gazetteer::find(const EntityId& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &found->second;
}

const GazetteerPlace* Gazetteer::at_least(const EntityId& id, PlacePrecision precision) const {
  const auto* place = find(id);
  while (place != nullptr && place->level < precision) {
    place = place->parent.empty() ? nullptr : find(place->parent);
  }
  return place;
}

Answer Gazetteer::contains(const EntityId& outer, const EntityId& inner) const {
  if (outer == inner) return Answer::yes;
  const auto* large = find(outer);
  const auto* place = find(inner);
  if (large == nullptr || place == nullptr) return Answer::unknown;
  // Levels rise along a chain, so the ancestor at the level of `outer` is it, or another place.
  while (place->level < large->level) {
    if (place->parent.empty()) return Answer::unknown;
    place = find(place->parent);
  }
  if (place->level == large->level) return answer(place->id == outer);
  // The chain leaves that level out: `inner` may lie in `outer` if both lie in what comes next.
  return contains(place->id, outer) == Answer::no ? Answer::no : Answer::unknown;
}

GeoPoint coarsened(const GeoPoint& point, PlacePrecision precision) {
  const auto& level = coarseness[static_cast<std::size_t>(precision)];
  GeoPoint out;
  out.lat_e7 = std::clamp(rounded(point.lat_e7, level.step_e7), -latitude_limit, latitude_limit);
  out.lon_e7 = std::clamp(rounded(point.lon_e7, level.step_e7), -longitude_limit, longitude_limit);
  // A multiple of the least radius: the metres must not tell what the degrees hide.
  const auto step = std::max<std::int64_t>(level.least_radius_m, 1);
  const auto needed = point.radius_m + level.shift_m;
  out.radius_m = std::min(half_earth_m, std::max(step, (needed + step - 1) / step * step));
  if (precision == PlacePrecision::point) out.radius_m = point.radius_m;
  return out;
}

Result<BlurredPlace> blur(const PlaceValue& place, PlacePrecision asked,
                          const Gazetteer& gazetteer) {
  const auto* known = gazetteer.find(place.entity);
  const auto stored = place.precision.value_or(PlacePrecision::point);
  const auto level =
      std::max({asked, place.publish.value_or(PlacePrecision::country), stored});
  BlurredPlace out;
  out.precision_ = level;
  const auto add_ancestors = [&](const GazetteerPlace* from) {
    while (from != nullptr && !from->parent.empty()) {
      out.above_.push_back(from->parent);
      from = gazetteer.find(from->parent);
    }
  };
  if (level == PlacePrecision::point) {
    out.entity_ = place.entity;
    out.at_ = place.at;
    out.as_said_ = place.as_said;
    if (known != nullptr) out.names_ = known->names;
    add_ancestors(known);
    return out;
  }
  const auto* told = gazetteer.at_least(place.entity, level);
  if (told == nullptr) return Error(errors::place_too_fine, {{"precision", word(level)}});
  out.precision_ = told->level;
  out.entity_ = told->id;
  out.names_ = told->names;
  for (auto& name : out.names_) name.more = Json::object();
  add_ancestors(told);
  if (told->at) out.at_ = coarsened(*told->at, told->level);
  return out;
}

Json BlurredPlace::to_json() const {
  Json out = Json::object();
  out.set("precision", word(precision_));
  if (!entity_.empty()) out.set("entity", entity_.str());
  if (!as_said_.empty()) out.set("as_said", as_said_);
  Json names = Json::array();
  for (const auto& variant : names_) {
    Json one = variant.more;
    one.set("name", variant.name);
    if (!variant.lang.empty()) one.set("lang", variant.lang);
    if (!variant.script.empty()) one.set("script", variant.script);
    names.push(std::move(one));
  }
  if (!names_.empty()) out.set("names", std::move(names));
  Json above = Json::array();
  for (const auto& id : above_) above.push(id.str());
  if (!above_.empty()) out.set("above", std::move(above));
  if (at_) out.set("lat", at_->lat_e7).set("lon", at_->lon_e7).set("radius_m", at_->radius_m);
  return out;
}

Answer same_place(const PlaceValue& a, const PlaceValue& b, const Gazetteer& gazetteer) {
  if (!a.entity.empty() && !b.entity.empty()) {
    if (a.entity == b.entity) return Answer::yes;
    const auto inside = either(gazetteer.contains(a.entity, b.entity),
                               gazetteer.contains(b.entity, a.entity));
    return inside == Answer::no ? Answer::no : Answer::unknown;
  }
  if (!a.at || !b.at) return Answer::unknown;
  if (*a.at == *b.at) return Answer::yes;
  const auto reach = static_cast<double>(a.at->radius_m + b.at->radius_m);
  // One per cent for the earth not being a ball: "apart" must be certain.
  return distance_m(*a.at, *b.at) * 0.99 > reach + 1 ? Answer::no : Answer::unknown;
}

}  // namespace kotobune::record
