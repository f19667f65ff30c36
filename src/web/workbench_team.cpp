// Review, days to come, and what the packs in force show of the case.
#include "base/text.h"
#include "desk/agreement.h"
#include "desk/practice.h"
#include "desk/review.h"
#include "desk/tasks.h"
#include "web/pages_team.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

std::vector<std::pair<std::string, std::string>> told(const std::vector<desk::Fact>& facts) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& fact : facts) out.emplace_back(fact.label, join(fact.values, " / "));
  return out;
}

std::string link_of(const desk::Task& task) {
  if (task.source == desk::TaskSource::consent_ends) return "/sources/" + task.subject;
  if (task.source == desk::TaskSource::ask && !task.subject.empty())
    return "/reports/" + task.subject;
  return "";
}

MatrixView view_of(const desk::Matrix& matrix) {
  MatrixView view;
  view.title = matrix.title;
  view.row_word = matrix.row_word;
  for (const auto& column : matrix.columns) view.columns.push_back(column.label);
  for (const auto& row : matrix.rows) {
    MatrixView::Line line{row.label, told(row.facts), {}, {}};
    for (const auto& column : matrix.columns) {
      const auto found = matrix.cells.find({row.id, column.id});
      std::vector<std::string> words;
      if (found != matrix.cells.end()) {
        for (const auto& cell : found->second) {
          line.against.push_back({column.label, told(cell.facts)});
          if (!cell.facts.empty()) words.push_back(join(cell.facts.front().values, " / "));
        }
      }
      line.squares.push_back(join(words, " / "));
    }
    view.lines.push_back(std::move(line));
  }
  return view;
}

}  // namespace

void Workbench::Impl::add_team_routes() {
  get("/review", &Impl::review, Door::in_case);
  post("/review", &Impl::review_post, Door::in_case);
  get("/review/agreement", &Impl::agreement, Door::in_case);
  get("/tasks", &Impl::tasks, Door::in_case);
  post("/tasks", &Impl::task_add, Door::in_case);
  post("/tasks/done", &Impl::task_done, Door::in_case);
  post("/tasks/move", &Impl::task_move, Door::in_case);
  post("/tasks/calendar", &Impl::task_calendar, Door::in_case);
  get("/practice", &Impl::practice_parts, Door::in_case);
  get("/practice/count/:id", &Impl::practice_count, Door::in_case);
  get("/practice/matrix/:id", &Impl::practice_matrix, Door::in_case);
  get("/practice/versions/:id", &Impl::practice_versions, Door::in_case);
}

Result<Response> Workbench::Impl::review(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(queue, desk::review_queue(*open));
  ReviewView view;
  view.statements = queue.statements;
  view.agreed = queue.agreed;
  for (const auto& item : queue.items) {
    const bool statement = item.kind == "statement";
    view.rows.push_back({item.id, statement ? item.label : item.kind, item.property,
                         statement ? item.shown : item.label, item.author,
                         desk::word(item.opinion.state), item.opinion.why, item.opinion.by,
                         item.opinion.to, item.own});
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, review_page(shown, view));
}

Result<Response> Workbench::Impl::review_post(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto state = desk::parse_review_state(visit.form.get("state"));
  if (!state || *state < desk::ReviewState::agreed) return Response::redirect("/review");
  TRY(desk::review(*open, {std::string(visit.form.get("id"))}, *state,
                   std::string(visit.form.get("why"))));
  say_next(visit, Message::Tone::good,
           std::string(say(visit.session.language, Word::review_saved)), "");
  return Response::redirect("/review");
}

Result<Response> Workbench::Impl::agreement(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  AgreementView view;
  view.type = visit.request.query.get("type");
  view.by_exhibit = visit.request.query.get("by") == "exhibit";
  TRY_LET(types, open->index().raw().entity_types(open->index().reader()));
  for (const auto& type : types) {
    const auto* known = open->pack().find_type(type);
    if (known) view.types.emplace_back(type, known->label.in(code_of(visit.session.language)));
  }
  if (!view.type.empty()) {
    TRY_LET(compared, desk::compare_readers(*open, {view.type, {}, view.by_exhibit}));
    for (const auto& one : compared.properties) {
      view.rows.push_back({one.label, record::word(one.scale), join(one.readers, ", "), one.words});
    }
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, agreement_page(shown, view));
}

Result<Response> Workbench::Impl::tasks(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(all, desk::tasks(*open));
  TasksView view;
  view.owner = open->vault().keystore().person;
  for (const auto& task : all) {
    view.rows.push_back({task.id, task.due, task.title, task.kind, task.owner,
                         desk::calendar_number(*open, task), link_of(task), task.overdue,
                         task.reminded, task.source == desk::TaskSource::written});
  }
  if (const auto* kinds = open->pack().find_vocabulary("task-kind")) {
    for (const auto& term : kinds->terms) {
      view.kinds.emplace_back(term.id, term.label.in(code_of(visit.session.language)));
    }
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, tasks_page(shown, view));
}

Result<Response> Workbench::Impl::task_add(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  desk::NewTask task;
  task.title = visit.form.get("title");
  task.due = trim_ascii(visit.form.get("due"));
  task.remind = trim_ascii(visit.form.get("remind"));
  task.kind = visit.form.get("kind");
  task.owner = trim_ascii(visit.form.get("owner"));
  TRY(desk::add_task(*open, task));
  return task_saved(visit);
}

Result<Response> Workbench::Impl::task_done(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::finish_task(*open, std::string(visit.form.get("id")), world.clock.now().iso_date(),
                        ""));
  return task_saved(visit);
}

Result<Response> Workbench::Impl::task_move(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::move_task(*open, std::string(visit.form.get("id")),
                      std::string(trim_ascii(visit.form.get("due"))),
                      std::string(visit.form.get("why"))));
  return task_saved(visit);
}

Result<Response> Workbench::Impl::task_calendar(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::export_calendar(*open, {std::string(visit.form.get("to")), false, {}},
                            std::string(trim_ascii(visit.form.get("file")))));
  return task_saved(visit);
}

Result<Response> Workbench::Impl::task_saved(Visit& visit) {
  say_next(visit, Message::Tone::good,
           std::string(say(visit.session.language, Word::task_saved)), "");
  return Response::redirect("/tasks");
}

Result<Response> Workbench::Impl::practice_parts(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto language = code_of(visit.session.language);
  PartsView view;
  for (const auto& page : open->pack().pages) {
    const Item item{page.label.in(language), "", "/practice/matrix/" + page.id};
    if (page.kind == pack::PageKind::matrix) view.matrices.push_back(item);
    if (page.kind == pack::PageKind::versions) {
      view.versions.push_back({item.text, "", "/practice/versions/" + page.id});
    }
  }
  for (const auto& one : open->pack().views) {
    view.numbers.push_back({one.label.in(language), "", "/practice/count/" + one.id});
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, practice_page(shown, view));
}

Result<Response> Workbench::Impl::practice_count(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(counted, desk::run_view(*open, std::string(visit.parts.get("id"))));
  TableView view{counted.label, "", counted.table.columns, counted.table.rows};
  if (counted.hidden > 0) {
    view.note = fill(say(visit.session.language, Word::practice_disputed),
                     {{"n", std::to_string(counted.hidden)}});
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, table_page(shown, view));
}

Result<Response> Workbench::Impl::practice_matrix(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(found, desk::matrix(*open, std::string(visit.parts.get("id"))));
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, matrix_page(shown, view_of(found)));
}

Result<Response> Workbench::Impl::practice_versions(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string page(visit.parts.get("id"));
  const std::string whose(visit.request.query.get("of"));
  VersionsView view;
  TRY_LET(all, desk::speakers(*open, page));
  for (const auto& [id, label] : all) {
    const auto url = Url("/practice/versions") / page;
    view.others.push_back({label, "", url.with("of", id).str()});
  }
  for (const auto& one : open->pack().pages) {
    if (one.id == page) view.title = one.label.in(code_of(visit.session.language));
  }
  if (!whose.empty()) {
    TRY_LET(found, desk::versions(*open, page, whose));
    view.whose = found.whose;
    for (const auto& version : found.versions) {
      VersionsView::One one{version.date, {}};
      for (const auto& piece : version.changes) {
        const int change = piece.change == text::Change::removed ? -1
                           : piece.change == text::Change::added ? 1 : 0;
        one.pieces.push_back({change, piece.text});
      }
      if (one.pieces.empty()) one.pieces.push_back({0, version.text});
      view.versions.push_back(std::move(one));
    }
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, versions_page(shown, view));
}

// What home tells of these: overdue and coming days, and reviews that this person was asked for.
Status Workbench::Impl::gather_team(desk::Desk& open, Language language,
                                    std::vector<Item>& waiting,
                                    std::vector<std::pair<std::string, Item>>& dates) {
  TRY_LET(all, desk::tasks(open));
  std::vector<Item> overdue;
  for (const auto& task : all) {
    // Consents and the asks of texts stand there already, with what they are about.
    if (task.source == desk::TaskSource::consent_ends || !task.subject.empty()) continue;
    Item item{task.title, task.due + ", " + task.kind, "/tasks"};
    if (task.overdue) overdue.push_back(std::move(item));
    else dates.emplace_back(task.due, std::move(item));
  }
  waiting.insert(waiting.begin(), overdue.begin(), overdue.end());  // a day missed comes first
  TRY_LET(asked, desk::review_queue(open, {open.vault().keystore().person, false, 200}));
  if (!asked.items.empty()) {
    waiting.push_back({fill(say(language, Word::wait_review),
                            {{"n", std::to_string(asked.items.size())}}), "", "/review"});
  }
  return {};
}

}  // namespace kotobune::web
