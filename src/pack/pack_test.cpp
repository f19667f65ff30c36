// A pack is understood whole or refused with the line; and the packs we ship are understood.
#include <doctest/doctest.h>

#include "base/errors.h"
#include "base/fake_world.h"
#include "base/json.h"
#include "pack/errors.h"
#include "pack/pack.h"

namespace kotobune::pack {
namespace {

const char* head = R"([pack]
name = "small"
version = "1"
languages = ["en"]
licence = "CC0-1.0"
label = { en = "Small" }
)";
const char* types = R"([[type]]
id = "act"
sensitivity = "S1"
label = { en = "Act" }
[[type.property]]
id = "type"
value = "term"
vocabulary = "act-type"
sensitivity = "S2"
label = { en = "Type" }
[[type.property]]
id = "part-of"
value = "entity"
targets = ["act"]
many = true
label = { en = "Part of" }
)";
const char* words = R"([vocabulary]
id = "act-type"
source = "own"
label = { en = "Types of acts" }
[[term]]
id = "killing"
label = { en = "Killing" }
[[term]]
id = "shooting"
parent = "killing"
aliases = ["shot"]
label = { en = "Shooting" }
[[term]]
id = "beating"
label = { en = "Beating" }
)";
const char* profile = R"([profile]
id = "short"
label = { en = "Short" }
purpose = "P8"
audience = "un"
formats = ["docx"]
word_limit = 2815
footnotes_count = "no"
source = "a page"
checked_on = 2026-01-31
confidence = "known"
)";

Files small() {
  return {{"pack.toml", head},
          {"profiles/short.toml", profile},
          {"types.toml", types},
          {"vocab/act-type.toml", words}};
}

// The small pack with one passage changed.
Files changed(const std::string& path, const std::string& from, const std::string& to) {
  Files files = small();
  for (File& file : files) {
    if (file.path != path) continue;
    const std::size_t at = file.text.find(from);
    REQUIRE(at != std::string::npos);
    file.text.replace(at, from.size(), to);
  }
  return files;
}

Error refusal(const Files& files) {
  auto result = parse(files);
  REQUIRE_FALSE(result.ok());
  return result.error();
}

std::string shipped() { return std::string(KOTOBUNE_SOURCE_DIR) + "/packs/fact-finding"; }

}  // namespace

TEST_CASE("a small pack gives its types, words and profiles") {
  const auto pack = parse(small());
  REQUIRE(pack.ok());
  CHECK(pack->name == "small");
  const Property* property = pack->find_property("act", "type");
  REQUIRE(property != nullptr);
  CHECK(property->value == ValueType::term);
  CHECK(property->how_many == HowMany::single);
  CHECK(pack->find_property("act", "part-of")->how_many == HowMany::many);
  CHECK(pack->find_property("act", "nothing") == nullptr);
  CHECK(pack->find_type("nothing") == nullptr);
  REQUIRE(pack->find_profile("short") != nullptr);
  CHECK(pack->find_profile("short")->word_limit == 2815);
  CHECK(pack->find_profile("short")->footnotes == FootnotesCount::no);
}

TEST_CASE("a term is under itself and its ancestors, and under nothing else") {
  const auto pack = parse(small());
  REQUIRE(pack.ok());
  CHECK(pack->is_under("act-type", "shooting", "killing"));
  CHECK(pack->is_under("act-type", "killing", "killing"));
  CHECK_FALSE(pack->is_under("act-type", "killing", "shooting"));
  CHECK_FALSE(pack->is_under("act-type", "beating", "killing"));
  CHECK_FALSE(pack->is_under("act-type", "unheard-of", "killing"));
  CHECK_FALSE(pack->is_under("act-type", "unheard-of", "unheard-of"));
  CHECK_FALSE(pack->is_under("no-list", "killing", "killing"));
  CHECK(pack->find_vocabulary("act-type")->find_spoken("shot")->id == "shooting");
}

TEST_CASE("protection is the higher of type and property, and full where nothing is known") {
  const auto pack = parse(small());
  REQUIRE(pack.ok());
  CHECK(pack->sensitivity_of("act", "type") == 2);
  CHECK(pack->sensitivity_of("act", "part-of") == 1);
  CHECK(pack->sensitivity_of("act", "unheard-of") == 4);
}

TEST_CASE("a misspelt key is refused with its line, since it might have been a protection") {
  const Error error = refusal(changed("types.toml", "sensitivity = \"S2\"", "sensitvity = \"S2\""));
  CHECK(error.is(errors::pack_key_unknown));
  CHECK(error.parameter("file") == "types.toml");
  CHECK(error.parameter("line") == "9");
  CHECK(error.parameter("key") == "sensitvity");
  CHECK(refusal(changed("pack.toml", "licence", "license")).is(errors::pack_key_missing));
  CHECK(refusal(changed("pack.toml", "name = ", "color = 3\nname = "))
            .is(errors::pack_key_unknown));
}

TEST_CASE("what is not the TOML of a pack is refused with its line") {
  const Error error = refusal(changed("vocab/act-type.toml", "source = \"own\"", "source = own"));
  CHECK(error.is(errors::pack_malformed));
  CHECK(error.parameter("line") == "3");
  CHECK(refusal(changed("profiles/short.toml", "2815", "28.15")).is(errors::pack_malformed));
  CHECK(refusal(changed("profiles/short.toml", "2026-01-31", "2026-01-31T10:00:00"))
            .is(errors::pack_malformed));
}

TEST_CASE("values outside their choices are refused") {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"S2\"", "\"S5\""}, {"\"S2\"", "2"}, {"value = \"term\"", "value = \"word\""},
           {"vocabulary = \"act-type\"\n", ""}, {"targets = [\"act\"]\n", ""},
           {"id = \"act\"", "id = \"a_t\""}, {"many = true", "many = 1"}}) {
    CAPTURE(to);
    CHECK(refusal(changed("types.toml", from, to)).is(errors::pack_value_wrong));
  }
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"P8\"", "\"P15\""}, {"\"P8\"", "\"P0\""}, {"[\"docx\"]", "[]"},
           {"[\"docx\"]", "[\"doc\"]"}, {"\"no\"", "\"perhaps\""}, {"\"known\"", "\"sure\""},
           {"2026-01-31", "\"lately\""}, {"2815", "-1"}}) {
    CAPTURE(to);
    CHECK(refusal(changed("profiles/short.toml", from, to)).is(errors::pack_value_wrong));
  }
  CHECK(refusal(changed("pack.toml", "[\"en\"]", "[\"my\"]")).is(errors::pack_value_wrong));
}

TEST_CASE("a profile without a source for its numbers is refused") {
  const Error error = refusal(changed("profiles/short.toml", "source = \"a page\"\n", ""));
  CHECK(error.is(errors::pack_key_missing));
  CHECK(error.parameter("key") == "source");
}

TEST_CASE("names are defined once, and before they are used") {
  CHECK(refusal(changed("vocab/act-type.toml", "id = \"beating\"", "id = \"killing\""))
            .is(errors::pack_name_twice));
  CHECK(refusal(changed("vocab/act-type.toml", "[\"shot\"]", "[\"killing\"]"))
            .is(errors::pack_name_twice));
  CHECK(refusal(changed("types.toml", "id = \"part-of\"", "id = \"type\""))
            .is(errors::pack_name_twice));
  CHECK(refusal(changed("vocab/act-type.toml", "parent = \"killing\"", "parent = \"crime\""))
            .is(errors::pack_name_unknown));
  CHECK(refusal(changed("types.toml", "vocabulary = \"act-type\"", "vocabulary = \"acts\""))
            .is(errors::pack_name_unknown));
  const Error error = refusal(changed("types.toml", "[\"act\"]", "[\"event\"]"));
  CHECK(error.is(errors::pack_name_unknown));
  CHECK(error.parameter("line") == "14");
}

TEST_CASE("a term that lies under itself is refused") {
  Files files = changed("vocab/act-type.toml", "id = \"killing\"\n",
                        "id = \"killing\"\nparent = \"shooting\"\n");
  CHECK(refusal(files).is(errors::pack_circle));
}

TEST_CASE("a language that is promised must be there everywhere") {
  const Error error = refusal(changed("pack.toml", "[\"en\"]", "[\"en\", \"my\"]"));
  CHECK(error.is(errors::pack_key_missing));
  CHECK(error.parameter("key") == "label.my of small");
}

TEST_CASE("a pack without its types, or with a file nobody knows, is refused") {
  Files files = small();
  files.erase(files.begin() + 2);
  CHECK(refusal(files).is(errors::pack_file_missing));
  files = small();
  files.push_back({"extra.toml", ""});
  CHECK(refusal(files).is(errors::pack_key_unknown));
}

TEST_CASE("labels fall back to English, never to nothing") {
  Labels labels;
  labels.set("en", "Act");
  labels.set("ja", "行為");
  CHECK(labels.in("ja") == "行為");
  CHECK(labels.in("th") == "Act");
  CHECK(Labels().in("en").empty());
}

TEST_CASE("numbers older than 180 days, or never checked, are stale") {
  Profile one;
  one.checked_on = "2026-01-31";
  const std::int64_t checked = days_from_civil({2026, 1, 31});
  CHECK_FALSE(one.is_stale(checked + 180));
  CHECK(one.is_stale(checked + 181));
  one.checked_on = "never";
  CHECK(one.is_stale(0));
}

TEST_CASE("the sealed copy of a pack is the same bytes for the same files, and reads back") {
  const std::string bytes = bundle(small());
  CHECK(bundle(small()) == bytes);
  const auto files = unbundle(bytes);
  REQUIRE(files.ok());
  CHECK(*files == small());
  CHECK(unbundle("{\"v\":2,\"files\":{}}").error().is(errors::pack_bundle_malformed));
  CHECK(unbundle("{\"v\":1,\"files\":{\"a\":1}}").error().is(errors::pack_bundle_malformed));
  CHECK(unbundle("nonsense").error().is(errors::pack_bundle_malformed));
}

TEST_CASE("a folder that is no pack, or far too large, is refused") {
  FakeWorld fake;
  REQUIRE(fake.disk.make_directory("/empty").ok());
  CHECK(load(fake.disk, "/empty").error().is(errors::pack_file_missing));
  REQUIRE(fake.disk.make_directory("/many").ok());
  for (int i = 0; i < 201; ++i) {
    REQUIRE(fake.disk.write_new("/many/" + std::to_string(i) + ".toml", as_bytes("x = 1")).ok());
  }
  CHECK(load(fake.disk, "/many").error().is(errors::pack_too_large));
  REQUIRE(fake.disk.make_directory("/odd").ok());
  REQUIRE(fake.disk.write_new("/odd/pack.toml", as_bytes("x = \"\xff\"")).ok());
  CHECK(load(fake.disk, "/odd").error().is(errors::not_utf8));
}

TEST_CASE("the fact-finding pack we ship is understood, with the words its users rely on") {
  const auto pack = load(real_world().disk, shipped());
  if (!pack.ok()) FAIL(pack.error().sentence());
  for (const char* type :
       {"person", "source", "event", "act", "involvement", "place", "interview"}) {
    CAPTURE(type);
    CHECK(pack->find_type(type) != nullptr);
  }
  CHECK(pack->is_under("act-type", "deadly-use-of-force", "killing"));
  CHECK(pack->is_under("place-precision", "village", "district"));
  CHECK(pack->find_vocabulary("purpose")->terms.size() == 14);
  CHECK(pack->find_vocabulary("purpose")->find_spoken("press")->id == "P4");
  CHECK(pack->find_property("source", "name")->compartment == "identities");
  CHECK(pack->sensitivity_of("source", "name") == 3);
  CHECK(pack->find_profile("upr-stakeholder")->word_limit == 2815);
  CHECK(pack->find_profile("upr-stakeholder")->formats == std::vector<std::string>{"docx"});
  CHECK(pack->find_type("act")->label.in("my") == "ပြုလုပ်မှု");
}

TEST_CASE("everything the practice mission asserts is known to the pack") {
  const auto pack = load(real_world().disk, shipped());
  REQUIRE(pack.ok());
  const std::string path = std::string(KOTOBUNE_SOURCE_DIR) + "/samples/tarn-valley/mission.json";
  const auto bytes = real_world().disk.read_all(path, 1u << 20);
  REQUIRE(bytes.ok());
  const auto mission = parse_json(as_chars(*bytes));
  REQUIRE(mission.ok());
  for (const Json& entity : (*mission)["entities"].items()) {
    for (const Json& value : entity["values"].items()) {
      const Property* property = pack->find_property(entity["type"].str(), value["p"].str());
      INFO(entity["key"].str(), " ", value["p"].str());
      REQUIRE(property != nullptr);
      if (property->value != ValueType::term) continue;
      const Vocabulary* words_of = pack->find_vocabulary(property->vocabulary);
      CHECK(words_of->find(value["v"].str()) != nullptr);
    }
  }
}

}  // namespace kotobune::pack
