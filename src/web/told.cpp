#include "web/told.h"

#include <algorithm>
#include <map>

#include "web/pages_record.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

std::string Told::type_label(const std::string& type) const {
  const auto* known = desk_.pack().find_type(type);
  return known ? known->label.in(code_of(language_)) : type;
}

std::string Told::property_label(const std::string& type, const std::string& property) const {
  const auto* known = desk_.pack().find_property(type, property);
  return known ? known->label.in(code_of(language_)) : property;
}

Result<const desk::EntityRow*> Told::thing(const std::string& id) {
  const auto known = things_.find(id);
  if (known == things_.end()) {
    TRY_LET(found, desk_.index().entity(id));
    return &(things_[id] = found ? std::move(*found) : desk::EntityRow{});
  }
  return &known->second;
}

Result<std::string> Told::link_of(const std::string& entity) {
  TRY_LET(row, thing(entity));
  if (row->type == "source") return (Url("/sources") / row->label).str();
  TRY_LET(exhibit, desk_.index().exhibit(entity));
  if (exhibit) return "/exhibits/" + exhibit->number;
  // A type may come from another program's record: it is encoded like anything that was typed.
  return row->type.empty() ? std::string() : (Url("/record") / row->type / entity).str();
}

Result<std::string> Told::label_of(const std::string& entity) {
  TRY_LET(row, thing(entity));
  if (row->label.empty() || row->label == row->type) {
    TRY_LET(exhibit, desk_.index().exhibit(entity));
    if (exhibit) return exhibit->number;
  }
  if (row->type.empty()) return std::string(say(language_, Word::not_shown_here));
  return row->label == row->type ? described(*row) : row->label;
}

// What has no name is told by what kind it is and when it was: "Beating, 2025-03-19". Never by whom
// it points at: two nameless things may point at each other.
std::string Told::described(const desk::EntityRow& row) {
  std::string kind, day;
  for (const auto& value : row.values) {
    if (kind.empty() && !value.value["term"].str().empty()) {
      const auto words = shown(value);
      if (words.ok()) kind = *words;
    }
    if (day.empty()) day = value.value["date"].str();
  }
  if (kind.empty()) kind = type_label(row.type);
  return day.empty() ? kind : kind + ", " + day;
}

Result<std::string> Told::shown(const desk::ValueRow& row) {
  const auto& value = row.value;
  const auto& term = value["term"].str();
  if (!term.empty()) {
    const auto slash = term.find('/');
    const auto* words = desk_.pack().find_vocabulary(term.substr(0, slash));
    const auto* known = words ? words->find(term.substr(slash + 1)) : nullptr;
    return known ? known->label.in(code_of(language_)) : row.shown;
  }
  if (!value["entity"].str().empty()) return label_of(value["entity"].str());
  if (const auto* yes = value.find("bool")) {
    return std::string(say(language_, yes->bool_or(false) ? Word::state_yes : Word::state_no));
  }
  if (const auto* place = value.find("place")) {
    std::string out = (*place)["as_said"].str();
    if (!(*place)["entity"].str().empty()) {
      TRY_LET(name, label_of((*place)["entity"].str()));
      out = out.empty() ? name : name + ", " + out;
    }
    return out;
  }
  if (!value["counts"].str().empty()) {
    const auto* units = desk_.pack().find_vocabulary("counting-unit");
    const auto* unit = units ? units->find(value["counts"].str()) : nullptr;
    return value["num"].str() + " " +
           (unit ? unit->label.in(code_of(language_)) : value["counts"].str());
  }
  if (!value["fragment"].str().empty()) {
    TRY_LET(basis, desk::basis_of(desk_, value["fragment"].str()));
    return basis.exhibit + (basis.quote.empty() ? "" : ": " + basis.quote);
  }
  return row.shown;
}

Result<StatementView> Told::statement(const desk::ValueRow& value) {
  StatementView out;
  out.assertion = value.assertion;
  TRY_LET(words, shown(value));
  out.shown = std::move(words);
  out.lang = value.value["lang"].str();
  const auto& json = value.value;
  if (json.find("date") && !json["as_said"].str().empty()) {
    out.note = json["as_said"].str();
    if (!json["cal"].str().empty()) out.note += " (" + json["cal"].str() + ")";
  }
  for (const auto& variant : json["variants"].items()) {
    out.note += (out.note.empty() ? "" : ", ") + variant["name"].str();
  }
  if (const auto* place = json.find("place")) {
    const auto& publish = (*place)["publish"].str();
    out.note = std::string(say(language_, Word::told_how)) + ": " +
               (publish.empty() ? "country" : publish);
  }
  const auto& entity = json["entity"].str();
  if (!entity.empty()) {
    TRY_LET(link, link_of(entity));
    out.link = std::move(link);
  }
  if (json["url"].str().rfind("https://", 0) == 0) out.link = "";  // no click leaves this computer
  out.informant = value.informant;
  out.said_by = value.by + ", " + Instant{value.at_ms}.iso_date();
  for (const auto& id : value.bases) {
    TRY_LET(basis, desk::basis_of(desk_, id));
    if (basis.exhibit.empty() && !basis.closed) continue;
    BasisView view{basis.exhibit, basis.quote, "/exhibits/" + basis.exhibit, basis.closed};
    if (basis.page > 0) {
      view.number += " p" + std::to_string(basis.page);
      view.link += "#p" + std::to_string(basis.page);
    }
    out.bases.push_back(std::move(view));
  }
  out.grade = value.grade;
  return out;
}

// "two independent sources, one of them direct": in words first, the code second.
std::string Told::support(const desk::WeighedProperty& property,
                          const record::Support& seen) const {
  std::string out;
  if (seen.independent == 0) {
    out = say(language_, Word::no_source);
  } else if (seen.independent == 1) {
    out = say(language_, Word::one_source);
  } else {
    out = fill(say(language_, Word::n_sources), {{"n", std::to_string(seen.independent)}});
  }
  std::string code;
  for (const auto at : seen.statements) {
    const auto& grade = property.values[at].grade;
    if (!grade.empty() && (code.empty() || grade < code)) code = grade;
  }
  if (code.empty()) return out + ", " + std::string(say(language_, Word::not_graded));
  out += ", " + std::string(say(language_, seen.direct ? Word::direct : Word::indirect));
  return out + " (" + code + ")";
}

Result<std::vector<ValueGroupView>> Told::groups(const desk::WeighedProperty& property,
                                                 const std::string& edit_of) {
  std::vector<ValueGroupView> out;
  for (const auto& seen : property.seen.values) {
    ValueGroupView group;
    group.support = support(property, seen);
    for (const auto at : seen.statements) {
      TRY_LET(one, statement(property.values[at]));
      if (!edit_of.empty()) {
        one.edit_link = way(edit_of)
                            .with("p", property.property)
                            .with("a", one.assertion)
                            .str();
      }
      group.statements.push_back(std::move(one));
    }
    out.push_back(std::move(group));
  }
  return out;
}

Result<std::vector<std::string>> Told::values(const desk::EntityRow& entity,
                                              const std::string& property) {
  std::vector<std::string> out;
  for (const auto& value : entity.values) {
    if (value.property != property) continue;
    TRY_LET(words, shown(value));
    if (std::find(out.begin(), out.end(), words) == out.end()) out.push_back(std::move(words));
  }
  return out;
}

bool Told::disagrees(const desk::EntityRow& entity) const {
  std::map<std::string, std::string> first;
  for (const auto& value : entity.values) {
    const auto* known = desk_.pack().find_property(entity.type, value.property);
    if (!known || known->how_many == pack::HowMany::many) continue;
    const auto [at, fresh] = first.emplace(value.property, value.value.dump());
    if (!fresh && at->second != value.value.dump()) return true;
  }
  return false;
}

Result<RecordRow> Told::row(const desk::EntityRow& entity,
                            const std::vector<std::string>& columns) {
  RecordRow out;
  things_[entity.id] = entity;
  TRY_LET(link, link_of(entity.id));
  TRY_LET(label, label_of(entity.id));
  out.link = std::move(link);
  out.label = std::move(label);
  for (const auto& column : columns) {
    if (names_it(column)) continue;  // it stands there as the label
    TRY_LET(words, values(entity, column));
    out.cells.push_back({property_label(entity.type, column), std::move(words), ""});
  }
  if (disagrees(entity)) {
    // Settled ones are weighed, which costs; only a thing with two values pays for it.
    TRY_LET(weighed, desk::weigh(desk_, entity.id));
    const bool open = std::any_of(weighed.begin(), weighed.end(), [](const auto& one) {
      return one.dispute == desk::DisputeState::open;
    });
    if (open) {
      out.marks.push_back(
          {Mark::Kind::disagree, std::string(say(language_, Word::sources_disagree))});
    }
  }
  int level = 0;
  for (const auto& value : entity.values)
    level = std::max(level, desk_.pack().sensitivity_of(entity.type, value.property));
  if (level >= 3) out.marks.push_back({Mark::Kind::level, "S" + std::to_string(level)});
  return out;
}

}  // namespace kotobune::web
