// X1 holds because rows are made of one record alone, and `current` is worked out by refresh() from
// what is there, both when a record arrives and when something that supersedes it does.
#include "index/projector.h"

#include <limits>

#include "index/errors.h"

namespace kotobune::index {

Status Projector::load() {
  logs_.clear();
  compartments_.clear();
  TRY(sql_.each("SELECT log, nr, next FROM log", [&](db::Statement& row) {
    logs_[text(row, 0)] = {row.integer(1), row.integer(2)};
  }));
  return sql_.each("SELECT name, nr FROM compartment", [&](db::Statement& row) {
    compartments_[text(row, 0)] = row.integer(1);
  });
}

Result<Projector::Place> Projector::place_of(const Input& input) {
  auto log = logs_.find(input.log);
  if (log == logs_.end()) {
    TRY(sql_.run("INSERT INTO log(log, next) VALUES (?1, 0)", input.log));
    TRY_LET(nr, sql_.number("SELECT nr FROM log WHERE log = ?1", 0, input.log));
    log = logs_.emplace(input.log, std::pair{nr, std::int64_t{0}}).first;
  }
  auto compartment = compartments_.find(input.compartment);
  if (compartment == compartments_.end()) {
    TRY(sql_.run("INSERT INTO compartment(name) VALUES (?1)", input.compartment));
    TRY_LET(nr, sql_.number("SELECT nr FROM compartment WHERE name = ?1", 0, input.compartment));
    compartment = compartments_.emplace(input.compartment, nr).first;
  }
  return Place{log->second.first, compartment->second};
}

Status Projector::save_cursor() {
  for (const auto& [log, state] : logs_) {
    TRY(sql_.run("UPDATE log SET next = ?2 WHERE nr = ?1", state.first, state.second));
  }
  return {};
}

Result<bool> Projector::find(std::string_view id, Known& known) {
  bool found = false;
  TRY(sql_.each("SELECT r.rid, r.kind, l.log, r.idx FROM record r JOIN log l ON l.nr = r.log "
                "WHERE r.id = ?1",
                [&](db::Statement& row) {
                  known = {row.integer(0), text(row, 1), text(row, 2), row.integer(3)};
                  found = true;
                },
                id));
  return found;
}

Status Projector::put(const Input& input) {
  auto record = record::parse_record(input.line);
  if (!record.ok()) {
    return Error(errors::index_record_unreadable,
                 {{"log", input.log}, {"index", std::to_string(input.index)}});
  }
  TRY(place_of(input));
  auto& next = logs_[input.log].second;
  next = std::max(next, input.index + 1);
  // Who may only write must not be able to make others' words disappear.
  const bool orders = input.by_admin && input.compartment == record::case_compartment;
  if (record->kind == "erase" && !orders) return {};
  if (bulk_) {
    if (!seen_.insert(record->id.str()).second) {
      deferred_.push_back(input);
      return {};
    }
  } else {
    TRY_LET(wanted, wins_or_is_new(input, *record));
    if (!wanted) return {};
  }
  return insert(input, *record);
}

// Of two records with one id the one with the lower (log id, index) counts: an arbitrary rule, but
// the same on every device whatever came first. The other is kept as a collision.
Result<bool> Projector::wins_or_is_new(const Input& input, const record::Record& record) {
  Known known;
  TRY_LET(found, find(record.id.str(), known));
  if (!found) return true;
  if (known.log == input.log && known.index == input.index) {
    if (input.published) {
      TRY(sql_.run("UPDATE record SET published = 1 WHERE rid = ?1", known.rid));
    }
    return false;
  }
  const bool wins =
      std::pair(input.log, input.index) < std::pair(known.log, known.index);
  TRY(sql_.run("INSERT OR IGNORE INTO collision(id, log, idx) VALUES (?1, ?2, ?3)",
               record.id.str(), wins ? known.log : input.log, wins ? known.index : input.index));
  if (!wins) return false;
  TRY(wipe_rows(record.id.str(), known));
  TRY(sql_.run("DELETE FROM record WHERE rid = ?1", known.rid));
  return true;
}

Status Projector::insert(const Input& input, const record::Record& record) {
  TRY_LET(place, place_of(input));
  const std::string& id = record.id.str();
  std::int64_t erased = 0;
  if (!bulk_ && record::is_erasable_kind(record.kind)) {
    TRY_LET(count, sql_.number("SELECT count(*) FROM erased WHERE id = ?1", 0, id));
    erased = count;
  }
  const auto t = static_cast<std::int64_t>(
      std::min<std::uint64_t>(record.t, std::numeric_limits<std::int64_t>::max()));
  TRY(sql_.run("INSERT INTO record(id, log, idx, kind, comp, t, ms, person, published, state) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
               id, place.log, input.index, record.kind, place.compartment, t, record.wall_ms(),
               record.by(), input.published ? 1 : 0, erased > 0 ? 2 : 0));
  if (erased > 0) return {};
  TRY(put_row(record, place, sql_.last_row_id()));
  TRY(put_edges(record, place.compartment));
  return bulk_ ? Status{} : refresh(id);
}

Status Projector::put_edges(const record::Record& record, std::int64_t compartment) {
  std::vector<std::string> targets = record.supersedes;
  if (record.kind == "retract") targets.push_back(record.body["of"].str());
  for (const auto& target : targets) {
    const auto slash = target.find('/');
    const std::string id = target.substr(0, slash);
    if (id == record.id.str() || id.empty()) continue;  // a record cannot do away with itself
    std::int64_t n = -1;
    if (slash != std::string::npos) {
      const auto parsed = parse_json(std::string_view(target).substr(slash + 1));
      if (!parsed.ok() || !parsed->is_int() || parsed->int_or(-1) < 0) continue;
      n = parsed->int_or(-1);
    }
    TRY(sql_.run("INSERT OR IGNORE INTO edge(target, n, source, kind, comp) "
                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                 id, n, record.id.str(), record.kind, compartment));
    if (!bulk_) TRY(refresh(id));
  }
  return {};
}

namespace {

// Where rows with `current` of a kind lie; "" for kinds without.
std::string_view table_of(std::string_view kind) {
  for (const auto* own : {"derivative", "custody", "consent", "restriction", "fragment", "draft",
                          "note", "same"}) {
    if (kind == own) return own;
  }
  for (const auto* other : {"ask", "waiver", "recall", "review"}) {
    if (kind == other) return "other";
  }
  return {};
}

// `sup` stays within one entity and property and never crosses compartments; only an erase order,
// which lies in `case`, repeats what erased records had superseded.
constexpr std::string_view refresh_assertions =
    "UPDATE assertion SET current = NOT EXISTS(SELECT 1 FROM edge e WHERE e.target = ?1 "
    "AND (e.n = -1 OR e.n = assertion.n) AND (e.kind = 'erase' OR (e.comp = assertion.comp AND "
    "(e.kind = 'retract' OR EXISTS(SELECT 1 FROM record r JOIN assertion b ON b.rid = r.rid "
    "WHERE r.id = e.source AND b.entity = assertion.entity AND b.property = assertion.property)))))"
    " WHERE rid = ?2";

}  // namespace

Status Projector::refresh(std::string_view target) {
  Known known;
  TRY_LET(found, find(target, known));
  if (!found) return {};
  if (known.kind == "assert") return sql_.run(refresh_assertions, target, known.rid);
  const std::string table(table_of(known.kind));
  if (table.empty()) return {};
  const std::string query =
      "UPDATE " + table + " SET current = NOT EXISTS(SELECT 1 FROM edge e WHERE e.target = ?1 "
      "AND e.n = -1 AND (e.kind = 'erase' OR (e.comp = " + table +
      ".comp AND e.kind IN ('retract', ?2)))) WHERE id = ?1";
  return sql_.run(query, target, known.kind);
}

Status Projector::put_erase(const record::Record& record, std::int64_t compartment) {
  for (const auto& item : record.body["sup"].items()) {
    const std::string id = item.str().substr(0, item.str().find('/'));
    std::int64_t n = -1;
    if (item.str().size() > id.size()) {
      const auto parsed = parse_json(std::string_view(item.str()).substr(id.size() + 1));
      if (!parsed.ok() || !parsed->is_int()) continue;
      n = parsed->int_or(-1);
    }
    TRY(sql_.run("INSERT OR IGNORE INTO edge(target, n, source, kind, comp) "
                 "VALUES (?1, ?2, ?3, 'erase', ?4)", id, n, record.id.str(), compartment));
    if (!bulk_) TRY(refresh(id));
  }
  for (const auto& item : record.body["ids"].items()) {
    TRY(sql_.run("INSERT OR IGNORE INTO erased(id, by) VALUES (?1, ?2)", item.str(),
                 record.id.str()));
    if (!bulk_) TRY(wipe(item.str()));
  }
  return {};
}

Status Projector::wipe(std::string_view id) {
  Known known;
  TRY_LET(found, find(id, known));
  if (!found || !record::is_erasable_kind(known.kind)) return {};
  TRY(wipe_rows(id, known));
  return sql_.run("UPDATE record SET state = 2 WHERE rid = ?1", known.rid);
}

Status Projector::wipe_rows(std::string_view id, const Known& known) {
  const std::string& kind = known.kind;
  if (kind == "exhibit") TRY(remove_text(sql_, id, ""));
  if (kind == "derivative") {
    std::string exhibit, sha256;
    TRY(sql_.each("SELECT exhibit, sha256 FROM derivative WHERE id = ?1",
                  [&](db::Statement& row) {
                    exhibit = text(row, 0);
                    sha256 = text(row, 1);
                  },
                  id));
    if (!sha256.empty()) TRY(remove_text(sql_, exhibit, sha256));
  }
  if (kind == "assert") TRY(sql_.run("DELETE FROM assertion WHERE rid = ?1", known.rid));
  if (kind == "exhibit") TRY(sql_.run("DELETE FROM exhibit WHERE id = ?1", id));
  if (kind == "consent") TRY(sql_.run("DELETE FROM consent_purpose WHERE id = ?1", id));
  if (kind == "note") TRY(sql_.run("DELETE FROM note_about WHERE id = ?1", id));
  if (kind == "disclosure") {
    TRY(sql_.run("DELETE FROM disclosure_depends WHERE id = ?1", id));
    TRY(sql_.run("DELETE FROM disclosure WHERE id = ?1", id));
  }
  if (kind == "erase") TRY(sql_.run("DELETE FROM erased WHERE by = ?1", id));
  const std::string table(table_of(kind));
  if (!table.empty()) TRY(sql_.run("DELETE FROM " + table + " WHERE id = ?1", id));
  std::vector<std::string> targets;
  TRY(sql_.each("SELECT target FROM edge WHERE source = ?1",
                [&](db::Statement& row) { targets.push_back(text(row, 0)); }, id));
  TRY(sql_.run("DELETE FROM edge WHERE source = ?1", id));
  for (const auto& target : targets) TRY(refresh(target));
  return {};
}

Status Projector::settle() {
  bulk_ = false;
  seen_.clear();
  std::vector<std::string> ids;
  const auto collect = [&](db::Statement& row) { ids.push_back(text(row, 0)); };
  TRY(sql_.each("SELECT DISTINCT target FROM edge", collect));
  for (const auto& id : ids) TRY(refresh(id));
  ids.clear();
  TRY(sql_.each("SELECT DISTINCT id FROM erased", collect));
  for (const auto& id : ids) TRY(wipe(id));
  const auto deferred = std::move(deferred_);
  deferred_.clear();
  for (const auto& input : deferred) TRY(put(input));
  return save_cursor();
}

Status remove_text(Statements& sql, std::string_view exhibit, std::string_view derivative_sha256) {
  std::vector<std::pair<std::int64_t, std::string>> units;
  TRY(sql.each("SELECT p.rid, u.text FROM place p JOIN handle h ON h.ex = p.ex "
               "JOIN unit u ON u.rid = p.rid WHERE h.exhibit = ?1 AND (?2 = '' OR p.drv = ?2)",
               [&](db::Statement& row) { units.emplace_back(row.integer(0), text(row, 1)); },
               exhibit, derivative_sha256));
  for (const auto& [rid, content] : units) {
    TRY(sql.run("INSERT INTO unit_fts(unit_fts, rowid, text) VALUES ('delete', ?1, ?2)", rid,
                content));
    TRY(sql.run("DELETE FROM unit WHERE rid = ?1", rid));
    TRY(sql.run("DELETE FROM place WHERE rid = ?1", rid));
  }
  return {};
}

}  // namespace kotobune::index
