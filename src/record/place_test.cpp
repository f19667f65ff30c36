// Places: what may be told holds nothing of what may not. The valley is fictional.
#include "record/place.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "record/errors.h"

using namespace kotobune;
using namespace kotobune::record;

namespace {

EntityId id(char letter) { return EntityId(std::string(26, letter)); }

GazetteerPlace place(char letter, PlacePrecision level, char parent, std::string name,
                     std::optional<GeoPoint> at = std::nullopt) {
  GazetteerPlace out;
  out.id = id(letter);
  out.level = level;
  if (parent != ' ') out.parent = id(parent);
  out.names = {{std::move(name), "en", "Latn", Json::object()}};
  out.at = at;
  return out;
}

// m Meridane > r the north > d Tarn district > t Tarn township > v, w villages > h a house.
// x is a village whose township nobody entered: it lies in the region at once. y hangs nowhere.
std::vector<GazetteerPlace> valley() {
  using P = PlacePrecision;
  return {place('m', P::country, ' ', "Meridane", GeoPoint{165000000, 976000000, 400000}),
          place('r', P::region, 'm', "North Meridane", GeoPoint{171234567, 975432198, 120345}),
          place('d', P::district, 'r', "Tarn District", GeoPoint{172345678, 974321987, 31234}),
          place('t', P::township, 'd', "Tarn Township", GeoPoint{172987654, 974123456, 11111}),
          place('v', P::village, 't', "Canary Village", GeoPoint{173111111, 974222222, 777}),
          place('w', P::village, 't', "Other Village"),
          place('h', P::building, 'v', "Canary House", GeoPoint{173123123, 974234234, 12}),
          place('x', P::village, 'r', "Far Village"),
          place('y', P::village, ' ', "Lost Village")};
}
Gazetteer gazetteer() {
  auto made = Gazetteer::make(valley());
  REQUIRE(made.ok());
  return *made;
}

PlaceValue stored(char entity) {
  PlaceValue out;
  out.entity = id(entity);
  out.as_said = "canary words behind the school";
  out.lang = "en";
  out.at = GeoPoint{173123457, 974234579, 9};
  out.publish = PlacePrecision::point;
  out.more.set("canary_key", "canary value");
  return out;
}

std::string told(const PlaceValue& given, PlacePrecision asked) {
  const auto blurred = blur(given, asked, gazetteer());
  if (!blurred.ok()) return blurred.error().code().id;
  return blurred->to_json().dump();
}

}  // namespace

TEST_CASE("a ladder of places refuses circles, gaps and a village above a township") {
  using P = PlacePrecision;
  CHECK(Gazetteer::make(valley()).ok());
  const std::vector<std::vector<GazetteerPlace>> bad = {
      {place('a', P::village, 'b', "A")},
      {place('a', P::township, 'b', "A"), place('b', P::village, ' ', "B")},
      {place('a', P::village, 'b', "A"), place('b', P::village, 'a', "B")},
      {place('a', P::village, 'a', "A")},
      {place('a', P::village, ' ', "A"), place('a', P::village, ' ', "A")}};
  for (const auto& places : bad) {
    const auto made = Gazetteer::make(places);
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().is(errors::gazetteer_order));
  }
}

TEST_CASE("a place is told as its township, and nothing of the house is left") {
  const auto given = stored('h');
  CHECK(told(given, PlacePrecision::township) ==
        R"({"above":["dddddddddddddddddddddddddd","rrrrrrrrrrrrrrrrrrrrrrrrrr",)"
        R"("mmmmmmmmmmmmmmmmmmmmmmmmmm"],"entity":"tttttttttttttttttttttttttt",)"
        R"("lat":173000000,"lon":974000000,"names":[{"lang":"en","name":"Tarn Township",)"
        R"("script":"Latn"}],"precision":"township","radius_m":20000})");
  for (const auto level : {PlacePrecision::township, PlacePrecision::district,
                           PlacePrecision::region, PlacePrecision::country}) {
    const auto out = told(given, level);
    for (const std::string leak :
         {"anary", "school", "hhhh", "vvvv", "1731", "173123", "9742", "\"radius_m\":9}", "777"}) {
      CAPTURE(leak);
      CHECK(out.find(leak) == std::string::npos);
    }
  }
  CHECK(told(given, PlacePrecision::village).find("Canary House") == std::string::npos);
  CHECK(told(given, PlacePrecision::point).find("behind the school") != std::string::npos);
}

TEST_CASE("what is told is the coarsest of asked, allowed and known") {
  auto given = stored('h');
  given.publish = PlacePrecision::district;
  CHECK(told(given, PlacePrecision::point) == told(given, PlacePrecision::district));
  CHECK(told(given, PlacePrecision::region) != told(given, PlacePrecision::district));
  given.publish = std::nullopt;  // nobody has allowed anything
  CHECK(told(given, PlacePrecision::point).find("Meridane\"") != std::string::npos);
  CHECK(told(given, PlacePrecision::point).find("\"country\"") != std::string::npos);
  given.publish = PlacePrecision::point;
  given.precision = PlacePrecision::township;  // the coordinates are somebody's guess
  CHECK(told(given, PlacePrecision::point) == told(given, PlacePrecision::township));
}

TEST_CASE("where the ladder has a gap the next larger place is told, and at its end nothing") {
  CHECK(told(stored('x'), PlacePrecision::township).find("\"precision\":\"region\"") !=
        std::string::npos);
  CHECK(told(stored('y'), PlacePrecision::township) == errors::place_too_fine.id);
  CHECK(told(stored('q'), PlacePrecision::country) == errors::place_too_fine.id);
  PlaceValue nowhere;
  nowhere.at = GeoPoint{1, 2, 3};
  nowhere.publish = PlacePrecision::point;
  CHECK(told(nowhere, PlacePrecision::village) == errors::place_too_fine.id);
  const auto refused = blur(stored('y'), PlacePrecision::township, gazetteer());
  CHECK(refused.error().sentence().find("Lost") == std::string::npos);
}

TEST_CASE("a law: two places under one ancestor cannot be told apart once blurred") {
  rc::check("non-interference", [] {
    const auto any = [] {
      PlaceValue out;
      out.entity = id("vwh"[*rc::gen::inRange(0, 3)]);
      out.as_said = std::string(*rc::gen::inRange<std::size_t>(0, 40), 'q');
      if (*rc::gen::inRange(0, 3) > 0) {
        out.at = GeoPoint{*rc::gen::inRange<std::int64_t>(-900000000, 900000001),
                          *rc::gen::inRange<std::int64_t>(-1800000000, 1800000001),
                          *rc::gen::inRange<std::int64_t>(0, 100000)};
      }
      const auto level = *rc::gen::inRange(0, 4);  // up to township
      if (*rc::gen::inRange(0, 2)) out.precision = static_cast<PlacePrecision>(level);
      out.publish = static_cast<PlacePrecision>(*rc::gen::inRange(0, 4));
      out.more.set("k", *rc::gen::inRange(0, 1000));
      return out;
    };
    const auto asked = static_cast<PlacePrecision>(*rc::gen::inRange(3, 7));
    RC_ASSERT(told(any(), asked) == told(any(), asked));
  });
  rc::check("blurring only coarsens", [] {
    auto given = stored("vwhxtdrm"[*rc::gen::inRange(0, 8)]);
    if (*rc::gen::inRange(0, 2) == 0) {
      given.publish = static_cast<PlacePrecision>(*rc::gen::inRange(0, 7));
    }
    const auto asked = static_cast<PlacePrecision>(*rc::gen::inRange(0, 7));
    const auto blurred = blur(given, asked, gazetteer());
    RC_ASSERT(blurred.ok());
    RC_ASSERT(blurred->precision() >= std::max(asked, *given.publish));
    if (blurred->precision() > PlacePrecision::point) {
      RC_ASSERT(blurred->as_said().empty());
      RC_ASSERT(!blurred->at() || blurred->at() != given.at);
    }
  });
}

TEST_CASE("a law: rounding hides the digits and still covers the place") {
  rc::check("coarsened", [] {
    const GeoPoint point{*rc::gen::inRange<std::int64_t>(-900000000, 900000001),
                         *rc::gen::inRange<std::int64_t>(-1800000000, 1800000001),
                         *rc::gen::inRange<std::int64_t>(0, 1000000)};
    const auto level = static_cast<PlacePrecision>(*rc::gen::inRange(1, 7));
    const auto out = coarsened(point, level);
    RC_ASSERT(is_valid(out));
    RC_ASSERT(out.radius_m >= point.radius_m);
    PlaceValue fine, coarse;
    fine.at = point;
    fine.at->radius_m = 0;
    coarse.at = out;
    RC_ASSERT(same_place(fine, coarse, Gazetteer()) != Answer::no);
    RC_ASSERT(coarsened(out, level).lat_e7 == out.lat_e7);
  });
  CHECK(coarsened({173111111, 974222222, 777}, PlacePrecision::village) ==
        GeoPoint{173100000, 974200000, 2000});
}

TEST_CASE("the same place, another place, or perhaps the same") {
  const auto places = gazetteer();
  const auto at = [](char entity) {
    PlaceValue out;
    out.entity = id(entity);
    return out;
  };
  CHECK(same_place(at('v'), at('v'), places) == Answer::yes);
  CHECK(same_place(at('v'), at('t'), places) == Answer::unknown);  // a coarser word for it
  CHECK(same_place(at('v'), at('w'), places) == Answer::no);
  CHECK(same_place(at('h'), at('w'), places) == Answer::no);
  CHECK(same_place(at('x'), at('r'), places) == Answer::unknown);
  CHECK(same_place(at('x'), at('t'), places) == Answer::unknown);  // nobody entered its township
  CHECK(same_place(at('y'), at('m'), places) == Answer::unknown);  // its ladder is not known
  CHECK(same_place(at('v'), at('q'), places) == Answer::unknown);
  PlaceValue near, far, word_only;
  near.at = GeoPoint{173111111, 974222222, 50};
  far.at = GeoPoint{174111111, 974222222, 50};
  word_only.as_said = "Canary Village";
  CHECK(same_place(near, near, places) == Answer::yes);
  CHECK(same_place(near, far, places) == Answer::no);
  far.at->radius_m = 20000;
  CHECK(same_place(near, far, places) == Answer::unknown);
  CHECK(same_place(word_only, word_only, places) == Answer::unknown);
}
