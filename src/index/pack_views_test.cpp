// A view of a pack is tried before any record is near it.
#include <doctest/doctest.h>

#include "db/errors.h"
#include "index/pack_views.h"

namespace kotobune::index {
namespace {

pack::Pack small() {
  pack::Pack out;
  pack::Type type;
  type.id = "interrogation-day";
  pack::Property start;
  start.id = "start";
  start.value = pack::ValueType::date;
  pack::Property officer;
  officer.id = "officer";
  officer.how_many = pack::HowMany::many;
  type.properties = {start, officer};
  out.types = {type};
  return out;
}

std::vector<Error> looked_at(const std::string& sql) {
  pack::View view;
  view.file = "views/a.sql";
  view.sql = sql;
  auto wrong = wrong_views(small(), {view});
  REQUIRE(wrong.ok());
  return *wrong;
}

}  // namespace

TEST_CASE("a view over the tables of the types is right") {
  CHECK(looked_at("-- hours\nSELECT count(*), min(start_from) FROM interrogation_day").empty());
  CHECK(looked_at("SELECT d.id FROM interrogation_day d JOIN interrogation_day__officer o "
                  "ON o.id = d.id WHERE o.value = 'x'")
            .empty());
}

TEST_CASE("broken SQL, an unknown column and two statements are told with the file") {
  for (const char* sql : {"SELECT FROM WHERE", "SELECT nothing FROM interrogation_day",
                          "SELECT 1; SELECT 2", "SELECT id FROM act"}) {
    CAPTURE(sql);
    const auto wrong = looked_at(sql);
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].parameter("file") == "views/a.sql");
  }
}

TEST_CASE("a view that would write, attach a file or read SQLite's own tables is refused") {
  for (const char* sql : {"DELETE FROM interrogation_day", "ATTACH '/etc/passwd' AS a",
                          "SELECT sql FROM sqlite_master", "PRAGMA key", "DROP TABLE "
                          "interrogation_day", "SELECT load_extension('x')"}) {
    CAPTURE(sql);
    CHECK(looked_at(sql).size() == 1);
  }
}

}  // namespace kotobune::index
