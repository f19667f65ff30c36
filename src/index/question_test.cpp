// Questions: the grammar, held against a practice, answered over records made by hand.
#include "index/question.h"

#include <doctest/doctest.h>

#include "index/errors.h"
#include "index/question_typing.h"
#include "index/test_index.h"

using namespace kotobune;
using namespace kotobune::index;
using namespace kotobune::index::testing;

namespace {

const char* types = R"(
[[type]]
id = "act"
sensitivity = "S1"
label = { en = "Act" }
[[type.property]]
id = "type"
value = "term"
vocabulary = "act-type"
label = { en = "Type" }
[[type.property]]
id = "date"
value = "date"
label = { en = "Date" }
[[type.property]]
id = "place"
value = "entity"
targets = ["place"]
label = { en = "Place" }
[[type.property]]
id = "victim"
value = "entity"
many = true
targets = ["person"]
label = { en = "Victim" }
[[type.property]]
id = "witness"
value = "entity"
many = true
targets = ["person"]
label = { en = "Witness" }
[[type]]
id = "person"
label = { en = "Person" }
[[type.property]]
id = "name"
value = "name"
many = true
label = { en = "Name" }
[[type.property]]
id = "age"
value = "number"
unit = "years"
label = { en = "Age" }
[[type.property]]
id = "deceased"
value = "boolean"
label = { en = "Deceased" }
[[type]]
id = "place"
label = { en = "Place" }
[[type.property]]
id = "name"
value = "name"
many = true
label = { en = "Name" }
[[type.property]]
id = "within"
value = "entity"
targets = ["place"]
label = { en = "Lies in" }
)";
const char* words = R"(
[vocabulary]
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

const pack::Pack& practice() {
  static const pack::Pack made = [] {
    const std::string head = "[pack]\nname = \"small\"\nversion = \"1\"\nlanguages = [\"en\"]\n"
                             "licence = \"CC0-1.0\"\nlabel = { en = \"Small\" }\n";
    auto parsed = pack::parse({{"pack.toml", head}, {"types.toml", types},
                               {"vocab/act-type.toml", words}});
    REQUIRE_MESSAGE(parsed.ok(), (parsed.ok() ? "" : parsed.error().sentence()));
    return std::move(parsed).value();
  }();
  return made;
}

std::string entity(const std::string& name) { return R"({"entity":")" + id(name) + R"("})"; }

// Three acts: two shootings in the district of Tarn (one of them "in 2025"), one beating that
// nobody dated. Victims: pa and pb; pc, who is pa; pd.
struct Asked : Fixture {
  Asked() {
    put(id("same"), "same", R"({"e":[")" + id("pa") + R"(",")" + id("pc") + R"("]})");
    act("acta", "shooting", R"({"date":"2025-03-20"})", {"pa", "pb"});
    act("actb", "shooting", R"({"date":"2025"})", {"pc"});
    act("actc", "beating", "", {"pd"});
    say("pla", "acta", "act", "place", entity("village"));
    say("vnam", "village", "place", "name", R"({"name":"Hill village"})");
    say("vin", "village", "place", "within", entity("tarn"));
    say("tnam", "tarn", "place", "name", R"({"name":"Tarn"})");
    for (const auto& [who, age] : {std::pair{"pa", "17"}, {"pb", "40"}, {"pd", "18"}}) {
      say(std::string("age") + who, who, "person", "age",
          std::string(R"({"num":")") + age + R"(","unit":"years"})");
      say(std::string("nam") + who, who, "person", "name",
          std::string(R"({"name":"Person )") + who + R"("})");
    }
    settle();
  }
  void act(const std::string& name, const std::string& type, const std::string& date,
           const std::vector<std::string>& victims) {
    say(name + "t", name, "act", "type", R"({"term":"act-type/)" + type + R"("})");
    if (!date.empty()) say(name + "d", name, "act", "date", date);
    for (const auto& one : victims) say(name + "v" + one, name, "act", "victim", entity(one));
  }
  void more() { REQUIRE(index->apply(inputs).ok()); }
  kotobune::index::Answer ask(const std::string& question) {
    auto answer = index->answer(inside, question, practice());
    REQUIRE_MESSAGE(answer.ok(), question, ": ", (answer.ok() ? "" : answer.error().sentence()));
    return std::move(answer).value();
  }
  std::int64_t count(const std::string& question) {
    return ask("count " + question).number.value_or(-1);
  }
  Error refusal(const std::string& question) {
    auto answer = index->answer(inside, question, practice());
    REQUIRE_MESSAGE(!answer.ok(), question);
    CHECK(answer.error().is(errors::question_malformed));
    return answer.error();
  }
};

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("acts are not victims") {
  Asked f;
  CHECK(f.count("acts") == 3);
  CHECK(f.count("acts where act.type under killing") == 2);
  CHECK(f.count("acts where type = killing") == 0);
  CHECK(f.count("victims where act.type under killing") == 2);  // pa is pc
  CHECK(f.count("victims where type = shot") == 2);             // an alias of the term
  CHECK(f.count("victims") == 3);
  CHECK(f.count("act.victims") == 3);
  CHECK(f.count("persons") == 3);
}

TEST_CASE("conditions are joined, negated and put into parentheses") {
  Asked f;
  CHECK(f.count("acts where type = beating or type = shooting") == 3);
  CHECK(f.count("acts where not type under killing") == 1);
  CHECK(f.count("acts where type != beating") == 2);
  CHECK(f.count("acts where type is not beating and place is recorded") == 1);
  CHECK(f.count("acts where date is not recorded") == 1);
  CHECK(f.count("acts where (type = beating or place = \"Hill village\") and not date in 2024") ==
        1);
  CHECK(f.count("acts where not (type = beating or type = shooting)") == 0);
}

TEST_CASE("paths lead on, and back") {
  Asked f;
  CHECK(f.count("acts where victim.age < 18") == 2);
  CHECK(f.count("acts where victim.age >= 18") == 2);
  CHECK(f.count("persons where act/victim.type under killing") == 2);
  CHECK(f.count("persons where act/victim.place = \"Hill village\" and age <= 17") == 1);
  CHECK(f.count("persons where act/witness is recorded") == 0);
  CHECK(f.count("acts where place under Tarn") == 1);
  CHECK(f.count("acts where place = Tarn") == 0);
  CHECK(f.count("acts where victim.name contains \"person PD\"") == 1);
}

TEST_CASE("what is not known exactly is neither yes nor no") {
  Asked f;
  const auto march = f.ask("count acts where date in 2025-03");
  CHECK(march.number == 1);
  CHECK(march.at_most == 2);    // "2025" may lie in March
  CHECK(march.uncertain == 1);
  CHECK(march.unrecorded == 1);
  const auto other = f.ask("count acts where not date in 2025-03");
  CHECK(other.number == 0);
  CHECK(other.uncertain == 1);
  CHECK(f.ask("count acts where date in 2025").number == 2);
  CHECK(f.ask("count acts where date before 2026").number == 2);
  CHECK(f.ask("count acts where date after 2025-03-20").number == 0);
  CHECK(f.ask("count acts where date in 2025-03 or type = shooting").uncertain == 0);
}

TEST_CASE("where sources disagree, the policy decides or the answer says so") {
  Asked f;
  f.inputs.clear();
  f.say("dispute", "acta", "act", "type", R"({"term":"act-type/beating"})");
  f.more();
  const std::string question = "count acts where type under killing";
  CHECK(f.ask(question).touches_dispute);
  CHECK(f.ask(question).number == 2);
  const auto range = f.ask(question + " policy range");
  CHECK(range.number == 1);
  CHECK(range.at_most == 2);
  CHECK(range.policy_stated);
  CHECK(f.ask(question + " policy resolved-only").number == 1);
  CHECK(f.ask(question + " policy both").number == 2);
  // A clear no of another part leaves nothing to dispute about.
  CHECK_FALSE(f.ask(question + " and place = nowhere and date in 2020").touches_dispute);
  f.inputs.clear();
  f.put(id("review"), "review", R"({"of":[")" + id("dispute") + R"(/0"],"state":"rejected"})");
  f.more();
  CHECK_FALSE(f.ask(question).touches_dispute);
  CHECK(f.ask(question + " policy resolved-only").number == 2);
}

TEST_CASE("what a source took back is not counted, and said to be missing") {
  Asked f;
  f.inputs.clear();
  f.source("wthree", "W-03");
  f.put(id("wit"), "consent", R"({"src":")" + id("wthree") +
        R"(","items":"all","purposes":{"P2":{"state":"withdrawn"}}})");
  f.say("extra", "actz", "act", "type", R"({"term":"act-type/killing"})", "main", {}, "wthree");
  f.more();
  const auto answer = f.ask("count acts where type under killing");
  CHECK(answer.number == 2);
  CHECK(answer.left_out == 1);
}

TEST_CASE("tables and lists") {
  Asked f;
  CHECK(f.ask("table acts by type, month").rows ==
        Rows{{"beating", "not recorded", "1"}, {"shooting", "2025", "1"},
             {"shooting", "2025-03", "1"}});
  CHECK(f.ask("table acts by date.year").rows ==
        Rows{{"2025", "2"}, {"not recorded", "1"}});
  CHECK(f.ask("table victims by type").rows == Rows{{"beating", "1"}, {"shooting", "2"}});
  CHECK(f.ask("table acts by type where date in 2025-03 policy range").rows ==
        Rows{{"shooting", "1-2"}});
  const auto list = f.ask("list persons show age where age >= 18");
  CHECK(list.header == std::vector<std::string>{"persons", "age"});
  CHECK(list.rows == Rows{{"Person pb", "40 years"}, {"Person pd", "18 years"}});
  CHECK(list.entities == std::vector<std::string>{id("pb"), id("pd")});
  CHECK(list.assertions.size() == 2);
}

TEST_CASE("a slip is told, and counts nothing in silence") {
  Asked f;
  CHECK(f.refusal("count acts where type = shoting").sentence().find("did you mean shooting") !=
        std::string::npos);
  CHECK(f.refusal("count acts where tipe = shooting").sentence().find("did you mean type") !=
        std::string::npos);
  CHECK(f.refusal("count persons where act.type = beating").sentence().find("act/witness") !=
        std::string::npos);
  std::string deep = "count acts where ";
  for (int i = 0; i < 200; ++i) deep += "not (";
  for (const std::string& wrong : {std::string(),
                                   std::string("sum acts"),
                                   std::string("count"),
                                   std::string("count ghosts"),
                                   std::string("count acts where"),
                                   std::string("count acts where type"),
                                   std::string("count acts where type under"),
                                   std::string("count acts where type < 3"),
                                   std::string("count acts where date in someday"),
                                   std::string("count acts where (type = beating"),
                                   std::string("count acts where victim.age > many"),
                                   std::string("count acts banana"),
                                   std::string("count acts where type = \"beating"),
                                   std::string("table acts"),
                                   std::string("table acts by"),
                                   std::string("count acts policy maybe"),
                                   std::string("count acts where victim = x.y and"),
                                   std::string("count acts where date.month.day = 3"),
                                   std::string("count acts where a.b.c.d.e.f.g.h = 1"),
                                   std::string("count acts where victim under x"),
                                   deep,
                                   "count acts where type = " + std::string(5000, 'x')}) {
    CAPTURE(wrong);
    CHECK_FALSE(f.refusal(wrong).sentence().empty());
  }
}
