// The search box: what is understood, what is refused and where the finger points.
#include "text/query.h"

#include <doctest/doctest.h>

#include "base/errors.h"
#include "text/errors.h"
#include "text/highlight.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

std::string match(std::string_view typed) {
  const auto query = parse_query(typed);
  return query.ok() ? query->match : std::string(query.error().code().id) + "@" +
                                         query.error().parameter("position");
}

std::vector<std::string> marked(const std::string& text, std::string_view typed) {
  const auto query = parse_query(typed);
  REQUIRE(query.ok());
  std::vector<std::string> out;
  for (const auto& range : highlight(text, *query)) {
    out.push_back(text.substr(range.start, range.end - range.start));
  }
  return out;
}

}  // namespace

TEST_CASE("a query becomes an FTS5 expression with every term in quotation marks") {
  CHECK(match("school soldiers") == R"(("school" AND "soldiers"))");
  CHECK(match("\"in the classrooms\"") == R"(("in the classrooms"))");
  CHECK(match("soldiers -police") == R"((("soldiers") NOT "police"))");
  CHECK(match("-police soldiers -\"old men\"") == R"((("soldiers") NOT "police" NOT "old men"))");
  CHECK(match("army OR police camp") == R"((("army" OR "police") AND "camp"))");
  CHECK(match("(a b) OR c") == R"(((("a" AND "b") OR "c")))");
  CHECK(match("soldier*") == R"(("soldier" *))");
  CHECK(match("စစ်သား*") == R"(("စစ်သား"))");
  CHECK(match("“old school”") == R"(("old school"))");
}

TEST_CASE("FTS5's own language cannot be reached") {
  CHECK(match("NEAR(a b)") == R"(("NEAR" AND ("a" AND "b")))");
  CHECK(match("text:secret AND x") == R"(("text:secret" AND "AND" AND "x"))");
  CHECK(match("^a + b") == R"(("^a" AND "b"))");
  CHECK(match("a\" b\"c") == R"(("a" AND " b" AND "c"))");
}

TEST_CASE("what is wrong is refused with its place, counted in characters") {
  CHECK(match("") == "E0301@");
  CHECK(match(" - ... ") == "E0301@");
  CHECK(match("စစ် \"သား") == "E0302@5");
  CHECK(match("(a b") == "E0303@1");
  CHECK(match("a b)") == "E0303@4");
  CHECK(match("OR a") == "E0304@1");
  CHECK(match("a OR") == "E0304@3");
  CHECK(match("a OR -b") == "E0304@3");
  CHECK(match("-a -b") == "E0305@1");
  CHECK(match("x (-a)") == "E0305@4");
  CHECK(match(std::string(query_bytes + 1, 'a')) == "E0306@");
  CHECK(match(std::string(30, '(') + "a" + std::string(30, ')')) == "E0306@");
  std::string many;
  for (int i = 0; i < 70; ++i) many += "w" + std::to_string(i) + " ";
  CHECK(match(many) == "E0306@");
  CHECK(parse_query("\xff").error().is(errors::not_utf8));
}

TEST_CASE("highlights are whole words and clusters, joined where they touch") {
  using Parts = std::vector<std::string>;
  CHECK(marked("The School and the schools", "school") == Parts{"School"});
  CHECK(marked("The School and the schools", "school*") == Parts{"School", "schools"});
  CHECK(marked("slept in the classrooms", "\"in the\" classrooms") ==
        Parts{"in the", "classrooms"});
  CHECK(marked("စစ်သားများသည် ကျောင်းကို", "သားများ") == Parts{"သားများ"});
  CHECK(marked("兵士は学校を使った", "学校") == Parts{"学校"});
  CHECK(marked("兵士は学校を使った", "学") == Parts{"学"});
  CHECK(marked("soldiers and police", "soldiers -army") == Parts{"soldiers"});
}
