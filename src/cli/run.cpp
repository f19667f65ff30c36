#include "cli/run.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/errors.h"
#include "base/terminal.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "cli/handlers_table.h"
#include "cli/output.h"

namespace kotobune::cli {

namespace {

using Handler = Result<Answer> (*)(const Context&);

const std::map<std::string, Handler>& handlers() {
  static const std::map<std::string, Handler> all = {
      {"case create", case_create},       {"case confirm", case_confirm},
      {"case show", case_show},           {"case verify", case_verify},
      {"case export", case_export},       {"case rebuild", case_rebuild},
      {"case recover", case_recover},     {"exhibit seal", exhibit_seal},
      {"exhibit list", exhibit_list},     {"exhibit show", exhibit_show},
      {"exhibit open", exhibit_open},     {"exhibit source", exhibit_source},
      {"exhibit describe", exhibit_describe},
      {"custody add", custody_add},       {"custody list", custody_list},
      {"source add", source_add},         {"source list", source_list},
      {"consent give", consent_give},     {"consent withdraw", consent_withdraw},
      {"consent show", consent_show},     {"assert ", assert_values},
      {"entity history", entity_history}, {"dispute reopen", dispute_reopen},
      {"check run", check_run},           {"check waive", check_waive},
      {"entity list", entity_list},       {"entity show", entity_show},
      {"search ", search},                {"report check", report_check},
      {"report build", report_build},     {"report explain", report_explain},
      {"report save", report_save},       {"serve ", serve},
      {"pack list", pack_list},           {"pack check", pack_check},
      {"pack show", pack_show},           {"pack upgrade", pack_upgrade},
      {"pack import-thesaurus", pack_import_thesaurus},
      {"batch ", batch},
      {"review queue", review_queue},     {"review ask", review_ask},
      {"review agree", review_agree},     {"review doubt", review_doubt},
      {"review reject", review_reject},   {"review compare", review_compare},
      {"task add", task_add},             {"task list", task_list},
      {"task done", task_done},           {"task move", task_move},
      {"task calendar", task_calendar},
      {"view list", view_list},           {"view show", view_show},
      {"matrix show", matrix_show},       {"matrix print", matrix_print},
      {"versions show", versions_show},   {"number give", number_give},
      {"case hand-over", case_hand_over},
      {"exhibit erase", exhibit_erase},
      {"source erase", source_erase},
      {"import check", import_check},
      {"import run", import_run},
      {"import undo", import_undo},
      {"import map", import_map},
      {"entity export", entity_export},
      {"consent answer", consent_answer},
      {"consent todo", consent_todo},
      {"recall list", recall_list},       {"recall show", recall_show},
      {"recall sent", recall_sent},       {"restriction add", restriction_add},
      {"restriction list", restriction_list},
      {"restriction lift", restriction_lift},
      {"source receipt", source_receipt}, {"source became", source_became},
      {"dispute list", dispute_list},
      {"question ", question},
      {"report language-server", report_language_server},
      {"dispute settle", dispute_settle},
  };
  return all;
}

}  // namespace

Result<Secret> Context::passphrase(Ask ask) const {
  if (const char* path = std::getenv("KOTOBUNE_PASSPHRASE_FILE")) {
    TRY_LET(bytes, world.disk.read_all(path, 4096));
    auto text = as_chars(bytes).substr(0, as_chars(bytes).find('\n'));
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.empty()) return Error(errors::no_passphrase);
    Secret out(as_bytes(text));
    wipe(bytes.data(), bytes.size());
    return out;
  }
  if (const char* named = std::getenv("KOTOBUNE_PASSPHRASE_FD")) {
    const auto descriptor = parse_int(named);
    if (!descriptor || *descriptor < 0 || *descriptor > 1023) {
      return Error(errors::bad_value, {{"value", named}, {"option", "KOTOBUNE_PASSPHRASE_FD"},
                                       {"allowed", "It is the number of an open descriptor."}});
    }
    return read_passphrase_line(static_cast<int>(*descriptor));
  }
  TRY_LET(first, ask_passphrase("Passphrase: "));
  if (ask == Ask::once) return first;
  TRY_LET(second, ask_passphrase("The same again: "));
  if (!equal_constant_time(first.view(), second.view())) return Error(errors::passphrases_differ);
  return first;
}

Result<std::string> Context::case_path() const {
  if (arguments.case_path.empty()) return Error(errors::no_case_named);
  return arguments.case_path;
}

Result<std::shared_ptr<desk::Desk>> Context::open() const {
  if (shared) return shared;
  TRY_LET(path, case_path());
  TRY_LET(secret, passphrase(Ask::once));
  TRY_LET(opened, desk::Desk::open(world, path, secret.view(), packs_folder()));
  return std::shared_ptr<desk::Desk>(std::move(opened));
}

std::string packs_folder() {
  if (const char* named = std::getenv("KOTOBUNE_PACKS")) return named;
  return "packs";
}

disclosure::Scope member_scope(desk::Desk& desk) { return desk.index().member_scope(); }

Result<Answer> answer(const Context& context) {
  const auto handler = handlers().find(context.arguments.noun + " " + context.arguments.verb);
  ensure(handler != handlers().end(), "every command in commands() has a handler");
  return handler->second(context);
}

int run(World& world, const std::vector<std::string>& words) {
  const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
  const auto arguments = parse_arguments(words);
  if (!arguments.ok()) return print_error(arguments.error(), as_json);
  if (arguments->help) {
    const auto text = help_text(*arguments);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
  }
  const auto answered = answer(Context{world, *arguments, nullptr});
  if (!answered.ok()) return print_error(answered.error(), as_json);
  print(*answered, as_json);
  return answered->exit_code;
}

}  // namespace kotobune::cli
