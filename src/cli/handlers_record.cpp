// source add | list, consent give | withdraw | show, assert, entity list | show
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "cli/set_value.h"
#include "desk/errors.h"
#include "desk/statements.h"

namespace kotobune::cli {

Result<Answer> source_add(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::NewSource source;
  if (!a.positional.empty()) source.code = a.positional.front();
  source.role = a.value("role");
  source.level = a.value("level", "S2");
  source.minor = a.has("minor");
  for (const auto& name : a.values("name")) {
    const auto colon = name.find(':');
    if (colon == std::string::npos) {
      source.names.emplace_back(name, "");
    } else {
      source.names.emplace_back(name.substr(colon + 1), name.substr(0, colon));
    }
  }
  for (const auto& kin : a.values("kin")) {
    const auto colon = kin.find(':');
    if (colon == std::string::npos) {
      return Error(
          errors::bad_value,
          {{"value", "What was given"}, {"option", "--kin"}, {"allowed", "Write RELATION:CODE."}});
    }
    source.related.emplace_back(kin.substr(0, colon), kin.substr(colon + 1));
  }
  TRY_LET(code, desk->add_source(source));
  Answer answer;
  answer.json.set("code", code);
  answer.lines = {code + " is in the record." +
                  (source.names.empty() ? "" : " The name lies in the closed circle.")};
  return answer;
}

Result<Answer> source_list(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(sources, desk->index().sources());
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& source : sources) {
    Json one = Json::object();
    one.set("code", source.code)
        .set("role", source.role)
        .set("level", source.level)
        .set("exhibits", source.exhibits);
    list.push(std::move(one));
    rows.push_back(
        {source.code, source.level, std::to_string(source.exhibits) + " exhibits", source.role});
  }
  answer.lines = table(rows);
  answer.json.set("sources", std::move(list));
  return answer;
}

Result<Answer> consent_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(consents, desk->index().consents(context.arguments.positional.front()));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& consent : consents) {
    for (const auto& one : consent.purposes) {
      const std::string code(disclosure::code_of(one.purpose));
      rows.push_back(
          {code, std::string(disclosure::word_of(one.state)),
           std::string(disclosure::word_of(one.identity)),
           consent.all_items ? "everything" : std::to_string(consent.exhibits.size()) + " exhibits",
           std::string(disclosure::use_words(one.purpose))});
      Json json = Json::object();
      json.set("purpose", code)
          .set("state", disclosure::word_of(one.state))
          .set("identity", disclosure::word_of(one.identity));
      json.set("all", consent.all_items);
      list.push(std::move(json));
    }
  }
  answer.lines = rows.empty() ? std::vector<std::string>{"Nothing is recorded: nothing may leave."}
                              : table(rows);
  answer.json.set("consents", std::move(list));
  return answer;
}

Result<Answer> assert_values(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::NewAssertion assertion;
  assertion.type = a.positional.front();
  if (!desk->pack().find_type(assertion.type))
    return Error(errors::type_unknown, {{"what", assertion.type}});
  assertion.entity = a.value("entity");
  assertion.informant = a.value("informant");
  for (const auto& text : a.values("set")) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      return Error(
          errors::bad_value,
          {{"value", "What was given"}, {"option", "--set"}, {"allowed", "Write PROPERTY=VALUE."}});
    }
    desk::NewAssertion::Value value;
    value.property = text.substr(0, equals);
    if (!desk->pack().find_property(assertion.type, value.property)) {
      return Error(errors::type_unknown, {{"what", assertion.type + "." + value.property}});
    }
    TRY_LET(set, parse_set_value(text.substr(equals + 1)));
    value.value = std::move(set);
    value.bases = a.values("basis");
    value.grade = a.value("grade");
    assertion.values.push_back(std::move(value));
  }
  if (assertion.values.empty()) return Error(errors::missing_argument, {{"argument", "--set"}});
  auto replaced = a.values("replaces");
  std::string entity;
  if (replaced.empty()) {
    TRY_LET(made, desk->assert_values(assertion));
    entity = std::move(made);
  } else {
    desk::Change change{assertion.entity, assertion.type, assertion.informant, a.value("grade"),
                        a.values("basis"), std::move(replaced), {}};
    for (auto& value : assertion.values)
      change.values.emplace_back(value.property, std::move(value.value));
    TRY_LET(changed, desk::change_record(*desk, change));
    entity = std::move(changed);
  }
  Answer answer;
  answer.json.set("entity", entity);
  answer.lines = {assertion.type + " " + entity};
  return answer;
}

Result<Answer> entity_show(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& id = context.arguments.positional.front();
  TRY_LET(properties, desk::weigh(*desk, id));
  TRY_LET(entity, desk->index().entity(id));
  Answer answer;
  Json list = Json::array();
  answer.lines.push_back(entity->type + "  " + entity->label);
  for (const auto& property : properties) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& support : property.seen.values) {
      for (const auto at : support.statements) {
        const auto& value = property.values[at];
        Json one = Json::object();
        one.set("property", value.property).set("value", value.value);
        one.set("informant", value.informant).set("grade", value.grade);
        one.set("assertion", value.assertion).set("support", support.words);
        one.set("strength", record::word(support.strength));
        list.push(std::move(one));
        const bool first = at == support.statements.front();
        rows.push_back({"   ", first ? value.shown : "", value.informant, value.grade,
                        first ? support.words : "", value.assertion});
      }
    }
    std::string head = "  " + property.label;
    if (property.dispute == desk::DisputeState::open) head += "  - sources disagree";
    if (property.dispute == desk::DisputeState::settled) {
      head += "  - sources disagreed; settled: " + property.why;
    }
    answer.lines.push_back(std::move(head));
    for (auto& line : table(rows)) answer.lines.push_back(std::move(line));
  }
  if (entity->not_shown > 0) {
    answer.lines.push_back("  " + std::to_string(entity->not_shown) +
                           " not shown: those who said it do not agree to this use.");
  }
  answer.json.set("id", entity->id).set("type", entity->type).set("values", std::move(list));
  answer.json.set("not_shown", entity->not_shown);
  return answer;
}

Result<Answer> dispute_list(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(disputes, desk::open_disputes(*desk));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& dispute : disputes) {
    Json values = Json::array();
    for (const auto& shown : dispute.shown) values.push(shown);
    Json one = Json::object();
    one.set("entity", dispute.entity).set("type", dispute.type).set("property", dispute.property);
    one.set("values", std::move(values));
    list.push(std::move(one));
    rows.push_back({dispute.entity, dispute.type, dispute.label, dispute.property,
                    join(dispute.shown, " / ")});
  }
  answer.lines = table(rows);
  if (rows.empty()) answer.lines = {"No source disagrees with another, as far as is recorded."};
  answer.json.set("disputes", std::move(list));
  return answer;
}

Result<Answer> dispute_settle(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk::settle_dispute(*desk, a.positional[0], a.positional[1], a.value("prefer"),
                           a.value("why")));
  Answer answer;
  answer.lines = {"Recorded. The other values stay beside it, marked as not followed."};
  return answer;
}

}  // namespace kotobune::cli
