// Entities: what assertions are about, with every value beside who says so.
#include <map>
#include <set>

#include "index/errors.h"
#include "index/impl.h"

namespace kotobune::index {
namespace {

// The property a list shows of an entity, best first; then its type.
constexpr std::string_view label_query =
    "SELECT entity, shown FROM assertion WHERE entity = ?1 AND current AND readable(comp) "
    "AND shown <> '' AND property IN ('code', 'title', 'name') "
    "ORDER BY CASE property WHEN 'code' THEN 0 WHEN 'title' THEN 1 ELSE 2 END, shown LIMIT 1";

Result<std::string> label_of(Statements& sql, std::string_view id, std::string_view otherwise) {
  std::string label(otherwise);
  TRY(sql.each(label_query, [&](db::Statement& row) { label = text(row, 1); }, id));
  return label;
}

Result<std::vector<EntityRow>> labelled(Statements& sql, std::vector<EntityRow> rows) {
  for (auto& row : rows) {
    TRY_LET(label, label_of(sql, row.id, row.type));
    row.label = std::move(label);
  }
  return rows;
}

ValueRow value_row(const db::Statement& row, const FactBook& book,
                   const std::vector<std::string>& compartments) {
  ValueRow out;
  out.record = text(row, 0);
  out.n = row.integer(1);
  out.property = text(row, 2);
  auto value = parse_json(row.text(3));
  if (value.ok()) out.value = std::move(*value);
  out.shown = text(row, 4);
  out.informant = text(row, 5);
  if (const auto* source = book.by_entity(out.informant)) out.informant_code = source->row.code;
  out.grade = text(row, 6);
  const auto bases = parse_json(row.text(7));
  if (bases.ok()) {
    for (const auto& basis : bases->items()) out.bases.push_back(basis.str());
  }
  out.compartment = compartments[static_cast<std::size_t>(row.integer(8))];
  out.current = row.integer(9) != 0;
  out.by = text(row, 10);
  out.recorded_ms = row.integer(11);
  return out;
}

}  // namespace

Result<std::vector<std::string>> Index::entity_types(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<std::string> out;
  TRY(impl_->sql.each("SELECT DISTINCT type FROM assertion WHERE readable(comp) AND type <> '' "
                      "ORDER BY type",
                      [&](db::Statement& row) { out.push_back(text(row, 0)); }));
  return out;
}

Result<std::vector<EntityRow>> Index::entities(const Reader& reader, std::string_view type) {
  TRY(impl_->admit(reader));
  std::vector<EntityRow> out;
  TRY(impl_->sql.each("SELECT DISTINCT entity, type FROM assertion WHERE type = ?1 AND current "
                      "AND readable(comp) ORDER BY entity",
                      [&](db::Statement& row) {
                        out.push_back({text(row, 0), text(row, 1), {}});
                      },
                      type));
  return labelled(impl_->sql, std::move(out));
}

Result<EntityView> Index::entity(const Reader& reader, std::string_view id) {
  TRY(impl_->admit(reader));
  TRY_LET(book, impl_->facts());
  EntityView view;
  view.id = std::string(id);
  TRY(impl_->sql.each(
      "SELECT r.id, a.n, a.property, a.value, a.shown, a.informant, a.grade, a.bases, a.comp, "
      "a.current, r.person, r.ms, a.type FROM assertion a JOIN record r ON r.rid = a.rid "
      "WHERE a.entity = ?1 AND readable(a.comp) ORDER BY a.property, r.t, r.id, a.n",
      [&](db::Statement& row) {
        view.values.push_back(value_row(row, *book, impl_->compartments));
        if (view.type.empty()) view.type = text(row, 12);
      },
      id));
  if (view.values.empty()) return Error(errors::no_such_entity, {{"id", view.id}});
  TRY_LET(label, label_of(impl_->sql, id, view.type));
  view.label = std::move(label);
  for (auto& value : view.values) {
    const std::string target = reference_of(value.value);
    if (value.shown.empty() && !target.empty()) {
      TRY_LET(shown, label_of(impl_->sql, target, ""));
      value.shown = std::move(shown);
    }
  }
  TRY(impl_->sql.each("SELECT DISTINCT entity, type FROM assertion WHERE ref = ?1 AND current "
                      "AND readable(comp) ORDER BY type, entity",
                      [&](db::Statement& row) {
                        view.named_in.push_back({text(row, 0), text(row, 1), {}});
                      },
                      id));
  TRY_LET(named_in, labelled(impl_->sql, std::move(view.named_in)));
  view.named_in = std::move(named_in);
  TRY(impl_->sql.each("SELECT DISTINCT b.entity FROM same a JOIN same b ON b.id = a.id "
                      "WHERE a.entity = ?1 AND b.entity <> ?1 AND a.current AND readable(a.comp) "
                      "ORDER BY b.entity",
                      [&](db::Statement& row) { view.same_as.push_back(text(row, 0)); }, id));
  return view;
}

Result<std::vector<std::string>> Index::with_several_values(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<std::string> out;
  TRY(impl_->sql.each("SELECT DISTINCT entity FROM (SELECT entity FROM assertion WHERE current "
                      "AND readable(comp) GROUP BY entity, property "
                      "HAVING count(DISTINCT value) > 1) ORDER BY entity",
                      [&](db::Statement& row) { out.push_back(text(row, 0)); }));
  return out;
}

Result<std::vector<std::string>> Index::place_names(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<std::string> out;
  TRY(impl_->sql.each("SELECT DISTINCT shown FROM assertion WHERE type = 'place' "
                      "AND property IN ('name', 'alias') AND shown <> '' AND current "
                      "AND readable(comp) ORDER BY shown",
                      [&](db::Statement& row) { out.push_back(text(row, 0)); }));
  return out;
}

}  // namespace kotobune::index
