// Who may write, decided from the control records alone: each rule of docs/format.md section 7,
// tried by somebody who would like it to be otherwise.
#include <doctest/doctest.h>

#include "record/control.h"
#include "record/errors.h"

using namespace kotobune;
using namespace kotobune::record;

namespace {

const CaseId case_id(std::string(32, 'c'));
const std::string root(32, '0');
const std::string ann(32, 'a');    // an admin
const std::string ben(32, 'b');    // an admin junior to her
const std::string dan(32, 'd');    // a member
const std::string eve(32, 'e');

class Story {
 public:
  Story() {
    Json keys = Json::object();
    keys.set("recipient", "age1root").set("vkey", "vkey of the root");
    Json b = Json::object();
    b.set("case", case_id.str()).set("title", "Tarn").set("root", std::move(keys));
    say(root, "genesis", std::move(b));
  }
  Story& say(const std::string& log, const std::string& kind, Json body, bool critical = false) {
    Record record;
    record.kind = kind;
    record.critical = critical;
    record.body = std::move(body);
    records.push_back({LogId(log), next_[log]++, std::move(record)});
    return *this;
  }
  Story& add(const std::string& by, const std::string& log, const std::string& prefix,
             std::vector<std::string> write = {"case", "main"}) {
    Json list = Json::array();
    for (auto& one : write) list.push(std::move(one));
    Json b = Json::object();
    b.set("log", log).set("vkey", "vkey of " + log).set("prefix", prefix);
    return say(by, "log.add", std::move(b.set("write", std::move(list))));
  }
  Story& admin(const std::string& by, const std::string& log) {
    Json b = Json::object();
    b.set("log", log);
    return say(by, "admin.add", std::move(b));
  }
  Story& cut(const std::string& by, const std::string& log, int size) {
    Json b = Json::object();
    b.set("log", log).set("size", size).set("root", "ab");
    return say(by, "log.cut", std::move(b));
  }
  Story& succ(const std::string& by, const std::string& log, int size, const std::string& prefix) {
    Json b = Json::object();
    b.set("log", log).set("vkey", "vkey of " + log).set("size", size).set("prefix", prefix);
    return say(by, "log.succ", std::move(b));
  }
  Story& nothing(const std::string& by, int times) {
    for (int i = 0; i < times; ++i) say(by, "commit", Json::object());
    return *this;
  }
  Constitution end() const {
    auto replayed = replay_control(case_id, LogId(root), records);
    REQUIRE(replayed.ok());
    return std::move(replayed).value();
  }
  std::vector<PlacedRecord> records;

 private:
  std::map<std::string, int> next_;
};

// Root admits two admins, the elder a member.
Story office() {
  Story story;
  story.add(root, ann, "MS").admin(root, ann).add(root, ben, "TH").admin(root, ben);
  return story.add(ann, dan, "DA");
}

bool writes(const Constitution& state, const std::string& log, int index,
            const char* compartment = "main") {
  return state.may_write(LogId(log), compartment, index);
}

}  // namespace

TEST_CASE("without genesis of this very case at index 0 there is no case") {
  CHECK(replay_control(case_id, LogId(root), {}).error().is(errors::genesis_missing));
  auto story = office();
  CHECK(replay_control(CaseId(std::string(32, 'f')), LogId(root), story.records)
            .error()
            .is(errors::genesis_missing));
  story.records.erase(story.records.begin());
  CHECK(replay_control(case_id, LogId(root), story.records).error().is(errors::genesis_missing));
}

TEST_CASE("an admitted log writes where it was allowed to, another nowhere") {
  const auto state = office().end();
  CHECK(writes(state, dan, 0));
  CHECK_FALSE(writes(state, dan, 0, "identities"));
  CHECK_FALSE(writes(state, eve, 0));
  CHECK_FALSE(writes(state, root, 0));  // the root writes in `case` only
  CHECK(writes(state, root, 0, "case"));
}

TEST_CASE("a member decides nothing, whatever he writes") {
  const auto state = office().add(dan, eve, "EV").admin(dan, dan).cut(dan, ann, 0).end();
  CHECK_FALSE(writes(state, eve, 0));
  CHECK_FALSE(state.logs.at(dan).admin);
  CHECK(writes(state, ann, 100));
}

TEST_CASE("an admin who may not write in `case` decides nothing") {
  auto story = Story().add(root, ann, "MS", {"main"}).admin(root, ann);
  CHECK_FALSE(writes(story.add(ann, eve, "EV").end(), eve, 0));
}

TEST_CASE("an admin is admitted first: admin.add of an unknown log counts for nothing") {
  Story story;
  story.admin(root, eve).add(eve, dan, "DA");
  const auto state = story.end();
  CHECK_FALSE(writes(state, dan, 0));
  CHECK(state.logs.count(eve) == 0);
}

TEST_CASE("a junior admin does not cut a senior one, nor anybody the root") {
  const auto state = office().cut(ben, ann, 0).cut(ann, root, 0).cut(ben, root, 0).end();
  CHECK(writes(state, ann, 100));
  CHECK(writes(state, root, 100, "case"));
  CHECK_FALSE(writes(office().cut(ann, ben, 7).end(), ben, 7));
  CHECK(writes(office().cut(ann, ben, 7).end(), ben, 6));
}

TEST_CASE("a cut takes away the decisions behind it too") {
  auto story = office();
  story.nothing(ben, 5).add(ben, eve, "EV").cut(ann, ben, 5);
  CHECK_FALSE(writes(story.end(), eve, 0));
}

TEST_CASE("a senior cut stands: a junior neither raises nor lowers it, its author may") {
  CHECK_FALSE(writes(office().cut(ann, dan, 7).cut(ben, dan, 1000).end(), dan, 7));
  CHECK(writes(office().cut(ann, dan, 7).cut(ben, dan, 0).end(), dan, 6));
  CHECK(writes(office().cut(ann, dan, 7).cut(ann, dan, 1000).end(), dan, 7));
  CHECK(office().cut(ann, dan, 7).end().logs.at(dan).cut_root == "ab");
}

TEST_CASE("nobody is admitted twice, not to come back and not to widen his rights") {
  auto story = office().cut(ann, dan, 0);
  CHECK_FALSE(writes(story.add(ben, dan, "DB", {"case", "main", "identities"}).end(), dan, 0));
  CHECK_FALSE(writes(office().add(ben, dan, "DB", {"identities"}).end(), dan, 0, "identities"));
}

TEST_CASE("no prefix is held twice") {
  const auto state = office().add(ben, eve, "MS").end();
  CHECK(state.logs.at(ann).prefix == "MS");
  CHECK(state.logs.at(eve).prefix == "eeeeeeee");
}

TEST_CASE("the old key names the log that goes on, with its rights and no more") {
  auto story = office();
  story.nothing(dan, 3).succ(dan, eve, 3, "DA2");
  const auto state = story.end();
  CHECK(writes(state, eve, 0));
  CHECK(state.logs.at(eve).prefix == "DA2");
  CHECK_FALSE(state.logs.at(eve).admin);
  CHECK_FALSE(writes(state, eve, 0, "identities"));
  CHECK(writes(state, dan, 3));
  CHECK_FALSE(writes(state, dan, 4));  // it was the last word
  CHECK(office().nothing(ann, 1).succ(ann, eve, 2, "AN").end().logs.at(eve).admin);
}

TEST_CASE("a log that was cut, or that misnames its own size, has no successor") {
  auto story = office().cut(ann, dan, 2);
  CHECK_FALSE(writes(story.nothing(dan, 3).succ(dan, eve, 3, "DA2").end(), eve, 0));
  CHECK_FALSE(writes(office().nothing(dan, 3).succ(dan, eve, 9, "DA2").end(), eve, 0));
}

TEST_CASE("a critical record of a kind we do not know closes the gate") {
  CHECK_FALSE(office().say(ann, "lock.new", Json::object()).end().closed_by_unknown);
  CHECK(office().say(ann, "lock.new", Json::object(), true).end().closed_by_unknown);
}

TEST_CASE("a role is given by an admin, changed by another, and never by somebody else") {
  const auto say = [](Story& story, const std::string& by, const std::string& id,
                      const std::string& person, const std::string& role,
                      std::vector<std::string> instead_of = {}) {
    Json b = Json::object();
    b.set("person", person).set("role", role);
    story.say(by, "role", std::move(b));
    story.records.back().record.id = RecordId(id);
    story.records.back().record.supersedes = std::move(instead_of);
  };
  const auto admit = [](Story& story, const std::string& log, const std::string& person) {
    Json b = Json::object();
    b.set("log", log).set("vkey", "vkey of " + log).set("person", person);
    b.set("write", Json(Json::Array{Json("case"), Json("main")}));
    story.say(root, "log.add", std::move(b));
  };
  Story story;
  admit(story, ann, "p1");
  admit(story, ben, "p2");
  admit(story, dan, "p3");
  story.admin(root, ann).admin(root, ben);
  say(story, ann, "r1", "p3", "translator");
  say(story, dan, "r2", "p3", "lead", {"r1"});  // a member about herself
  CHECK(story.end().roles.at("p3").code == "translator");
  say(story, ben, "r3", "p3", "researcher");  // beside, not instead: the senior admin's stands
  CHECK(story.end().roles.at("p3").code == "translator");
  CHECK(story.end().roles.at("p3").records.size() == 2);
  say(story, ben, "r4", "p3", "reviewer", {"r1", "r3"});  // a junior admin knows and decides anew
  CHECK(story.end().roles.at("p3").code == "reviewer");
  say(story, ben, "r5", "p1", "reader");  // of one senior to her
  CHECK(story.end().roles.count("p1") == 0);
  say(story, ann, "r6", "p2", "reader", {"r4"});  // ends nothing said of somebody else
  CHECK(story.end().roles.at("p2").code == "reader");
  CHECK(story.end().roles.at("p3").code == "reviewer");
}
