#include "index/view_numbers.h"

#include <array>
#include <cstdlib>

#include "base/fake_world.h"
#include "base/partial_date.h"
#include "index/pack_views.h"
#include "index/view_functions.h"
#include "record/span.h"

namespace kotobune::index {

namespace {

constexpr const char* memory_folder = "/look";

Result<db::Value> number_or_nothing(std::optional<std::int64_t> number) {
  if (!number) return db::Value(nullptr);
  return db::Value(*number);
}

}  // namespace

Status add_view_functions(db::Database& database) {
  TRY(database.add_function("minutes_between", 2, [](const db::Arguments& given) {
    return number_or_nothing(record::minutes_between(given.text(0), given.text(1)));
  }));
  return database.add_function("minutes_within", 4, [](const db::Arguments& given) {
    return number_or_nothing(record::minutes_within(given.text(0), given.text(1),
                                                    given.integer(2), given.integer(3)));
  });
}

std::set<std::string> view_functions() {
  auto out = db::plain_functions();
  out.insert({"minutes_between", "minutes_within"});
  return out;
}

namespace {

// An empty database in memory with the tables of the types. Its disk must outlive it.
Result<db::Database> empty_tables(FakeWorld& memory, const pack::Pack& all) {
  const std::array<std::uint8_t, 32> key{};
  TRY(memory.disk.make_directory(memory_folder));
  TRY_LET(database, db::Database::open(memory.world, std::string(memory_folder) + "/views", key,
                                       {db::Durability::rebuildable, 1u << 20}));
  TRY(add_view_functions(database));
  TRY(database.exec(tables_of(all)));
  return database;
}

void bind_value(db::Statement& statement, int at, const pack::Property& property,
                const ViewEntity::Said& said) {
  const auto& entity = said.value["entity"].str();
  if (property.value == pack::ValueType::boolean) {
    statement.bind(at, said.value["bool"].bool_or(false) ? 1 : 0);
  } else if (property.value == pack::ValueType::number) {
    statement.bind(at, std::strtod(said.value["num"].str().c_str(), nullptr));
  } else if (!entity.empty()) {
    statement.bind(at, entity);
  } else {
    statement.bind(at, said.shown);
  }
}

void bind_days(db::Statement& statement, int at, const std::string& edtf) {
  const auto date = PartialDate::parse(edtf);
  const auto from = date ? date->earliest_day() : std::nullopt;
  const auto to = date ? date->latest_day() : std::nullopt;
  from ? statement.bind(at, *from) : statement.bind(at, nullptr);
  to ? statement.bind(at + 1, *to) : statement.bind(at + 1, nullptr);
}

Status put_many(db::Database& database, const pack::Type& type, const pack::Property& property,
                const ViewEntity& entity) {
  const bool date = property.value == pack::ValueType::date;
  const std::string sql = "INSERT INTO \"" + table_name(type.id) + "__" + table_name(property.id) +
                          "\" VALUES (?1, ?2" + (date ? ", ?3, ?4" : "") + ")";
  TRY_LET(insert, database.prepare(sql));
  for (const auto& said : entity.values) {
    if (said.property != property.id) continue;
    insert.bind(1, entity.id);
    bind_value(insert, 2, property, said);
    if (date) bind_days(insert, 3, said.shown);
    TRY(insert.run());
  }
  return {};
}

Status put_entity(db::Database& database, const pack::Type& type, const ViewEntity& entity,
                  std::size_t& hidden) {
  std::string marks = "?1";
  std::vector<std::pair<const pack::Property*, int>> columns;
  int next = 1;
  for (const auto& property : type.properties) {
    if (property.how_many == pack::HowMany::many) {
      TRY(put_many(database, type, property, entity));
    } else if (property.id != "id") {
      columns.emplace_back(&property, next + 1);
      for (int i = property.value == pack::ValueType::date ? 3 : 1; i > 0; --i) {
        marks += ", ?" + std::to_string(++next);
      }
    }
  }
  TRY_LET(insert, database.prepare("INSERT INTO \"" + table_name(type.id) + "\" VALUES (" + marks +
                                   ")"));
  insert.bind(1, entity.id);
  for (const auto& [property, at] : columns) {
    std::size_t found = 0;
    for (const auto& said : entity.values) {
      if (said.property != property->id || ++found > 1) continue;
      bind_value(insert, at, *property, said);
      if (property->value == pack::ValueType::date) bind_days(insert, at + 1, said.shown);
    }
    if (found > 1) hidden += found - 1;
  }
  return insert.run();
}

// A whole number as one; SQLite gives what it adds up as it was put in.
std::string shown_cell(const db::Statement& row, int column) {
  if (row.is_null(column)) return "";
  const double number = row.real(column);
  const auto whole = static_cast<std::int64_t>(number);
  const std::string text(row.text(column));
  const bool fraction = text.find_first_not_of("-0123456789.") == std::string::npos &&
                        text.find('.') != std::string::npos;
  return fraction && static_cast<double>(whole) == number ? std::to_string(whole) : text;
}

}  // namespace

std::vector<std::string> types_in(const pack::Pack& all, const pack::View& view) {
  // Words outside of comments: a table that is only spoken of is not read.
  std::set<std::string> words;
  std::string word;
  bool comment = false;
  for (std::size_t i = 0; i <= view.sql.size(); ++i) {
    const char c = i < view.sql.size() ? view.sql[i] : '\n';
    if (c == '-' && i + 1 < view.sql.size() && view.sql[i + 1] == '-') comment = true;
    if (c == '\n') comment = false;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '_';
    if (letter && !comment) {
      word.push_back(c);
      continue;
    }
    words.insert(word.substr(0, word.find("__")));
    word.clear();
  }
  std::vector<std::string> out;
  for (const auto& type : all.types) {
    if (!type.extends && words.count(table_name(type.id)) != 0) {
      out.push_back(type.id);
    }
  }
  return out;
}

Result<ViewResult> compute_view(const pack::Pack& all, const pack::View& view,
                            const std::vector<ViewEntity>& entities) {
  FakeWorld memory;
  TRY_LET(database, empty_tables(memory, all));
  ViewResult out;
  {
    TRY_LET(filling, db::Transaction::begin(database));
    for (const auto& entity : entities) {
      const auto* type = all.find_type(entity.type);
      if (type != nullptr) TRY(put_entity(database, *type, entity, out.hidden));
    }
    TRY(filling.commit());
  }
  TRY(database.restrict_to({table_names(all), view_functions()}));
  TRY_LET(statement, database.prepare(view.sql));
  for (int i = 0; i < statement.columns(); ++i) {
    out.table.columns.emplace_back(statement.column_name(i));
  }
  while (true) {
    TRY_LET(row, statement.step());
    if (!row) return out;
    std::vector<std::string> cells;
    for (int i = 0; i < statement.columns(); ++i) cells.push_back(shown_cell(statement, i));
    out.table.rows.push_back(std::move(cells));
  }
}

}  // namespace kotobune::index
