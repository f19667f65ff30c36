// A source withdraws and asks that what she gave be erased.
#include "desk/erasure.h"

#include <doctest/doctest.h>

#include "desk/errors.h"
#include "desk/test_desk.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

std::string everything_readable(Desk& desk) {
  std::string out;
  vault::Cursor from;
  const auto read = desk.vault().read(from, [&](const vault::StoredRecord& stored) -> Status {
    out += stored.line + "\n";
    return {};
  });
  REQUIRE(read.ok());
  return out;
}

}  // namespace

TEST_CASE("erasing a source takes who she is, what she said and what came from her alone") {
  TestDesk at;
  auto& desk = *at.desk;
  NewSource her{"W-03", "a mother", "S3", {{"Daw Fictional", "my"}}, {}, false};
  REQUIRE(desk.add_source(her).ok());
  REQUIRE(desk.add_source({"W-02", "a monk", "S2", {}, {}, false}).ok());
  at.put("/in/hers.txt", "The soldiers came to my yard.");
  at.put("/his/his.txt", "The soldiers came to the school.");
  REQUIRE(desk.seal("/in", "W-03", "Daw Fictional's cousin", "en", {}).ok());
  REQUIRE(desk.seal("/his", "W-02", "", "en", {}).ok());
  REQUIRE(desk.describe_exhibit("MS-0001", {"Statement of the mother", {}, {}}).ok());
  REQUIRE(desk.describe_exhibit("MS-0001", {"Statement, W-03", {}, {}}).ok());
  NewAssertion said;
  said.type = "event";
  said.informant = "W-03";
  Json value = Json::object();
  value.set("text", "She heard it from the yard.");
  said.values.push_back({"description", value, {"MS-0001"}, "B2"});
  REQUIRE(desk.assert_values(said).ok());
  REQUIRE(desk.withdraw_consent("W-03", "", "").ok());

  const auto plan = plan_erasure_of_source(desk, "W-03");
  REQUIRE_MESSAGE(plan.ok(), plan.error().sentence());
  CHECK(plan->exhibits == std::vector<std::string>{"MS-0001"});
  CHECK(plan->disclosed.empty());
  CHECK(erase(desk, *plan, "").error().is(errors::reason_missing));
  const auto erased = erase(desk, *plan, "she asked for it");
  REQUIRE_MESSAGE(erased.ok(), erased.error().sentence());

  const auto left = everything_readable(desk);
  for (const char* words : {"Fictional", "hers.txt", "Statement of the mother", "from the yard"}) {
    CAPTURE(words);
    CHECK(left.find(words) == std::string::npos);
  }
  CHECK(left.find("his.txt") != std::string::npos);
  CHECK_FALSE(desk.index().exhibit("MS-0001")->has_value());
  CHECK(desk.index().search("yard", 10)->total == 0);
  CHECK(desk.index().search("school", 10)->total == 1);
  CHECK(to_string(*desk.exhibit_content("MS-0002", 1 << 20)) == "The soldiers came to the school.");
  const auto verified = desk.verify({});
  REQUIRE(verified.ok());
  for (const auto& finding : verified->findings) MESSAGE(finding.what << ": " << finding.detail);
  CHECK(verified->sound());
  // The number is never given again.
  at.put("/more/more.txt", "A third statement.");
  const auto sealed = desk.seal("/more", "", "", "en", {});
  REQUIRE(sealed.ok());
  CHECK(sealed->report.files.front().number == "MS-0003");
  at.reopen();
  CHECK(at.desk->index().statistics()->exhibits == 2);
}
