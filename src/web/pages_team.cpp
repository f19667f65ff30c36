// Review, agreement of readers, and the days to come.
#include "web/pages_team.h"

namespace kotobune::web {
namespace {

std::string_view chip_of(const ReviewRow& row) {
  if (row.state == "agreed") return "chip yes";
  if (row.state == "rejected") return "chip no";
  return row.state == "doubted" || row.state == "open" ? "chip ask" : "chip unknown";
}

Word state_word(const ReviewRow& row) {
  if (row.state == "agreed") return Word::review_agreed;
  if (row.state == "rejected") return Word::review_rejected;
  if (row.state == "doubted") return Word::review_doubted;
  return row.state == "open" ? Word::review_asked : Word::review_none;
}

Html judge_form(const Frame& frame, const ReviewRow& row) {
  Html h;
  if (row.own) {
    h << "<p class=\"soft small\">" << word(frame, Word::review_own) << "</p>";
    return h;
  }
  h << "<details><summary>" << word(frame, Word::review_judge)
    << "</summary><form method=\"post\" action=\"/review\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"id\"" << attr("value", row.id)
    << "><div class=\"field\"><label>" << word(frame, Word::review_why)
    << "<input name=\"why\" dir=\"auto\" autocomplete=\"off\" required></label></div>"
    << "<p class=\"inline\"><button name=\"state\" value=\"agreed\" class=\"primary\">"
    << word(frame, Word::review_agree) << "</button><button name=\"state\" value=\"doubted\">"
    << word(frame, Word::review_doubt) << "</button><button name=\"state\" value=\"rejected\">"
    << word(frame, Word::review_reject) << "</button></p></form></details>";
  return h;
}

Html review_row(const Frame& frame, const ReviewRow& row) {
  Html h;
  h << "<li><span class=\"grow\"><span class=\"soft small\"><bdi>" << text(row.label)
    << "</bdi></span><strong class=\"below\">";
  if (!row.property.empty()) h << text(row.property) << ": ";
  h << "<bdi>" << text(row.value) << "</bdi></strong><span class=\"small soft below\">"
    << word(frame, Word::review_author) << " " << text(row.author);
  if (!row.to.empty()) h << " · " << word(frame, Word::review_to) << " " << text(row.to);
  h << "</span>";
  if (!row.why.empty()) {
    h << "<span class=\"below\">" << text(row.by) << ": <bdi>" << text(row.why)
      << "</bdi></span>";
  }
  h << judge_form(frame, row) << "</span><span" << attr("class", chip_of(row)) << ">"
    << word(frame, state_word(row)) << "</span></li>";
  return h;
}

Html task_row(const Frame& frame, const TaskRow& row) {
  Html h;
  h << "<li><span class=\"grow\"><strong class=\"mono\">" << text(row.due) << "</strong> "
    << linked(row.link, row.title) << "<span class=\"small soft below\">" << text(row.kind);
  if (!row.owner.empty()) h << " · " << text(row.owner);
  h << " · " << word(frame, Word::task_number) << " " << text(row.number) << "</span>";
  if (row.written) {
    h << "<details><summary>" << word(frame, Word::task_change)
      << "</summary><form method=\"post\" action=\"/tasks/done\">" << form_token(frame)
      << "<input type=\"hidden\" name=\"id\"" << attr("value", row.id) << "><p><button>"
      << word(frame, Word::task_done) << "</button></p></form>"
      << "<form method=\"post\" action=\"/tasks/move\">" << form_token(frame)
      << "<input type=\"hidden\" name=\"id\"" << attr("value", row.id)
      << "><div class=\"grid cols\"><div class=\"field\"><label>" << word(frame, Word::task_due)
      << "<input name=\"due\" placeholder=\"2027-03-01\" required></label></div>"
      << "<div class=\"field\"><label>" << word(frame, Word::review_why)
      << "<input name=\"why\" dir=\"auto\" required></label></div></div><button>"
      << word(frame, Word::task_move) << "</button></form></details>";
  }
  h << "</span>";
  if (row.overdue) {
    h << "<span class=\"chip no\">" << word(frame, Word::task_overdue) << "</span>";
  } else if (row.soon) {
    h << "<span class=\"chip ask\">" << word(frame, Word::task_soon) << "</span>";
  }
  h << "</li>";
  return h;
}

Html new_task(const Frame& frame, const TasksView& view) {
  Html h;
  h << "<details class=\"card\"><summary>" << word(frame, Word::task_new)
    << "</summary><form method=\"post\" action=\"/tasks\">" << form_token(frame)
    << "<div class=\"field\"><label for=\"title\">" << word(frame, Word::task_what)
    << "</label><span class=\"hint\">" << word(frame, Word::task_what_hint)
    << "</span><input id=\"title\" name=\"title\" dir=\"auto\" autocomplete=\"off\" required></div>"
    << "<div class=\"grid cols\"><div class=\"field\"><label for=\"due\">"
    << word(frame, Word::task_due)
    << "</label><input id=\"due\" name=\"due\" placeholder=\"2027-03-01\" required></div>"
    << "<div class=\"field\"><label for=\"remind\">" << word(frame, Word::task_remind)
    << "</label><input id=\"remind\" name=\"remind\" placeholder=\"2027-02-15\"></div>"
    << "<div class=\"field\"><label for=\"kind\">" << word(frame, Word::task_kind)
    << "</label><select id=\"kind\" name=\"kind\"><option value=\"\"></option>";
  for (const auto& [code, label] : view.kinds) {
    h << "<option" << attr("value", code) << ">" << text(label) << "</option>";
  }
  h << "</select></div><div class=\"field\"><label for=\"owner\">" << word(frame, Word::task_owner)
    << "</label><input id=\"owner\" name=\"owner\"" << attr("value", view.owner)
    << "></div></div><button class=\"primary\">" << word(frame, Word::save)
    << "</button></form></details>";
  return h;
}

Html calendar_form(const Frame& frame) {
  Html h;
  h << "<details class=\"card\"><summary>" << word(frame, Word::task_calendar) << "</summary><p>"
    << word(frame, Word::task_calendar_more)
    << "</p><form method=\"post\" action=\"/tasks/calendar\">" << form_token(frame)
    << "<div class=\"field\"><label for=\"to\">" << word(frame, Word::task_calendar_to)
    << "</label><input id=\"to\" name=\"to\" dir=\"auto\" required></div>"
    << "<div class=\"field\"><label for=\"file\">" << word(frame, Word::task_calendar_file)
    << "</label><input id=\"file\" name=\"file\" dir=\"auto\" required></div><button>"
    << word(frame, Word::task_calendar_write) << "</button></form></details>";
  return h;
}

}  // namespace

Document review_page(const Frame& frame, const ReviewView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::review_title)
    << "</h1><a class=\"button\" href=\"/review/agreement\">" << word(frame, Word::agreement_title)
    << "</a></div><p class=\"soft\">"
    << text(fill(say(frame.language, Word::review_count),
                 {{"n", std::to_string(view.agreed)}, {"all", std::to_string(view.statements)}}))
    << "</p>";
  if (view.rows.empty()) {
    h << "<p class=\"card soft\">" << word(frame, Word::review_nothing) << "</p>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const auto& row : view.rows) h << review_row(frame, row);
    h << "</ul>";
  }
  return {std::string(say(frame.language, Word::review_title)), std::move(h)};
}

Document agreement_page(const Frame& frame, const AgreementView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::agreement_title) << "</h1><p class=\"soft\">"
    << word(frame, Word::agreement_more) << "</p><form class=\"card\" method=\"get\" "
    << "action=\"/review/agreement\"><div class=\"field\"><label for=\"type\">"
    << word(frame, Word::agreement_type) << "</label><select id=\"type\" name=\"type\">";
  for (const auto& [id, label] : view.types) {
    h << "<option" << attr("value", id) << flag("selected", id == view.type) << ">" << text(label)
      << "</option>";
  }
  h << "</select></div><label class=\"tick\"><input type=\"checkbox\" name=\"by\" "
       "value=\"exhibit\""
    << flag("checked", view.by_exhibit) << "><span>" << word(frame, Word::agreement_by_exhibit)
    << "</span></label><button>" << word(frame, Word::agreement_show) << "</button></form>";
  if (view.rows.empty()) {
    if (!view.type.empty()) {
      h << "<p class=\"card soft\">" << word(frame, Word::agreement_nothing) << "</p>";
    }
  } else {
    h << "<table class=\"stack\"><tbody>";
    for (const auto& row : view.rows) {
      h << "<tr><th scope=\"row\">" << text(row.label) << "</th><td>" << text(row.words)
        << "</td><td class=\"soft\">" << text(row.readers) << "</td><td class=\"soft\">"
        << text(row.scale) << "</td></tr>";
    }
    h << "</tbody></table>";
  }
  return {std::string(say(frame.language, Word::agreement_title)), std::move(h)};
}

Document tasks_page(const Frame& frame, const TasksView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::tasks_title) << "</h1>";
  if (view.rows.empty()) {
    h << "<p class=\"card soft\">" << word(frame, Word::tasks_nothing) << "</p>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const auto& row : view.rows) h << task_row(frame, row);
    h << "</ul>";
  }
  h << new_task(frame, view) << calendar_form(frame);
  return {std::string(say(frame.language, Word::tasks_title)), std::move(h)};
}

}  // namespace kotobune::web
