// case export
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/export.h"
#include "release/errors.h"

namespace kotobune::cli {

namespace {

Json kept_json(const std::vector<desk::KeptBack>& kept) {
  Json out = Json::array();
  for (const auto& one : kept) {
    Json json = Json::object();
    json.set("number", one.number).set("code", one.code).set("reason", one.reason);
    json.set("advice", one.advice);
    out.push(std::move(json));
  }
  return out;
}

void say_kept(Answer& answer, const std::string& head, const std::vector<desk::KeptBack>& kept) {
  if (kept.empty()) return;
  answer.lines.push_back(head);
  for (const auto& one : kept) {
    answer.lines.push_back("  " + one.number + "  [" + one.code + "] " + one.reason);
    answer.lines.push_back("    " + one.advice);
  }
}

}  // namespace

Result<Answer> case_export(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& arguments = context.arguments;
  desk::ExportOptions options;
  options.purpose = arguments.value("purpose", "P11");
  options.recipient = arguments.value("to");
  options.exhibits = arguments.values("exhibit");
  options.with_records = arguments.has("with-records");
  TRY_LET(exported, desk::export_bag(*desk, options, arguments.positional.front()));
  Answer answer;
  Json numbers = Json::array();
  for (const auto& number : exported.exhibits) numbers.push(number);
  Json unsearched = Json::array();
  for (const auto& number : exported.not_searched) unsearched.push(number);
  answer.json.set("folder", exported.folder).set("disclosure", exported.disclosure_id);
  answer.json.set("exhibits", std::move(numbers)).set("bytes", exported.payload_bytes);
  answer.json.set("refused", kept_json(exported.refused));
  answer.json.set("records_kept", kept_json(exported.records_kept));
  answer.json.set("not_searched", std::move(unsearched));
  if (exported.folder.empty()) {
    // Nothing was written and nothing disclosed; the reasons matter more than the one sentence.
    const Error nothing(errors::nothing_allowed);
    answer.lines = {std::string(nothing.code().id) + ": " + nothing.sentence(), nothing.advice()};
    answer.json.set("error", nothing.code().id);
    answer.exit_code = static_cast<int>(nothing.code().error_class);
  } else {
    const auto size = size_words(static_cast<std::int64_t>(exported.payload_bytes));
    answer.lines = {std::to_string(exported.exhibits.size()) + " exhibits, " + size + ", lie in " +
                        exported.folder + "; the disclosure is in the log.",
                    "VERIFY.md in it tells how to check them, and what that proves."};
  }
  say_kept(answer, "Kept back:", exported.refused);
  say_kept(answer, "In the bag without their record:", exported.records_kept);
  for (const auto& number : exported.not_searched) {
    answer.lines.push_back(number + " was not searched for names: no text could be drawn from it. "
                                    "Look at it, or listen to it, before you hand it over.");
  }
  return answer;
}

}  // namespace kotobune::cli
