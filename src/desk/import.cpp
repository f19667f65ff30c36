#include "desk/import.h"

#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/import_files.h"
#include "desk/import_past.h"
#include "desk/import_value.h"
#include "intake/errors.h"

namespace kotobune::desk {

namespace {

Error wrong(std::string why) {
  return Error(errors::import_mapping_wrong, {{"why", std::move(why)}});
}

class Importer {
 public:
  Importer(Desk& desk, const ImportMap& map, const ExhibitRow& exhibit)
      : desk_(desk), map_(map), exhibit_(exhibit), values_(desk) {}

  Status start() {
    TRY_LET(past, past_rows(desk_, map_.name));
    past_ = std::move(past);
    for (const auto& rule : map_.columns) {
      const auto& own = desk_.pack().find_property(map_.type, rule.property)->compartment;
      const bool in_key =
          std::find(map_.key.begin(), map_.key.end(), rule.column) != map_.key.end();
      if (in_key && !own.empty()) key_compartment_ = own;
      if (!own.empty()) note_compartment_ = own;
    }
    if (!map_.file_column.empty()) TRY(files_.learn(desk_));
    batch_ = desk_.vault().new_id();
    return {};
  }

  Status take(const intake::TableHead& head, const intake::TableRow& row) {
    report.head = head;
    if (row.number < map_.header_row) return {};
    if (row.number < map_.header_row + map_.header_rows) {
      add_names(row);
      return {};
    }
    if (columns_.empty()) TRY(find_columns());
    ++report.rows;
    const auto refused = report.refusals.size();
    Planned planned;
    plan(row, planned);
    if (report.refusals.size() > refused) return {};
    record(row, std::move(planned));
    return {};
  }

  Status finish() {
    if (columns_.empty()) TRY(find_columns());
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

  std::vector<vault::NewRecord> records(const std::string& mapping) && {
    if (records_.empty()) return {};
    Json about = Json::array();
    about.push(exhibit_.id);
    Json imp = Json::object();
    imp.set("batch", batch_.str()).set("name", map_.name).set("map", mapping);
    Json body = Json::object();
    body.set("about", std::move(about)).set("imp", std::move(imp));
    body.set("text", "import " + map_.name + ": " + std::to_string(report.created) + " new, " +
                         std::to_string(report.updated) + " changed");
    // A mapping says what stands in which column: where one of them is protected, so is it.
    records_.push_back({"note", note_compartment_, std::move(body), {}, {}, batch_});
    report.batch = batch_.str();
    return std::move(records_);
  }

  ImportReport report;

 private:
  struct Change {
    std::size_t column;
    const ColumnRule* rule;
    Json value;               // null: retract
    const PastValue* before;  // superseded or retracted; nullptr: a new value
    ImportAct act;
  };
  struct Planned {
    std::string key;  // JSON array
    PastRow* past = nullptr;
    std::string informant;
    std::vector<std::string> files;  // exhibit ids
    std::vector<Change> changes;
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

  void add_names(const intake::TableRow& row) {
    if (names_.size() < row.cells.size()) names_.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string part(trim_ascii(row.cells[i].text));
      if (part.empty() || part == names_[i]) continue;
      names_[i] += (names_[i].empty() ? "" : " / ") + part;
    }
  }

  Result<std::size_t> column_at(const std::string& name) const {
    if (name.starts_with("=")) {
      for (std::size_t i = 0; i < intake::table_columns; ++i)
        if ("=" + intake::cell_name(i, 1) == name + "1") return i;
    }
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return wrong("the table has no column " + name);
    if (std::find(found + 1, names_.end(), name) != names_.end())
      return wrong("two columns are called " + name + "; name one by its letter, as in =C");
    return static_cast<std::size_t>(found - names_.begin());
  }

  Status find_columns() {
    std::set<std::size_t> used;
    const auto find = [&](const std::string& name, std::vector<std::size_t>& out) -> Status {
      if (name.empty()) return {};
      TRY_LET(at, column_at(name));
      out.push_back(at);
      used.insert(at);
      return {};
    };
    for (const auto& rule : map_.columns) TRY(find(rule.column, columns_));
    for (const auto& name : map_.key) TRY(find(name, key_columns_));
    TRY(find(map_.informant_column, informant_column_));
    TRY(find(map_.file_column, file_column_));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const bool ignored = std::find(map_.ignored.begin(), map_.ignored.end(), names_[i]) !=
                           map_.ignored.end();
      if (!used.count(i) && !ignored && !names_[i].empty())
        unread_.push_back(names_[i]);
    }
    return {};
  }

  void refuse(const intake::TableRow& row, std::size_t column, const Error& error) {
    report.refusals.push_back({row.number, intake::cell_name(column, row.number),
                               error.code().id, error.sentence()});
  }
  void refuse_row(const intake::TableRow& row, std::string why) {
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
    plan_informant(row, out);
    plan_file(row, out);
    for (std::size_t i = 0; i < columns_.size(); ++i) plan_cell(row, columns_[i], i, out);
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
    const PastValue* before = nullptr;
    if (out.past) {
      const auto found = out.past->values.find(slot_of(rule.column, rule.property));
      if (found != out.past->values.end()) before = &found->second;
    }
    if (trim_ascii(cell.text).empty()) {
      if (before && !before->by_hand)
        out.changes.push_back({column, &rule, Json(), before, ImportAct::emptied});
      return;
    }
    auto value = values_.value(*desk_.pack().find_property(map_.type, rule.property), rule, cell);
    if (!value.ok()) return refuse(row, column, value.error());
    const bool same = before && before->value == value->dump();
    const bool founded = before && before->informant == out.informant &&
                         std::all_of(out.files.begin(), out.files.end(), [&](const auto& file) {
                           return std::find(before->bases.begin(), before->bases.end(), file) !=
                                  before->bases.end();
                         });
    if (same && founded && !before->by_hand) return;
    auto act = ImportAct::added;
    if (before && before->by_hand) act = same ? ImportAct::kept : ImportAct::beside;
    else if (before) act = same ? ImportAct::founded : ImportAct::changed;
    formulas_ += cell.formula ? 1 : 0;
    merged_ += cell.merged.empty() ? 0 : 1;
    out.changes.push_back({column, &rule, std::move(*value), before, act});
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
    records_.push_back({"fragment", exhibit_.compartment, std::move(body), {}, {}, id});
    return id.str();
  }

  Json import_of(const Planned& planned, const std::string& compartment) const {
    Json imp = Json::object();
    imp.set("batch", batch_.str()).set("name", map_.name);
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
    const auto entity = planned.past ? planned.past->entity : desk_.vault().new_id().str();
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
        records_.push_back({"retract", change.before->compartment, std::move(body), {}, {}});
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
      group.columns.push(change.rule->column);
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
      records_.push_back({"assert", compartment, std::move(body), std::move(group.superseded), {}});
    }
    if (!recorded) ++report.unchanged;
    else if (planned.past && !planned.past->values.empty()) ++report.updated;
    else ++report.created;
  }

  Desk& desk_;
  const ImportMap& map_;
  const ExhibitRow& exhibit_;
  CellValues values_;
  std::map<std::string, PastRow> past_;
  SealedFiles files_;
  std::map<std::string, std::string> sources_;     // code -> entity id, "" where there is none
  std::string key_compartment_;
  std::string note_compartment_ = record::main_compartment;
  RecordId batch_;
  std::vector<std::string> names_;
  std::vector<std::size_t> columns_, key_columns_, informant_column_, file_column_;
  std::set<std::string> seen_;
  std::int64_t formulas_ = 0, merged_ = 0;
  std::vector<std::string> unsealed_, unread_;  // cells; names of columns
  std::vector<vault::NewRecord> records_;
};

enum class Doing : std::uint8_t { check, run };

Result<ImportReport> import(Desk& desk, const ImportRequest& request, Doing doing) {
  TRY_LET(map, parse_import_map(request.mapping_file, request.mapping, desk.pack()));
  TRY_LET(exhibit, desk.index().exhibit(request.exhibit));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", request.exhibit}});
  TRY_LET(bytes, desk.exhibit_content(request.exhibit, intake::table_bytes));
  Importer importer(desk, map, *exhibit);
  TRY(importer.start());
  const auto take = [&](const intake::TableHead& head, const intake::TableRow& row) {
    return importer.take(head, row);
  };
  TRY_LET(head, request.read ? request.read(bytes, map.table, take)
                             : intake::read_table(bytes, map.table, take));
  importer.report.head = std::move(head);
  TRY(importer.finish());
  const auto refused = importer.report.refusals.size();
  if (doing == Doing::check) return std::move(importer.report);
  if (refused > 0 && request.refused == Refused::stop)
    return Error(errors::import_refused, {{"count", std::to_string(refused)}});
  auto records = std::move(importer).records(request.mapping);
  if (!records.empty()) TRY(desk.add_records(std::move(records)));
  return std::move(importer.report);
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
