// review queue | ask | agree | doubt | reject | compare
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/agreement.h"
#include "desk/review.h"

namespace kotobune::cli {

namespace {

std::string opinion_words(const desk::Opinion& opinion) {
  std::string out;
  if (opinion.state != desk::ReviewState::none && opinion.state != desk::ReviewState::asked) {
    out = std::string(desk::word(opinion.state)) + " by " + opinion.by + ": " + opinion.why;
  }
  if (!opinion.to.empty()) out += (out.empty() ? "" : "; ") + ("asked of " + opinion.to);
  if (out.empty()) out = opinion.state == desk::ReviewState::asked ? "asked of anybody" : "not yet";
  return out;
}

Result<Answer> judge(const Context& context, desk::ReviewState state) {
  TRY_LET(desk, context.open());
  const auto& ids = context.arguments.positional;
  TRY(desk::review(*desk, ids, state, context.arguments.value("why")));
  Answer answer;
  answer.lines = {std::string("Recorded as ") + desk::word(state) + ", under your name."};
  answer.json.set("state", desk::word(state)).set("count", static_cast<std::int64_t>(ids.size()));
  return answer;
}

Json strings(const std::vector<std::string>& list) {
  Json out = Json::array();
  for (const auto& one : list) out.push(one);
  return out;
}

}  // namespace

Result<Answer> review_queue(const Context& context) {
  TRY_LET(desk, context.open());
  desk::QueueFilter filter;
  filter.to = context.arguments.value("to");
  filter.settled = context.arguments.has("all");
  TRY_LET(queue, desk::review_queue(*desk, filter));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : queue.items) {
    Json one = Json::object();
    one.set("id", item.id).set("kind", item.kind).set("label", item.label).set("own", item.own);
    one.set("property", item.property).set("value", item.shown).set("author", item.author);
    one.set("state", desk::word(item.opinion.state)).set("to", item.opinion.to);
    one.set("by", item.opinion.by).set("why", item.opinion.why);
    list.push(std::move(one));
    const auto what = item.kind == "statement"
                          ? item.label + ", " + item.property + ": " + item.shown
                          : item.kind + " " + item.label;
    rows.push_back({item.id, what, item.own ? "yours: another person looks" : "by " + item.author,
                    opinion_words(item.opinion)});
  }
  answer.lines = table(rows);
  answer.lines.push_back(std::to_string(queue.agreed) + " of " + std::to_string(queue.statements) +
                         " statements were agreed to by a second person.");
  answer.json.set("items", std::move(list)).set("statements", queue.statements);
  answer.json.set("agreed", queue.agreed);
  return answer;
}

Result<Answer> review_ask(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk::ask_review(*desk, a.positional, a.value("to"), a.value("why")));
  Answer answer;
  answer.lines = {"Asked" + (a.has("to") ? " of " + a.value("to") : std::string()) + "."};
  return answer;
}

Result<Answer> review_agree(const Context& context) {
  return judge(context, desk::ReviewState::agreed);
}
Result<Answer> review_doubt(const Context& context) {
  return judge(context, desk::ReviewState::doubted);
}
Result<Answer> review_reject(const Context& context) {
  return judge(context, desk::ReviewState::rejected);
}

Result<Answer> review_compare(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY_LET(compared, desk::compare_readers(
                        *desk, {a.positional.front(), a.values("reader"), a.has("by-exhibit")}));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : compared.properties) {
    Json json = Json::object();
    json.set("property", one.property).set("scale", record::word(one.scale));
    json.set("readers", strings(one.readers)).set("words", one.words);
    json.set("units", static_cast<std::int64_t>(one.measured.units));
    json.set("left_out", static_cast<std::int64_t>(one.measured.left_out));
    json.set("figure", one.measured.agreement.has_value());
    list.push(std::move(json));
    rows.push_back({one.label, record::word(one.scale), join(one.readers, ", "), one.words});
  }
  answer.lines = table(rows);
  if (rows.empty()) answer.lines = {"Nothing of this type was coded by two readers."};
  if (compared.unclear > 0) {
    answer.lines.push_back(std::to_string(compared.unclear) +
                           " left out: one reader made more than one of the same exhibit.");
  }
  answer.lines.push_back(
      "Krippendorff's alpha: 1 agreement throughout, 0 what chance gives. It says how alike two "
      "readers code, never that either is right.");
  answer.json.set("properties", std::move(list));
  answer.json.set("unclear", static_cast<std::int64_t>(compared.unclear));
  return answer;
}

}  // namespace kotobune::cli
