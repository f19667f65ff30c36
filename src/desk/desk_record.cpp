// What a person adds to the record: sources, consents, statements, custody, notes.
#include <algorithm>

#include "desk/desk.h"
#include "desk/errors.h"
#include "desk/people.h"
#include "desk/practice.h"

namespace kotobune::desk {

namespace {

Json text_value(const std::string& text) {
  Json value = Json::object();
  value.set("text", text);
  return value;
}

Json assertion(std::string property, Json value) {
  Json one = Json::object();
  one.set("p", std::move(property)).set("val", std::move(value));
  return one;
}

Json assert_body(const std::string& entity, const std::string& type, Json::Array assertions) {
  Json body = Json::object();
  body.set("e", entity).set("type", type).set("a", Json(std::move(assertions)));
  return body;
}

// What one person says of one entity, told apart by the compartment each value belongs to: a
// record has one compartment, and whoever lacks its key must not learn that the value exists.
class Statements {
 public:
  void add(const std::string& compartment, Json one) {
    auto found = std::find_if(by_compartment_.begin(), by_compartment_.end(),
                              [&](const auto& group) { return group.first == compartment; });
    if (found == by_compartment_.end()) {
      by_compartment_.push_back({compartment, {}});
      found = std::prev(by_compartment_.end());
    }
    found->second.push_back(std::move(one));
  }
  std::vector<vault::NewRecord> records(const std::string& entity, const std::string& type,
                                        const std::string& informant = "") && {
    std::vector<vault::NewRecord> out;
    for (auto& [compartment, assertions] : by_compartment_) {
      Json body = assert_body(entity, type, std::move(assertions));
      if (!informant.empty()) body.set("inf", informant);
      out.push_back({"assert", compartment, std::move(body), {}, {}});
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, Json::Array>> by_compartment_;  // in order of first use
};

}  // namespace

// Where a value lies: in the compartment its property names, else in that of its entity.
Result<std::string> Desk::compartment_of(const std::string& type, const std::string& property,
                                         const std::string& of_entity) const {
  if (!pack_.find_type(type)) return Error(errors::type_unknown, {{"what", type}});
  const auto* known = pack_.find_property(type, property);
  if (!known) return Error(errors::type_unknown, {{"what", type + "." + property}});
  return known->compartment.empty() ? of_entity : known->compartment;
}

Result<std::string> Desk::add_source(const NewSource& source) {
  TRY_LET(existing, view_->sources());
  auto code = source.code;
  const auto taken = [&](const std::string& wanted) {
    return std::any_of(existing.begin(), existing.end(),
                       [&](const auto& row) { return row.code == wanted; });
  };
  if (!code.empty() && taken(code)) return Error(errors::source_exists, {{"code", code}});
  for (int n = 1; code.empty(); ++n) {
    const auto wanted = std::string(n < 10 ? "W-0" : "W-") + std::to_string(n);
    if (!taken(wanted)) code = wanted;
  }
  const auto entity = vault_->new_id().str();
  Statements said;
  const auto say = [&](const std::string& property, Json value) -> Status {
    TRY_LET(compartment, compartment_of("source", property, record::main_compartment));
    said.add(compartment, assertion(property, std::move(value)));
    return {};
  };
  TRY(say("code", text_value(code)));
  if (!source.role.empty()) TRY(say("role", text_value(source.role)));
  TRY(say("sensitivity", text_value(source.level)));
  if (source.minor) {
    Json yes = Json::object();
    yes.set("bool", true);
    TRY(say("minor", std::move(yes)));
  }
  for (const auto& [relation, other] : source.related) {
    TRY_LET(row, view_->source(other));
    if (!row) return Error(errors::source_unknown, {{"code", other}});
    Json value = Json::object();
    value.set("entity", row->id);
    const bool whole = relation.size() > 3 && relation.substr(relation.size() - 3) == "-of";
    TRY(say(whole ? relation : relation + "-of", std::move(value)));
  }
  // The tie between the code and the person stands in the closed circle and nowhere else.
  for (std::size_t i = 0; i < source.names.size(); ++i) {
    Json value = Json::object();
    value.set("name", source.names[i].first).set("lang", source.names[i].second);
    TRY(say(i == 0 ? "name" : "alias", std::move(value)));
  }
  TRY(append_and_publish(std::move(said).records(entity, "source")));
  return code;
}

// One more word about an exhibit; it takes the place of what was said of the same property before.
Result<vault::NewRecord> Desk::about_exhibit(const ExhibitRow& exhibit, const std::string& property,
                                             Json value) {
  TRY_LET(compartment, compartment_of("exhibit", property, exhibit.compartment));
  TRY_LET(view, view_->entity(exhibit.id));
  std::vector<std::string> superseded;
  if (view) {
    for (const auto& current : view->values) {
      if (current.property == property) superseded.push_back(current.assertion);
    }
  }
  Json::Array one;
  one.push_back(assertion(property, std::move(value)));
  return vault::NewRecord{"assert", compartment,
                          assert_body(exhibit.id, "exhibit", std::move(one)),
                          std::move(superseded), {}};
}

Status Desk::set_source_of(const std::string& exhibit_number, const std::string& source_code) {
  TRY_LET(exhibit, view_->exhibit(exhibit_number));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", exhibit_number}});
  TRY_LET(source, view_->source(source_code));
  if (!source) return Error(errors::source_unknown, {{"code", source_code}});
  Json value = Json::object();
  value.set("entity", source->id);
  std::vector<vault::NewRecord> records;
  TRY_LET(said, about_exhibit(*exhibit, "source", std::move(value)));
  records.push_back(std::move(said));
  return append_and_publish(std::move(records));
}

Status Desk::describe_exhibit(const std::string& exhibit_number, const Description& words) {
  TRY_LET(exhibit, view_->exhibit(exhibit_number));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", exhibit_number}});
  if (words.level && !disclosure::parse_level(*words.level)) {
    return Error(errors::level_unknown, {{"level", *words.level}});
  }
  std::vector<vault::NewRecord> records;
  const auto say = [&](const char* property, const std::optional<std::string>& said) -> Status {
    if (!said) return {};
    TRY_LET(record, about_exhibit(*exhibit, property, text_value(*said)));
    records.push_back(std::move(record));
    return {};
  };
  TRY(say("title", words.title));
  TRY(say("described-as", words.described_as));
  TRY(say("sensitivity", words.level));
  if (records.empty()) return {};
  return append_and_publish(std::move(records));
}

Result<std::string> Desk::assert_values(const NewAssertion& wanted) {
  const auto entity = wanted.entity.empty() ? vault_->new_id().str() : wanted.entity;
  std::string informant;
  if (!wanted.informant.empty()) {
    TRY_LET(source, view_->source(wanted.informant));
    if (!source) return Error(errors::source_unknown, {{"code", wanted.informant}});
    informant = source->id;
  }
  Statements said;
  for (const auto& value : wanted.values) {
    Json bases = Json::array();
    for (const auto& basis : value.bases) {
      TRY_LET(exhibit, view_->exhibit(basis));
      if (!exhibit && !is_record_id(basis))
        return Error(errors::exhibit_not_here, {{"number", basis}});
      bases.push(exhibit ? exhibit->id : basis);
    }
    Json one = assertion(value.property, value.value);
    if (!value.bases.empty()) one.set("bases", std::move(bases));
    if (!value.grade.empty()) one.set("grade", value.grade);
    TRY_LET(compartment, compartment_of(wanted.type, value.property, wanted.compartment));
    said.add(compartment, std::move(one));
  }
  auto records = std::move(said).records(entity, wanted.type, informant);
  TRY_LET(locks, default_locks(*this, entity, wanted));
  for (auto& lock : locks) records.push_back(std::move(lock));
  TRY(append_and_publish(std::move(records)));
  return entity;
}

Status Desk::add_custody(const std::string& exhibit_number, const std::string& act,
                         const std::string& from, const std::string& to, const std::string& when,
                         const std::string& why) {
  TRY_LET(exhibit, view_->exhibit(exhibit_number));
  if (!exhibit) return Error(errors::exhibit_not_here, {{"number", exhibit_number}});
  Json body = Json::object();
  body.set("ex", exhibit->id).set("act", act);
  if (!from.empty()) body.set("from", from);
  if (!to.empty()) body.set("to", to);
  if (!when.empty()) body.set("when", when);
  if (!why.empty()) body.set("why", why);
  std::vector<vault::NewRecord> records;
  records.push_back({"custody", exhibit->compartment, std::move(body), {}, {}});
  return append_and_publish(std::move(records));
}

Status Desk::add_note(const std::vector<std::string>& about, const std::string& text) {
  Json ids = Json::array();
  for (const auto& id : about) ids.push(id);
  Json body = Json::object();
  body.set("about", std::move(ids)).set("text", text);
  std::vector<vault::NewRecord> records;
  records.push_back({"note", record::main_compartment, std::move(body), {}, {}});
  return append_and_publish(std::move(records));
}

}  // namespace kotobune::desk
