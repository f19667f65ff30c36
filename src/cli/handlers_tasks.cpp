// task add | list | done | move | calendar
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/tasks.h"

namespace kotobune::cli {

namespace {

std::string state_of(const desk::Task& task) {
  if (!task.done.empty()) return "done " + task.done;
  if (task.overdue) return "OVERDUE";
  return task.reminded ? "soon" : "";
}

}  // namespace

Result<Answer> task_add(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::NewTask task;
  task.title = a.positional.front();
  task.due = a.value("due");
  if (task.due.empty()) return Error(errors::missing_argument, {{"argument", "--due"}});
  task.remind = a.value("remind");
  task.kind = a.value("kind");
  task.owner = a.value("owner", desk->vault().keystore().person);
  task.about = a.values("about");
  TRY_LET(id, desk::add_task(*desk, task));
  Answer answer;
  answer.json.set("task", id);
  answer.lines = {"task " + id + ", due " + task.due + ", " + task.owner + " sees to it"};
  return answer;
}

Result<Answer> task_list(const Context& context) {
  TRY_LET(desk, context.open());
  desk::TaskFilter filter;
  filter.owner = context.arguments.value("owner");
  filter.done = context.arguments.has("all");
  TRY_LET(all, desk::tasks(*desk, filter));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& task : all) {
    const auto number = desk::calendar_number(*desk, task);
    Json one = Json::object();
    one.set("id", task.id).set("title", task.title).set("kind", task.kind).set("due", task.due);
    one.set("owner", task.owner).set("done", task.done).set("overdue", task.overdue);
    one.set("source", desk::word(task.source)).set("number", number).set("entity", task.entity);
    list.push(std::move(one));
    rows.push_back({task.due, state_of(task), task.title, task.kind, task.owner, number, task.id});
  }
  answer.lines = rows.empty() ? std::vector<std::string>{"No date is waited for."} : table(rows);
  answer.json.set("tasks", std::move(list));
  return answer;
}

Result<Answer> task_done(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  const auto today = context.world.clock.now().iso_date();
  TRY(desk::finish_task(*desk, a.positional.front(), a.value("on", today), a.value("note")));
  Answer answer;
  answer.lines = {"Done."};
  return answer;
}

Result<Answer> task_move(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk::move_task(*desk, a.positional[0], a.positional[1], a.value("why")));
  Answer answer;
  answer.lines = {"Moved to " + a.positional[1] + ". The day before it stays in the history."};
  return answer;
}

Result<Answer> task_calendar(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::CalendarOptions options;
  options.recipient = a.value("to");
  options.with_titles = a.has("titles");
  options.filter.owner = a.value("owner");
  TRY_LET(written, desk::export_calendar(*desk, options, a.positional.front()));
  Answer answer;
  answer.json.set("entries", static_cast<std::int64_t>(written.entries));
  answer.json.set("disclosure", written.disclosure_id);
  answer.lines = {std::to_string(written.entries) + " dates are in " + a.positional.front() +
                      ". It has left the case; the disclosure is recorded.",
                  "A telephone may pass a calendar on to its maker. `task list` shows which number "
                  "is which."};
  return answer;
}

}  // namespace kotobune::cli
