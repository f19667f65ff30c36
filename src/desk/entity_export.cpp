#include "desk/entity_export.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/cell_form.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "desk/told_place.h"
#include "record/value.h"
#include "release/errors.h"
#include "report/audience.h"

namespace kotobune::desk {

namespace {

using disclosure::Decision;
using disclosure::Identity;

constexpr int closed_circle_level = 3;  // S3 and up: leaves for no audience
constexpr int team_level = 2;           // S2: points at a person

class EntityExporter {
 public:
  EntityExporter(Desk& desk, const EntityExport& wanted) : desk_(desk), wanted_(wanted) {}

  Result<EntityExported> run(const std::string& folder) {
    TRY(prepare(folder));
    TRY(own_copy() ? collect_all() : collect_told());
    if (table_.rows.empty()) return Error(errors::nothing_told, {{"type", wanted_.type}});
    out_.rows = static_cast<std::int64_t>(table_.rows.size());
    TRY_LET(passed, pass());
    std::vector<std::pair<std::string, std::string>> beside;
    if (own_copy()) beside.emplace_back(wanted_.type + ".map.toml", mapping());
    release::TableDepends depends{"export " + wanted_.type,
                                  own_copy() ? "named" : std::string(word_of(identity_shown())),
                                  list(assertions_), list(exhibits_), list(sources_),
                                  list(locks_)};
    TRY_LET(released,
            release::release_table(passed, scope_, wanted_.format, wanted_.whole, *material_,
                                   {wanted_.recipient, "file", material_->viewer()}, depends,
                                   beside));
    // The log tells of it before the first byte is written.
    TRY_LET(id, desk_.record_disclosure(
                    {{"disclosure", compartment_, std::move(released.set.disclosure), {}, {}}}));
    out_.disclosure_id = std::move(id);
    TRY(release::write_released(desk_.vault().world().disk, folder, released.set.files));
    out_.folder = folder;
    for (const auto& file : released.set.files) out_.files.push_back(file.name());
    say_what_leaves(released.hits);
    return std::move(out_);
  }

 private:
  using Ids = std::set<std::string>;
  static std::vector<std::string> list(const Ids& ids) { return {ids.begin(), ids.end()}; }
  bool own_copy() const { return wanted_.whole == release::Whole::own_copy; }
  Identity identity_shown() const {
    return wanted_.count_by.empty() ? Identity::pseudonym : Identity::aggregate;
  }

  Status prepare(const std::string& folder) {
    const auto purpose = disclosure::parse_purpose(wanted_.purpose);
    if (!purpose) return Error(errors::purpose_unknown, {{"purpose", wanted_.purpose}});
    if (wanted_.recipient.empty()) return Error(errors::nobody_named);
    if (desk_.vault().world().disk.exists(folder))
      return Error(errors::folder_not_empty, {{"path", folder}});
    type_ = desk_.pack().find_type(wanted_.type);
    if (!type_) return Error(errors::type_unknown, {{"what", wanted_.type}});
    if (!wanted_.count_by.empty() && !type_->find(wanted_.count_by))
      return Error(errors::type_unknown, {{"what", wanted_.type + "." + wanted_.count_by}});
    if (own_copy()) {
      for (const auto& one : desk_.vault().constitution().compartments)
        if (!desk_.vault().can_read(one.name))
          return Error(errors::not_all_opened, {{"compartment", one.name}});
    }
    TRY(desk_.refresh());
    TRY_LET(material, CaseMaterial::make(desk_));
    material_ = std::move(material);
    if (!material_->scan_complete()) return Error(errors::scan_incomplete);
    scope_ = desk_.index().member_scope();
    if (!own_copy()) {
      scope_.reader = disclosure::Audience{audience_word(*purpose)};
      scope_.purpose = *purpose;
    }
    scope_.log_heads = material_->log_heads();
    table_.name = wanted_.type;
    TRY_LET(rows, desk_.index().raw().entities(desk_.index().reader(), wanted_.type));
    for (const auto& row : rows) {
      TRY_LET(entity, desk_.index().entity(row.id));
      if (!entity) continue;
      keep_back("those who said it said no, or took it back", entity->not_shown);
      if (!entity->values.empty()) entities_.push_back(std::move(*entity));
    }
    for (std::size_t i = 0; i < entities_.size(); ++i)
      numbers_[entities_[i].id] = wanted_.type + "-" + std::to_string(i + 1);
    TRY_LET(places, ToldPlaces::learn(desk_));
    places_ = std::move(places);
    return learn_fragments();
  }

  Status learn_fragments() {
    auto& index = desk_.index();
    TRY_LET(rows, index.raw().exhibits(index.reader()));
    for (const auto& exhibit : rows) {
      exhibit_of_[exhibit.id] = exhibit.id;
      TRY_LET(fragments, index.raw().fragments(index.reader(), exhibit.id));
      for (const auto& one : fragments) exhibit_of_[one.id] = exhibit.id;
    }
    return {};
  }

  void keep_back(const std::string& why, std::int64_t count = 1) {
    if (count > 0) out_.kept_back[why] += count;
  }

  // Everybody who stands behind a value, as facts for the gate.
  Result<std::vector<disclosure::Facts>> behind(const ValueRow& value) {
    std::vector<disclosure::Facts> out;
    if (!value.informant.empty()) {
      auto known = facts_of_source_.find(value.informant);
      if (known == facts_of_source_.end()) {
        TRY_LET(facts, desk_.index().facts_about_source(value.informant));
        known = facts_of_source_.emplace(value.informant, std::move(facts)).first;
      }
      out.push_back(known->second);
    }
    for (const auto& basis : value.bases) {
      const auto exhibit = exhibit_of_.find(basis);
      if (exhibit == exhibit_of_.end()) {
        out.emplace_back();  // rests on what we do not know: unrecorded, which the gate refuses
        continue;
      }
      auto known = facts_of_exhibit_.find(exhibit->second);
      if (known == facts_of_exhibit_.end()) {
        TRY_LET(facts, desk_.index().raw().facts_of_exhibit(desk_.index().reader(),
                                                            exhibit->second));
        known = facts_of_exhibit_.emplace(exhibit->second, std::move(facts)).first;
      }
      out.insert(out.end(), known->second.begin(), known->second.end());
    }
    return out;
  }

  // May this value leave? "" where it may; else why not.
  Result<std::string> why_not(const ValueRow& value) {
    const auto* property = type_->find(value.property);
    const int level = desk_.pack().sensitivity_of(wanted_.type, value.property);
    if (!property) return std::string("the practice does not know what they are");
    if (!property->compartment.empty() || level >= closed_circle_level)
      return std::string("they lie in a closed circle or protect a source (S3, S4)");
    TRY_LET(facts, behind(value));
    if (facts.empty()) return std::string("nobody is recorded who said it");
    const disclosure::Gate gate(scope_);
    std::vector<Decision> asked;
    for (auto& one : facts) {
      const bool names = level >= team_level && wanted_.count_by.empty();
      one.identity = names ? Identity::named : identity_shown();
      one.modality = disclosure::Modality::paraphrase;
      one.level = std::max(one.level, static_cast<disclosure::Level>(level));
      asked.push_back(gate.ask(one));
      if (!asked.back().allowed())
        return "[" + asked.back().code() + "] " + asked.back().reason();
    }
    decisions_.insert(decisions_.end(), asked.begin(), asked.end());
    return std::string();
  }

  // What a reader outside is told of a value; nullopt and a reason where nothing.
  std::optional<std::string> told(const ValueRow& value, std::optional<record::GeoPoint>& at) {
    const auto read = record::read_value(value.value);
    if (!read.ok()) {
      keep_back("this program does not understand them");
      return std::nullopt;
    }
    const auto* reference = read->as<record::EntityValue>();
    const auto* place = read->as<record::PlaceValue>();
    if (place || (reference && places_.knows(reference->entity))) {
      const auto blurred = place ? places_.tell(*place) : places_.tell(reference->entity);
      if (!blurred) {
        keep_back("no place is known that is coarse enough to be told");
        return std::nullopt;
      }
      if (!at) at = blurred->at;
      return blurred->name;
    }
    if (reference) {
      const auto known = numbers_.find(reference->entity.str());
      if (known != numbers_.end() && wanted_.count_by.empty()) return known->second;
      keep_back("they point at what is not in this file");
      return std::nullopt;
    }
    if (const auto* term = read->as<record::TermValue>()) {
      const auto* vocabulary = desk_.pack().find_vocabulary(term->vocabulary);
      const auto* found = vocabulary ? vocabulary->find(term->code) : nullptr;
      return found ? found->label.in("en") : term->code;
    }
    if (const auto* date = read->as<record::DateValue>()) return date->date.edtf();
    return value.shown;
  }

  Status collect_told() {
    std::map<std::string, std::int64_t> counts;
    table_.header = {"number"};
    std::vector<std::string> columns;
    for (const auto& property : type_->properties) columns.push_back(property.id);
    std::set<std::string> used;
    std::vector<std::map<std::string, std::vector<std::string>>> rows;
    for (const auto& entity : entities_) {
      std::map<std::string, std::vector<std::string>> row;
      std::optional<record::GeoPoint> at;
      for (const auto& value : entity.values) {
        if (!wanted_.count_by.empty() && value.property != wanted_.count_by) continue;
        TRY_LET(why, why_not(value));
        if (!why.empty()) {
          keep_back(why);
          continue;
        }
        const auto text = told(value, at);
        if (!text || text->empty()) continue;
        auto& cell = row[value.property];
        if (std::find(cell.begin(), cell.end(), *text) == cell.end()) cell.push_back(*text);
        used.insert(value.property);
        TRY(rests_on(value));
        ++out_.values;
      }
      if (row.empty()) continue;
      for (const auto& text : row[wanted_.count_by]) ++counts[text];
      row["number"] = {numbers_[entity.id]};
      rows.push_back(std::move(row));
      table_.points.push_back(at);
    }
    if (!wanted_.count_by.empty()) return tell_counts(counts);
    for (const auto& column : columns)
      if (used.count(column)) table_.header.push_back(column);
    for (auto& row : rows) {
      Json object = Json::object();
      std::vector<std::string> cells;
      for (const auto& column : table_.header) {
        const auto& texts = row[column];
        cells.push_back(join(texts, " | "));
        if (texts.empty()) continue;
        Json list = Json::array();
        for (const auto& text : texts) list.push(text);
        if (column == "number") object.set(column, texts.front());
        else object.set(column, std::move(list));
      }
      table_.rows.push_back(std::move(cells));
      table_.objects.push_back(std::move(object));
    }
    return {};
  }

  Status tell_counts(const std::map<std::string, std::int64_t>& counts) {
    table_.header = {wanted_.count_by, "count"};
    table_.points.clear();
    for (const auto& [text, count] : counts) {
      const auto said = count < least_told ? "fewer than " + std::to_string(least_told)
                                           : std::to_string(count);
      table_.rows.push_back({text, said});
      Json object = Json::object();
      object.set(wanted_.count_by, text).set("count", said);
      table_.objects.push_back(std::move(object));
    }
    return {};
  }

  Status rests_on(const ValueRow& value) {
    assertions_.insert(value.assertion);
    for (const auto& basis : value.bases) {
      const auto exhibit = exhibit_of_.find(basis);
      if (exhibit != exhibit_of_.end()) exhibits_.insert(exhibit->second);
    }
    if (value.informant.empty()) return {};
    auto known = source_id_.find(value.informant);
    if (known == source_id_.end()) {
      TRY_LET(source, desk_.index().source(value.informant));
      known = source_id_.emplace(value.informant, source ? source->id : "").first;
    }
    if (!known->second.empty()) sources_.insert(known->second);
    return {};
  }

  Status collect_all() {
    std::map<std::string, std::size_t> most;
    for (const auto& entity : entities_) {
      std::map<std::string, std::size_t> here;
      for (const auto& value : entity.values) ++here[value.property];
      for (const auto& [property, count] : here) most[property] = std::max(most[property], count);
    }
    table_.header = {"id"};
    std::map<std::string, std::size_t> first;
    for (const auto& [property, count] : most) {
      first[property] = table_.header.size();
      for (std::size_t n = 0; n < count; ++n) {
        table_.header.push_back(n == 0 ? property : property + "." + std::to_string(n + 1));
        column_property_.push_back(property);
      }
    }
    for (const auto& entity : entities_) {
      std::vector<std::string> cells(table_.header.size());
      cells[0] = entity.id;
      std::map<std::string, std::size_t> here;
      Json values = Json::array();
      for (const auto& value : entity.values) {
        cells[first[value.property] + here[value.property]++] = cell_of(value.value);
        Json one = Json::object();
        one.set("p", value.property).set("val", value.value).set("informant", value.informant);
        values.push(std::move(one.set("grade", value.grade).set("assertion", value.assertion)));
        TRY(rests_on(value));
        ++out_.values;
        const auto* property = type_->find(value.property);
        if (property && property->compartment.empty()) continue;
        ++closed_values_;
        if (property) compartment_ = property->compartment;
      }
      Json object = Json::object();
      object.set("id", entity.id).set("type", wanted_.type).set("values", std::move(values));
      table_.rows.push_back(std::move(cells));
      table_.objects.push_back(std::move(object));
      table_.points.emplace_back();
    }
    return {};
  }

  // How an own copy is read into another case.
  std::string mapping() const {
    std::string out = "# Reads " + wanted_.type + "." + release::word(wanted_.format) +
                      " into a case: see docs/import.md.\nname = \"copy-of-" + wanted_.type +
                      "\"\ntype = \"" + wanted_.type + "\"\nkey = [\"id\"]\nid_column = \"id\"\n";
    std::string columns, ignored;
    for (std::size_t i = 0; i < column_property_.size(); ++i) {
      const auto* property = type_->find(column_property_[i]);
      const auto& name = table_.header[i + 1];
      if (!property || property->value == pack::ValueType::fragment) {
        ignored += (ignored.empty() ? "\"" : ", \"") + name + "\"";
        continue;
      }
      columns += "[[column]]\ncolumn = \"" + name + "\"\nproperty = \"" + property->id +
                 "\"\nform = \"export\"\n";
    }
    if (!ignored.empty()) out += "ignore = [" + ignored + "]  # parts of exhibits: not cells\n";
    return out + columns;
  }

  Result<disclosure::Disclosed<release::Table>> pass() {
    const disclosure::Gate gate(scope_);
    // What this member may read was settled by CaseIndex; nothing here is for anybody else.
    if (own_copy()) return gate.nothing_personal(table_);
    for (const auto& one : decisions_) locks_.insert(one.rests_on().begin(), one.rests_on().end());
    return gate.pass(table_, decisions_);
  }

  void say_what_leaves(std::size_t names) {
    out_.leaves.push_back(std::to_string(out_.rows) + " rows with " + std::to_string(out_.values) +
                          " values left the sealed case as plain files in " + out_.folder + ".");
    if (!own_copy()) return;
    out_.leaves.push_back("No passphrase protects them: whoever gets the folder reads all of it.");
    if (closed_values_ > 0)
      out_.leaves.push_back(std::to_string(closed_values_) +
                            " of the values come from the closed circle: who people really are.");
    if (names > 0)
      out_.leaves.push_back("Protected names of sources stand in it " + std::to_string(names) +
                            " times.");
    out_.leaves.push_back(
        "Nobody's consent was asked, since it is your own copy. It is not to be passed on.");
  }

  Desk& desk_;
  const EntityExport& wanted_;
  EntityExported out_;
  const pack::Type* type_ = nullptr;
  std::unique_ptr<CaseMaterial> material_;
  disclosure::Scope scope_;
  release::Table table_;
  ToldPlaces places_;
  std::vector<EntityRow> entities_;
  std::map<std::string, std::string> numbers_;     // entity id -> "event-1"
  std::map<std::string, std::string> exhibit_of_;  // exhibit or fragment id -> exhibit id
  std::map<std::string, std::string> source_id_;   // code -> entity id
  std::map<std::string, disclosure::Facts> facts_of_source_;
  std::map<std::string, std::vector<disclosure::Facts>> facts_of_exhibit_;
  std::vector<Decision> decisions_;
  Ids assertions_, exhibits_, sources_, locks_;
  std::vector<std::string> column_property_;  // of table_.header from 1 on
  std::string compartment_ = record::main_compartment;
  std::int64_t closed_values_ = 0;
};

}  // namespace

std::string audience_word(disclosure::Purpose purpose) {
  for (const auto& name : report::audience_names()) {
    if (report::purpose_of(name) == purpose) return name;
  }
  return std::string(disclosure::code_of(purpose));
}

Result<EntityExported> export_entities(Desk& desk, const EntityExport& wanted,
                                       const std::string& folder) {
  return EntityExporter(desk, wanted).run(folder);
}

}  // namespace kotobune::desk
