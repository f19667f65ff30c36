// What goes with an exhibit or a source when it is erased: every record that would still tell of
// it.
#include "index/impl.h"

namespace kotobune::index {

namespace {

Result<std::vector<std::string>> ids(Statements& sql, std::string_view query,
                                     std::string_view id) {
  std::vector<std::string> out;
  TRY(sql.each(query, [&](db::Statement& row) { out.push_back(text(row, 0)); }, id));
  return out;
}

}  // namespace

Result<std::vector<std::string>> Index::hanging_on_exhibit(std::string_view id) {
  return ids(impl_->sql,
             "SELECT id FROM exhibit WHERE id = ?1 "
             "UNION SELECT id FROM derivative WHERE exhibit = ?1 "
             "UNION SELECT id FROM fragment WHERE exhibit = ?1 "
             "UNION SELECT id FROM custody WHERE exhibit = ?1 "
             "UNION SELECT id FROM note_about WHERE about = ?1 "
             "UNION SELECT r.id FROM assertion a JOIN record r ON r.rid = a.rid "
             "WHERE a.entity = ?1 ORDER BY 1",
             id);
}

Result<std::vector<std::string>> Index::hanging_on_entity(std::string_view id) {
  return ids(impl_->sql,
             "SELECT r.id FROM assertion a JOIN record r ON r.rid = a.rid "
             "WHERE a.entity = ?1 OR a.informant = ?1 "
             "UNION SELECT id FROM note_about WHERE about = ?1 ORDER BY 1",
             id);
}

}  // namespace kotobune::index
