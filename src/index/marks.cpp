// Who wrote what and when, by the log it stands in: a log is one person's, whatever its records
// say. For reviewers and for lists of dates: no value, so nothing for the gate.
#include "index/impl.h"

namespace kotobune::index {

Result<std::optional<RecordMark>> Index::record_mark(const Reader& reader, std::string_view id) {
  TRY(impl_->admit(reader));
  std::optional<RecordMark> out;
  TRY(impl_->sql.each("SELECT r.id, r.kind, coalesce(nullif(l.person, ''), r.person), c.name, "
                      "r.ms FROM record r JOIN compartment c ON c.nr = r.comp "
                      "JOIN log l ON l.nr = r.log "
                      "WHERE r.id = ?1 AND r.state < 2 AND readable(r.comp)",
                      [&](db::Statement& row) {
                        out = RecordMark{text(row, 0), text(row, 1), text(row, 2), text(row, 3),
                                         row.integer(4)};
                      },
                      id));
  return out;
}

Status Index::each_statement(const Reader& reader,
                             const std::function<bool(const StatementMark&)>& use) {
  TRY(impl_->admit(reader));
  TRY_LET(statement, impl_->sql.get(
      "SELECT r.id || '/' || a.n, a.entity, a.type, a.property, "
      "coalesce(nullif(l.person, ''), r.person), r.ms "
      "FROM assertion a JOIN record r ON r.rid = a.rid JOIN log l ON l.nr = r.log "
      "WHERE a.current AND readable(a.comp) ORDER BY r.t DESC, r.id, a.n"));
  while (true) {
    TRY_LET(row, statement->step());
    if (!row) return {};
    const StatementMark mark{text(*statement, 0), text(*statement, 1), text(*statement, 2),
                             text(*statement, 3), text(*statement, 4), statement->integer(5)};
    if (use(mark)) continue;
    statement->reset();
    return {};
  }
}

Result<std::vector<RestrictionEnd>> Index::restriction_ends(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<RestrictionEnd> out;
  TRY(impl_->sql.each("SELECT id, rule, until FROM restriction "
                      "WHERE current AND until <> '' AND readable(comp) ORDER BY until, id",
                      [&](db::Statement& row) {
                        out.push_back({text(row, 0), text(row, 1), text(row, 2)});
                      }));
  return out;
}

}  // namespace kotobune::index
