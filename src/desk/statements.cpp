#include "desk/statements.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "desk/reports.h"

namespace kotobune::desk {

namespace {

constexpr std::size_t shown_of_page = 600;  // code units around a quotation that was not found

// The grammar asks for plurals; an id of a pack has no irregular one.
std::string plural(const std::string& type) {
  if (!type.empty() && type.back() == 'y') return type.substr(0, type.size() - 1) + "ies";
  return type + "s";
}

// Numbers by worth, the rest by letters.
bool stands_before(const std::string& a, const std::string& b) {
  const auto left = parse_int(a), right = parse_int(b);
  return left && right ? *left < *right : a < b;
}

Basis basis_from(const index::FragmentRow& row, const ExhibitRow& exhibit) {
  Basis out{row.id, exhibit.number, row.quote, row.selector["page"].int_or(0),
            !exhibit.closed.empty()};
  if (out.closed) out.quote.clear();
  return out;
}

Result<ExhibitRow> open_exhibit(Desk& desk, const std::string& number) {
  TRY_LET(row, desk.index().exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  if (!row->closed.empty()) {
    return Error(errors::exhibit_closed, {{"number", row->number}, {"reason", row->closed}});
  }
  return *row;
}

}  // namespace

Result<Basis> basis_of(Desk& desk, const std::string& id) {
  TRY_LET(exhibit, desk.index().exhibit(id));
  if (exhibit) return Basis{id, exhibit->number, "", 0, !exhibit->closed.empty()};
  TRY_LET(fragment, desk.index().raw().fragment(desk.index().reader(), id));
  if (!fragment) return Basis{id, "", "", 0, false};
  TRY_LET(of, desk.index().exhibit(fragment->exhibit));
  if (!of) return Basis{id, "", "", 0, true};
  return basis_from(*fragment, *of);
}

Result<std::vector<Basis>> cited_before(Desk& desk) {
  std::vector<Basis> out;
  const auto scope = desk.index().member_scope();
  TRY_LET(exhibits, desk.index().exhibits(scope));
  for (const auto& exhibit : exhibits.open(scope)) {
    if (!exhibit.closed.empty()) continue;
    TRY_LET(rows, desk.index().raw().fragments(desk.index().reader(), exhibit.id));
    for (const auto& row : rows) out.push_back(basis_from(row, exhibit));
  }
  return out;
}

Result<std::string> pin_quote(Desk& desk, const std::string& number, int page,
                              const std::string& quote) {
  TRY_LET(exhibit, open_exhibit(desk, number));
  if (trim_ascii(quote).empty()) return exhibit.id;  // the whole of it
  TRY_LET(material, CaseMaterial::make(desk));
  const auto seen = material->exhibit(exhibit.number);
  const auto on = page > 0 ? std::optional<int>(page) : std::nullopt;
  const auto place = seen ? material->find_quote(*seen, on, quote) : std::nullopt;
  if (!place) return Error(errors::quote_missing, {{"number", exhibit.number}});
  report::CitedFragment fragment;
  fragment.exhibit_id = exhibit.id;
  fragment.exhibit_sha256 = exhibit.sha256;
  fragment.derivative_sha256 = place->derivative_sha256;
  fragment.page = place->page.value_or(1);
  fragment.quote = place->matched;
  TRY_LET(ids, pin_fragments(desk, {fragment}));
  return ids[fragment];
}

Result<std::string> text_around(Desk& desk, const std::string& number, int page) {
  TRY_LET(exhibit, open_exhibit(desk, number));
  TRY_LET(text, desk.index().text_of(exhibit.id));
  if (!text || text->pages.empty()) return std::string();
  const auto at = std::min<std::size_t>(text->pages.size(), page > 0 ? page : 1) - 1;
  auto shown = text->pages[at].substr(0, shown_of_page);
  while (!shown.empty() && !is_utf8(shown)) shown.pop_back();  // cut within a character
  return shown;
}

Result<std::int64_t> count_of(Desk& desk, const std::string& type) {
  TRY_LET(answer, desk.index().answer("count " + plural(type), desk.pack()));
  return answer.number.value_or(0);
}

Result<Listed> list_record(Desk& desk, const ListWish& wish) {
  const auto* type = desk.pack().find_type(wish.type);
  if (!type) return Error(errors::type_unknown, {{"what", wish.type}});
  if (!wish.sort.empty() && !type->find(wish.sort)) {
    return Error(errors::type_unknown, {{"what", wish.type + "." + wish.sort}});
  }
  auto question = "list " + plural(wish.type);
  if (!wish.sort.empty()) question += " show " + wish.sort;
  if (!trim_ascii(wish.where).empty()) question += " where " + wish.where;
  TRY_LET(answer, desk.index().answer(question, desk.pack()));
  Listed out;
  out.total = static_cast<std::int64_t>(answer.entities.size());
  out.uncertain = answer.uncertain;
  out.touches_dispute = answer.touches_dispute;
  std::vector<std::pair<std::string, std::string>> order;  // key, id
  for (std::size_t i = 0; i < answer.entities.size(); ++i) {
    const auto& cells = answer.rows[i];
    const bool said = !cells.empty() && cells.back() != "not recorded";  // as index/ words it
    order.emplace_back(said ? cells.back() : "", answer.entities[i]);
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    // What has no value stands last, whichever way the list runs.
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return wish.descending ? stands_before(b.first, a.first) : stands_before(a.first, b.first);
  });
  const auto end = std::min<std::int64_t>(out.total, wish.first + wish.count);
  for (auto i = std::max<std::int64_t>(0, wish.first); i < end; ++i) {
    TRY_LET(row, desk.index().entity(order[static_cast<std::size_t>(i)].second));
    if (row) out.rows.push_back(std::move(*row));
  }
  return out;
}

Result<std::vector<PastValue>> history(Desk& desk, const std::string& entity) {
  TRY_LET(now, desk.index().entity(entity));
  if (!now) return Error(errors::entity_unknown, {{"entity", entity}});
  TRY_LET(all, desk.index().raw().entity(desk.index().reader(), entity));
  std::map<std::string, bool> closed;
  std::vector<PastValue> out;
  for (const auto& value : all.values) {
    const auto& code = value.informant_code;
    if (!code.empty() && !closed.count(code)) {
      TRY_LET(facts, desk.index().facts_about_source(code));
      closed[code] = !disclosure::decide(desk.index().member_scope(), facts).allowed();
    }
    if (!code.empty() && closed[code]) continue;
    out.push_back({{value.record + "/" + std::to_string(value.n), value.property, value.value,
                    value.shown, code, value.grade, value.bases, value.by, value.recorded_ms},
                   value.current});
  }
  return out;
}

Result<std::vector<EntityRow>> pointing_at(Desk& desk, const std::string& entity) {
  TRY_LET(all, desk.index().raw().entity(desk.index().reader(), entity));
  std::vector<EntityRow> out;
  for (const auto& row : all.named_in) {
    TRY_LET(seen, desk.index().entity(row.id));
    if (!seen) continue;
    // That it points here may be what was taken back.
    const bool points = std::any_of(
        seen->values.begin(), seen->values.end(), [&](const ValueRow& value) {
          return value.value["entity"].str() == entity ||
                 value.value["place"]["entity"].str() == entity;
        });
    if (points) out.push_back(std::move(*seen));
  }
  return out;
}

Result<Resting> resting_on(Desk& desk, const std::string& entity) {
  Resting out;
  TRY_LET(row, desk.index().entity(entity));
  if (!row) return Error(errors::entity_unknown, {{"entity", entity}});
  std::vector<std::string> ids{entity};
  std::set<std::string> numbers;
  for (const auto& value : row->values) {
    ids.push_back(value.assertion);
    for (const auto& id : value.bases) {
      TRY_LET(basis, basis_of(desk, id));
      if (!basis.exhibit.empty()) numbers.insert(basis.exhibit);
    }
  }
  TRY_LET(disclosures, desk.index().disclosures_on(ids));
  out.disclosures = std::move(disclosures);
  TRY_LET(drafts, desk.index().drafts());
  for (const auto& draft : drafts) {
    TRY_LET(source, desk.load_draft(draft.draft));
    if (!source) continue;
    const bool cites = std::any_of(numbers.begin(), numbers.end(), [&](const auto& number) {
      return source->find("[@" + number) != std::string::npos ||
             source->find("; @" + number) != std::string::npos;
    });
    if (cites) out.drafts.emplace_back(draft.draft, draft.title);
  }
  return out;
}

namespace {

// What is replaced must still stand; otherwise somebody decided something in between.
Status still_stands(const Change& change, const index::EntityView& now) {
  for (const auto& head : change.replaces) {
    const auto found = std::find_if(now.values.begin(), now.values.end(), [&](const auto& value) {
      return value.record + "/" + std::to_string(value.n) == head;
    });
    const bool named = found != now.values.end() &&
                       std::any_of(change.values.begin(), change.values.end(),
                                   [&](const auto& one) { return one.first == found->property; });
    if (!named) return Error(errors::entity_unknown, {{"entity", head}});
    if (!found->current) return Error(errors::changed_meanwhile, {{"property", found->property}});
  }
  return {};
}

}  // namespace

Result<std::string> change_record(Desk& desk, const Change& change) {
  if (change.replaces.empty()) {
    NewAssertion fresh{change.entity, change.type, change.informant, {}, "main"};
    for (const auto& [property, value] : change.values) {
      fresh.values.push_back({property, value, change.bases, change.grade});
    }
    return desk.assert_values(fresh);
  }
  TRY_LET(now, desk.index().raw().entity(desk.index().reader(), change.entity));
  TRY(still_stands(change, now));
  Json bases = Json::array();
  for (const auto& basis : change.bases) {
    TRY_LET(exhibit, desk.index().exhibit(basis));
    if (!exhibit && !is_record_id(basis)) {
      return Error(errors::exhibit_not_here, {{"number", basis}});
    }
    bases.push(exhibit ? exhibit->id : basis);
  }
  std::string informant;
  if (!change.informant.empty()) {
    TRY_LET(source, desk.index().source(change.informant));
    if (!source) return Error(errors::source_unknown, {{"code", change.informant}});
    informant = source->id;
  }
  // A value takes the place of another in the compartment where that one lies.
  std::string compartment;
  for (const auto& value : now.values) {
    const auto id = value.record + "/" + std::to_string(value.n);
    if (id == change.replaces.front()) compartment = value.compartment;
  }
  Json::Array said;
  for (const auto& [property, value] : change.values) {
    if (!desk.pack().find_property(now.type, property)) {
      return Error(errors::type_unknown, {{"what", now.type + "." + property}});
    }
    Json one = Json::object();
    one.set("p", property).set("val", value);
    if (!bases.items().empty()) one.set("bases", bases);
    if (!change.grade.empty()) one.set("grade", change.grade);
    said.push_back(std::move(one));
  }
  Json body = Json::object();
  body.set("e", change.entity).set("type", now.type).set("a", Json(std::move(said)));
  if (!informant.empty()) body.set("inf", informant);
  std::vector<vault::NewRecord> records;
  records.push_back({"assert", compartment, std::move(body), change.replaces, {}});
  TRY(desk.add_records(std::move(records)));
  return change.entity;
}

Status reopen_dispute(Desk& desk, const std::string& entity, const std::string& property,
                      const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  TRY_LET(row, desk.index().entity(entity));
  if (!row) return Error(errors::entity_unknown, {{"entity", entity}});
  std::set<std::string> about;
  for (const auto& value : row->values) {
    if (value.property == property) about.insert(value.assertion);
  }
  TRY_LET(reviews, desk.index().raw().others(desk.index().reader(), "review"));
  std::vector<vault::NewRecord> records;
  for (const auto& review : reviews) {
    const auto& of = review.body["of"].items();
    const bool hers = std::any_of(of.begin(), of.end(),
                                  [&](const Json& id) { return about.count(id.str()) > 0; });
    if (!hers) continue;
    Json body = Json::object();
    body.set("of", review.id).set("why", why);
    records.push_back({"retract", record::main_compartment, std::move(body), {}, {}});
  }
  if (records.empty()) {
    return Error(errors::not_disputed, {{"entity", entity}, {"property", property}});
  }
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
