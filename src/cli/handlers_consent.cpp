// consent give | answer | withdraw | todo, recall list | show | sent
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/consents.h"
#include "desk/errors.h"
#include "desk/withdrawal.h"

namespace kotobune::cli {

namespace {

// "P3=yes:pseudonym:quote+paraphrase"
Result<disclosure::PurposeConsent> parse_purpose_option(const std::string& text,
                                                        std::string& code) {
  const Error bad(
      errors::bad_value,
      {{"value", "What was given"},  // it may hold a name, and errors end up in logs
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
Result<desk::NewConsent> sheet_of(const Arguments& a) {
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
  consent.caller = a.value("caller");
  consent.witness = a.value("witness");
  return consent;
}

}  // namespace

Result<Answer> consent_give(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY_LET(consent, sheet_of(a));
  consent.given = a.value("given");
  consent.expires = a.value("expires");
  consent.form = a.value("form");
  consent.giver = a.value("giver");
  consent.collector = a.value("collector");
  consent.interpreter = a.value("interpreter");
  consent.language = a.value("lang");
  consent.minor = a.has("minor");
  consent.guardian = a.has("guardian");
  consent.assent = a.has("assent");
  std::vector<std::string> sources{consent.source};
  for (const auto& also : a.values("also")) sources.push_back(also);
  if (sources.size() == 1) {
    TRY(desk->give_consent(consent));
  } else {
    TRY(desk::give_sheet(*desk, sources, consent));
  }
  Answer answer;
  answer.lines = {"Recorded what " + join(sources, ", ") + " agreed to."};
  return answer;
}

Result<Answer> consent_answer(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(consent, sheet_of(context.arguments));
  consent.asked = context.arguments.value("when", context.world.clock.now().iso_date());
  consent.given = consent.asked;
  TRY(desk::record_answer(*desk, consent));
  Answer answer;
  answer.lines = {"Recorded that " + consent.source + " was asked, and the answer."};
  return answer;
}

Result<Answer> consent_withdraw(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::Withdrawal withdrawal;
  withdrawal.source = a.positional.front();
  withdrawal.purposes = a.values("purpose");
  withdrawal.exhibits = a.values("exhibit");
  withdrawal.why = a.value("why");
  withdrawal.when = a.value("when");
  TRY_LET(done, desk::withdraw(*desk, withdrawal));
  Answer answer;
  Json list = Json::array(), drafted = Json::array();
  std::string scope = withdrawal.purposes.empty() ? "" : " for " + join(withdrawal.purposes, ", ");
  if (!withdrawal.exhibits.empty()) scope += ", of " + join(withdrawal.exhibits, ", ");
  answer.lines = {"The consent of " + withdrawal.source + " is withdrawn" + scope + "."};
  answer.lines.push_back(done.reached.empty() ? "No disclosure made so far rests on it."
                                              : "It reaches these disclosures; tell their "
                                                "recipients:");
  for (const auto& row : done.reached) {
    const auto line = row.title + " - " + row.audience + ", " + row.recipients + ", " +
                      Instant{row.at_ms}.iso_date();
    answer.lines.push_back("  " + line);
    list.push(line);
  }
  for (const auto& recall : done.recalls) {
    answer.lines.push_back("A letter to " + recall.to + " is drafted: recall show " + recall.id);
    drafted.push(recall.id);
  }
  answer.json.set("reaches", std::move(list)).set("recalls", std::move(drafted));
  return answer;
}

Result<Answer> consent_todo(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(todo, desk::consent_todo(*desk));
  Answer answer;
  Json list = Json::array();
  for (const auto& one : todo) {
    Json unknown = Json::array(), ask = Json::array(), waiting = Json::array();
    for (const auto& code : one.unknown) unknown.push(code);
    for (const auto& code : one.to_ask) ask.push(code);
    for (const auto& title : one.waiting) waiting.push(title);
    Json json = Json::object();
    json.set("source", one.code).set("exhibits", one.exhibits).set("bytes", one.bytes);
    json.set("statements", one.statements).set("nothing_recorded", one.nothing_recorded);
    json.set("next", desk::words_of(one.step)).set("unknown", std::move(unknown));
    json.set("to_ask", std::move(ask)).set("waiting", std::move(waiting));
    list.push(std::move(json));
    answer.lines.push_back(one.code + "  " + one.role + ": " + std::to_string(one.exhibits) +
                           " exhibits (" + size_words(one.bytes) + "), " +
                           std::to_string(one.statements) + " statements");
    if (one.nothing_recorded) {
      answer.lines.push_back("  nothing is recorded of what was agreed to");
    } else if (!one.unknown.empty()) {
      answer.lines.push_back("  unknown, from before: " + join(one.unknown, ", "));
    }
    if (!one.to_ask.empty()) answer.lines.push_back("  to be asked first: " +
                                                    join(one.to_ask, ", "));
    if (!one.waiting.empty()) answer.lines.push_back("  waits on it: " + join(one.waiting, "; "));
    answer.lines.push_back("  next: " + std::string(desk::words_of(one.step)));
  }
  if (todo.empty()) answer.lines = {"Of everybody it is recorded what they agreed to."};
  answer.json.set("todo", std::move(list));
  return answer;
}

Result<Answer> recall_list(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(recalls, desk::recalls(*desk));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : recalls) {
    Json json = Json::object();
    json.set("id", one.id).set("to", one.to).set("title", one.title).set("sent", one.sent);
    json.set("disclosed", Instant{one.disclosed_ms}.iso_date());
    list.push(std::move(json));
    rows.push_back({one.id, one.to, one.title, Instant{one.disclosed_ms}.iso_date(),
                    one.sent.empty() ? "not sent yet" : "sent " + one.sent});
  }
  answer.lines = rows.empty() ? std::vector<std::string>{"Nobody has to be asked to give back."}
                              : table(rows);
  answer.json.set("recalls", std::move(list));
  return answer;
}

Result<Answer> recall_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(letter, desk::recall_letter(*desk, context.arguments.positional.front()));
  Answer answer;
  for (const auto line : split(letter, '\n')) answer.lines.emplace_back(line);
  answer.json.set("letter", letter);
  return answer;
}

Result<Answer> recall_sent(const Context& context) {
  TRY_LET(desk, context.open());
  TRY(desk::recall_sent(*desk, context.arguments.positional.front(),
                        context.arguments.value("when")));
  Answer answer;
  answer.lines = {"Recorded that it went."};
  return answer;
}

}  // namespace kotobune::cli
