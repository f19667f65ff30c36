#include "desk/tasks.h"

#include <doctest/doctest.h>

#include "desk/errors.h"
#include "desk/test_desk.h"
#include "release/errors.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

// The clock of the tests stands at 2023-11-14.
Task only(Desk& desk, const TaskFilter& filter = {}) {
  const auto all = tasks(desk, filter);
  REQUIRE(all.ok());
  REQUIRE(all->size() == 1);
  return all->front();
}

std::string calendar(TestDesk& at, const std::string& path) {
  const auto bytes = at.fake.disk.info(path).ok()
                         ? at.fake.world.disk.read_all(path, 1 << 20) : Result<Bytes>(Bytes());
  REQUIRE(bytes.ok());
  return to_string(*bytes);
}

void give_name(TestDesk& at) {
  NewSource source{"W-03", "a mother", "S2", {{"Daw Fictional Aye", "my"}}, {}, false};
  REQUIRE(at.desk->add_source(source).ok());
}

}  // namespace

TEST_CASE("a task is written, reminded of, moved with a reason, and done") {
  TestDesk at;
  auto& desk = *at.desk;
  NewTask wanted{"Answer the court", "court", "2023-12", "2023-11-10", "p1", {}};
  const auto id = add_task(desk, wanted);
  REQUIRE_MESSAGE(id.ok(), id.error().sentence());
  auto task = only(desk);
  CHECK(task.title == "Answer the court");
  CHECK(task.kind == "Court or authority");
  CHECK(Instant{task.due_day * 86'400'000}.iso_date() == "2023-12-01");  // first day of a month
  CHECK(task.reminded);
  CHECK_FALSE(task.overdue);

  CHECK(move_task(desk, *id, "2023-11-01", "").error().is(errors::reason_missing));
  CHECK(move_task(desk, *id, "soon", "x").error().is(errors::date_malformed));
  REQUIRE(move_task(desk, *id, "2023-11-01", "the court sits earlier").ok());
  task = only(desk);
  CHECK(task.overdue);
  CHECK(only(desk, {"p1", false, {}}).due == "2023-11-01");
  CHECK(tasks(desk, {"somebody", false, {}})->empty());

  REQUIRE(finish_task(desk, task.id, "2023-11-14", "filed").ok());
  CHECK(tasks(desk)->empty());
  CHECK(only(desk, {"", true, {}}).done == "2023-11-14");
}

TEST_CASE("what cannot be waited for or is not known is refused") {
  TestDesk at;
  auto& desk = *at.desk;
  CHECK(add_task(desk, {"x", "", "next week", "", "", {}}).error().is(errors::date_malformed));
  CHECK(add_task(desk, {"x", "holiday", "2024", "", "", {}}).error().is(errors::type_unknown));
  CHECK(add_task(desk, {"x", "", "2024", "", "", {"W-09"}}).error().is(errors::entity_unknown));
  CHECK(finish_task(desk, "nothing", "2024-01-01", "").error().is(errors::task_unknown));
  CHECK(tasks(desk)->empty());
}

TEST_CASE("ends of consents and of locks stand in the list and cannot be moved there") {
  TestDesk at;
  auto& desk = *at.desk;
  give_name(at);
  NewConsent consent;
  consent.source = "W-03";
  for (const char* code : {"P3", "P5"}) {
    disclosure::PurposeConsent one;
    one.purpose = *disclosure::parse_purpose(code);
    one.state = disclosure::ConsentState::yes;
    consent.purposes[code] = one;
  }
  consent.given = "2023-01-01";
  consent.expires = "2024-05-01";
  REQUIRE(desk.give_consent(consent).ok());
  Json body = Json::object();
  body.set("items", "all").set("rule", "embargo").set("until", "2024");
  std::vector<vault::NewRecord> records;
  records.push_back({"restriction", record::main_compartment, std::move(body), {}, {}});
  REQUIRE(desk.add_records(std::move(records)).ok());
  const auto all = tasks(desk);
  REQUIRE(all.ok());
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].source == TaskSource::consent_ends);
  CHECK((*all)[0].due == "2024-05-01");
  CHECK((*all)[0].title.find("P3, P5") != std::string::npos);
  CHECK((*all)[1].source == TaskSource::restriction_ends);
  CHECK((*all)[1].due == "2024-12-31");
  CHECK(move_task(desk, (*all)[0].id, "2030-01-01", "x").error().is(errors::task_unknown));
}

TEST_CASE("a calendar says Reminder and a number; titles only where no name stands in them") {
  TestDesk at;
  auto& desk = *at.desk;
  give_name(at);
  REQUIRE(add_task(desk, {"Ask Daw Fictional Aye again", "safety", "2024-02-03", "2024-02-01", "p1",
                          {"W-03"}}).ok());
  CHECK(export_calendar(desk, {"", false, {}}, "/out.ics").error().is(errors::nobody_named));
  const auto written = export_calendar(desk, {"my telephone", false, {}}, "/out.ics");
  REQUIRE_MESSAGE(written.ok(), written.error().sentence());
  CHECK(written->entries == 1);
  const auto text = calendar(at, "/out.ics");
  CHECK(text.find("DTSTART;VALUE=DATE:20240203\r\n") != std::string::npos);
  CHECK(text.find("TRIGGER:-P2D\r\n") != std::string::npos);
  CHECK(text.find("SUMMARY:Reminder " + calendar_number(desk, only(desk))) != std::string::npos);
  for (const char* word : {"Fictional", "W-03", "safety", "kotobune", "Tarn"}) {
    CHECK(text.find(word) == std::string::npos);
  }
  CHECK(desk.index().disclosures()->size() == 1);

  const auto named = export_calendar(desk, {"my telephone", true, {}}, "/named.ics");
  REQUIRE_FALSE(named.ok());
  CHECK(named.error().is(errors::scan_hit));
  CHECK_FALSE(at.fake.world.disk.exists("/named.ics"));
  CHECK(desk.index().disclosures()->size() == 1);

  // The same entry in a later calendar: a telephone moves it instead of adding another one.
  const auto uid = text.substr(text.find("UID:"), 40);
  REQUIRE(move_task(desk, only(desk).id, "2024-03-01", "she is away").ok());
  REQUIRE(export_calendar(desk, {"my telephone", false, {}}, "/later.ics").ok());
  CHECK(calendar(at, "/later.ics").find(uid) != std::string::npos);
}
