#include "desk/import.h"

#include "desk/test_desk.h"
#include "intake/errors.h"

using namespace kotobune;
using namespace kotobune::desk;

namespace {

constexpr const char* mapping = R"(
name = "list"
type = "person"
key = ["No"]
informant_column = "Said by"
file_column = "File"
[[column]]
column = "Name"
property = "name"
[[column]]
column = "Work"
property = "occupation"
[[column]]
column = "Paper"
property = "id-documents"
)";
constexpr const char* head = "No,Name,Work,Paper,Said by,File\n";

struct Office : TestDesk {
  int files = 0;

  std::string seal(const std::string& name, const std::string& content) {
    const auto path = "/in/" + std::to_string(++files) + "/" + name;
    put(path, content);
    const auto sealed = desk->seal(path, "", "", "", {});
    REQUIRE(sealed.ok());
    return sealed->report.files.front().number;
  }
  ImportRequest request(const std::string& rows, const std::string& map = mapping) {
    ImportRequest out;
    out.exhibit = seal("list.csv", head + rows);
    out.mapping = map;
    out.mapping_file = "map.toml";
    out.read = intake::read_table_here;  // the fake world has no children
    return out;
  }
  ImportReport run(const std::string& rows) {
    const auto done = run_import(*desk, request(rows));
    REQUIRE_MESSAGE(done.ok(), done.error().sentence());
    return *done;
  }
  std::vector<EntityRow> people() {
    std::vector<EntityRow> out;
    const auto rows = desk->index().entities("person");
    REQUIRE(rows.ok());
    for (const auto& row : *rows) out.push_back(**desk->index().entity(row.id));
    return out;
  }
  std::vector<std::string> shown(const std::string& property) {
    std::vector<std::string> out;
    for (const auto& person : people())
      for (const auto& value : person.values)
        if (value.property == property) out.push_back(value.shown);
    std::sort(out.begin(), out.end());
    return out;
  }
};

using Texts = std::vector<std::string>;

std::vector<ImportAct> acts(const ImportReport& report) {
  std::vector<ImportAct> out;
  for (const auto& one : report.changes) out.push_back(one.act);
  return out;
}

}  // namespace

TEST_CASE("a check records nothing and a run records what the check showed") {
  Office office;
  const auto request =
      office.request("1,Aung Fictional,teacher,,,\n2,Mya Fictional,nurse,NP-1,,\n");
  const auto before = office.desk->index().statistics()->records;
  const auto checked = check_import(*office.desk, request);
  REQUIRE_MESSAGE(checked.ok(), checked.error().sentence());
  CHECK(checked->created == 2);
  CHECK(checked->changes.size() == 5);
  CHECK(office.desk->index().statistics()->records == before);
  const auto done = run_import(*office.desk, request);
  REQUIRE(done.ok());
  CHECK(done->changes.size() == 5);
  CHECK(office.shown("occupation") == Texts{"nurse", "teacher"});
  office.reopen();
  CHECK(office.shown("id-documents") == Texts{"NP-1"});
}

TEST_CASE("only what was edited is recorded; an informant or a file is an edit too") {
  Office office;
  NewSource partner;
  partner.code = "W-01";
  REQUIRE(office.desk->add_source(partner).ok());
  office.run("1,Aung Fictional,teacher,,,\n2,Mya Fictional,nurse,,,photo.jpg\n");
  CHECK(office.run("1,Aung Fictional,teacher,,,\n2,Mya Fictional,nurse,,,photo.jpg\n").batch == "");
  const auto moved = office.run("2,Mya Fictional,nurse,,,photo.jpg\n1,Aung Fictional,monk,,,\n");
  CHECK(acts(moved) == std::vector{ImportAct::changed});
  CHECK(moved.updated == 1);
  CHECK(moved.unchanged == 1);
  CHECK(office.shown("occupation") == Texts{"monk", "nurse"});
  const auto said = office.run("1,Aung Fictional,monk,,W-01,\n2,Mya Fictional,nurse,,,photo.jpg\n");
  CHECK(acts(said) == std::vector{ImportAct::founded, ImportAct::founded});
  office.seal("photo.jpg", "a picture");
  const auto filed =
      office.run("1,Aung Fictional,monk,,W-01,\n2,Mya Fictional,nurse,,,photo.jpg\n");
  CHECK(acts(filed) == std::vector{ImportAct::founded, ImportAct::founded});
  CHECK(office.shown("occupation") == Texts{"monk", "nurse"});
}

TEST_CASE("what a person corrected by hand is not overwritten") {
  Office office;
  office.run("1,Aung Fictional,teacher,,,\n");
  const auto person = office.people().front();
  std::string assertion;
  for (const auto& value : person.values)
    if (value.property == "occupation") assertion = value.assertion;
  Json body = Json::object();
  Json one = Json::object();
  one.set("p", "occupation").set("val", *parse_json(R"({"text":"headmaster"})"));
  body.set("e", person.id).set("type", "person").set("a", Json(Json::Array{one}));
  REQUIRE(office.desk->add_records({{"assert", "main", body, {assertion}, {}}}).ok());
  CHECK(acts(office.run("1,Aung Fictional,teacher,,,\n")) == std::vector{ImportAct::kept});
  CHECK(office.shown("occupation") == Texts{"headmaster"});
  CHECK(acts(office.run("1,Aung Fictional,monk,,,\n")) == std::vector{ImportAct::beside});
  CHECK(office.shown("occupation") == Texts{"headmaster", "monk"});
}

TEST_CASE("an undo leaves a correction by hand and brings back the other values of its row") {
  Office office;
  office.run("1,Aung Fictional,teacher,NP-1,,\n");
  const auto second = office.run("1,Aung Other,monk,NP-2,,\n");
  const auto person = office.people().front();
  std::string assertion;
  for (const auto& value : person.values)
    if (value.property == "occupation") assertion = value.assertion;
  Json body = Json::object();
  body.set("of", assertion).set("why", "she said otherwise");
  REQUIRE(office.desk->add_records({{"retract", "main", body, {}, {}}}).ok());
  const auto undone = undo_import(*office.desk, second.batch, "wrong table");
  REQUIRE(undone.ok());
  CHECK(undone->brought_back == 2);
  CHECK(office.shown("name") == Texts{"Aung Fictional"});
  CHECK(office.shown("id-documents") == Texts{"NP-1"});
  CHECK(office.shown("occupation").empty());
  CHECK(undo_import(*office.desk, second.batch, "again").error().is(errors::import_unknown));
  CHECK(undo_import(*office.desk, "no number", "").error().is(errors::import_unknown));
}

TEST_CASE("a mapping that names a protected column, and the key in it, lie in its circle") {
  Office office;
  auto request = office.request("1,Aung Fictional,teacher,NP-1,,\n");
  request.mapping.replace(request.mapping.find("\"No\""), 4, "\"Paper\"");
  const auto done = run_import(*office.desk, request);
  REQUIRE(done.ok());
  vault::Cursor from;
  int held = 0;
  REQUIRE(office.desk->vault().read(from, [&](const vault::StoredRecord& one) -> Status {
    const bool names = one.line.find("Paper") != std::string::npos ||
                       one.line.find("NP-1") != std::string::npos;
    if (!names) return {};
    ++held;
    CHECK(one.compartment == "identities");
    return {};
  }).ok());
  CHECK(held == 2);  // the assertion with its key, and the note with the mapping
}

TEST_CASE("rows that cannot be known again, and mappings that cannot be followed, are refused") {
  Office office;
  const auto checked = check_import(*office.desk, office.request("1,A,,,,\n1,B,,,,\n,C,,,,\n"));
  REQUIRE(checked.ok());
  REQUIRE(checked->refusals.size() == 2);
  CHECK(checked->refusals[0].row == 3);
  CHECK(checked->refusals[1].row == 4);
  const auto refused = [&](const std::string& from, const std::string& to) {
    auto request = office.request("1,A,,,,\n");
    const auto at = request.mapping.find(from);
    REQUIRE(at != std::string::npos);
    request.mapping.replace(at, from.size(), to);
    const auto result = check_import(*office.desk, request);
    return result.ok() ? std::string() : std::string(result.error().code().id);
  };
  CHECK(refused("\"Name\"", "\"Nom\"") == "E1111");
  CHECK(refused("key = [\"No\"]", "") == "E1111");
  CHECK(refused("\"occupation\"", "\"job\"") == "E1605");
  CHECK(refused("\"person\"", "\"persona\"") == "E1605");
  CHECK(refused("\"name\"\n[", "\"name\"\nfont = \"comic\"\n[").starts_with("E08"));
  CHECK(refused("\"name\"\n[", "\"name\"\nsens = \"x\"\n[").starts_with("E08"));
}
