// What a practice looks at: boards, calendars, timelines and matrices as lists and tables; where
// sources disagree; and what its checks find missing.
#include "web/pages_record.h"

namespace kotobune::web {

namespace {

Html small_cards(const std::vector<RecordRow>& rows) {
  Html h;
  h << "<ul class=\"plain\">";
  for (const auto& row : rows) {
    h << "<li class=\"piece\"><span class=\"key\" dir=\"auto\">" << linked(row.link, row.label)
      << "</span> " << marks(row.marks);
    for (const auto& cell : row.cells) {
      if (cell.values.empty()) continue;
      h << "<div class=\"small\"><span class=\"soft\">" << text(cell.label) << "</span> ";
      for (std::size_t i = 0; i < cell.values.size(); ++i) {
        if (i > 0) h << " / ";
        h << "<bdi>" << text(cell.values[i]) << "</bdi>";
      }
      h << "</div>";
    }
    h << "</li>";
  }
  h << "</ul>";
  return h;
}

Html board(const PracticeView& view) {
  Html h;
  h << "<div class=\"board\">";
  for (const auto& group : view.groups) {
    h << "<section class=\"lane\"><h2>" << text(group.label) << " <span class=\"count\">"
      << group.rows.size() << "</span></h2>" << small_cards(group.rows) << "</section>";
  }
  h << "</div>";
  return h;
}

Html dated(const PracticeView& view) {
  Html h;
  for (const auto& group : view.groups) {
    h << "<section class=\"card\"><h2>" << text(group.label) << "</h2>" << small_cards(group.rows)
      << "</section>";
  }
  return h;
}

Html timeline(const PracticeView& view) {
  Html h;
  h << "<ol class=\"plain timeline\">";
  for (const auto& group : view.groups) {
    h << "<li><strong>" << text(group.label) << "</strong>" << small_cards(group.rows) << "</li>";
  }
  h << "</ol>";
  return h;
}

Html matrix(const Frame& frame, const PracticeView& view) {
  Html h;
  h << "<div class=\"table-wrap card\"><table class=\"matrix stack\"><thead><tr><th scope=\"col\">"
    << word(frame, Word::thing) << "</th>";
  for (const auto& head : view.matrix_head) h << "<th scope=\"col\">" << text(head) << "</th>";
  h << "</tr></thead><tbody>";
  for (const auto& [label, cells] : view.matrix) {
    h << "<tr><th scope=\"row\">" << text(label) << "</th>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      h << "<td" << attr("data-label", view.matrix_head[i]) << ">";
      if (!cells[i].empty()) h << small_cards(cells[i]);
      h << "</td>";
    }
    h << "</tr>";
  }
  h << "</tbody></table></div>";
  return h;
}

Html settle_form(const Frame& frame, const DisagreementsView& all, const DisagreementView& view) {
  Html h;
  h << "<form method=\"post\" action=\"/disagreements\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"entity\"" << attr("value", view.entity)
    << "><input type=\"hidden\" name=\"property\"" << attr("value", view.property)
    << "><fieldset><legend>" << word(frame, Word::which_stands) << "</legend>";
  for (const auto& group : view.values) {
    if (group.statements.empty()) continue;
    const auto& first = group.statements.front();
    h << "<label class=\"tick\"><input type=\"radio\" name=\"prefer\" required"
      << attr("value", first.assertion) << "><span dir=\"auto\">" << text(first.shown)
      << "</span></label>";
  }
  const auto id = view.entity + "-" + view.property;
  h << "</fieldset><div class=\"field\"><label" << attr("for", "why-" + id) << ">"
    << word(frame, Word::why_stands) << "</label><input name=\"why\" dir=\"auto\" required"
    << attr("id", "why-" + id) << ">"
    << field_error("e-" + id, all.error_at == view.entity + view.property ? all.error : "")
    << "</div><button class=\"primary\">" << word(frame, Word::settle) << "</button></form>";
  return h;
}

Html undo_form(const Frame& frame, const DisagreementView& view) {
  Html h;
  h << "<form method=\"post\" action=\"/disagreements/undo\" class=\"inline\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"entity\"" << attr("value", view.entity)
    << "><input type=\"hidden\" name=\"property\"" << attr("value", view.property)
    << "><input name=\"why\" dir=\"auto\" required"
    << attr("aria-label", say(frame.language, Word::why_undo))
    << attr("placeholder", say(frame.language, Word::why_undo)) << "><button>"
    << word(frame, Word::undo) << "</button></form>";
  return h;
}

Html disagreement(const Frame& frame, const DisagreementsView& all, const DisagreementView& view) {
  Html h;
  h << "<section class=\"card\"><h2><span dir=\"auto\">" << linked(view.link, view.label)
    << "</span>: " << text(view.property_label) << " <span class=\"soft small\">"
    << text(view.type_label) << "</span></h2>" << value_groups(frame, view.values);
  if (view.settled) {
    h << "<p>" << word(frame, Word::was_settled) << " <q dir=\"auto\">" << text(view.why)
      << "</q> <span class=\"soft\">" << text(view.settled_by) << "</span></p>"
      << undo_form(frame, view);
  } else {
    h << settle_form(frame, all, view);
  }
  h << "</section>";
  return h;
}

Html finding(const Frame& frame, const ChecksView::Row& row) {
  Html h;
  h << "<li" << attr("class", row.error ? "error-item" : "") << "><div class=\"where\"><span>"
    << text(row.check) << "</span><span>"
    << word(frame, row.error ? Word::severity_error : Word::severity_warning)
    << "</span></div><p class=\"say\">" << text(row.label) << "</p><p><span dir=\"auto\">"
    << linked(row.link, row.what) << "</span></p>";
  for (const auto& detail : row.details) h << "<p class=\"small\">" << text(detail) << "</p>";
  if (!row.help.empty()) h << "<p class=\"soft\">" << text(row.help) << "</p>";
  if (!row.why.empty()) {
    h << "<p>" << word(frame, Word::silenced_by) << " " << text(row.waived_by)
      << ": <q dir=\"auto\">" << text(row.why) << "</q></p>";
  } else if (!row.entity.empty()) {
    h << "<form method=\"post\" action=\"/checks\" class=\"inline\">" << form_token(frame)
      << "<input type=\"hidden\" name=\"check\"" << attr("value", row.check)
      << "><input type=\"hidden\" name=\"entity\"" << attr("value", row.entity)
      << "><input name=\"why\" dir=\"auto\" required"
      << attr("aria-label", say(frame.language, Word::why_silence))
      << attr("placeholder", say(frame.language, Word::why_silence)) << "><button class=\"small\">"
      << word(frame, Word::silence) << "</button></form>";
  }
  h << "</li>";
  return h;
}

}  // namespace

Document practice_page(const Frame& frame, const PracticeView& view) {
  Html h;
  h << "<p class=\"small\"><a href=\"/record\">" << word(frame, Word::nav_record)
    << "</a></p><div class=\"page-head\"><h1>" << text(view.title) << " <span class=\"count\">"
    << view.total << "</span></h1><a class=\"button primary\"" << href(way(view.add_link))
    << ">" << word(frame, Word::add_thing) << "</a></div>";
  if (view.total == 0) {
    h << "<div class=\"empty\">" << word(frame, Word::list_empty) << "</div>";
  } else if (view.kind == "board") {
    h << board(view);
  } else if (view.kind == "calendar") {
    h << dated(view);
  } else if (view.kind == "timeline") {
    h << timeline(view);
  } else if (view.kind == "matrix") {
    h << matrix(frame, view);
  } else {
    for (const auto& group : view.groups) {
      if (!group.label.empty()) h << "<h2>" << text(group.label) << "</h2>";
      h << record_rows(frame, view.columns, group.rows);
    }
  }
  return {view.title, std::move(h)};
}

Document disagreements_page(const Frame& frame, const DisagreementsView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::disagreements) << " <span class=\"count\">" << view.open.size()
    << "</span></h1><p class=\"soft\">" << word(frame, Word::disagreements_intro) << "</p>";
  if (view.open.empty()) h << "<div class=\"empty\">" << word(frame, Word::no_disagreement)
                           << "</div>";
  for (const auto& one : view.open) h << disagreement(frame, view, one);
  if (!view.settled.empty()) {
    h << "<details class=\"card\"><summary>" << word(frame, Word::settled_before)
      << " <span class=\"count\">" << view.settled.size() << "</span></summary>";
    for (const auto& one : view.settled) h << disagreement(frame, view, one);
    h << "</details>";
  }
  return {std::string(say(frame.language, Word::disagreements)), std::move(h)};
}

Document checks_page(const Frame& frame, const ChecksView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::checks_title) << " <span class=\"count\">" << view.open.size()
    << "</span></h1><p class=\"soft\">"
    << text(fill(say(frame.language, Word::checks_intro), {{"n", std::to_string(view.checks)}}))
    << "</p>";
  if (!view.problem.empty()) h << alert({Message::Tone::bad, view.problem, "", ""});
  if (view.open.empty()) h << "<div class=\"empty\">" << word(frame, Word::no_finding) << "</div>";
  h << "<ul class=\"plain diagnostics\">";
  for (const auto& row : view.open) h << finding(frame, row);
  h << "</ul>";
  if (!view.silenced.empty()) {
    h << "<details class=\"card\"><summary>" << word(frame, Word::silenced)
      << " <span class=\"count\">" << view.silenced.size()
      << "</span></summary><ul class=\"plain diagnostics\">";
    for (const auto& row : view.silenced) h << finding(frame, row);
    h << "</ul></details>";
  }
  return {std::string(say(frame.language, Word::checks_title)), std::move(h)};
}

}  // namespace kotobune::web
