// The record in the workbench: lists, one thing, and what a practice looks at. No type is named
// here but `source` and `exhibit`, which have pages of their own.
#include <algorithm>

#include "base/text.h"
#include "desk/checks.h"
#include "desk/errors.h"
#include "web/errors.h"
#include "web/pages_record.h"
#include "web/told.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::int64_t per_page = 50;
constexpr std::size_t most_columns = 5;

bool has_own_pages(const std::string& type) { return type == "source" || type == "exhibit"; }

// What a list of this type shows: as a page of the pack says, else its first properties.
std::vector<std::string> columns_of(const pack::Pack& pack, const pack::Type& type) {
  std::vector<std::string> out;
  for (const auto& page : pack.pages) {
    if (page.type != type.id) continue;
    for (const auto* id : {&page.date, &page.place, &page.group_by}) {
      if (!id->empty() && std::find(out.begin(), out.end(), *id) == out.end()) out.push_back(*id);
    }
    for (const auto& id : page.columns) {
      if (!names_it(id) && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    }
  }
  if (out.size() > most_columns) out.resize(most_columns);
  if (!out.empty()) return out;
  for (const auto& property : type.properties) {
    const bool label = names_it(property.id);
    if (label || property.retired || !property.compartment.empty()) continue;
    if (property.required || out.size() < 4) out.push_back(property.id);
    if (out.size() == most_columns) break;
  }
  return out;
}

// The words of a pack are told in the grammar by quoted ones, so that "not yet" is a value.
std::string condition(const std::string& property, std::string_view test, std::string_view value) {
  std::string quoted(trim_ascii(value));
  quoted.erase(std::remove(quoted.begin(), quoted.end(), '"'), quoted.end());
  return property + " " + std::string(test) + " \"" + quoted + "\"";
}

// A label of a term stands for its code.
std::string code_for(const pack::Pack& pack, const pack::Property& property, Language language,
                     const std::string& typed) {
  const auto* words = pack.find_vocabulary(property.vocabulary);
  if (property.value != pack::ValueType::term || !words) return typed;
  for (const auto& term : words->terms) {
    if (term.label.in(code_of(language)) == typed || term.label.in("en") == typed) return term.id;
  }
  return typed;
}

void read_filter(const Request& request, const pack::Pack& pack, const pack::Type& type,
                 Language language, RecordListView& view) {
  const auto& query = request.query;
  view.where = trim_ascii(query.get("where"));
  view.filter_property = query.get("f");
  view.filter_test = query.get("t");
  view.filter_value = query.get("v");
  view.descending = query.has("down");
  const auto* property = type.find(view.filter_property);
  static constexpr const char* tests[] = {"is", "under", "in", "before", "after", "contains"};
  const bool known = std::any_of(std::begin(tests), std::end(tests),
                                 [&](const char* one) { return view.filter_test == one; });
  if (!property || !known || trim_ascii(view.filter_value).empty()) return;
  const auto added = condition(property->id, view.filter_test,
                               code_for(pack, *property, language, view.filter_value));
  view.where = view.where.empty() ? added : view.where + " and " + added;
  view.filter_property.clear();  // it stands among the conditions now
  view.filter_value.clear();
}

}  // namespace

void Workbench::Impl::add_record_routes() {
  get("/record", &Impl::record, Door::in_case);
  get("/record/:type", &Impl::record_list, Door::in_case);
  get("/record/:type/new", &Impl::record_form, Door::in_case);
  post("/record/:type/new", &Impl::record_save, Door::in_case);
  get("/record/:type/:id", &Impl::record_thing, Door::in_case);
  get("/record/:type/:id/edit", &Impl::record_form, Door::in_case);
  post("/record/:type/:id/edit", &Impl::record_save, Door::in_case);
  get("/disagreements", &Impl::disagreements, Door::in_case);
  post("/disagreements", &Impl::settle, Door::in_case);
  post("/disagreements/undo", &Impl::reopen, Door::in_case);
  get("/practice/:page", &Impl::practice_view, Door::in_case);
  get("/checks", &Impl::checks, Door::in_case);
  post("/checks", &Impl::silence, Door::in_case);
}

Result<Response> Workbench::Impl::record(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto code = code_of(visit.session.language);
  RecordOverview view;
  for (const auto& type : open->pack().types) {
    if (has_own_pages(type.id) || type.retired) continue;
    TRY_LET(rows, open->index().raw().entities(open->index().reader(), type.id));
    RecordOverview::Type one{type.id, type.label.in(code), type.help.in(code), 0};
    if (!rows.empty()) {
      TRY_LET(count, desk::count_of(*open, type.id));
      one.count = count;
    }
    (one.count > 0 ? view.types : view.empty_types).push_back(std::move(one));
  }
  for (const auto& page : open->pack().pages) {
    view.pages.push_back({page.label.in(code), "", "/practice/" + page.id});
  }
  TRY_LET(disputes, desk::open_disputes(*open));
  view.disagreements = static_cast<std::int64_t>(disputes.size());
  const auto findings = desk::run_checks(*open);  // a broken view shows on its own page
  if (findings.ok()) {
    view.findings = std::count_if(findings->begin(), findings->end(),
                                  [](const auto& one) { return one.why.empty(); });
  }
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, record_overview_page(shown, view));
}

Result<Response> Workbench::Impl::record_list(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto language = visit.session.language;
  const std::string id(visit.parts.get("type"));
  if (id == "source") return Response::redirect("/sources");
  if (id == "exhibit") return Response::redirect("/exhibits");
  const auto* type = open->pack().find_type(id);
  if (!type) return Error(errors::type_unknown, {{"what", id}});
  RecordListView view;
  view.type = id;
  view.type_label = type->label.in(code_of(language));
  view.help = type->help.in(code_of(language));
  read_filter(visit.request, open->pack(), *type, language, view);
  view.page = static_cast<int>(
      std::max<std::int64_t>(1, parse_int(visit.request.query.get("page")).value_or(1)));
  const std::string sort(visit.request.query.get("sort"));
  for (const auto& property : type->properties) {
    if (property.retired) continue;
    view.columns.push_back(
        {property.id, property.label.in(code_of(language)), property.id == sort});
  }
  TRY_LET(all, desk::count_of(*open, id));
  view.all = all;
  Told told(*open, language);
  const auto columns = columns_of(open->pack(), *type);
  for (const auto& column : columns) view.shown.push_back(told.property_label(id, column));
  const auto listed = desk::list_record(
      *open, {id, view.where, type->find(sort) ? sort : "", view.descending,
              (view.page - 1) * per_page, per_page});
  if (listed.ok()) {
    view.total = listed->total;
    view.uncertain = listed->uncertain;
    view.pages = static_cast<int>((listed->total + per_page - 1) / per_page);
    for (const auto& row : listed->rows) {
      TRY_LET(one, told.row(row, columns));
      view.rows.push_back(std::move(one));
    }
  } else {
    view.where_error = listed.error().sentence();
  }
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, record_list_page(shown, view), listed.ok() ? 200 : 422);
}

namespace {

Status fill_properties(desk::Desk& open, const desk::EntityRow& row, Told& told,
                       Language language, const std::string& edit, RecordView& view) {
  const auto* type = open.pack().find_type(row.type);
  TRY_LET(weighed, desk::weigh(open, row.id));
  TRY_LET(past, desk::history(open, row.id));
  int level = 0;
  for (const auto& one : weighed) {
    const auto* known = open.pack().find_property(row.type, one.property);
    PropertyView property;
    property.id = one.property;
    property.label = told.property_label(row.type, one.property);
    const auto sensitivity = open.pack().sensitivity_of(row.type, one.property);
    level = std::max(level, sensitivity);
    property.level = "S" + std::to_string(sensitivity);
    property.add_link = way(edit).with("p", one.property).str();
    property.disagree = one.dispute == desk::DisputeState::open;
    property.settled = one.dispute == desk::DisputeState::settled;
    property.settled_by = one.settled_by;
    property.why = one.why;
    TRY_LET(groups, told.groups(one, known && !known->retired ? edit : ""));
    property.values = std::move(groups);
    for (const auto& old : past) {
      if (old.current || old.value.property != one.property) continue;
      TRY_LET(said, told.statement(old.value));
      property.past.push_back(std::move(said));
    }
    view.properties.push_back(std::move(property));
  }
  view.level = "S" + std::to_string(level);
  if (!type) return {};
  // In the order in which the practice asks.
  const auto place = [&](const std::string& id) {
    return std::find_if(type->properties.begin(), type->properties.end(),
                        [&](const auto& one) { return one.id == id; });
  };
  std::stable_sort(view.properties.begin(), view.properties.end(),
                   [&](const auto& a, const auto& b) { return place(a.id) < place(b.id); });
  for (const auto& property : type->properties) {
    const bool said = std::any_of(weighed.begin(), weighed.end(),
                                  [&](const auto& one) { return one.property == property.id; });
    if (said || property.retired) continue;
    view.unanswered.push_back({property.label.in(code_of(language)), "",
                               way(edit).with("p", property.id).str()});
  }
  return {};
}

}  // namespace

Result<Response> Workbench::Impl::record_thing(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto language = visit.session.language;
  const std::string id(visit.parts.get("id"));
  TRY_LET(row, open->index().entity(id));
  if (!row) return Error(errors::entity_unknown, {{"entity", id}});
  Told told(*open, language);
  if (has_own_pages(row->type)) {
    TRY_LET(link, told.link_of(id));
    return Response::redirect(link);
  }
  RecordView view;
  view.type = row->type;
  view.type_label = told.type_label(row->type);
  view.id = id;
  TRY_LET(label, told.label_of(id));
  view.label = std::move(label);
  view.not_shown = row->not_shown;
  const auto edit = (Url("/record") / row->type / id / "edit").str();
  view.add_link = edit;
  TRY(fill_properties(*open, *row, told, language, edit, view));
  TRY_LET(pointing, desk::pointing_at(*open, id));
  for (const auto& one : pointing) {
    TRY_LET(link, told.link_of(one.id));
    TRY_LET(words, told.label_of(one.id));
    view.relations.push_back({std::move(words), told.type_label(one.type), std::move(link)});
  }
  TRY_LET(resting, desk::resting_on(*open, id));
  for (const auto& one : resting.disclosures) {
    view.disclosures.push_back({one.title.empty() ? one.audience : one.title,
                                one.recipients + ", " + Instant{one.at_ms}.iso_date(), ""});
  }
  for (const auto& [draft, title] : resting.drafts)
    view.drafts.push_back({title, "", "/reports/" + draft});
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, record_page(shown, view));
}

Result<Response> Workbench::Impl::disagreements(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  Told told(*open, visit.session.language);
  TRY_LET(all, desk::disagreements(*open));
  DisagreementsView view;
  for (const auto& one : all) {
    DisagreementView out;
    out.entity = one.entity;
    TRY_LET(link, told.link_of(one.entity));
    TRY_LET(label, told.label_of(one.entity));
    out.link = std::move(link);
    out.label = std::move(label);
    out.type_label = told.type_label(one.type);
    out.property = one.property.property;
    out.property_label = told.property_label(one.type, one.property.property);
    out.settled = one.property.dispute == desk::DisputeState::settled;
    out.settled_by = one.property.settled_by;
    out.why = one.property.why;
    TRY_LET(groups, told.groups(one.property, ""));
    out.values = std::move(groups);
    (out.settled ? view.settled : view.open).push_back(std::move(out));
  }
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, disagreements_page(shown, view));
}

Result<Response> Workbench::Impl::settle(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::settle_dispute(*open, std::string(visit.form.get("entity")),
                           std::string(visit.form.get("property")),
                           std::string(visit.form.get("prefer")),
                           std::string(visit.form.get("why"))));
  const auto language = visit.session.language;
  say_next(visit, Message::Tone::good, std::string(say(language, Word::settled_now)),
           std::string(say(language, Word::settled_now_more)));
  return Response::redirect("/disagreements");
}

Result<Response> Workbench::Impl::reopen(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::reopen_dispute(*open, std::string(visit.form.get("entity")),
                           std::string(visit.form.get("property")),
                           std::string(visit.form.get("why"))));
  return Response::redirect("/disagreements");
}

Result<Response> Workbench::Impl::checks(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto code = code_of(visit.session.language);
  Told told(*open, visit.session.language);
  ChecksView view;
  view.checks = static_cast<std::int64_t>(open->pack().checks.size());
  const auto found = desk::run_checks(*open);
  if (!found.ok()) view.problem = found.error().sentence();
  if (found.ok()) {
    for (const auto& one : *found) {
      ChecksView::Row row;
      row.check = one.check;
      row.label = one.rule->label.in(code);
      row.help = one.rule->help.in(code);
      row.error = one.severity == pack::Severity::error;
      row.entity = one.entity;
      row.waived_by = one.waived_by;
      row.why = one.why;
      if (!one.entity.empty()) {
        TRY_LET(link, told.link_of(one.entity));
        TRY_LET(label, told.label_of(one.entity));
        row.link = std::move(link);
        row.what = told.type_label(one.type) + ": " + label;
      }
      for (const auto& property : one.missing) {
        row.details.push_back(std::string(say(visit.session.language, Word::missing)) + ": " +
                              told.property_label(one.type, property));
      }
      for (const auto& [column, value] : one.row) row.details.push_back(column + ": " + value);
      (one.why.empty() ? view.open : view.silenced).push_back(std::move(row));
    }
  }
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, checks_page(shown, view));
}

Result<Response> Workbench::Impl::silence(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(desk::waive(*open, std::string(visit.form.get("check")),
                  std::string(visit.form.get("entity")), std::string(visit.form.get("why"))));
  return Response::redirect("/checks");
}

}  // namespace kotobune::web
