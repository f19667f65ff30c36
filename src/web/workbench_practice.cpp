// The pages a pack declares: the things of one type as a list, board, calendar, timeline, map or
// matrix. Works from what the page says; no page is known by name.
#include <algorithm>
#include <map>
#include <set>

#include "base/partial_date.h"
#include "base/text.h"
#include "desk/errors.h"
#include "web/errors.h"
#include "web/pages_record.h"
#include "web/told.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::int64_t most_things = 2000;  // a page for eyes; the list has all of them, by fifties

const char* kind_word(pack::PageKind kind) {
  switch (kind) {
    case pack::PageKind::list: return "list";
    case pack::PageKind::board: return "board";
    case pack::PageKind::calendar: return "calendar";
    case pack::PageKind::timeline: return "timeline";
    case pack::PageKind::map: return "map";
    case pack::PageKind::matrix: return "matrix";
    case pack::PageKind::versions: return "versions";
  }
  return "list";
}

struct Drawn {
  desk::Desk& open;
  Language language;
  const pack::Page& page;
  Told& told;
  const std::vector<desk::EntityRow>& things;
  PracticeView& view;

  Result<RecordRow> row(const desk::EntityRow& thing) { return told.row(thing, page.columns); }
};

Status draw_list(Drawn& d) {
  PracticeView::Group all;
  for (const auto& thing : d.things) {
    TRY_LET(row, d.row(thing));
    all.rows.push_back(std::move(row));
  }
  d.view.groups.push_back(std::move(all));
  return {};
}

// One lane a term, in the order of the vocabulary; what has none stands first, as it waits.
Status draw_board(Drawn& d) {
  const auto* property = d.open.pack().find_property(d.page.type, d.page.group_by);
  const auto* words = property ? d.open.pack().find_vocabulary(property->vocabulary) : nullptr;
  if (!words) return draw_list(d);
  std::map<std::string, std::vector<RecordRow>> lanes;
  for (const auto& thing : d.things) {
    TRY_LET(row, d.row(thing));
    std::set<std::string> placed;  // in both lanes where sources disagree, once where they agree
    for (const auto& value : thing.values) {
      if (value.property != d.page.group_by) continue;
      const auto& term = value.value["term"].str();
      const auto lane = term.substr(term.rfind('/') + 1);
      if (placed.insert(lane).second) lanes[lane].push_back(row);
    }
    if (placed.empty()) lanes[""].push_back(std::move(row));
  }
  if (!lanes[""].empty()) {
    d.view.groups.push_back(
        {std::string(say(d.language, Word::not_said)), "", std::move(lanes[""])});
  }
  for (const auto& term : words->terms) {
    const auto found = lanes.find(term.id);
    if (term.retired && found == lanes.end()) continue;
    d.view.groups.push_back({term.label.in(code_of(d.language)), "",
                             found == lanes.end() ? std::vector<RecordRow>()
                                                  : std::move(found->second)});
  }
  return {};
}

// By month (calendar) or by the date as it is known (timeline): a thing with two dates stands at
// both, so that nobody takes one of them for settled.
Status draw_dates(Drawn& d) {
  struct At {
    std::int64_t day;
    std::string label;
    bool operator<(const At& other) const {
      return day != other.day ? day < other.day : label < other.label;
    }
  };
  const bool months = d.page.kind == pack::PageKind::calendar;
  std::map<At, std::vector<RecordRow>> by_date;
  std::vector<RecordRow> undated;
  for (const auto& thing : d.things) {
    TRY_LET(row, d.row(thing));
    std::set<std::string> placed;
    for (const auto& value : thing.values) {
      if (value.property != d.page.date) continue;
      const auto date = PartialDate::parse(value.value["date"].str());
      const auto first = date ? date->earliest_day() : std::nullopt;
      if (!first || !placed.insert(date->edtf()).second) continue;
      auto at = row;
      At key{*first, date->edtf()};
      if (months) {
        key.label = PartialDate::of_day(*first).edtf().substr(0, 7);
        key.day -= parse_int(PartialDate::of_day(*first).edtf().substr(8)).value_or(1);
        at.cells.insert(at.cells.begin(), {"", {date->edtf()}, ""});
      }
      by_date[key].push_back(std::move(at));
    }
    if (placed.empty()) undated.push_back(std::move(row));
  }
  for (auto& [at, rows] : by_date) d.view.groups.push_back({at.label, "", std::move(rows)});
  if (!undated.empty()) {
    d.view.groups.push_back(
        {std::string(say(d.language, Word::not_dated)), "", std::move(undated)});
  }
  return {};
}

Status draw_map(Drawn& d) {
  std::map<std::string, std::vector<RecordRow>> by_place;
  for (const auto& thing : d.things) {
    TRY_LET(row, d.row(thing));
    TRY_LET(places, d.told.values(thing, d.page.place));
    if (places.empty()) places.emplace_back(say(d.language, Word::no_place));
    for (const auto& place : places) by_place[place].push_back(row);
  }
  for (auto& [place, rows] : by_place) d.view.groups.push_back({place, "", std::move(rows)});
  return {};
}

Status draw_matrix(Drawn& d) {
  std::vector<std::string> rows, columns;  // ids, in order of appearance
  std::map<std::pair<std::string, std::string>, std::vector<RecordRow>> cells;
  const auto ends = [](const desk::EntityRow& thing, const std::string& property) {
    std::vector<std::string> out;
    for (const auto& value : thing.values) {
      if (value.property == property) out.push_back(value.value["entity"].str());
    }
    if (out.empty()) out.emplace_back();
    return out;
  };
  const auto known = [](std::vector<std::string>& list, const std::string& id) {
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
  };
  for (const auto& thing : d.things) {
    TRY_LET(drawn, d.row(thing));
    for (const auto& row : ends(thing, d.page.row)) {
      for (const auto& column : ends(thing, d.page.column)) {
        known(rows, row);
        known(columns, column);
        cells[{row, column}].push_back(drawn);
      }
    }
  }
  const auto label = [&](const std::string& id) -> Result<std::string> {
    if (id.empty()) return std::string(say(d.language, Word::not_said));
    return d.told.label_of(id);
  };
  for (const auto& column : columns) {
    TRY_LET(words, label(column));
    d.view.matrix_head.push_back(std::move(words));
  }
  for (const auto& row : rows) {
    TRY_LET(words, label(row));
    std::vector<std::vector<RecordRow>> line;
    for (const auto& column : columns) line.push_back(cells[{row, column}]);
    d.view.matrix.emplace_back(std::move(words), std::move(line));
  }
  return {};
}

Status draw(Drawn& d) {
  switch (d.page.kind) {
    case pack::PageKind::list: return draw_list(d);
    case pack::PageKind::board: return draw_board(d);
    case pack::PageKind::calendar:
    case pack::PageKind::timeline: return draw_dates(d);
    case pack::PageKind::map: return draw_map(d);
    case pack::PageKind::matrix: return draw_matrix(d);
    case pack::PageKind::versions: return {};  // a page of its own, see practice_view
  }
  return {};
}

}  // namespace

Result<Response> Workbench::Impl::practice_view(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto language = visit.session.language;
  const auto wanted = visit.parts.get("page");
  const auto& pages = open->pack().pages;
  const auto page = std::find_if(pages.begin(), pages.end(),
                                 [&](const auto& one) { return one.id == wanted; });
  if (page == pages.end()) return Error(errors::page_missing);
  if (page->kind == pack::PageKind::versions) {
    return Response::redirect((Url("/practice/versions") / page->id).str());
  }
  TRY_LET(listed, desk::list_record(*open, {page->type, "", "", false, 0, most_things}));
  PracticeView view;
  view.title = page->label.in(code_of(language));
  view.kind = kind_word(page->kind);
  view.total = listed.total;
  view.add_link = "/record/" + page->type + "/new";
  Told told(*open, language);
  for (const auto& column : page->columns) {
    if (!names_it(column)) view.columns.push_back(told.property_label(page->type, column));
  }
  Drawn drawn{*open, language, *page, told, listed.rows, view};
  TRY(draw(drawn));
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, practice_page(shown, view));
}

}  // namespace kotobune::web
