// entity list | history, dispute reopen, check run | waive
#include "base/text.h"
#include "cli/handlers.h"
#include "desk/checks.h"
#include "desk/statements.h"

namespace kotobune::cli {

Result<Answer> entity_list(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  std::vector<std::string> types;
  if (a.positional.empty()) {
    TRY_LET(all, desk->index().raw().entity_types(desk->index().reader()));
    types = std::move(all);
  } else {
    types = a.positional;
  }
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  std::int64_t uncertain = 0;
  for (const auto& type : types) {
    std::vector<desk::EntityRow> found;
    if (desk->pack().find_type(type)) {
      TRY_LET(listed, desk::list_record(*desk, {type, a.value("where"), a.value("sort"),
                                                a.has("descending"), 0, 1'000'000'000}));
      found = std::move(listed.rows);
      uncertain += listed.uncertain;
    } else {  // of a pack that is not in force: listed, but nothing is known to ask it by
      TRY_LET(plain, desk->index().entities(type));
      found = std::move(plain);
    }
    for (const auto& entity : found) {
      Json one = Json::object();
      one.set("id", entity.id).set("type", entity.type).set("label", entity.label);
      list.push(std::move(one));
      rows.push_back({entity.type, entity.id, entity.label});
    }
  }
  answer.lines = table(rows);
  if (uncertain > 0) {
    answer.lines.push_back(std::to_string(uncertain) +
                           " more may belong here: what is recorded does not settle it.");
  }
  answer.json.set("entities", std::move(list)).set("uncertain", uncertain);
  return answer;
}

Result<Answer> entity_history(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(past, desk::history(*desk, context.arguments.positional.front()));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& [value, current] : past) {
    Json one = Json::object();
    one.set("property", value.property).set("value", value.value).set("current", current);
    one.set("informant", value.informant).set("grade", value.grade).set("by", value.by);
    one.set("assertion", value.assertion).set("at", Instant{value.at_ms}.iso());
    list.push(std::move(one));
    rows.push_back({value.property, current ? "stands" : "replaced", value.shown, value.informant,
                    value.by, Instant{value.at_ms}.iso_date(), value.assertion});
  }
  answer.lines = table(rows);
  answer.json.set("values", std::move(list));
  return answer;
}

Result<Answer> dispute_reopen(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk::reopen_dispute(*desk, a.positional[0], a.positional[1], a.value("why")));
  Answer answer;
  answer.lines = {"Open again. What was decided, and why, stays in the log."};
  return answer;
}

Result<Answer> check_run(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(findings, desk::run_checks(*desk));
  Answer answer;
  Json list = Json::array();
  std::size_t open = 0;
  for (const auto& one : findings) {
    const bool error = one.severity == pack::Severity::error;
    Json json = Json::object();
    json.set("check", one.check).set("severity", error ? "error" : "warning");
    json.set("says", one.rule->label.in("en")).set("mend", one.rule->help.in("en"));
    json.set("entity", one.entity).set("type", one.type).set("label", one.label);
    Json missing = Json::array();
    for (const auto& property : one.missing) missing.push(property);
    json.set("missing", std::move(missing)).set("waived_by", one.waived_by).set("why", one.why);
    list.push(std::move(json));
    const bool silenced = !one.why.empty();
    if (!silenced) ++open;
    answer.lines.push_back(one.check + (error ? "  error  " : "  warning  ") +
                           one.rule->label.in("en"));
    if (!one.entity.empty())
      answer.lines.push_back("    " + one.type + " " + one.entity + "  " + one.label);
    if (!one.missing.empty()) answer.lines.push_back("    missing: " + join(one.missing, ", "));
    for (const auto& [column, value] : one.row)
      answer.lines.push_back("    " + column + ": " + value);
    answer.lines.push_back(silenced ? "    silenced by " + one.waived_by + ": " + one.why
                                    : "    " + one.rule->help.in("en"));
  }
  if (findings.empty()) answer.lines = {"Nothing is missing that the practice asks for."};
  answer.json.set("findings", std::move(list)).set("open", static_cast<std::int64_t>(open));
  return answer;
}

Result<Answer> check_waive(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk::waive(*desk, a.positional[0], a.positional[1], a.value("why")));
  Answer answer;
  answer.lines = {"Silenced for this one; it stays listed with your name and reason."};
  return answer;
}

}  // namespace kotobune::cli
