// One function for each command: arguments in, an answer out. Inside the cli room.
#pragma once

#include "base/secret.h"
#include "base/world.h"
#include "cli/arguments.h"
#include "cli/output.h"
#include "desk/desk.h"

namespace kotobune::cli {

enum class Ask { once, twice };

struct Context {
  World& world;
  const Arguments& arguments;
  std::shared_ptr<desk::Desk> shared;  // in a batch: the case that is open already

  // From the prompt, KOTOBUNE_PASSPHRASE_FILE or KOTOBUNE_PASSPHRASE_FD.
  Result<Secret> passphrase(Ask ask) const;
  Result<std::shared_ptr<desk::Desk>> open() const;
  Result<std::string> case_path() const;
};

// Where the practice packs lie: KOTOBUNE_PACKS, or beside the program.
std::string packs_folder();
// The scope of a member at her own terminal.
disclosure::Scope member_scope(desk::Desk& desk);

Result<Answer> case_create(const Context& context);
Result<Answer> case_confirm(const Context& context);
Result<Answer> case_show(const Context& context);
Result<Answer> case_verify(const Context& context);
Result<Answer> case_export(const Context& context);
Result<Answer> case_rebuild(const Context& context);
Result<Answer> case_recover(const Context& context);
Result<Answer> exhibit_seal(const Context& context);
Result<Answer> exhibit_list(const Context& context);
Result<Answer> exhibit_show(const Context& context);
Result<Answer> exhibit_open(const Context& context);
Result<Answer> exhibit_describe(const Context& context);
Result<Answer> exhibit_source(const Context& context);
Result<Answer> custody_add(const Context& context);
Result<Answer> custody_list(const Context& context);
Result<Answer> source_add(const Context& context);
Result<Answer> source_list(const Context& context);
Result<Answer> consent_give(const Context& context);
Result<Answer> consent_withdraw(const Context& context);
Result<Answer> consent_show(const Context& context);
Result<Answer> consent_answer(const Context& context);
Result<Answer> consent_todo(const Context& context);
Result<Answer> recall_list(const Context& context);
Result<Answer> recall_show(const Context& context);
Result<Answer> recall_sent(const Context& context);
Result<Answer> restriction_add(const Context& context);
Result<Answer> restriction_list(const Context& context);
Result<Answer> restriction_lift(const Context& context);
Result<Answer> source_receipt(const Context& context);
Result<Answer> source_became(const Context& context);
Result<Answer> assert_values(const Context& context);
Result<Answer> entity_list(const Context& context);
Result<Answer> entity_history(const Context& context);
Result<Answer> dispute_reopen(const Context& context);
Result<Answer> check_run(const Context& context);
Result<Answer> check_waive(const Context& context);
Result<Answer> entity_show(const Context& context);
Result<Answer> dispute_list(const Context& context);
Result<Answer> dispute_settle(const Context& context);
Result<Answer> review_queue(const Context& context);
Result<Answer> review_ask(const Context& context);
Result<Answer> review_agree(const Context& context);
Result<Answer> review_doubt(const Context& context);
Result<Answer> review_reject(const Context& context);
Result<Answer> review_compare(const Context& context);
Result<Answer> task_add(const Context& context);
Result<Answer> task_list(const Context& context);
Result<Answer> task_done(const Context& context);
Result<Answer> task_move(const Context& context);
Result<Answer> task_calendar(const Context& context);
Result<Answer> view_list(const Context& context);
Result<Answer> view_show(const Context& context);
Result<Answer> matrix_show(const Context& context);
Result<Answer> matrix_print(const Context& context);
Result<Answer> versions_show(const Context& context);
Result<Answer> number_give(const Context& context);
Result<Answer> case_hand_over(const Context& context);
Result<Answer> exhibit_erase(const Context& context);
Result<Answer> source_erase(const Context& context);
Result<Answer> search(const Context& context);
Result<Answer> question(const Context& context);
Result<Answer> report_check(const Context& context);
Result<Answer> report_build(const Context& context);
Result<Answer> report_explain(const Context& context);
Result<Answer> report_language_server(const Context& context);
Result<Answer> report_save(const Context& context);
Result<Answer> pack_list(const Context& context);
Result<Answer> pack_check(const Context& context);
Result<Answer> pack_show(const Context& context);
Result<Answer> pack_upgrade(const Context& context);
Result<Answer> pack_import_thesaurus(const Context& context);
Result<Answer> serve(const Context& context);
Result<Answer> batch(const Context& context);

// Does what the arguments say.
Result<Answer> answer(const Context& context);

}  // namespace kotobune::cli
