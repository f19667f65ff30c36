// Two people in one case: the founder, and whoever opens it with the recovery sheet on another
// computer. Each has a log, so each has a code of her own.
#include "desk/review.h"

#include <doctest/doctest.h>

#include "base/encode.h"
#include "crypt/digest.h"
#include "desk/agreement.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "desk/reports.h"
#include "desk/test_desk.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

struct Office : TestDesk {
  std::string code;

  Office() {
    desk.reset();
    vault::CreateOptions options;
    options.title = "Office";
    options.prefix = "AA";
    options.fictional = true;
    options.log_n = 10;
    auto made = vault::Case::create(fake.world, "/office", options, as_bytes(passphrase));
    REQUIRE(made.ok());
    code = made->sheet.code();
    REQUIRE(made->opened->confirm_sheet(made->sheet.groups[made->sheet.asked_group]).ok());
    sit_down(std::move(made->opened));
  }

  void sit_down(std::unique_ptr<vault::Case> opened) {
    auto at = Desk::around(fake.world, std::move(opened), "/packs");
    REQUIRE_MESSAGE(at.ok(), at.error().sentence());
    desk = std::move(*at);
  }

  // Another computer, another person; what was published is there.
  void next_person(const std::string& prefix) {
    REQUIRE(desk->vault().publish().ok());
    desk.reset();
    forget("/office/.local");
    vault::CreateOptions options;
    options.prefix = prefix;
    options.log_n = 10;
    auto opened =
        vault::Case::recover(fake.world, "/office", code, options, as_bytes(passphrase));
    REQUIRE_MESSAGE(opened.ok(), opened.error().sentence());
    sit_down(std::move(*opened));
  }

  void forget(const std::string& folder) {
    const auto entries = fake.disk.list(folder);
    REQUIRE(entries.ok());
    for (const auto& entry : *entries) {
      const auto path = join_path(folder, entry.name);
      if (entry.kind == FileKind::directory) forget(path);
      else REQUIRE(fake.disk.remove(path).ok());
    }
  }

  const std::string& me() { return desk->vault().keystore().person; }
};

Json words(const std::string& said) {
  Json value = Json::object();
  value.set("text", said);
  return value;
}

Json date(const std::string& edtf) {
  Json value = Json::object();
  value.set("date", edtf);
  return value;
}

std::string state(Desk& desk, const std::string& property, Json value, std::string entity = "") {
  NewAssertion said;
  said.entity = std::move(entity);
  said.type = "event";
  said.values.push_back({property, std::move(value), {}, ""});
  const auto id = desk.assert_values(said);
  REQUIRE_MESSAGE(id.ok(), id.error().sentence());
  return *id;
}

std::string statement_of(Desk& desk, const std::string& entity) {
  const auto view = desk.index().entity(entity);
  REQUIRE(view.ok());
  return (*view)->values.front().assertion;
}

Opinion opinion(Desk& desk, const std::string& id) {
  const auto reviews = Reviews::read(desk);
  REQUIRE(reviews.ok());
  const auto author = author_of(desk, id);
  REQUIRE(author.ok());
  return reviews->of(id, *author);
}

}  // namespace

TEST_CASE("nobody reviews what she wrote herself, a second person may, with a reason") {
  Office office;
  const auto event = state(*office.desk, "title", words("A raid"));
  const auto id = statement_of(*office.desk, event);
  const auto own = review(*office.desk, {id}, ReviewState::agreed, "I was there");
  REQUIRE_FALSE(own.ok());
  CHECK(own.error().is(errors::own_review));
  const auto first = office.me();
  CHECK(ask_review(*office.desk, {id}, first, "").error().is(errors::own_review));
  CHECK(ask_review(*office.desk, {id}, "p99", "").error().is(errors::reviewer_unknown));
  REQUIRE(ask_review(*office.desk, {id}, "", "before Friday").ok());
  CHECK(opinion(*office.desk, id).state == ReviewState::asked);

  office.next_person("BB");
  REQUIRE(office.me() != first);
  const auto queue = review_queue(*office.desk);
  REQUIRE(queue.ok());
  REQUIRE(queue->items.size() == 1);
  CHECK(queue->items[0].id == id);
  CHECK(queue->items[0].shown == "A raid");
  CHECK_FALSE(queue->items[0].own);
  CHECK(review(*office.desk, {id}, ReviewState::agreed, " ").error().is(errors::reason_missing));
  REQUIRE(review(*office.desk, {id}, ReviewState::agreed, "as on page 2").ok());
  const auto now = opinion(*office.desk, id);
  CHECK(now.state == ReviewState::agreed);
  CHECK(now.by == office.me());
  CHECK(now.to.empty());
  const auto after = review_queue(*office.desk);
  REQUIRE(after.ok());
  CHECK(after->items.empty());
  CHECK(after->agreed == 1);
}

TEST_CASE("a review written by hand for oneself counts for nothing") {
  Office office;
  const auto id = statement_of(*office.desk, state(*office.desk, "title", words("A raid")));
  for (const char* by : {"", "p77"}) {  // a record may claim what it likes: the log decides
    Json body = Json::object();
    body.set("of", Json(Json::Array{Json(id)})).set("state", "agreed").set("why", "x");
    if (*by != '\0') body.set("by", by);
    std::vector<vault::NewRecord> records;
    records.push_back({"review", record::main_compartment, std::move(body), {}, {}});
    REQUIRE(office.desk->add_records(std::move(records)).ok());
  }
  CHECK(opinion(*office.desk, id).state == ReviewState::none);
}

TEST_CASE("of two reviewers the gravest word counts, of one her last") {
  Office office;
  const auto id = statement_of(*office.desk, state(*office.desk, "title", words("A raid")));
  office.next_person("BB");
  REQUIRE(review(*office.desk, {id}, ReviewState::rejected, "not so").ok());
  REQUIRE(review(*office.desk, {id}, ReviewState::doubted, "perhaps so").ok());
  CHECK(opinion(*office.desk, id).state == ReviewState::doubted);
  office.next_person("CC");
  REQUIRE(review(*office.desk, {id}, ReviewState::agreed, "so").ok());
  CHECK(opinion(*office.desk, id).state == ReviewState::doubted);
  CHECK(opinion(*office.desk, id).why == "perhaps so");
}

TEST_CASE("what was replaced is not reviewed; the index made anew says the same") {
  Office office;
  office.next_person("BB");
  CHECK(review(*office.desk, {"ZZ-0001"}, ReviewState::agreed, "x")
            .error().is(errors::nothing_to_review));
  const auto id = statement_of(*office.desk, state(*office.desk, "title", words("A raid")));
  office.next_person("CC");
  REQUIRE(review(*office.desk, {id}, ReviewState::agreed, "so").ok());
  REQUIRE(office.desk->rebuild().ok());
  CHECK(opinion(*office.desk, id).state == ReviewState::agreed);
  std::vector<vault::NewRecord> records;
  Json body = Json::object();
  body.set("of", id).set("why", "typed wrongly");
  records.push_back({"retract", record::main_compartment, std::move(body), {}, {}});
  REQUIRE(office.desk->add_records(std::move(records)).ok());
  CHECK(review(*office.desk, {id}, ReviewState::agreed, "x")
            .error().is(errors::nothing_to_review));
}

TEST_CASE("the compiler asks for a second person beside the author of the text and of the record") {
  Office office;
  const std::string source = "a text";
  REQUIRE(office.desk->save_draft("d", "A title", source).ok());
  const auto drafts = office.desk->index().drafts();
  REQUIRE(drafts.ok());
  const auto id = drafts->front().id;
  const auto approver = [&](const std::string& of) {
    const auto material = CaseMaterial::make(*office.desk);
    REQUIRE(material.ok());
    return (*material)->approver_of(of);
  };
  CHECK(approver(source).empty());
  office.next_person("BB");
  REQUIRE(review(*office.desk, {id}, ReviewState::agreed, "read").ok());
  CHECK(approver(source) == office.me());
  CHECK(approver(source + " changed").empty());
}

TEST_CASE("two readers code twelve events: alpha for the date and the title") {
  Office office;
  std::vector<std::string> events;
  for (int i = 0; i < 12; ++i) {
    const auto event = state(*office.desk, "date", date("2013-03-" + std::to_string(10 + i)));
    state(*office.desk, "title", words(i % 2 == 0 ? "raid" : "shelling"), event);
    events.push_back(event);
  }
  office.next_person("BB");
  for (int i = 0; i < 12; ++i) {
    state(*office.desk, "date", date("2013-03-" + std::to_string(10 + i)), events[i]);
    state(*office.desk, "title", words(i % 2 == 0 || i > 9 ? "raid" : "shelling"), events[i]);
  }
  const auto compared = compare_readers(*office.desk, {"event", {}, false});
  REQUIRE(compared.ok());
  REQUIRE(compared->properties.size() == 2);
  for (const auto& one : compared->properties) {
    REQUIRE(one.measured.agreement.has_value());
    CHECK(one.measured.units == 12);
    if (one.property == "date") {
      CHECK(one.scale == record::Scale::interval);
      CHECK(one.measured.agreement->alpha == doctest::Approx(1));
    } else {
      CHECK(one.scale == record::Scale::nominal);
      CHECK(one.measured.agreement->alpha > 0.7);
      CHECK(one.measured.agreement->alpha < 0.9);
    }
  }
  CHECK(compare_readers(*office.desk, {"event", {"p1"}, false})
            .error().is(errors::readers_missing));
  CHECK(compare_readers(*office.desk, {"no-such", {}, false}).error().is(errors::type_unknown));
}
