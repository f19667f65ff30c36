// The index over records made by hand: projection, supersession, rights, questions, search.
#include "index/index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "index/errors.h"
#include "index/test_index.h"

using namespace kotobune;
using namespace kotobune::index;
using namespace kotobune::index::testing;

namespace {

void small_case(Fixture& f) {
  f.source("wthree", "W-03");
  f.source("wtwo", "W-02");
  f.say("rel", "wtwo", "source", "driver-of", R"({"entity":")" + id("wthree") + R"("})");
  f.say("lev", "wthree", "source", "sensitivity", R"({"term":"sensitivity/S3"})");
  f.say("nam", "wthree", "source", "name", R"({"name":"Daw Nwe","lang":"my","script":"Latn"})",
        "identities");
  f.exhibit("one", 1, "wthree");
  f.exhibit("two", 2, "wtwo");
  f.exhibit("old", 3);
  f.consent("yes", "wthree", "yes");
  f.consent("ctwo", "wtwo", "yes");
  f.consent("wit", "wthree", "withdrawn", {id("yes")});
  f.put(id("cus"), "custody", R"({"ex":")" + id("one") + R"(","act":"received","from":"x"})");
  f.put(id("frag"), "fragment", R"({"ex":")" + id("one") + R"(","sel":{"page":1},"quote":"q"})");
  f.put(id("dis"), "disclosure", R"({"audience":"public","purpose":"P3","depends":[{"id":")" +
        id("one") + R"(","consent":[")" + id("yes") + R"("]}]})");
  f.put(id("note"), "note", R"({"about":[")" + id("one") + R"("],"text":"ask again"})");
  f.put(id("dfa"), "draft", R"({"draft":"d","title":"Report","sha256":"x","size":1})");
  f.put(id("dfb"), "draft", R"({"draft":"d","title":"Report","sha256":"y","size":2})", {id("dfa")});
  f.say("deadx", "ev", "event", "dead", R"({"num":"11"})", "main", {}, "wtwo");
  f.say("deady", "ev", "event", "dead", R"({"num":"14"})", "main", {}, "wthree");
  f.say("deadz", "ev", "event", "dead", R"({"num":"12"})", "main", {id("deadx") + "/0"}, "wtwo");
  f.say("gone", "ev", "event", "title", R"({"text":"secret"})");
  f.say("tit", "ev", "event", "title", R"({"text":"shooting"})", "main", {id("gone")});
  f.put(id("ret"), "retract", R"({"of":")" + id("lev") + R"(/0","why":"typed twice"})");
  f.put(id("erase"), "erase", R"({"ids":[")" + id("gone") + R"("],"objects":[],"sup":[]})", {},
        "case");
  f.put(id("same"), "same", R"({"e":[")" + id("pa") + R"(",")" + id("pb") + R"("]})");
}

}  // namespace

TEST_CASE("the same records in any order and any batches give the same tables") {
  Fixture f;
  small_case(f);
  f.settle();
  const auto mark = f.index->content_mark();
  REQUIRE(mark.ok());
  std::mt19937 dice(5);
  for (int round = 0; round < 12; ++round) {
    auto shuffled = f.inputs;
    std::shuffle(shuffled.begin(), shuffled.end(), dice);
    auto other = f.make("other" + std::to_string(round));
    const std::size_t half = dice() % shuffled.size();
    const std::span<const Input> all(shuffled);
    if (round % 3 == 0) {
      const Status done = other->rebuild([&](const Index::Put& put) -> Status {
        for (const auto& input : shuffled) TRY(put(input));
        return {};
      });
      REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().sentence()));
    } else {
      REQUIRE(other->apply(all.first(half)).ok());
      REQUIRE(other->apply(all.subspan(half)).ok());
      REQUIRE(other->apply(all.first(half)).ok());  // X3: twice counts once
    }
    REQUIRE(other->set_logs({{log_a, "MS", "MS"}}).ok());
    CHECK(*other->content_mark() == *mark);
    CHECK(*other->cursor() == *f.index->cursor());
  }
}

TEST_CASE("two records that claim one id: the same one counts everywhere, the other is reported") {
  Fixture f;
  f.put(id("x"), "note", R"({"about":[],"text":"from b"})", {}, "main", log_b);
  f.put(id("x"), "note", R"({"about":[")" + id("e") + R"("],"text":"from a"})", {}, "main", log_a);
  f.settle();
  auto other = f.make("other");
  std::reverse(f.inputs.begin(), f.inputs.end());
  REQUIRE(other->apply(f.inputs).ok());
  REQUIRE(other->set_logs({{log_a, "MS", "MS"}}).ok());
  CHECK(*other->content_mark() == *f.index->content_mark());
  CHECK(f.index->notes_about(f.inside, id("e"))->front().text == "from a");
  CHECK(f.index->statistics(f.inside)->collisions == 1);
}

TEST_CASE("values of two sources stand side by side; a superseded one is past, not gone") {
  Fixture f;
  small_case(f);
  f.settle();
  const auto view = f.index->entity(f.inside, id("ev"));
  REQUIRE(view.ok());
  std::vector<std::string> now, past, who;
  for (const auto& value : view->values) {
    if (value.property != "dead") continue;
    (value.current ? now : past).push_back(value.shown);
    if (value.current) who.push_back(value.informant_code);
  }
  CHECK(now == std::vector<std::string>{"14", "12"});
  CHECK(who == std::vector<std::string>{"W-03", "W-02"});
  CHECK(past == std::vector<std::string>{"11"});
  CHECK(view->label == "shooting");
  const auto titles = std::count_if(view->values.begin(), view->values.end(),
                                    [](const ValueRow& one) { return one.property == "title"; });
  CHECK(titles == 1);  // X4: the erased one left no row
  CHECK(f.index->entity(f.inside, id("nobody")).error().is(errors::no_such_entity));
}

TEST_CASE("what supersedes must be of the same entity, property and compartment") {
  Fixture f;
  f.say("v", "e", "event", "dead", R"({"num":"1"})");
  f.say("w", "e", "event", "title", R"({"text":"t"})", "main", {id("v") + "/0"});
  f.say("x", "e", "event", "dead", R"({"num":"2"})", "identities", {id("v") + "/0"});
  f.settle();
  const auto view = f.index->entity(f.inside, id("e"));
  CHECK(std::all_of(view->values.begin(), view->values.end(),
                    [](const ValueRow& one) { return one.current; }));
}

TEST_CASE("a withdrawn consent is what holds now") {
  Fixture f;
  small_case(f);
  f.settle();
  const auto now = f.index->consents_of(f.inside, "W-03");
  REQUIRE(now.ok());
  CHECK(now->size() == 14);
  CHECK((*now)[2].state == disclosure::ConsentState::withdrawn);
  CHECK((*now)[2].record_id == id("wit"));
  CHECK_FALSE((*now)[3].recorded);
  CHECK((*now)[3].state == disclosure::ConsentState::unknown);
  CHECK((*f.index->consents_of(f.inside, "W-02"))[2].state == disclosure::ConsentState::yes);
  const auto facts = f.index->facts_of_exhibit(f.outside, id("one"));
  REQUIRE(facts->size() == 1);
  CHECK(disclosure::decide(f.outside.scope, facts->front()).code() == "CO-2");
  const auto unrecorded = f.index->facts_of_exhibit(f.outside, id("old"));
  CHECK(disclosure::decide(f.outside.scope, unrecorded->front()).code() == "CO-1");
  CHECK(f.index->consents_of(f.inside, "W-99").error().is(errors::no_such_source));
}

TEST_CASE("protection inherits along relations, names come from identities alone") {
  Fixture f;
  small_case(f);
  f.say("levagain", "wthree", "source", "sensitivity", R"({"term":"sensitivity/S4"})");
  f.settle();
  CHECK(f.index->source(f.inside, "W-02")->effective_level == disclosure::Level::s4);
  CHECK(f.index->source(f.inside, "W-02")->relations.front().code == "W-03");
  const auto names = f.index->protected_names();
  REQUIRE(names->size() == 1);
  CHECK(names->front().code == "W-03");
  CHECK(names->front().name == "Daw Nwe");
  // A reader without the compartment sees no name, whatever she asks.
  const auto view = f.index->entity(f.outside, id("wthree"));
  for (const auto& value : view->values) CHECK(value.property != "name");
}

TEST_CASE("exhibits are found by number, digest and place") {
  Fixture f;
  small_case(f);
  f.exhibit("hid", 9, "", "sealed");
  f.settle();
  const auto one = f.index->exhibit(f.inside, "MS-0001");
  REQUIRE(one.ok());
  CHECK(one->sources == std::vector<std::string>{"W-03"});
  CHECK(f.index->exhibit(f.inside, "MS-1").error().is(errors::no_such_exhibit));
  CHECK(f.index->exhibit(f.inside, "MS-0009").error().is(errors::no_such_exhibit));
  CHECK(f.index->exhibits_with_sha256(f.inside, "hash-two")->front().number == "MS-0002");
  CHECK(f.index->exhibits_found_at(f.inside, "/in/two", 10, 5)->size() == 1);
  CHECK(f.index->exhibits_found_at(f.inside, "/in/two", 10, 6)->empty());
  CHECK(*f.index->next_exhibit_number(log_a) == 10);  // closed ones are taken too
  CHECK(f.index->custody(f.inside, id("one"))->size() == 1);
  CHECK(f.index->fragments(f.inside, id("one"))->size() == 1);
  CHECK(f.index->drafts(f.inside)->front().sha256 == "y");
  CHECK(f.index->draft_versions(f.inside, "d")->size() == 2);
  CHECK(f.index->disclosures_resting_on(f.inside, id("yes"))->size() == 1);
  CHECK(f.index->disclosures_resting_on(f.inside, id("two"))->empty());
  CHECK(f.index->statistics(f.inside)->exhibits == 3);
}

TEST_CASE("search finds every script and cites a page") {
  Fixture f;
  for (int i = 1; i <= 4; ++i) f.exhibit("e" + std::string(1, static_cast<char>('a' + i)), i);
  f.settle();
  REQUIRE(f.index->add_text(id("eb"), "d1", {"nothing", "they slept in the classrooms"}).ok());
  REQUIRE(f.index->add_text(id("ec"), "d2", {"စုစုပေါင်း သေဆုံးသူ ၁၁ ဦး"}).ok());
  REQUIRE(f.index->add_text(id("ed"), "d3", {"ทหารเข้ามาในโรงเรียนตอนเช้า"}).ok());
  REQUIRE(f.index->add_text(id("ee"), "d4", {"兵士は学校に泊まりました"}).ok());
  const auto find = [&](const char* typed) { return f.index->search(f.inside, typed, 10); };
  const auto english = find("slept classrooms");
  REQUIRE_MESSAGE(english.ok(), (english.ok() ? "" : english.error().sentence()));
  REQUIRE(english->total == 1);
  const Hit& hit = english->hits.front();
  CHECK(hit.number == "MS-0001");
  CHECK(hit.page == 2);
  REQUIRE(hit.marks.size() == 2);
  const auto [from, to] = hit.marks[0];
  CHECK(hit.snippet.substr(from, to - from) == "slept");
  CHECK(find("သေဆုံးသူ")->total == 1);
  CHECK(find("โรงเรียน")->total == 1);
  CHECK(find("学校")->total == 1);
  CHECK(find("school")->total == 0);
  REQUIRE(f.index->add_text(id("eb"), "d1", {"replaced"}).ok());
  CHECK(find("slept")->total == 0);
  CHECK(find("replaced")->total == 1);
  CHECK(f.index->pages(f.inside, id("eb"))->front().text == "replaced");
  CHECK_FALSE(find("\"open").ok());
}

TEST_CASE("what a reader may not see is not counted") {
  Fixture f;
  small_case(f);
  f.exhibit("hid", 9, "", "sealed");
  f.settle();
  for (const char* name : {"one", "two", "old", "hid"}) {
    REQUIRE(f.index->add_text(id(name), std::string("d-") + name, {"soldiers came"}).ok());
  }
  CHECK(f.index->search(f.inside, "soldiers", 10)->total == 3);
  const auto outside = f.index->search(f.outside, "soldiers", 10);
  REQUIRE(outside->total == 1);  // W-03 withdrew, nobody is recorded for the third
  CHECK(outside->hits.front().number == "MS-0002");
  CHECK(f.index->pages(f.outside, id("one"))->empty());
  Reader blind = f.inside;
  blind.unknown_critical = true;
  CHECK(f.index->search(blind, "soldiers", 10)->total == 0);
  // Text without a record of its exhibit is nobody's.
  REQUIRE(f.index->add_text(id("ghost"), "d", {"soldiers came"}).ok());
  CHECK(f.index->search(f.inside, "soldiers", 10)->total == 3);
}

TEST_CASE("only an admin, and only in `case`, orders an erasure") {
  for (const bool admin : {true, false}) {
    for (const char* compartment : {"case", "main"}) {
      CAPTURE(admin);
      CAPTURE(std::string(compartment));
      Fixture f;
      f.exhibit("one", 1);
      f.put(id("erase"), "erase", R"({"ids":[")" + id("one") + R"("],"sup":[]})", {}, compartment);
      f.inputs.back().by_admin = admin;
      f.settle();
      const auto rows = f.index->exhibits(f.inside);
      REQUIRE(rows.ok());
      const bool ordered = admin && std::string_view(compartment) == "case";
      CHECK(rows->size() == (ordered ? 0u : 1u));
    }
  }
}

TEST_CASE("an erased exhibit leaves the search and does not come back") {
  Fixture f;
  small_case(f);
  f.settle();
  REQUIRE(f.index->add_text(id("one"), "d", {"soldiers came"}).ok());
  f.inputs.clear();
  f.put(id("erasetwo"), "erase", R"({"ids":[")" + id("one") + R"(",")" + id("yes") + R"("]})", {},
        "case");
  REQUIRE(f.index->apply(f.inputs).ok());
  CHECK(f.index->search(f.inside, "soldiers", 10)->total == 0);
  CHECK(f.index->exhibit(f.inside, "MS-0001").error().is(errors::no_such_exhibit));
  CHECK(f.index->add_text(id("one"), "d", {"x"}).error().is(errors::text_of_erased));
  CHECK(f.index->scrub().ok());
  // A consent cannot be erased: what was agreed to stays provable.
  CHECK((*f.index->consents_of(f.inside, "W-03"))[2].record_id == id("wit"));
}

TEST_CASE("a line that is no record stops the index and changes nothing") {
  Fixture f;
  small_case(f);
  f.inputs.push_back({log_a, 99, "main", "{}", true});
  const Status status = f.index->apply(f.inputs);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().is(errors::index_record_unreadable));
  CHECK(status.error().parameter("index") == "99");
  CHECK(f.index->cursor()->empty());
  CHECK(f.index->statistics(f.inside)->records == 0);
}

TEST_CASE("a text larger than the limit is refused") {
  Fixture f;
  f.exhibit("one", 1);
  f.settle();
  const std::string half(text_limit_bytes / 2 + 1, 'a');
  CHECK(f.index->add_text(id("one"), "d", {half, half}).error().is(errors::text_too_long));
}

TEST_CASE("a cleared index is empty and takes all again; a closed one is found again") {
  Fixture f;
  small_case(f);
  f.settle();
  const auto mark = *f.index->content_mark();
  f.index.reset();
  f.index = f.make("index.db");
  CHECK(*f.index->content_mark() == mark);
  REQUIRE(f.index->clear().ok());
  CHECK(f.index->cursor()->empty());
  f.settle();
  CHECK(*f.index->content_mark() == mark);
}
