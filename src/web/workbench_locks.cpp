// Locks: the list to work down, restrictions, recalls; the receipt of a witness.
#include "base/text.h"
#include "desk/consents.h"
#include "desk/receipt.h"
#include "desk/restrictions.h"
#include "desk/withdrawal.h"
#include "web/views_locks.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

void Workbench::Impl::add_lock_routes() {
  get("/locks", &Impl::locks, Door::in_case);
  post("/locks", &Impl::add_lock, Door::in_case);
  post("/locks/lift", &Impl::lift_lock, Door::in_case);
  post("/locks/sent", &Impl::recall_went, Door::in_case);
  get("/sources/:code/receipt", &Impl::receipt, Door::in_case);
  get("/sources/:code/became", &Impl::became, Door::in_case);
}

Result<Response> Workbench::Impl::locks(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  LocksView view;
  TRY_LET(todo, desk::consent_todo(*open));
  const auto in = [&](Word key) { return std::string(say(visit.session.language, key)); };
  for (const auto& one : todo) {
    LocksView::Todo row{one.code, one.role, "", "", join(one.waiting, "; "), ""};
    row.amount = in(Word::nav_exhibits) + ": " + std::to_string(one.exhibits) + " (" +
                 size_words(one.bytes) + ")";
    row.what = one.nothing_recorded ? in(Word::todo_nothing)
                                    : in(Word::state_unknown) + ": " + join(one.unknown, ", ");
    if (!one.to_ask.empty()) row.what += "; " + in(Word::state_ask) + ": " + join(one.to_ask, ", ");
    row.next = desk::words_of(one.step);
    view.todo.push_back(std::move(row));
  }
  TRY_LET(all, desk::restrictions(*open));
  for (const auto& one : all) {
    view.locks.push_back({one.id, one.everything ? "*" : join(one.exhibits, ", "),
                          std::string(desk::rule_words(one.rule)) +
                              (one.from.empty() ? "" : " (" + one.from + ")"),
                          one.until, one.in_force});
  }
  TRY_LET(recalls, desk::recalls(*open));
  for (const auto& one : recalls) {
    TRY_LET(letter, desk::recall_letter(*open, one.id));
    view.recalls.push_back({one.id, one.to, one.title, Instant{one.disclosed_ms}.iso_date(),
                            one.sent, std::move(letter)});
  }
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, locks_page(shown, view));
}

Result<Response> Workbench::Impl::add_lock(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  desk::NewRestriction lock;
  lock.rule = visit.form.get("rule");
  lock.until = trim_ascii(visit.form.get("until"));
  std::string items(visit.form.get("items"));
  for (auto& c : items) {
    if (c == ',' || c == '\n') c = ' ';
  }
  for (const auto number : split(items, ' ')) {
    if (!number.empty()) lock.exhibits.emplace_back(number);
  }
  TRY(desk::add_restriction(*open, lock));
  return Response::redirect("/locks");
}

Result<Response> Workbench::Impl::lift_lock(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::lift_restriction(*open, std::string(visit.form.get("id")),
                             std::string(visit.form.get("why"))));
  return Response::redirect("/locks");
}

Result<Response> Workbench::Impl::recall_went(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::recall_sent(*open, std::string(visit.form.get("id")), ""));
  return Response::redirect("/locks");
}

namespace {

PaperView view_of(const desk::Receipt& paper, std::string code, std::string language, bool became) {
  PaperView view{std::move(code), std::move(language), "", {}, became};
  const auto& document = paper.document.open(paper.scope);
  view.title = document.title;
  for (const auto& block : document.blocks) {
    view.lines.push_back({report::plain_text(block.runs), block.level > 0, block.list_depth});
  }
  return view;
}

desk::ReceiptOptions options_of(const Request& request) {
  desk::ReceiptOptions out;
  const auto language = request.query.get("language");
  if (!language.empty()) out.language = language;
  return out;
}

}  // namespace

Result<Response> Workbench::Impl::receipt(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string code(visit.parts.get("code"));
  const auto wishes = options_of(visit.request);
  TRY_LET(paper, desk::make_receipt(*open, code, wishes));
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, paper_page(shown, view_of(paper, code, wishes.language, false)));
}

Result<Response> Workbench::Impl::became(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string code(visit.parts.get("code"));
  const auto wishes = options_of(visit.request);
  TRY_LET(paper, desk::became_paper(*open, code, wishes));
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, paper_page(shown, view_of(paper, code, wishes.language, true)));
}

}  // namespace kotobune::web
