// Values: one exact form for each, kept whole, compared without guessing. All names are invented.
#include "record/value.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "record/errors.h"

using namespace kotobune;
using namespace kotobune::record;

namespace {

const std::string id_a(26, 'a'), id_b = std::string(25, 'b') + "a";

Json json(const std::string& text) {
  auto parsed = parse_json(text);
  INFO(text);
  REQUIRE(parsed.ok());
  return *parsed;
}
Value value(const std::string& text) {
  auto read = read_value(json(text));
  INFO(text);
  if (!read.ok()) INFO(read.error().sentence());
  REQUIRE(read.ok());
  return *read;
}
std::string why(const std::string& text) {
  const auto read = read_value(json(text));
  if (read.ok()) return "taken: " + text;
  CHECK(read.error().is(errors::value_malformed));
  return read.error().parameter("why");
}
Answer same(const std::string& a, const std::string& b, const Knowledge& knowledge = {}) {
  const auto told = same_value(value(a), value(b), knowledge);
  CHECK(told == same_value(value(b), value(a), knowledge));
  return told;
}

// Some value of every type, with and without what is optional, and with keys nobody knows yet.
Json any_json() {
  const auto pick = [](std::vector<std::string> from) {
    return from[*rc::gen::inRange<std::size_t>(0, from.size())];
  };
  const auto maybe = [] { return *rc::gen::inRange(0, 2) == 0; };
  const auto lang = [&](Json& out) {
    if (maybe()) out.set("lang", pick({"", "my", "th", "en-Latn", "zh-Hant-TW"}));
  };
  const auto script = [&](Json& out) {
    if (maybe()) out.set("script", pick({"Mymr", "Thai", "Latn"}));
  };
  Json out = Json::object();
  switch (*rc::gen::inRange(0, 11)) {
    case 0:
      out.set("text", pick({"", "She said \"no\".", "ကျောင်း", "a\nb"}));
      lang(out), script(out);
      break;
    case 1: out.set("term", pick({"act-type/killing", "act-type/02011111"})); break;
    case 2: out.set("entity", pick({id_a, id_b})); break;
    case 3:
      out.set("date", pick({"2013", "2013-03-20~", "2013-05/..", "[2013-03-12..2013-04-09]"}));
      if (maybe()) out.set("cal", pick({"gregorian", "burmese"}));
      if (maybe()) out.set("as_said", "၁၃၇၄ ခု တပေါင်း");
      lang(out);
      break;
    case 4: {
      Json place = Json::object();
      place.set("entity", pick({id_a, id_b}));
      if (maybe()) place.set("as_said", "behind the school");
      if (maybe()) place.set("lat", 165000000).set("lon", -976000001).set("radius_m", 50);
      if (maybe()) place.set("precision", pick({"point", "village"}));
      if (maybe()) place.set("publish", pick({"township", "country"}));
      if (maybe()) place.set("altitude_m", 210);
      out.set("place", place);
      break;
    }
    case 5:
      out.set("num", pick({"0", "11", "-3.50", "0.000000001", "999999999999999999"}));
      if (maybe()) out.set("unit", pick({"kg", "MMK"}));
      break;
    case 6: {
      out.set("name", pick({"Daw Mya", "ဒေါ်မြ"}));
      lang(out), script(out);
      Json one = json(R"({"name":"มยา","lang":"th","new":{"deep":[1,true,null]}})");
      if (maybe()) out.set("variants", Json::Array{one});
      break;
    }
    case 7: out.set("fragment", pick({id_a, id_b})); break;
    case 8: out.set("bool", maybe()); break;
    case 9: out.set("url", pick({"https://example.org/a?b=c", "urn:isbn:0"})); break;
    default: out.set("polygon", Json::Array{1, 2, 3}); break;
  }
  if (maybe()) out.set("x-later", Json::Array{Json("kept"), Json(7)});
  return out;
}

}  // namespace

TEST_CASE("a law: a value is written as it was read, with what nobody knows yet") {
  rc::check("round trip", [] {
    const auto given = any_json();
    const auto read = read_value(given);
    RC_ASSERT(read.ok());
    RC_ASSERT(to_json(*read).dump() == given.dump());
    RC_ASSERT(same_value(*read, *read) != Answer::no);
  });
}

TEST_CASE("each type of value is known by its key") {
  CHECK(value(R"({"num":"11","counts":"person"})").as<NumberValue>()->counts == "person");
  CHECK(value(R"({"term":"act-type/killing"})").as<TermValue>()->code == "killing");
  const auto date = value(R"({"date":"2013-04-03","cal":"burmese","as_said":"တပေါင်း"})");
  CHECK(date.as<DateValue>()->date.is_exact_day());
  CHECK(value(R"({"bool":false})").kind() == ValueKind::boolean);
  CHECK(std::string(word(ValueKind::number)) == "number");
  const auto later = value(R"({"sound":"x","len":3})");
  CHECK(later.kind() == ValueKind::unknown);
  CHECK(to_json(later).dump() == R"({"len":3,"sound":"x"})");
}

TEST_CASE("what has no exact form is refused in a plain sentence") {
  CHECK(why("{}") == "a value must be an object with at least one key");
  CHECK(why(R"("2013")") == "a value must be an object with at least one key");
  CHECK(why(R"({"text":"a","num":"1"})") ==
        R"(it has both "text" and "num"; a value is of one type)");
  CHECK(why(R"({"num":11})") == R"("num" must be a text, not empty)");
  for (const auto* number : {"011", "1e3", "1,5", ".5", "5.", "-0", "+1", "1234567890123456789"}) {
    CHECK(why(R"({"num":")" + std::string(number) + R"("})") ==
          R"("num" must be a decimal in a string such as "11" or "1.5")");
  }
  CHECK(why(R"({"num":"1","unit":"kg","counts":"person"})") ==
        R"(a number measures ("unit") or counts ("counts"), never both)");
  CHECK(why(R"({"num":"1.5","counts":"person"})") == "a count must be a whole number from 0 on");
  CHECK(why(R"({"num":"-1","counts":"person"})") == "a count must be a whole number from 0 on");
  for (const auto* date : {"2013-13", "20 March 2013", "201x"}) {
    CHECK(why(R"({"date":")" + std::string(date) + R"("})") ==
          R"("date" must be a date of EDTF such as 2013-03-20, 2013-03 or 1961~)");
  }
  CHECK(why(R"({"term":"killing"})") == R"("term" must be "<vocabulary>/<code>")");
  CHECK(why(R"({"term":"act type/x"})") == R"("term" must be "<vocabulary>/<code>")");
  CHECK(why(R"({"entity":"W-03"})") == R"("entity" must be an id of 26 characters)");
  CHECK(why(R"({"fragment":""})") == R"("fragment" must be an id of 26 characters)");
  CHECK(why(R"({"name":""})") == R"("name" must be a text, not empty)");
  CHECK(why(R"({"name":"A","script":"latin"})") ==
        R"("script" must be a script code of four letters such as Mymr)");
  CHECK(why(R"({"name":"A","variants":[]})") ==
        R"("variants" must be a list of names, not empty)");
  CHECK(why(R"({"name":"A","variants":["B"]})") ==
        R"(each of "variants" must be an object with "name")");
  CHECK(why(R"({"text":"a","lang":"my_MM"})") ==
        R"("lang" must be a language tag such as my or zh-Hant)");
  CHECK(why(R"({"bool":"yes"})") == R"("bool" must be true or false)");
  CHECK(why(R"({"url":"example.org"})") == R"("url" must be an address such as https://...)");
  CHECK(why(R"({"url":"https://a b"})") == R"("url" must be an address such as https://...)");
  CHECK(why(R"({"place":"Tarn"})") == R"("place" must be an object)");
  CHECK(why(R"({"place":{}})") == R"(a place needs "entity", "as_said" or coordinates)");
  CHECK(why(R"({"place":{"lat":1,"lon":2}})") ==
        R"("lat", "lon" and "radius_m" stand together or not at all)");
  CHECK(why(R"({"place":{"lat":900000001,"lon":2,"radius_m":1}})") ==
        R"("lat", "lon" or "radius_m" lies outside the earth)");
  CHECK(why(R"({"place":{"lat":"1","lon":2,"radius_m":1}})") == R"("lat" must be a whole number)");
  CHECK(why(R"({"place":{"as_said":"here","publish":"street"}})") ==
        R"("publish" must be point, building, village, township, district, region or country)");
}

TEST_CASE("a refusal never repeats what was typed") {
  for (const auto* text : {R"({"entity":"Canary Win"})", R"({"name":"","lang":"Canary Win"})",
                           R"({"url":"Canary Win"})", R"({"num":"Canary Win"})",
                           R"({"place":{"as_said":"Canary Win","lat":1}})"}) {
    CHECK(why(text).find("Canary") == std::string::npos);
  }
}

TEST_CASE("acts and victims are never added") {
  const auto number = [](const std::string& text) { return *value(text).as<NumberValue>(); };
  const auto people = number(R"({"num":"11","counts":"person"})");
  const auto acts = number(R"({"num":"38","counts":"act"})");
  const auto bare = number(R"({"num":"3"})");
  const auto sum = add(people, number(R"({"num":"3","counts":"person"})"));
  REQUIRE(sum.ok());
  CHECK(sum->amount.text() == "14");
  CHECK(sum->counts == "person");
  const auto mixed = add(people, acts);
  REQUIRE_FALSE(mixed.ok());
  CHECK(mixed.error().is(errors::units_differ));
  CHECK(mixed.error().parameter("first") == "person");
  CHECK(mixed.error().parameter("second") == "act");
  CHECK_FALSE(add(people, number(R"({"num":"2","counts":"household"})")).ok());
  CHECK_FALSE(add(people, bare).ok());
  CHECK_FALSE(add(bare, bare).ok());
  CHECK_FALSE(add(number(R"({"num":"1","unit":"person"})"), people).ok());
  const auto kilos = add(number(R"({"num":"0.1","unit":"kg"})"),
                         number(R"({"num":"0.20","unit":"kg"})"));
  REQUIRE(kilos.ok());
  CHECK(kilos->amount.text() == "0.30");
  const auto most = number(R"({"num":"999999999999999999","counts":"act"})");
  const auto over = add(most, most);
  REQUIRE_FALSE(over.ok());
  CHECK(over.error().is(errors::number_too_large));
}

TEST_CASE("a law: decimals are exact") {
  rc::check("decimals", [] {
    const auto units = *rc::gen::inRange<std::int64_t>(-999'999'999, 1'000'000'000);
    const auto text = Decimal(units).text();
    RC_ASSERT(Decimal::parse(text)->text() == text);
    const auto other = *rc::gen::inRange<std::int64_t>(-999'999'999, 1'000'000'000);
    RC_ASSERT(Decimal::sum(Decimal(units), Decimal(other))->text() ==
              std::to_string(units + other));
    RC_ASSERT((Decimal::compare(Decimal(units), Decimal(other)) < 0) == (units < other));
    const auto tenths = Decimal::parse(Decimal(units < 0 ? -units : units).text() + ".50");
    RC_ASSERT(*tenths == *Decimal::parse(Decimal(units < 0 ? -units : units).text() + ".5"));
  });
}

TEST_CASE("dates say the same when they name the same days, in whatever calendar") {
  constexpr auto yes = Answer::yes, no = Answer::no, unknown = Answer::unknown;
  CHECK(same(R"({"date":"2013-04-03","cal":"burmese","as_said":"8th waning of Tabaung 1374"})",
             R"({"date":"2013-04-03"})") == yes);
  CHECK(same(R"({"date":"2013-03"})", R"({"date":"2013-03-XX"})") == yes);
  CHECK(same(R"({"date":"2013-03"})", R"({"date":"2013-03-20"})") == unknown);
  CHECK(same(R"({"date":"2013-03-20"})", R"({"date":"2013-03-21"})") == no);
  CHECK(same(R"({"date":"2013-03-20"})", R"({"date":"2013-03-21~"})") == unknown);
  CHECK(same(R"({"date":"2013-03-20"})", R"({"date":"2013-03-20?"})") == unknown);
  CHECK(same(R"({"date":"2013-05-01/2013-05-02"})", R"({"date":"[2013-05-01..2013-05-02]"})") ==
        unknown);
  CHECK(same(R"({"date":"2013-03-20T04:00:00Z"})", R"({"date":"2013-03-20"})") == unknown);
}

TEST_CASE("the other types: only yes supports") {
  constexpr auto yes = Answer::yes, no = Answer::no, unknown = Answer::unknown;
  CHECK(same(R"({"text":"eleven days"})", R"({"text":"eleven days"})") == yes);
  CHECK(same(R"({"text":"eleven days"})", R"({"text":"11 days"})") == unknown);
  CHECK(same(R"({"num":"11","counts":"person"})", R"({"num":"14","counts":"person"})") == no);
  CHECK(same(R"({"num":"1.5","unit":"kg"})", R"({"num":"1.50","unit":"kg"})") == yes);
  CHECK(same(R"({"num":"11","counts":"person"})", R"({"num":"11","counts":"act"})") == unknown);
  CHECK(same(R"({"bool":true})", R"({"bool":false})") == no);
  CHECK(same(R"({"bool":true})", R"({"num":"1"})") == no);
  CHECK(same(R"({"sound":"a"})", R"({"bool":true})") == unknown);
  CHECK(same(R"({"sound":"a"})", R"({"sound":"b"})") == unknown);
  const auto a = R"({"entity":")" + id_a + R"("})", b = R"({"entity":")" + id_b + R"("})";
  CHECK(same(a, b) == no);
  Knowledge merged;
  merged.same_entity = [](const EntityId&, const EntityId&) { return true; };
  CHECK(same(a, b, merged) == yes);
}

TEST_CASE("names are compared by their variants") {
  const std::string burmese = R"({"name":"ဒေါ်မြ","script":"Mymr"})";
  const std::string both_scripts =
      R"({"name":"Daw Mya","script":"Latn","variants":[{"name":"ဒေါ်မြ","script":"Mymr"}]})";
  const std::string latin = R"({"name":"Daw Mya","script":"Latn"})";
  CHECK(same(burmese, both_scripts) == Answer::yes);
  CHECK(same(burmese, latin) == Answer::unknown);
  CHECK(same(latin, R"({"name":"Daw Nu","script":"Latn"})") == Answer::no);
  Knowledge sounds;
  sounds.same_name = [](const NameValue&, const NameValue&) { return Answer::yes; };
  CHECK(same(burmese, latin, sounds) == Answer::yes);
  // The middle one knows both spellings, so all three are one.
  const auto groups = equal_groups({value(burmese), value(latin), value(both_scripts),
                                    value(R"({"name":"Daw Nu","script":"Latn"})")});
  CHECK(groups == std::vector<std::vector<std::size_t>>{{0, 1, 2}, {3}});
}

TEST_CASE("a law: groups hold every value once, and only what says the same") {
  rc::check("groups", [] {
    std::vector<Value> values;
    const auto size = *rc::gen::inRange(0, 12);
    for (int i = 0; i < size; ++i) values.push_back(*read_value(any_json()));
    std::vector<std::size_t> seen;
    for (const auto& group : equal_groups(values)) {
      for (const auto index : group) {
        seen.push_back(index);
        // But for names, which may be joined through a third one, equality is transitive.
        if (values[index].kind() == ValueKind::name) continue;
        RC_ASSERT(index == group.front() ||
                  same_value(values[group.front()], values[index]) == Answer::yes);
      }
    }
    std::sort(seen.begin(), seen.end());
    for (std::size_t i = 0; i < values.size(); ++i) RC_ASSERT(seen.at(i) == i);
    RC_ASSERT(seen.size() == values.size());
  });
}

TEST_CASE("the type of a date is told in the field's words") {
  const auto type = [](const char* edtf) {
    return std::string(date_type(*PartialDate::parse(edtf)));
  };
  CHECK(type("2013-03-20") == "exact");
  CHECK(type("2013-03-20~") == "estimate");
  CHECK(type("2013-03") == "unknown day");
  CHECK(type("2013-XX-XX") == "unknown month and day");
  CHECK(type("2013-22") == "season");
  CHECK(type("[2013-03-12..2013-04-09]") == "between");
  CHECK(type("[..2013-03-12]") == "before");
  CHECK(type("[2013-03-12..]") == "after");
  CHECK(type("2013?") == "uncertain");
}
