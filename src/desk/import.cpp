#include "desk/import.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/import_columns.h"
#include "desk/import_files.h"
#include "desk/import_notes.h"
#include "desk/import_past.h"
#include "desk/import_value.h"
#include "intake/errors.h"

namespace kotobune::desk {

namespace {

// What the mappings of one run share.
struct Session {
  RecordId batch;
  Refused refused = Refused::stop;
  ImportReport report;
  std::vector<vault::NewRecord> records;
  std::string note_compartment = record::main_compartment;
  // By name of the import and key: the entity of each row, of this run and of earlier ones.
  std::map<std::string, std::map<std::string, std::string>> entities;
};

class Importer {
 public:
  Importer(Desk& desk, const ImportMap& map, const ExhibitRow& exhibit, Session& session)
      : desk_(desk), map_(map), exhibit_(exhibit), session_(session), report(session.report),
        values_(desk, [this](const auto& name, const auto& key) { return row_of(name, key); }) {}

  Status start() {
    TRY_LET(past, past_rows(desk_, map_.name));
    past_ = std::move(past);
    for (const auto& rule : map_.columns) {
      const auto& own = desk_.pack().find_property(map_.type, rule.property)->compartment;
      const bool in_key =
          std::find(map_.key.begin(), map_.key.end(), rule.column) != map_.key.end();
      if (in_key && !own.empty()) key_compartment_ = own;
      if (!own.empty()) session_.note_compartment = own;
    }
    if (!map_.file_column.empty()) TRY(files_.learn(desk_));
    for (const auto& [key, row] : past_) session_.entities[map_.name][key] = row.entity;
    return {};
  }

  Status take(const intake::TableHead& head, const intake::TableRow& row) {
    report.head = head;
    if (row.number < map_.header_row) return {};
    if (row.number < map_.header_row + map_.header_rows) {
      names_.add(row);
      return {};
    }
    if (columns_.empty()) TRY(find_columns());
    ++report.rows;
    count_unread(row);
    const auto refused = report.refusals.size();
    row_refused_ = false;
    Planned planned;
    plan(row, planned);
    const bool whole = session_.refused == Refused::leave_cells;
    if (row_refused_ || (report.refusals.size() > refused && !whole)) return {};
    record(row, std::move(planned));
    return {};
  }

  Status finish() {
    // A dump without such a table says nothing of that kind.
    if (names_.empty() && !map_.table.sheet.empty()) return {};
    if (columns_.empty()) TRY(find_columns());
    for (const auto& [column, values] : lost_)
      report.losses.push_back({report.head.sheet, names_[column], values});
    std::int64_t absent = 0;
    for (const auto& [key, row] : past_) {
      if (!row.values.empty() && !seen_.count(key)) ++absent;
    }
    note(absent, " rows of an earlier import are not in this table; nothing was done about them");
    note(formulas_, " cells hold a formula; the stored result was taken, no formula was run");
    note(merged_, " cells stand for a merged range, which is cited");
    note_all(unsealed_, " files are named and not sealed; seal them and import again: ");
    note_all(unread_, " columns are not in the mapping and were not read: ");
    return {};
  }

 private:
  struct Change {
    std::size_t column;
    const ColumnRule* rule;
    std::size_t part;         // of the cell's values, from 0
    Json value;               // null: retract
    const PastValue* before;  // superseded or retracted; nullptr: a new value
    ImportAct act;
  };
  struct Planned {
    std::string key;  // JSON array
    PastRow* past = nullptr;
    std::string entity;           // "" where the table does not say
    std::vector<ValueRow> there;  // what the case says of it, where no import of this name did
    std::string informant;
    std::vector<std::string> files;  // exhibit ids
    std::vector<Change> changes;
    std::vector<std::unique_ptr<PastValue>> replaced;
  };

  void note(std::int64_t count, const char* what) {
    if (count > 0) report.notes.push_back(std::to_string(count) + what);
  }

  // The first of them by name: a table of 300 columns shall not drown what else there is to say.
  void note_all(const std::vector<std::string>& which, const char* what) {
    if (which.empty()) return;
    const auto shown = std::min<std::size_t>(which.size(), 20);
    std::vector<std::string> first(which.begin(), which.begin() + static_cast<long>(shown));
    if (shown < which.size()) first.emplace_back("...");
    report.notes.push_back(std::to_string(which.size()) + what + join(first, ", "));
  }

  Status find_columns() {
    std::set<std::size_t> used;
    const auto find = [&](const std::string& name, std::vector<std::size_t>& out) -> Status {
      if (name.empty()) return {};
      if (map_.optional && !names_.has(name)) {
        out.push_back(intake::table_columns);  // blank in every row
        return {};
      }
      TRY_LET(at, names_.at(name));
      out.push_back(at);
      used.insert(at);
      return {};
    };
    for (const auto& rule : map_.columns) TRY(find(rule.column, columns_));
    for (const auto& name : map_.key) TRY(find(name, key_columns_));
    TRY(find(map_.informant_column, informant_column_));
    TRY(find(map_.file_column, file_column_));
    TRY(find(map_.id_column, id_column_));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const bool ignored = std::find(map_.ignored.begin(), map_.ignored.end(), names_[i]) !=
                           map_.ignored.end();
      if (used.count(i) || names_[i].empty()) continue;
      lost_[i] = 0;
      if (!ignored) unread_.push_back(names_[i]);
    }
    return {};
  }

  void count_unread(const intake::TableRow& row) {
    for (auto& [column, values] : lost_)
      if (!trim_ascii(cell_at(row, column).text).empty()) ++values;
  }

  std::string row_of(const std::string& name, const std::string& key) {
    auto known = session_.entities.find(name);
    if (known == session_.entities.end()) {
      known = session_.entities.emplace(name, std::map<std::string, std::string>()).first;
      const auto past = past_rows(desk_, name);
      if (past.ok())
        for (const auto& [of, row] : *past) known->second[of] = row.entity;
    }
    const auto found = known->second.find(key);
    return found == known->second.end() ? "" : found->second;
  }

  void refuse(const intake::TableRow& row, std::size_t column, const Error& error) {
    report.refusals.push_back({row.number, intake::cell_name(column, row.number),
                               error.code().id, error.sentence()});
  }
  void refuse_row(const intake::TableRow& row, std::string why) {
    row_refused_ = true;
    report.refusals.push_back({row.number, "", errors::cell_not_understood.id, std::move(why)});
  }

  static const intake::TableCell& cell_at(const intake::TableRow& row, std::size_t column) {
    static const intake::TableCell blank;
    return column < row.cells.size() ? row.cells[column] : blank;
  }

  void plan(const intake::TableRow& row, Planned& out) {
    Json key = Json::array();
    bool blank = false;
    for (const auto column : key_columns_) {
      key.push(std::string(trim_ascii(cell_at(row, column).text)));
      blank = blank || key.items().back().str().empty();
    }
    if (blank) return refuse_row(row, "Its key is blank, so it could not be known again.");
    out.key = key.dump();
    if (!seen_.insert(out.key).second)
      return refuse_row(row, "Another row of this table has the same key.");
    const auto past = past_.find(out.key);
    if (past != past_.end()) out.past = &past->second;
    plan_id(row, out);
    plan_informant(row, out);
    plan_file(row, out);
    for (std::size_t i = 0; i < columns_.size(); ++i) plan_cell(row, columns_[i], i, out);
  }

  // A row that names its entity: what is there already is changed, what is not is made with that
  // id.
  void plan_id(const intake::TableRow& row, Planned& out) {
    for (const auto column : id_column_) {
      const std::string id(trim_ascii(cell_at(row, column).text));
      if (id.empty()) continue;
      if (!is_record_id(id)) return refuse_row(row, "Its id is none that a case gives.");
      if (out.past && out.past->entity != id)
        return refuse_row(row, "An earlier import knows this key under another id.");
      out.entity = id;
      if (out.past) continue;
      const auto there = desk_.index().entity(id);
      if (!there.ok() || !*there) continue;
      if ((*there)->type != map_.type) return refuse_row(row, "Its id is of another type.");
      out.there = std::move((*there)->values);
    }
  }

  void plan_informant(const intake::TableRow& row, Planned& out) {
    auto code = map_.informant;
    for (const auto column : informant_column_) {
      const std::string said(trim_ascii(cell_at(row, column).text));
      if (!said.empty()) code = said;
    }
    if (code.empty()) return;
    auto known = sources_.find(code);
    if (known == sources_.end()) {
      const auto source = desk_.index().source(code);
      const bool found = source.ok() && *source;
      known = sources_.emplace(code, found ? (*source)->id : "").first;
    }
    if (known->second.empty())
      return refuse_row(row, "The source it names as its informant is not in this case.");
    out.informant = known->second;
  }

  void plan_file(const intake::TableRow& row, Planned& out) {
    for (const auto column : file_column_) {
      for (const auto& name : named_files(cell_at(row, column).text)) {
        const auto found = files_.find(name);
        if (found.size() == 1) out.files.push_back(found.front());
        else if (found.empty()) unsealed_.push_back(intake::cell_name(column, row.number));
        else
          refuse(row, column, Error(errors::cell_not_understood,
                                    {{"why", "several exhibits bear this file name; name the "
                                             "folder too, as in photos/1.jpg"}}));
      }
    }
  }

  void plan_cell(const intake::TableRow& row, std::size_t column, std::size_t i, Planned& out) {
    const auto& rule = map_.columns[i];
    const auto& cell = cell_at(row, column);
    std::size_t parts = 0;
    if (rule.split.empty()) {
      if (!trim_ascii(cell.text).empty()) plan_part(row, column, rule, 0, cell, out);
      parts = trim_ascii(cell.text).empty() ? 0 : 1;
    } else {
      for (std::string_view rest = cell.text; !rest.empty();) {
        const auto end = std::min(rest.size(), rest.find(rule.split));
        auto part = cell;
        part.text = trim_ascii(rest.substr(0, end));
        if (!part.text.empty()) plan_part(row, column, rule, parts++, part, out);
        rest.remove_prefix(std::min(rest.size(), end + rule.split.size()));
      }
    }
    if (!out.past) return;
    for (auto part = parts;; ++part) {
      const auto past = out.past->values.find(slot_of(column_name(rule, part), rule.property));
      if (past == out.past->values.end()) return;
      if (!past->second.by_hand)
        out.changes.push_back({column, &rule, part, Json(), &past->second, ImportAct::emptied});
    }
  }

  // The n-th value of a cell, from 0, is known again beside the first.
  static std::string column_name(const ColumnRule& rule, std::size_t part) {
    return part == 0 ? rule.column : rule.column + "#" + std::to_string(part);
  }

  void plan_part(const intake::TableRow& row, std::size_t column, const ColumnRule& rule,
                 std::size_t part, const intake::TableCell& cell, Planned& out) {
    const PastValue* before = nullptr;
    if (out.past) {
      const auto found = out.past->values.find(slot_of(column_name(rule, part), rule.property));
      if (found != out.past->values.end()) before = &found->second;
    }
    const auto& property = *desk_.pack().find_property(map_.type, rule.property);
    auto value = values_.value(property, rule, cell);
    if (!value.ok()) return refuse(row, column, value.error());
    if (!out.there.empty()) {
      if (stands_already(property, *value, out, before)) return;
    } else {
      const bool same = before && before->value == value->dump();
      const bool founded = before && before->informant == out.informant &&
                           std::all_of(out.files.begin(), out.files.end(), [&](const auto& file) {
                             return std::find(before->bases.begin(), before->bases.end(), file) !=
                                    before->bases.end();
                           });
      if (same && founded && !before->by_hand) return;
    }
    auto act = ImportAct::added;
    const bool same = before && before->value == value->dump();
    if (before && before->by_hand) act = same ? ImportAct::kept : ImportAct::beside;
    else if (before) act = same ? ImportAct::founded : ImportAct::changed;
    formulas_ += cell.formula ? 1 : 0;
    merged_ += cell.merged.empty() ? 0 : 1;
    out.changes.push_back({column, &rule, part, std::move(*value), before, act});
  }

  // Of an entity that the table names by its id: does the case say this already? Where a property
  // has one value and there is one, that is `before`, to be superseded.
  bool stands_already(const pack::Property& property, const Json& value, Planned& out,
                      const PastValue*& before) {
    const ValueRow* only = nullptr;
    int count = 0;
    for (const auto& one : out.there) {
      if (one.property != property.id) continue;
      if (one.value.dump() == value.dump()) return true;
      only = &one;
      ++count;
    }
    if (count != 1 || property.how_many != pack::HowMany::single) return false;
    out.replaced.push_back(std::make_unique<PastValue>(
        PastValue{only->assertion, "", only->value.dump(), "", {}, 0, false}));
    before = out.replaced.back().get();
    return false;
  }

  std::string add_fragment(const intake::TableRow& row, const Change& change,
                           const std::string& own_compartment) {
    const auto& cell = cell_at(row, change.column);
    auto place = cell.merged.empty() ? intake::cell_name(change.column, row.number) : cell.merged;
    if (!report.head.sheet.empty()) place = report.head.sheet + "!" + place;
    Json selector = Json::object();
    selector.set("cell", std::move(place));
    Json body = Json::object();
    body.set("ex", exhibit_.id).set("ex_sha256", exhibit_.sha256).set("sel", std::move(selector));
    // A name that is kept in a closed circle is not repeated outside of it.
    if (own_compartment.empty()) body.set("quote", cell.text);
    const auto id = desk_.vault().new_id();
    session_.records.push_back({"fragment", exhibit_.compartment, std::move(body), {}, {}, id});
    return id.str();
  }

  Json import_of(const Planned& planned, const std::string& compartment) const {
    Json imp = Json::object();
    imp.set("batch", session_.batch.str()).set("name", map_.name);
    const auto of_key = key_compartment_.empty() ? record::main_compartment : key_compartment_;
    if (compartment == of_key) {
      const auto key = parse_json(planned.key);
      ensure(key.ok(), "a key was written by us");
      imp.set("key", *key);
    }
    return imp;
  }

  // Turns one row into records: a fragment for each value, one `assert` for each compartment.
  void record(const intake::TableRow& row, Planned planned) {
    auto entity = planned.past ? planned.past->entity : planned.entity;
    if (entity.empty()) entity = desk_.vault().new_id().str();
    session_.entities[map_.name][planned.key] = entity;
    struct Group {
      Json::Array said;
      Json columns = Json::array();
      std::vector<std::string> superseded;
    };
    std::map<std::string, Group> groups;
    bool recorded = false;
    for (auto& change : planned.changes) {
      report.changes.push_back({change.act, row.number,
                                intake::cell_name(change.column, row.number), entity,
                                change.rule->property, change.before ? change.before->value : "",
                                change.value.is_null() ? "" : change.value.dump()});
      if (change.act == ImportAct::kept) continue;
      recorded = true;
      if (change.act == ImportAct::emptied) {
        Json body = Json::object();
        body.set("of", change.before->assertion).set("why", "the cell is blank in the new table");
        body.set("imp", import_of(planned, ""));
        session_.records.push_back(
            {"retract", change.before->compartment, std::move(body), {}, {}});
        continue;
      }
      const auto& own = desk_.pack().find_property(map_.type, change.rule->property)->compartment;
      Json bases = Json::array();
      bases.push(add_fragment(row, change, own));
      for (const auto& file : planned.files) bases.push(file);
      Json one = Json::object();
      one.set("p", change.rule->property).set("val", std::move(change.value));
      one.set("bases", std::move(bases));
      if (!map_.grade.empty()) one.set("grade", map_.grade);
      auto& group = groups[own.empty() ? record::main_compartment : own];
      group.said.push_back(std::move(one));
      group.columns.push(column_name(*change.rule, change.part));
      if (change.act == ImportAct::changed || change.act == ImportAct::founded)
        group.superseded.push_back(change.before->assertion);
    }
    for (auto& [compartment, group] : groups) {
      auto imp = import_of(planned, compartment);
      imp.set("cols", std::move(group.columns));
      Json body = Json::object();
      body.set("e", entity).set("type", map_.type).set("a", Json(std::move(group.said)));
      if (!planned.informant.empty()) body.set("inf", planned.informant);
      body.set("imp", std::move(imp));
      session_.records.push_back(
          {"assert", compartment, std::move(body), std::move(group.superseded), {}});
    }
    if (!recorded) ++report.unchanged;
    else if ((planned.past && !planned.past->values.empty()) || !planned.there.empty())
      ++report.updated;
    else ++report.created;
  }

  Desk& desk_;
  const ImportMap& map_;
  const ExhibitRow& exhibit_;
  Session& session_;
  ImportReport& report;
  CellValues values_;
  std::map<std::string, PastRow> past_;
  SealedFiles files_;
  std::map<std::string, std::string> sources_;     // code -> entity id, "" where there is none
  std::string key_compartment_;
  ColumnNames names_;
  std::vector<std::size_t> columns_, key_columns_, informant_column_, file_column_, id_column_;
  std::set<std::string> seen_;
  std::int64_t formulas_ = 0, merged_ = 0;
  std::vector<std::string> unsealed_, unread_;  // cells; names of columns
  std::map<std::size_t, std::int64_t> lost_;  // values of columns that are not read
  bool row_refused_ = false;
};

enum class Doing : std::uint8_t { check, run };

Result<ImportReport> import(Desk& desk, const ImportRequest& request, Doing doing) {
  TRY_LET(maps, parse_import_maps(request.mapping_file, request.mapping, desk.pack()));
  TRY_LET(exhibit, desk.index().exhibit(request.exhibit));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", request.exhibit}});
  TRY_LET(bytes, desk.exhibit_content(request.exhibit, intake::table_bytes));
  Session session;
  session.batch = desk.vault().new_id();
  session.refused = request.refused;
  for (const auto& map : maps) {
    Importer importer(desk, map, *exhibit, session);
    TRY(importer.start());
    const auto take = [&](const intake::TableHead& head, const intake::TableRow& row) {
      return importer.take(head, row);
    };
    TRY_LET(head, request.read ? request.read(bytes, map.table, take)
                               : intake::read_table(bytes, map.table, take));
    session.report.head = std::move(head);
    TRY(importer.finish());
  }
  TRY(note_other_sheets(request, bytes, maps, session.report));
  const auto refused = session.report.refusals.size();
  if (doing == Doing::check) return std::move(session.report);
  if (refused > 0 && request.refused == Refused::stop)
    return Error(errors::import_refused, {{"count", std::to_string(refused)}});
  if (session.records.empty()) return std::move(session.report);
  session.report.batch = session.batch.str();
  session.records.push_back(note_of_import(session.batch, session.note_compartment, session.report,
                                           exhibit->id, maps.front().name, request.mapping));
  TRY(desk.add_records(std::move(session.records)));
  return std::move(session.report);
}

}  // namespace

const char* word(ImportAct act) {
  switch (act) {
    case ImportAct::added: return "added";
    case ImportAct::changed: return "changed";
    case ImportAct::founded: return "founded";
    case ImportAct::emptied: return "emptied";
    case ImportAct::beside: return "beside";
    case ImportAct::kept: return "kept";
  }
  bug("an act without a word", __FILE__, __LINE__);
}

Result<ImportReport> check_import(Desk& desk, const ImportRequest& request) {
  return import(desk, request, Doing::check);
}

Result<ImportReport> run_import(Desk& desk, const ImportRequest& request) {
  return import(desk, request, Doing::run);
}

}  // namespace kotobune::desk
