// report check | build | explain | save
#include <chrono>
#include <cstdio>
#include <iostream>
#include <thread>

#include "base/errors.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/reports.h"
#include "report/explain.h"

namespace kotobune::cli {

namespace {

Result<std::string> read_source(const Context& context) {
  TRY_LET(bytes, context.world.disk.read_all(context.arguments.positional.front(),
                                             limits::report_source_bytes));
  auto text = to_string(bytes);
  if (!is_utf8(text)) return Error(errors::not_utf8);
  return text;
}

Json diagnostics_json(const desk::Checked& checked) {
  Json out = Json::array();
  for (const auto& one : checked.diagnostics) {
    Json json = Json::object();
    json.set("file", one.file)
        .set("line", one.line)
        .set("column", one.column)
        .set("code", one.code);
    json.set("severity", report::word_of(one.severity))
        .set("sentence", one.sentence)
        .set("advice", one.advice);
    out.push(std::move(json));
  }
  return out;
}

void add_checked(Answer& answer, const desk::Checked& checked) {
  if (!checked.rendered.empty()) answer.lines.push_back(checked.rendered);
  answer.lines.push_back(checked.errors == 0 ? "No open point: this can be released."
                                             : std::to_string(checked.errors) + " open points.");
  answer.json.set("diagnostics", diagnostics_json(checked))
      .set("errors", std::int64_t(checked.errors));
  answer.json.set("warnings", std::int64_t(checked.warnings));
}

}  // namespace

namespace {

constexpr auto look_again = std::chrono::milliseconds(300);

// Prints a check at each change, for whoever writes in an editor of her own.
Result<Answer> watch(const Context& context, desk::Desk& desk) {
  const auto& path = context.arguments.positional.front();
  auto& disk = context.world.disk;
  Answer answer;
  for (std::int64_t seen = -1;;) {
    const auto info = disk.info(path);
    if (!info.ok()) break;
    if (info->modified_ns == seen) {
      std::this_thread::sleep_for(look_again);
      continue;
    }
    seen = info->modified_ns;
    TRY_LET(source, read_source(context));
    TRY(desk.refresh());
    TRY_LET(checked, desk::check_report(desk, file_name_of(path), source));
    answer = Answer();
    add_checked(answer, checked);
    answer.exit_code = checked.errors == 0 ? 0 : 1;
    print(answer, context.arguments.json);
    std::cout.flush();
    std::fflush(stdout);
  }
  // What was said last has been printed; the exit code stands for it.
  answer.lines.clear();
  return answer;
}

}  // namespace

Result<Answer> report_check(const Context& context) {
  TRY_LET(source, read_source(context));
  TRY_LET(desk, context.open());
  if (context.arguments.has("watch")) return watch(context, *desk);
  TRY_LET(checked,
          desk::check_report(*desk, file_name_of(context.arguments.positional.front()), source));
  Answer answer;
  add_checked(answer, checked);
  answer.exit_code = checked.errors == 0 ? 0 : 1;
  return answer;
}

Result<Answer> report_build(const Context& context) {
  TRY_LET(source, read_source(context));
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  const auto name = file_name_of(a.positional.front());
  Answer answer;
  if (a.has("release")) {
    const release::Recipients recipients{a.value("to"), "file", desk->vault().keystore().person};
    const auto forms = a.has("pdf") ? desk::ReleaseForms::with_pdf
                                    : desk::ReleaseForms::word_and_page;
    auto released =
        desk::release_report(*desk, name, source, recipients, a.value("release"), forms);
    if (!released.ok()) {
      TRY_LET(checked, desk::check_report(*desk, name, source));
      if (checked.errors == 0) return released.error();
      add_checked(answer, checked);
      answer.lines.push_back(released.error().sentence());
      answer.exit_code = 1;
      return answer;
    }
    answer.json.set("released", released->folder).set("disclosure", released->disclosure_id);
    answer.lines = {"Released into " + released->folder + "; the disclosure is in the log."};
    return answer;
  }
  TRY_LET(draft, desk::build_draft(*desk, name, source));
  add_checked(answer, draft.checked);
  if (a.has("draft-to")) {
    const auto folder = a.value("draft-to");
    TRY(context.world.disk.make_directory(folder));
    TRY(context.world.disk.write_new(join_path(folder, "draft.docx"), draft.docx));
    TRY(context.world.disk.write_new(join_path(folder, "draft.html"), as_bytes(draft.html)));
    answer.json.set("draft", folder);
    answer.lines.push_back("The internal draft lies in " + folder +
                           ". It is not releasable and says so on each page.");
  }
  return answer;
}

Result<Answer> report_explain(const Context& context) {
  const auto* check = report::explain(context.arguments.positional.front());
  if (!check) {
    return Error(errors::bad_value,
                 {{"value", context.arguments.positional.front()},
                  {"option", "CODE"},
                  {"allowed", "Codes stand in brackets behind each diagnostic."}});
  }
  Answer answer;
  answer.lines.push_back(std::string(check->code) + "  " + std::string(check->title));
  answer.lines.push_back(std::string(check->text));
  answer.lines.push_back("Source: " + std::string(check->source));
  answer.json.set("code", check->code).set("title", check->title).set("text", check->text);
  return answer;
}

Result<Answer> report_save(const Context& context) {
  TRY_LET(source, read_source(context));
  TRY_LET(desk, context.open());
  TRY(desk->save_draft(context.arguments.value("draft", "report"),
                       desk::title_of(source), source));
  Answer answer;
  answer.lines = {"Kept in the case."};
  return answer;
}

}  // namespace kotobune::cli
