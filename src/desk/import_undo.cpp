// Undo: nothing is deleted. What an import said is retracted; what it took the place of, and nobody
// has touched since, is asserted anew, since what was superseded stays so for ever.
#include "desk/import.h"
#include "desk/import_past.h"
#include "intake/errors.h"

namespace kotobune::desk {

namespace {

class Undo {
 public:
  Undo(Desk& desk, std::string batch, std::string why)
      : desk_(desk), batch_(std::move(batch)), why_(std::move(why)) {}

  Status look() {
    return each_record(desk_, [&](const record::Record& one, const std::string& compartment)
                                  -> Status {
      const auto& imp = one.body["imp"];
      if (imp["undo"].str() == batch_) undone_ = true;
      const bool ours = imp["batch"].str() == batch_;
      if (one.kind == "assert" && ours) {
        Said said{one.id.str(), compartment, imp["name"].str(), one.supersedes, {}};
        for (const auto& assertion : one.body["a"].items())
          said.properties.push_back(assertion["p"].str());
        said_.push_back(std::move(said));
      }
      else if (one.kind == "assert" || one.kind == "retract") {
        for (const auto& target : one.supersedes) ended_.insert(target);
        if (one.kind == "retract" && !ours) ended_.insert(one.body["of"].str());
        if (one.kind == "retract" && ours) wanted_.insert(one.body["of"].str());
      }
      return {};
    });
  }

  bool known() const { return !undone_ && (!said_.empty() || !wanted_.empty()); }

  Result<UndoReport> carry_out() {
    UndoReport report;
    for (const auto& one : said_) {
      Json imp = Json::object();
      imp.set("undo", batch_).set("name", one.name);
      Json body = Json::object();
      body.set("of", one.id).set("why", why_).set("imp", std::move(imp));
      records_.push_back({"retract", one.compartment, std::move(body), {}, {}});
      ++report.taken_back;
      // Superseded or retracted by hand since: then the person's word stands, not an older cell.
      for (const auto& target : one.superseded) {
        wanted_.insert(target);
        replaced_by_[target] = &one;
      }
    }
    TRY(bring_back(report));
    TRY(desk_.add_records(std::move(records_)));
    return report;
  }

 private:
  struct Said {
    std::string id, compartment, name;
    std::vector<std::string> superseded;
    std::vector<std::string> properties;  // of its assertions, in their order
  };

  // Has a person superseded or retracted what this import put in the place of `target`?
  bool replaced(const std::string& target, const std::string& property) const {
    const auto by = replaced_by_.find(target);
    if (by == replaced_by_.end()) return false;
    const auto& [id, compartment, name, superseded, properties] = *by->second;
    if (ended_.count(id)) return true;
    for (std::size_t n = 0; n < properties.size(); ++n) {
      if (properties[n] == property && ended_.count(id + "/" + std::to_string(n))) return true;
    }
    return false;
  }

  Status bring_back(UndoReport& report) {
    return each_record(desk_, [&](const record::Record& one, const std::string& compartment)
                                  -> Status {
      if (one.kind != "assert") return {};
      const auto& assertions = one.body["a"].items();
      for (std::size_t n = 0; n < assertions.size(); ++n) {
        const auto target = one.id.str() + "/" + std::to_string(n);
        if (!wanted_.count(target) || replaced(target, assertions[n]["p"].str())) continue;
        // Its own import was undone too, or a person has changed it beside ours.
        if (ended_.count(target) || ended_.count(one.id.str())) continue;
        const auto& columns = one.body["imp"]["cols"].items();
        // What a person typed by hand has no import to name.
        Json imp = one.body["imp"].is_object() ? one.body["imp"] : Json::object();
        Json column = Json::array();
        if (n < columns.size()) column.push(columns[n]);
        // Its batch stays that of its own import: undoing that one takes it back as well.
        imp.set("cols", std::move(column));
        Json body = Json::object();
        body.set("e", one.body["e"]).set("type", one.body["type"]);
        body.set("a", Json(Json::Array{assertions[n]})).set("imp", std::move(imp));
        if (one.body.find("inf")) body.set("inf", one.body["inf"]);
        records_.push_back({"assert", compartment, std::move(body), {}, {}});
        ++report.brought_back;
      }
      return {};
    });
  }

  Desk& desk_;
  std::string batch_, why_;
  bool undone_ = false;
  std::vector<Said> said_;
  std::set<std::string> ended_;   // by anything but this import
  std::set<std::string> wanted_;  // assertions to bring back
  std::map<std::string, const Said*> replaced_by_;
  std::vector<vault::NewRecord> records_;
};

}  // namespace

Result<UndoReport> undo_import(Desk& desk, const std::string& batch, const std::string& why) {
  Undo undo(desk, batch, why);
  if (!is_record_id(batch)) return Error(errors::import_unknown, {{"batch", batch}});
  TRY(undo.look());
  if (!undo.known()) return Error(errors::import_unknown, {{"batch", batch}});
  return undo.carry_out();
}

}  // namespace kotobune::desk
