// The record in the workbench: an event, two who disagree about it, two who change it at once.
#include "web/test_workbench.h"

namespace kotobune::web {
namespace {

std::string body(Response response) { return std::move(response.body()); }

bool holds(const Response& response, std::string_view words) {
  return response.body().find(words) != std::string::npos;
}

// The value of the nth hidden field of that name on a page.
std::vector<std::string> hidden(const std::string& page, const std::string& name) {
  std::vector<std::string> out;
  const auto mark = "type=\"hidden\" name=\"" + name + "\" value=\"";
  for (auto at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
    const auto begin = at + mark.size();
    out.push_back(page.substr(begin, page.find('"', begin) - begin));
  }
  return out;
}

struct RecordBench : Bench {
  RecordBench() {
    found_case();
    for (const char* code : {"W-01", "W-02"}) {
      she->get("/sources");
      const auto added = she->post("/sources", fields({{"code", code},
                                                       {"role", "a villager"},
                                                       {"protection", "S2"}}));
      REQUIRE(added.status() == 303);
    }
  }

  // The path of an event with this title and date, as W-01 tells it.
  std::string event() {
    she->get("/record/event/new");
    const auto made = she->post("/record/event/new", fields({{"title.0.text", "The school"},
                                                             {"date.0.text", "2013-03-20"},
                                                             {"informant", "W-01"},
                                                             {"reliability", "C"},
                                                             {"credibility", "3"}}));
    REQUIRE_MESSAGE(made.status() == 303, made.body());
    return std::string(made.header("location"));
  }
};

}  // namespace

TEST_CASE("an event is made from a form that refuses at the field and loses nothing") {
  RecordBench bench;
  auto& she = *bench.she;
  CHECK(holds(she.get("/record"), "Nothing is recorded yet."));
  CHECK(holds(she.get("/record/event"), "None is recorded yet."));
  she.get("/record/event/new");
  auto refused = she.post("/record/event/new", fields({{"title.0.text", "The school <b>"},
                                                       {"date.0.text", "some day soon"}}));
  CHECK(refused.status() == 422);
  CHECK(holds(refused, "The school &lt;b&gt;"));
  CHECK(holds(refused, "aria-describedby=\"e-date.0.\""));
  refused = she.post("/record/event/new", fields({{"title.0.text", "x"},
                                                  {"exhibit", "LF-0009"},
                                                  {"quote", "slept there"}}));
  CHECK(refused.status() == 422);
  CHECK(holds(refused, "There is no exhibit LF-0009"));
  CHECK(holds(she.get("/record/event"), "None is recorded yet."));  // a refusal records nothing

  const auto at = bench.event();
  const auto page = she.get(at);
  CHECK(holds(page, "one source, indirect (C3)"));
  CHECK(holds(page, "2013-03-20"));
  CHECK(holds(page, "/sources/W-01"));
  CHECK(holds(she.get("/record/event?f=date&t=in&v=2013-03"), at));
  CHECK_FALSE(holds(she.get("/record/event?f=date&t=in&v=2014"), at));
  CHECK(she.get("/record/event?where=nonsense").status() == 422);
  CHECK(she.get("/record/spaceship").status() != 200);
  for (const auto* way : {"/practice/events", "/practice/places", "/practice/events-by-status",
                          "/practice/interviews", "/practice/acts", "/checks", "/record"})
    CHECK(she.get(way).status() == 200);
}

TEST_CASE("who disagrees is shown side by side, settled with a reason, and opened again") {
  RecordBench bench;
  auto& she = *bench.she;
  const auto at = bench.event();
  she.get(at + "/edit?p=date");
  REQUIRE(she.post(at + "/edit?p=date", fields({{"date.0.text", "8th waning of Tabaung 1374"},
                                                {"informant", "W-02"}}))
              .status() == 303);
  CHECK(holds(she.get(at), "8th waning of Tabaung 1374"));
  CHECK(holds(she.get("/record/event"), "sources disagree"));
  const auto page = body(she.get("/disagreements"));
  const auto mark = std::string("name=\"prefer\" required value=\"");
  const auto begin = page.find(mark);
  REQUIRE(begin != std::string::npos);
  const auto prefer = page.substr(begin + mark.size(),
                                  page.find('"', begin + mark.size()) - begin - mark.size());
  const auto form = fields({{"entity", at.substr(at.rfind('/') + 1)},
                            {"property", "date"},
                            {"prefer", prefer},
                            {"why", "she was there"}});
  REQUIRE(she.post("/disagreements", form).status() == 303);
  CHECK(holds(she.get("/disagreements"), "she was there"));
  CHECK_FALSE(holds(she.get("/record/event"), "sources disagree"));
  REQUIRE(she.post("/disagreements/undo", form).status() == 303);
  CHECK(holds(she.get("/record/event"), "sources disagree"));
}

TEST_CASE("of two who change one value the second sees the first's and decides") {
  RecordBench bench;
  auto& she = *bench.she;
  const auto at = bench.event();
  const auto page = body(she.get(at));
  const auto link = page.find("/edit?p=title&amp;a=");
  REQUIRE(link != std::string::npos);
  auto edit = page.substr(link, page.find('"', link) - link);
  edit = at + "/edit?p=title&a=" + edit.substr(edit.find("a=", 8) + 2);
  const auto form = body(she.get(edit));
  const auto replaces = hidden(form, "replaces");
  REQUIRE(replaces.size() == 1);
  const auto typed = [&](const char* title, const std::string& old, const std::string& seen) {
    return fields({{"title.0.text", title}, {"replaces", old}, {"seen", seen}});
  };
  REQUIRE(she.post(edit, typed("First", replaces[0], replaces[0])).status() == 303);
  const auto clash = she.post(edit, typed("Second", replaces[0], replaces[0]));
  CHECK(clash.status() == 409);
  CHECK(holds(clash, "Somebody else changed this meanwhile"));
  CHECK(holds(clash, "First"));
  CHECK(holds(clash, "Second"));
  const auto head = hidden(clash.body(), "replaces");
  REQUIRE(head.size() == 1);
  REQUIRE(she.post(edit, typed("Second", head[0], head[0])).status() == 303);
  const auto now = she.get(at);
  CHECK(holds(now, "Second"));
  CHECK_FALSE(holds(now, "sources disagree"));
  CHECK(holds(now, "Earlier values"));
}

}  // namespace kotobune::web
