// The record: what there is, lists of one type, and one thing with every value beside who says it.
#include "web/pages_record.h"

namespace kotobune::web {

namespace {

Html items_card(Word title, const Frame& frame, const std::vector<Item>& items) {
  Html h;
  if (items.empty()) return h;
  h << "<section class=\"card\"><h2>" << word(frame, title)
    << "</h2><ul class=\"plain list tight\">";
  for (const auto& item : items) {
    h << "<li><span class=\"grow\">" << linked(item.link, item.text);
    if (!item.detail.empty()) h << " <span class=\"soft small\">" << text(item.detail) << "</span>";
    h << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

Html basis(const Frame& frame, const BasisView& view) {
  Html h;
  h << "<li class=\"basis\">";
  if (view.closed) {
    h << "<span class=\"soft\">" << word(frame, Word::basis_closed) << "</span></li>";
    return h;
  }
  if (!view.quote.empty()) h << "<q dir=\"auto\">" << text(view.quote) << "</q> ";
  h << linked(view.link, view.number) << "</li>";
  return h;
}

Html filter_form(const Frame& frame, const RecordListView& view) {
  static constexpr std::pair<const char*, Word> tests[] = {
      {"is", Word::test_is},       {"under", Word::test_under},
      {"in", Word::test_in},       {"before", Word::test_before},
      {"after", Word::test_after}, {"contains", Word::test_contains}};
  Html h;
  const bool open = !view.where.empty() || !view.where_error.empty();
  h << "<details class=\"card\"" << flag("open", open) << "><summary>"
    << word(frame, Word::filter_sort) << "</summary><form method=\"get\""
    << action(Url("/record") / view.type)
    << "><div class=\"grid cols\"><div class=\"field\"><label for=\"f\">"
    << word(frame, Word::filter_property)
    << "</label><select id=\"f\" name=\"f\"><option value=\"\">" << word(frame, Word::filter_any)
    << "</option>";
  for (const auto& column : view.columns) {
    h << "<option" << attr("value", column.value)
      << flag("selected", column.value == view.filter_property) << ">" << text(column.label)
      << "</option>";
  }
  h << "</select></div><div class=\"field\"><label for=\"t\">" << word(frame, Word::filter_test)
    << "</label><select id=\"t\" name=\"t\">";
  for (const auto& [test, label] : tests) {
    h << "<option" << attr("value", test) << flag("selected", view.filter_test == test) << ">"
      << word(frame, label) << "</option>";
  }
  h << "</select></div><div class=\"field\"><label for=\"v\">" << word(frame, Word::filter_value)
    << "</label><input id=\"v\" name=\"v\" dir=\"auto\"" << attr("value", view.filter_value)
    << "></div><div class=\"field\"><label for=\"sort\">" << word(frame, Word::sort_by)
    << "</label><select id=\"sort\" name=\"sort\"><option value=\"\">"
    << word(frame, Word::sort_label) << "</option>";
  for (const auto& column : view.columns) {
    h << "<option" << attr("value", column.value) << flag("selected", column.selected) << ">"
      << text(column.label) << "</option>";
  }
  h << "</select></div></div><label class=\"tick\"><input type=\"checkbox\" name=\"down\" "
       "value=\"yes\""
    << flag("checked", view.descending) << "><span>" << word(frame, Word::sort_down)
    << "</span></label><div class=\"field\"><label for=\"where\">" << word(frame, Word::where_label)
    << "</label><span class=\"hint\">" << word(frame, Word::where_hint)
    << "</span><input id=\"where\" name=\"where\" spellcheck=\"false\""
    << attr("value", view.where);
  if (!view.where_error.empty()) {
    h << attr("aria-invalid", "true") << attr("aria-describedby", "where-error");
  }
  h << ">" << field_error("where-error", view.where_error) << "</div><button>"
    << word(frame, Word::filter_apply) << "</button></form></details>";
  return h;
}

Html past(const Frame& frame, const PropertyView& view) {
  Html h;
  if (view.past.empty()) return h;
  h << "<details><summary class=\"small\">" << word(frame, Word::history) << " ("
    << view.past.size() << ")</summary><ol class=\"plain timeline\">";
  for (const auto& one : view.past) h << "<li>" << statement(frame, one) << "</li>";
  h << "</ol></details>";
  return h;
}

Html property_card(const Frame& frame, const PropertyView& view) {
  Html h;
  h << "<section class=\"card property\"" << attr("id", "p-" + view.id)
    << "><div class=\"property-head\"><h2>" << text(view.label) << "</h2><span class=\"inline\">";
  if (view.level > "S1") h << marks({{Mark::Kind::level, view.level}});
  if (view.disagree) {
    h << marks({{Mark::Kind::disagree, std::string(say(frame.language, Word::sources_disagree))}});
  }
  h << "<a class=\"button small\"" << href(way(view.add_link)) << attr("aria-label",
       std::string(say(frame.language, Word::add_value)) + ": " + view.label)
    << ">" << word(frame, Word::add_value) << "</a></span></div>";
  if (view.disagree) {
    h << "<p class=\"small\"><a href=\"/disagreements\">" << word(frame, Word::settle_there)
      << "</a></p>";
  }
  if (view.settled) {
    h << "<p class=\"small soft\">" << word(frame, Word::was_settled) << " <q>" << text(view.why)
      << "</q> " << text(view.settled_by) << "</p>";
  }
  h << value_groups(frame, view.values) << past(frame, view) << "</section>";
  return h;
}

}  // namespace

Url way(const std::string& path) { return Url::parse(path).value_or(Url("/record")); }

Html marks(const std::vector<Mark>& list) {
  Html h;
  for (const auto& one : list) {
    const std::string_view kind = one.kind == Mark::Kind::disagree ? "badge disagree"
                                  : one.kind == Mark::Kind::level  ? "badge level"
                                                                   : "badge plain";
    h << "<span" << attr("class", kind) << ">" << text(one.text) << "</span> ";
  }
  return h;
}

Html statement(const Frame& frame, const StatementView& view) {
  Html h;
  h << "<div class=\"statement\"><div class=\"said\" dir=\"auto\"";
  if (!view.lang.empty()) h << attr("lang", view.lang);
  h << ">" << linked(view.link, view.shown);
  if (!view.note.empty()) h << " <span class=\"soft small\">" << text(view.note) << "</span>";
  h << "</div><div class=\"small soft\">";
  if (view.informant.empty()) {
    h << word(frame, Word::nobody_named);
  } else {
    h << word(frame, Word::says) << " <a" << href(Url("/sources") / view.informant) << ">"
      << text(view.informant) << "</a>";
  }
  if (!view.grade.empty()) h << " \xC2\xB7 " << text(view.grade);
  h << " \xC2\xB7 " << text(view.said_by);
  if (!view.edit_link.empty()) {
    h << " \xC2\xB7 " << linked(view.edit_link, say(frame.language, Word::correct));
  }
  h << "</div>";
  if (!view.bases.empty()) {
    h << "<ul class=\"plain bases\">";
    for (const auto& one : view.bases) h << basis(frame, one);
    h << "</ul>";
  }
  h << "</div>";
  return h;
}

Html value_groups(const Frame& frame, const std::vector<ValueGroupView>& groups) {
  Html h;
  h << "<div class=\"sides\">";
  for (const auto& group : groups) {
    h << "<div class=\"side\">";
    for (const auto& one : group.statements) h << statement(frame, one);
    if (!group.support.empty()) h << "<p class=\"support\">" << text(group.support) << "</p>";
    h << "</div>";
  }
  h << "</div>";
  return h;
}

Html record_rows(const Frame& frame, const std::vector<std::string>& columns,
                 const std::vector<RecordRow>& rows) {
  Html h;
  h << "<div class=\"card flush\"><table class=\"stack\"><thead><tr><th scope=\"col\">"
    << word(frame, Word::thing) << "</th>";
  for (const auto& column : columns) h << "<th scope=\"col\">" << text(column) << "</th>";
  h << "</tr></thead><tbody>";
  for (const auto& row : rows) {
    h << "<tr><td class=\"key\"><span dir=\"auto\">" << linked(row.link, row.label) << "</span> "
      << marks(row.marks) << "</td>";
    for (const auto& cell : row.cells) {
      h << "<td" << attr("data-label", cell.label) << ">";
      if (!cell.values.empty()) {
        h << "<span>";
        for (std::size_t i = 0; i < cell.values.size(); ++i) {
          if (i > 0) h << "<br>";
          h << "<bdi>" << text(cell.values[i]) << "</bdi>";
        }
        h << "</span>";
      }
      h << "</td>";
    }
    h << "</tr>";
  }
  h << "</tbody></table></div>";
  return h;
}

Document record_overview_page(const Frame& frame, const RecordOverview& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::nav_record) << "</h1></div>"
    << "<p class=\"soft\">" << word(frame, Word::record_intro) << "</p>"
    << "<p class=\"inline\"><a class=\"button\" href=\"/disagreements\">"
    << word(frame, Word::disagreements) << " <span class=\"count\">" << view.disagreements
    << "</span></a><a class=\"button\" href=\"/checks\">" << word(frame, Word::checks_title);
  h << " <span class=\"count\">" << view.findings << "</span></a></p>";
  h << "<div class=\"grid\">";
  for (const auto& type : view.types) {
    h << "<a class=\"way type\"" << href(Url("/record") / type.id) << "><strong>"
      << text(type.label) << " <span class=\"count\">" << type.count << "</span></strong><span>"
      << text(type.help) << "</span></a>";
  }
  h << "</div>";
  if (view.types.empty()) {
    h << "<div class=\"empty\"><p>" << word(frame, Word::record_empty) << "</p></div>";
  }
  h << items_card(Word::practice_pages, frame, view.pages);
  h << "<details class=\"card\"" << flag("open", view.types.empty()) << "><summary>"
    << word(frame, Word::record_new_kind) << "</summary><ul class=\"plain list tight\">";
  for (const auto* list : {&view.types, &view.empty_types}) {
    for (const auto& type : *list) {
      h << "<li><span class=\"grow\"><a" << href(Url("/record") / type.id / "new") << ">"
        << text(type.label) << "</a> <span class=\"soft small\">" << text(type.help)
        << "</span></span></li>";
    }
  }
  h << "</ul></details>";
  return {std::string(say(frame.language, Word::nav_record)), std::move(h)};
}

Document record_list_page(const Frame& frame, const RecordListView& view) {
  const auto n = [&](Word key, std::int64_t count) {
    return fill(say(frame.language, key), {{"n", std::to_string(count)}});
  };
  Html h;
  h << "<p class=\"small\"><a href=\"/record\">" << word(frame, Word::nav_record)
    << "</a></p><div class=\"page-head\"><h1>" << text(view.type_label)
    << " <span class=\"count\">" << view.total << "</span></h1><a class=\"button primary\""
    << href(Url("/record") / view.type / "new") << ">" << word(frame, Word::add_thing)
    << "</a></div>";
  if (view.all == 0 && view.where.empty()) {
    h << "<div class=\"empty\"><p>" << text(view.help) << "</p><p>"
      << word(frame, Word::list_empty) << "</p></div>";
    return {view.type_label, std::move(h)};
  }
  h << filter_form(frame, view);
  if (!view.where.empty()) {
    h << "<p role=\"status\">" << text(n(Word::of_all, view.all)) << " <a"
      << href(Url("/record") / view.type) << ">" << word(frame, Word::show_all) << "</a></p>";
  }
  if (view.uncertain > 0) h << "<p class=\"soft\">" << text(n(Word::uncertain_n, view.uncertain))
                            << "</p>";
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::nothing_found) << "</div>";
  } else {
    h << record_rows(frame, view.shown, view.rows);
  }
  auto list = Url("/record") / view.type;
  for (const auto& column : view.columns) {
    if (column.selected) list = list.with("sort", column.value);
  }
  if (!view.where.empty()) list = list.with("where", view.where);
  if (view.descending) list = list.with("down", "yes");
  h << pager(frame, list, view.page, view.pages);
  return {view.type_label, std::move(h)};
}

Document record_page(const Frame& frame, const RecordView& view) {
  Html h;
  h << "<p class=\"small\"><a" << href(Url("/record") / view.type) << ">" << text(view.type_label)
    << "</a></p><div class=\"page-head\"><h1 dir=\"auto\">" << text(view.label) << "</h1>"
    << "<span class=\"inline\">" << marks({{Mark::Kind::level, view.level}})
    << "<a class=\"button\"" << href(way(view.add_link)) << ">"
    << word(frame, Word::say_more) << "</a></span></div>";
  if (view.not_shown > 0) {
    h << alert({Message::Tone::info,
                fill(say(frame.language, Word::not_shown_n),
                     {{"n", std::to_string(view.not_shown)}}),
                std::string(say(frame.language, Word::not_shown_why)), ""});
  }
  h << "<div class=\"with-side\"><div>";
  for (const auto& property : view.properties) h << property_card(frame, property);
  h << "</div><div>" << items_card(Word::points_here, frame, view.relations)
    << items_card(Word::left_on_it, frame, view.disclosures)
    << items_card(Word::drafts_on_it, frame, view.drafts);
  if (!view.unanswered.empty()) {
    h << "<details class=\"card\"><summary>" << word(frame, Word::unanswered)
      << " <span class=\"count\">" << view.unanswered.size()
      << "</span></summary><ul "
         "class=\"plain list tight\">";
    for (const auto& one : view.unanswered) {
      h << "<li><span class=\"grow\">" << linked(one.link, one.text) << "</span></li>";
    }
    h << "</ul></details>";
  }
  h << "</div></div>";
  return {view.label, std::move(h)};
}

}  // namespace kotobune::web
