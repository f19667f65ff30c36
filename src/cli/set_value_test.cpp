// What is typed behind --set, and what is refused before it can reach a record.
#include "cli/set_value.h"

#include <doctest/doctest.h>

using namespace kotobune;

namespace {

std::string kept(const std::string& typed) {
  const auto value = cli::parse_set_value(typed);
  return value.ok() ? value->dump() : value.error().code().id;
}

}  // namespace

TEST_CASE("a typed value is kept as its type has it") {
  CHECK(kept("term:act-type/killing") == R"({"term":"act-type/killing"})");
  CHECK(kept("num:11") == R"({"num":"11"})");
  CHECK(kept("num:11 person") == R"({"counts":"person","num":"11"})");
  CHECK(kept("num:1.5:kg") == R"({"num":"1.5","unit":"kg"})");
  CHECK(kept("bool:yes") == R"({"bool":true})");
  CHECK(kept("name:my-Mymr:ဒေါ်မြ") == R"({"lang":"my-Mymr","name":"ဒေါ်မြ"})");
  CHECK(kept("At noon: soldiers") == R"({"text":"At noon: soldiers"})");
}

TEST_CASE("a date is kept with the words it was said in") {
  CHECK(kept("date:2013-03-20") == R"({"date":"2013-03-20"})");
  CHECK(kept("date:2025-03-09/2025-03-20") == R"({"date":"2025-03-09/2025-03-20"})");
  CHECK(kept("date:8th waning of Tabaung 1374") ==
        R"({"as_said":"8th waning of Tabaung 1374","cal":"burmese","date":"2013-04-03"})");
  CHECK(kept("date:พ.ศ. ๒๕๕๖") == R"({"as_said":"พ.ศ. ๒๕๕๖","cal":"buddhist","date":"2013"})");
}

TEST_CASE("a typed value that is not exact is refused") {
  CHECK(kept("date:3/4/2013") == "E0309");
  CHECK(kept("date:last year") == "E0308");
  CHECK(kept("date:31 April 2013") == "E0310");
  CHECK(kept("date:8th waning of Tabaung 1150") == "E0311");
  CHECK(kept("num:eleven") == "E0505");
  CHECK(kept("num:1.5 person") == "E0505");
  CHECK(kept("term:killing") == "E0505");
  CHECK(kept("entity:W-03") == "E0505");
  CHECK(kept("url:example.org") == "E0505");
  CHECK(kept("name:") == "E0505");
}
