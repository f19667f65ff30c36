// What left the case, what was written, and how much there is.
#include "index/impl.h"

namespace kotobune::index {
namespace {

Json json_of(std::string_view stored) {
  auto value = parse_json(stored);
  return value.ok() ? std::move(*value) : Json();
}

constexpr std::string_view disclosure_columns =
    "SELECT d.id, d.audience, d.purpose, d.channel, d.ms, r.person, d.body, "
    "(SELECT c.name FROM compartment c WHERE c.nr = d.comp) "
    "FROM disclosure d JOIN record r ON r.id = d.id WHERE readable(d.comp) ";

DisclosureRow disclosure_row(const db::Statement& row) {
  return {text(row, 0), text(row, 1), text(row, 2), text(row, 3),
          row.integer(4), text(row, 5), json_of(row.text(6)), {}, text(row, 7)};
}

Status add_recalls(Statements& sql, std::vector<DisclosureRow>& rows) {
  if (rows.empty()) return {};
  return sql.each("SELECT id, body FROM other WHERE kind = 'recall' AND current "
                  "AND readable(comp) ORDER BY t, id",
                  [&](db::Statement& row) {
                    const std::string of = json_of(row.text(1))["of"].str();
                    for (auto& one : rows) {
                      if (one.id == of) one.recalls.push_back(text(row, 0));
                    }
                  });
}

constexpr std::string_view draft_columns =
    "SELECT d.id, d.draft, d.title, d.sha256, d.parent, r.person, d.size, r.ms "
    "FROM draft d JOIN record r ON r.id = d.id WHERE readable(d.comp) AND ";

DraftRow draft_row(const db::Statement& row) {
  return {text(row, 0), text(row, 1), text(row, 2), text(row, 3),
          text(row, 4), text(row, 5), row.integer(6), row.integer(7)};
}

}  // namespace

Result<std::vector<DisclosureRow>> Index::disclosures(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<DisclosureRow> out;
  TRY(impl_->sql.each(std::string(disclosure_columns) + "ORDER BY d.t, d.id",
                      [&](db::Statement& row) { out.push_back(disclosure_row(row)); }));
  TRY(add_recalls(impl_->sql, out));
  return out;
}

Result<std::vector<DisclosureRow>> Index::disclosures_resting_on(const Reader& reader,
                                                                 std::string_view id) {
  TRY(impl_->admit(reader));
  std::vector<DisclosureRow> out;
  // An assertion is named <record>/<n>; whoever asks for the record means all of its assertions.
  TRY(impl_->sql.each(std::string(disclosure_columns) +
                          "AND d.id IN (SELECT id FROM disclosure_depends WHERE on_id = ?1 "
                          "OR (on_id > ?1 || '/' AND on_id < ?1 || '0')) ORDER BY d.t, d.id",
                      [&](db::Statement& row) { out.push_back(disclosure_row(row)); }, id));
  TRY(add_recalls(impl_->sql, out));
  return out;
}

// Two versions made at once on two devices are both newest: a person merges them.
Result<std::vector<DraftRow>> Index::drafts(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<DraftRow> out;
  TRY(impl_->sql.each(std::string(draft_columns) + "d.current ORDER BY d.title, d.draft, d.t, d.id",
                      [&](db::Statement& row) { out.push_back(draft_row(row)); }));
  return out;
}

Result<std::vector<DraftRow>> Index::draft_versions(const Reader& reader, std::string_view draft) {
  TRY(impl_->admit(reader));
  std::vector<DraftRow> out;
  TRY(impl_->sql.each(std::string(draft_columns) + "d.draft = ?1 ORDER BY d.t, d.id",
                      [&](db::Statement& row) { out.push_back(draft_row(row)); }, draft));
  return out;
}

Result<std::vector<NoteRow>> Index::notes_about(const Reader& reader, std::string_view id) {
  TRY(impl_->admit(reader));
  std::vector<NoteRow> out;
  TRY(impl_->sql.each("SELECT n.id, n.text, r.person, r.ms FROM note_about a "
                      "JOIN note n ON n.id = a.id JOIN record r ON r.id = n.id "
                      "WHERE a.about = ?1 AND n.current AND readable(n.comp) ORDER BY n.t, n.id",
                      [&](db::Statement& row) {
                        out.push_back({text(row, 0), text(row, 1), text(row, 2), row.integer(3)});
                      },
                      id));
  return out;
}

Result<std::vector<OtherRow>> Index::others(const Reader& reader, std::string_view kind) {
  TRY(impl_->admit(reader));
  std::vector<OtherRow> out;
  TRY(impl_->sql.each("SELECT o.id, o.body, coalesce(nullif(l.person, ''), r.person), r.ms "
                      "FROM other o JOIN record r ON r.id = o.id "
                      "JOIN log l ON l.nr = r.log WHERE o.kind = ?1 AND o.current "
                      "AND readable(o.comp) ORDER BY o.t, o.id",
                      [&](db::Statement& row) {
                        out.push_back({text(row, 0), json_of(row.text(1)), text(row, 2),
                                       row.integer(3)});
                      },
                      kind));
  return out;
}

Result<Statistics> Index::statistics(const Reader& reader) {
  TRY(impl_->admit(reader));
  Statistics out;
  Statements& sql = impl_->sql;
  TRY(sql.each("SELECT count(*), coalesce(sum(published = 0), 0), coalesce(max(ms), 0) "
               "FROM record WHERE readable(comp)",
               [&](db::Statement& row) {
                 out.records = row.integer(0);
                 out.unpublished = row.integer(1);
                 out.last_record_ms = row.integer(2);
               }));
  TRY(sql.each("SELECT count(*), coalesce(sum(size), 0) FROM exhibit WHERE readable(comp)",
               [&](db::Statement& row) {
                 out.exhibits = row.integer(0);
                 out.exhibit_bytes = row.integer(1);
               }));
  TRY_LET(assertions,
          sql.number("SELECT count(*) FROM assertion WHERE current AND readable(comp)", 0));
  TRY_LET(sources, sql.number("SELECT count(DISTINCT entity) FROM assertion WHERE "
                              "property = 'code' AND current AND readable(comp)", 0));
  TRY(impl_->weigh(reader));
  TRY_LET(pages, sql.number("SELECT count(*) FROM place WHERE visible(ex)", 0));
  TRY_LET(collisions, sql.number("SELECT count(*) FROM collision", 0));
  out.assertions = assertions;
  out.sources = sources;
  out.pages = pages;
  out.collisions = collisions;
  return out;
}

}  // namespace kotobune::index
