// source add | list, consent give | withdraw | show, assert, entity list | show
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/errors.h"

namespace kotobune::cli {

namespace {

// "P3=yes:pseudonym:quote+paraphrase"
Result<disclosure::PurposeConsent> parse_purpose_option(const std::string& text,
                                                        std::string& code) {
  const Error bad(
      errors::bad_value,
      {{"value", text},
       {"option", "--purpose"},
       {"allowed",
        "Write CODE=STATE:IDENTITY:FORM+FORM, for example P3=yes:pseudonym:text quote."}});
  const auto equals = text.find('=');
  if (equals == std::string::npos) return bad;
  code = text.substr(0, equals);
  const auto purpose = disclosure::parse_purpose(code);
  if (!purpose) return Error(errors::purpose_unknown, {{"purpose", code}});
  const auto parts = split(std::string_view(text).substr(equals + 1), ':');
  disclosure::PurposeConsent out;
  out.purpose = *purpose;
  const auto state = disclosure::parse_state(parts[0]);
  if (!state) return bad;
  out.state = *state;
  if (parts.size() > 1) {
    const auto identity = disclosure::parse_identity(parts[1]);
    if (!identity) return bad;
    out.identity = *identity;
  }
  if (parts.size() > 2) {
    for (const auto form : split(parts[2], '+')) {
      const auto modality = disclosure::parse_modality(form);
      if (!modality) return bad;
      out.modalities.push_back(*modality);
    }
  }
  return out;
}

Json parse_set_value(const std::string& text) {
  const auto colon = text.find(':');
  const auto kind = colon == std::string::npos ? std::string() : text.substr(0, colon);
  const auto rest = colon == std::string::npos ? text : text.substr(colon + 1);
  Json value = Json::object();
  if (kind == "term" || kind == "entity" || kind == "date" || kind == "num" || kind == "url") {
    value.set(kind, rest);
  } else if (kind == "bool") {
    value.set("bool", rest == "true" || rest == "yes");
  } else if (kind == "name") {
    const auto second = rest.find(':');
    value.set("name", second == std::string::npos ? rest : rest.substr(second + 1));
    if (second != std::string::npos) value.set("lang", rest.substr(0, second));
  } else {
    value.set("text", text);
  }
  return value;
}

}  // namespace

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
      return Error(errors::bad_value,
                   {{"value", kin}, {"option", "--kin"}, {"allowed", "Write RELATION:CODE."}});
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

Result<Answer> consent_give(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::NewConsent consent;
  consent.source = a.positional.front();
  for (const auto& text : a.values("purpose")) {
    std::string code;
    TRY_LET(given, parse_purpose_option(text, code));
    consent.purposes[code] = given;
  }
  if (consent.purposes.empty()) return Error(errors::missing_argument, {{"argument", "--purpose"}});
  consent.exhibits = a.values("exhibit");
  consent.method = a.value("method");
  consent.given = a.value("given");
  consent.minor = a.has("minor");
  consent.guardian = a.has("guardian");
  consent.assent = a.has("assent");
  TRY(desk->give_consent(consent));
  Answer answer;
  answer.lines = {"Recorded what " + consent.source + " agreed to."};
  return answer;
}

Result<Answer> consent_withdraw(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY_LET(reached,
          desk->withdraw_consent(a.positional.front(), a.value("purpose"), a.value("why")));
  Answer answer;
  Json list = Json::array();
  answer.lines = {"The consent of " + a.positional.front() + " is withdrawn" +
                  (a.has("purpose") ? " for " + a.value("purpose") : std::string()) + "."};
  answer.lines.push_back(reached.empty() ? "No disclosure made so far rests on it."
                                         : "It reaches these disclosures; tell their recipients:");
  for (const auto& one : reached) {
    answer.lines.push_back("  " + one);
    list.push(one);
  }
  answer.json.set("reaches", std::move(list));
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
      return Error(errors::bad_value,
                   {{"value", text}, {"option", "--set"}, {"allowed", "Write PROPERTY=VALUE."}});
    }
    desk::NewAssertion::Value value;
    value.property = text.substr(0, equals);
    if (!desk->pack().find_property(assertion.type, value.property)) {
      return Error(errors::type_unknown, {{"what", assertion.type + "." + value.property}});
    }
    value.value = parse_set_value(text.substr(equals + 1));
    value.bases = a.values("basis");
    value.grade = a.value("grade");
    assertion.values.push_back(std::move(value));
  }
  if (assertion.values.empty()) return Error(errors::missing_argument, {{"argument", "--set"}});
  TRY_LET(entity, desk->assert_values(assertion));
  Answer answer;
  answer.json.set("entity", entity);
  answer.lines = {assertion.type + " " + entity};
  return answer;
}

Result<Answer> entity_list(const Context& context) {
  TRY_LET(desk, context.open());
  const auto type =
      context.arguments.positional.empty() ? std::string() : context.arguments.positional.front();
  TRY_LET(entities, desk->index().entities(type));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& entity : entities) {
    Json one = Json::object();
    one.set("id", entity.id).set("type", entity.type).set("label", entity.label);
    list.push(std::move(one));
    rows.push_back({entity.type, entity.id, entity.label});
  }
  answer.lines = table(rows);
  answer.json.set("entities", std::move(list));
  return answer;
}

Result<Answer> entity_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(entity, desk->index().entity(context.arguments.positional.front()));
  if (!entity)
    return Error(errors::type_unknown,
                 {{"what", "entity " + context.arguments.positional.front()}});
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows{{entity->type, entity->label, "", ""}};
  for (const auto& value : entity->values) {
    Json one = Json::object();
    one.set("property", value.property).set("value", value.value).set("informant", value.informant);
    one.set("grade", value.grade).set("assertion", value.assertion);
    list.push(std::move(one));
    rows.push_back({"  " + value.property, value.shown, value.informant, value.grade});
  }
  answer.lines = table(rows);
  answer.json.set("id", entity->id).set("type", entity->type).set("values", std::move(list));
  return answer;
}

}  // namespace kotobune::cli
