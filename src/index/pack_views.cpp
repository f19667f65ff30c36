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

namespace {

Status insert(db::Database& database, const std::string& table,
              const std::vector<std::pair<std::string, db::Value>>& cells) {
  std::string columns, marks;
  for (const auto& [column, value] : cells) {
    columns += (columns.empty() ? "\"" : ", \"") + column + "\"";
    marks += marks.empty() ? "?" : ", ?";
  }
  TRY_LET(statement, database.prepare("INSERT INTO \"" + table + "\"(" + columns + ") VALUES (" +
                                      marks + ")"));
  int at = 0;
  for (const auto& [column, value] : cells) statement.bind(++at, value);
  return statement.run();
}

db::Value day(const std::optional<std::int64_t>& days) {
  return days ? db::Value(*days) : db::Value(nullptr);
}

db::Value cell_value(const pack::Property& property, const TableCell& cell) {
  const auto whole = property.value == pack::ValueType::number ? parse_int(cell.value)
                                                               : std::nullopt;
  return whole ? db::Value(*whole) : db::Value(cell.value);
}

Status fill(db::Database& database, const pack::Type& type, const TableRow& row) {
  const auto table = table_name(type.id);
  std::size_t rows = 1;
  std::vector<std::pair<const pack::Property*, std::vector<const TableCell*>>> single;
  for (const auto& property : type.properties) {
    std::vector<const TableCell*> cells;
    for (const auto& cell : row.cells) {
      if (cell.property == property.id) cells.push_back(&cell);
    }
    const bool date = property.value == pack::ValueType::date;
    if (property.how_many == pack::HowMany::single) {
      rows = std::max(rows, cells.size());
      if (!cells.empty() && property.id != "id") single.emplace_back(&property, std::move(cells));
      continue;
    }
    for (const auto* cell : cells) {
      std::vector<std::pair<std::string, db::Value>> values{
          {"id", row.id}, {"value", cell_value(property, *cell)}};
      if (date) {
        values.emplace_back("value_from", day(cell->from));
        values.emplace_back("value_to", day(cell->to));
      }
      TRY(insert(database, table + "__" + table_name(property.id), values));
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<std::pair<std::string, db::Value>> values{{"id", row.id}};
    for (const auto& [property, cells] : single) {
      const auto& cell = *cells[std::min(i, cells.size() - 1)];
      const auto name = table_name(property->id);
      values.emplace_back(name, cell_value(*property, cell));
      if (property->value != pack::ValueType::date) continue;
      values.emplace_back(name + "_from", day(cell.from));
      values.emplace_back(name + "_to", day(cell.to));
    }
    TRY(insert(database, table, values));
  }
  return {};
}

}  // namespace

Result<ViewRows> run_view(const pack::Pack& all, const TableRows& rows, const pack::View& view) {
  FakeWorld memory;  // its disk is in memory: nothing is written anywhere
  const std::array<std::uint8_t, 32> key{};
  TRY(memory.disk.make_directory("/look"));
  TRY_LET(database, db::Database::open(memory.world, "/look/views", key,
                                       {db::Durability::rebuildable, 4u << 20}));
  TRY(database.exec(tables_of(all)));
  {
    TRY_LET(transaction, db::Transaction::begin(database));
    for (const auto& row : rows) {
      if (const auto* type = all.find_type(row.type)) TRY(fill(database, *type, row));
    }
    TRY(transaction.commit());
  }
  TRY(database.restrict_to({table_names(all), db::plain_functions()}));
  TRY_LET(statement, database.prepare(view.sql));
  ViewRows out;
  for (int i = 0; i < statement.columns(); ++i) out.header.emplace_back(statement.column_name(i));
  while (out.rows.size() < view_row_limit) {
    TRY_LET(more, statement.step());
    if (!more) break;
    std::vector<std::string> row;
    for (int i = 0; i < statement.columns(); ++i) row.emplace_back(statement.text(i));
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace kotobune::index
