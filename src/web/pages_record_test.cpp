// The pages of the record with hostile text in every string, and the form with what was typed.
#include <doctest/doctest.h>

#include "web/pages_record.h"

namespace kotobune::web {
namespace {

const std::string evil = "\"><script>alert(1)</script><a href=\"javascript:alert(2)\">'&";

Frame frame() {
  Frame out;
  out.case_open = true;
  out.case_name = evil;
  out.tab = Frame::Tab::record;
  return out;
}

StatementView said() {
  return {evil, evil, evil, evil, evil, evil, evil, evil, evil, {{evil, evil, evil, false}}, true};
}

std::vector<ValueGroupView> groups() { return {{evil, {said(), said()}}}; }

RecordRow row() {
  return {evil, evil, {{evil, {evil, evil}, evil}}, {{Mark::Kind::disagree, evil}}};
}

FormField field(pack::ValueType kind) {
  FormField out;
  out.id = out.label = out.help = out.level = out.in_passing = out.unit = evil;
  out.kind = kind;
  out.many = out.required = true;
  out.choices = {{evil, evil, true}};
  FormSlot slot;
  for (const auto* part : {"text", "lang", "code", "id", "new", "cal", "pick", "num", "counts",
                           "name0", "lang0", "said", "lat", "url", "yes"})
    slot.raw.add(part, evil);
  slot.error = evil;
  slot.matches = {{evil, evil, false}};
  out.slots = {slot, slot};
  return out;
}

void check_tame(const Document& document) {
  const auto page = render(frame(), document);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("href=\"javascript:") == std::string::npos);
  CHECK(page.find("\"><script>") == std::string::npos);
}

}  // namespace

TEST_CASE("what a hostile person typed stays text on every page of the record") {
  RecordOverview overview;
  overview.types = overview.empty_types = {{evil, evil, evil, 3}};
  overview.pages = {{evil, evil, evil}};
  check_tame(record_overview_page(frame(), overview));
  RecordListView list;
  list.type = list.type_label = list.help = list.filter_value = list.where = evil;
  list.where_error = evil;
  list.all = list.total = list.uncertain = 120;
  list.columns = {{evil, evil, true}};
  list.shown = {evil};
  list.rows = {row()};
  list.pages = 3;
  check_tame(record_list_page(frame(), list));
  RecordView thing;
  thing.type = thing.type_label = thing.id = thing.label = thing.level = thing.add_link = evil;
  thing.not_shown = 2;
  thing.properties = {{evil, evil, evil, "S3", evil, groups(), {said()}, true, true, evil, evil}};
  thing.unanswered = thing.relations = thing.disclosures = thing.drafts = {{evil, evil, evil}};
  check_tame(record_page(frame(), thing));
  DisagreementsView disagree;
  DisagreementView one{evil, evil, evil, evil, evil, evil, false, evil, evil, groups()};
  disagree.open = {one};
  one.settled = true;
  disagree.settled = {one};
  check_tame(disagreements_page(frame(), disagree));
  ChecksView checks;
  checks.open = checks.silenced = {{evil, evil, evil, evil, evil, evil, true, {evil}, "", ""}};
  checks.silenced[0].why = checks.problem = evil;
  check_tame(checks_page(frame(), checks));
  for (const auto* kind : {"list", "board", "calendar", "timeline", "map", "matrix"}) {
    PracticeView view;
    view.title = view.add_link = evil;
    view.kind = kind;
    view.columns = view.matrix_head = {evil};
    view.groups = {{evil, evil, {row()}}};
    view.matrix = {{evil, {{row()}}}};
    view.total = 1;
    check_tame(practice_page(frame(), view));
  }
}

TEST_CASE("a form shows every kind of value as it was typed, with its refusal at the field") {
  RecordFormView view;
  view.action = view.title = view.type_label = view.back = view.error = evil;
  view.exhibit = view.page = view.quote = view.basis_error = view.basis_text = evil;
  view.informants = view.cited = {{evil, evil, true}};
  view.kept = {{evil, evil, evil, false}};
  view.kept_ids = view.replaces = view.seen = {evil};
  view.clash = {said()};
  FormPart part{evil, true, {}};
  for (int kind = 0; kind <= static_cast<int>(pack::ValueType::url); ++kind) {
    part.fields.push_back(field(static_cast<pack::ValueType>(kind)));
    auto searched = part.fields.back();
    searched.search = true;
    part.fields.push_back(std::move(searched));
  }
  view.parts = {part};
  check_tame(record_form_page(frame(), view));
  FormField date;
  date.id = "date";
  date.label = "Date";
  date.kind = pack::ValueType::date;
  FormSlot slot;
  slot.raw.add("text", "3/4/2013");
  slot.error = "It has two readings.";
  slot.matches = {{"2013-04-03", "2013-04-03 (gregorian)", false}};
  date.slots = {slot};
  view = {};
  view.action = view.back = "/record/event";
  view.parts = {{"Event", true, {date}}};
  const auto page = render(frame(), record_form_page(frame(), view));
  CHECK(page.find("value=\"3/4/2013\"") != std::string::npos);
  CHECK(page.find("aria-describedby=\"e-date.0.\"") != std::string::npos);
  CHECK(page.find("It has two readings.") != std::string::npos);
  CHECK(page.find("name=\"date.0.pick\" value=\"2013-04-03\"") != std::string::npos);
}

}  // namespace kotobune::web
