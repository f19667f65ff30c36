// exhibit erase, source erase: first what would go, then, with --yes, it goes.
#include "base/text.h"
#include "cli/handlers.h"
#include "desk/erasure.h"

namespace kotobune::cli {

namespace {

Result<Answer> erase(const Context& context, desk::Desk& desk, const desk::ErasurePlan& plan) {
  const auto& a = context.arguments;
  Answer answer;
  Json exhibits = Json::array(), disclosed = Json::array();
  for (const auto& number : plan.exhibits) exhibits.push(number);
  for (const auto& row : plan.disclosed) disclosed.push(row);
  const bool done = a.has("yes");
  if (done) TRY(desk::erase(desk, plan, a.value("why")));
  answer.json.set("exhibits", std::move(exhibits)).set("erased", done);
  answer.json.set("records", plan.records.size()).set("disclosed", std::move(disclosed));
  const auto what = std::to_string(plan.records.size()) + " records" +
                    (plan.exhibits.empty() ? "" : ", originals " + join(plan.exhibits, ", "));
  answer.lines.push_back((done ? "Erased: " : "This would go, for good: ") + what + ".");
  if (!plan.disclosed.empty()) {
    answer.lines.push_back("It was disclosed already; these must be told:");
    for (const auto& row : plan.disclosed) answer.lines.push_back("  " + row);
  }
  if (!done) answer.lines.push_back("Put --yes and --why TEXT behind the command to do it.");
  return answer;
}

}  // namespace

Result<Answer> exhibit_erase(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(plan, desk::plan_erasure_of_exhibit(*desk, context.arguments.positional.front()));
  return erase(context, *desk, plan);
}

Result<Answer> source_erase(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(plan, desk::plan_erasure_of_source(*desk, context.arguments.positional.front()));
  return erase(context, *desk, plan);
}

}  // namespace kotobune::cli
