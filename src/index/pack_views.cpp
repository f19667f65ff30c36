#include "index/pack_views.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/fake_world.h"
#include "base/text.h"
#include "db/database.h"
#include "index/view_functions.h"

namespace kotobune::index {
// An id of a pack holds letters, digits, '-' and ' ' only, so a quoted name cannot break out.
std::string table_name(std::string id) {
  std::replace_if(id.begin(), id.end(), [](char c) { return c == '-' || c == ' '; }, '_');
  return id;
}

std::set<std::string> table_names(const pack::Pack& pack) {
  std::set<std::string> out;
  for (const auto& type : pack.types) {
    out.insert(table_name(type.id));
    for (const auto& property : type.properties) {
      if (property.how_many == pack::HowMany::many) {
        out.insert(table_name(type.id) + "__" + table_name(property.id));
      }
    }
  }
  return out;
}

std::string tables_of(const pack::Pack& pack) {
  std::string out;
  for (const auto& type : pack.types) {
    const std::string table = table_name(type.id);
    std::string columns = "\"id\"";
    std::string many;
    for (const auto& property : type.properties) {
      const std::string name = table_name(property.id);
      const bool date = property.value == pack::ValueType::date;
      if (property.how_many == pack::HowMany::many) {
        many += "CREATE TABLE \"" + table + "__" + name + "\"(\"id\", \"value\"" +
                (date ? ", \"value_from\", \"value_to\"" : "") + ");\n";
      } else if (property.id != "id") {
        columns += ", \"" + name + "\"";
        if (date) columns += ", \"" + name + "_from\", \"" + name + "_to\"";
      }
    }
    out += "CREATE TABLE \"" + table + "\"(" + columns + ");\n" + many;
  }
  return out;
}

Result<std::vector<Error>> wrong_views(const pack::Pack& all,
                                       const std::vector<pack::View>& views) {
  std::vector<Error> wrong;
  if (views.empty()) return wrong;
  FakeWorld memory;  // its disk is in memory: nothing is written anywhere
  const std::array<std::uint8_t, 32> key{};
  TRY(memory.disk.make_directory("/look"));
  TRY_LET(database, db::Database::open(memory.world, "/look/views", key,
                                       {db::Durability::rebuildable, 1u << 20}));
  TRY(add_view_functions(database));
  TRY(database.exec(tables_of(all)));
  TRY(database.restrict_to({table_names(all), view_functions()}));
  for (const auto& view : views) {
    const auto prepared = database.prepare(view.sql);
    if (prepared.ok()) continue;
    std::vector<Parameter> parameters{{"file", view.file}};
    parameters.push_back({"why", prepared.error().parameter("why")});
    wrong.emplace_back(prepared.error().code(), std::move(parameters));
  }
  return wrong;
}

}  // namespace kotobune::index
