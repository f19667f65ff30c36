#include "desk/case_index.h"

#include <algorithm>
#include <set>

#include "base/ensure.h"
#include "base/text.h"
#include "index/errors.h"

namespace kotobune::desk {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

// "There is none" is an answer at the desk, not a failure.
template <typename T>
Result<std::optional<T>> absent_if(Result<T> found, const Code& none) {
  if (found.ok()) return std::optional<T>(std::move(found).value());
  if (found.error().is(none)) return std::optional<T>();
  return found.error();
}

DisclosureRow row_of(const index::DisclosureRow& row) {
  return {
      row.id,   row.audience, row.purpose, row.body["recipients"].str(), row.body["title"].str(),
      row.at_ms};
}

}  // namespace

disclosure::Scope CaseIndex::member_scope() const {
  disclosure::Scope scope;
  scope.reader = disclosure::Viewer{case_.keystore().person};
  scope.purpose = disclosure::Purpose::analysis;
  return scope;
}

index::Reader CaseIndex::reader() const {
  index::Reader out;
  out.scope = member_scope();
  for (const auto& compartment : case_.constitution().compartments) {
    if (case_.can_read(compartment.name)) out.compartments.push_back(compartment.name);
  }
  out.today = case_.world().clock.now().ms / day_ms;
  out.unknown_critical = case_.constitution().closed_by_unknown;
  return out;
}

Result<Statistics> CaseIndex::statistics() {
  TRY_LET(all, index_.statistics(reader()));
  return Statistics{all.records, all.exhibits, all.sources, case_.unpublished_count(),
                    all.exhibit_bytes};
}

Result<ExhibitRow> CaseIndex::row_of(const index::ExhibitRow& row) {
  ExhibitRow out;
  out.id = row.id;
  out.number = row.number;
  out.name = row.name;
  out.path = row.path;
  out.given_title = row.title;
  TRY_LET(described, absent_if(index_.entity(reader(), row.id), errors::no_such_entity));
  if (described) {
    for (const auto& value : described->values) {
      if (!value.current) continue;
      if (value.property == "title") out.given_title = value.value["text"].str();
      if (value.property == "described-as") out.described_as = value.value["text"].str();
    }
  }
  out.title = out.given_title.empty() ? Text::shown(row.name).str() : out.given_title;
  out.mime = row.mime;
  out.sha256 = row.sha256;
  out.size_bytes = row.size_bytes;
  out.language = row.language;
  out.compartment = row.compartment;
  out.source = row.sources.empty() ? "" : row.sources.front();
  out.sealed_ms = row.sealed_ms;
  out.published = row.published;
  TRY_LET(derivatives, index_.derivatives(reader(), row.id));
  for (const auto& derivative : derivatives) {
    if (derivative.what != "text") continue;
    out.text_state = derivative.unread.empty() ? "text" : "unread: " + derivative.unread;
    out.pages = static_cast<std::int64_t>(derivative.page_ends.size());
  }
  TRY_LET(closed, why_closed(row.id));
  out.closed = std::move(closed);
  if (out.closed.empty()) return out;
  out.title = "not shown: " + out.closed;
  out.given_title.clear();
  out.described_as.clear();
  out.name.clear();
  out.path.clear();
  out.text_state.clear();
  return out;
}

// What its sources said against being looked at by a member; "" where nothing.
Result<std::string> CaseIndex::why_closed(const std::string& exhibit_id) {
  const disclosure::Gate gate(member_scope());
  TRY_LET(facts, index_.facts_of_exhibit(reader(), exhibit_id));
  for (const auto& one : facts) {
    if (one.origin == disclosure::Origin::unrecorded) continue;  // nobody was asked yet
    const auto decision = gate.ask(one);
    if (!decision.allowed()) return decision.reason();
  }
  return std::string();
}

Result<disclosure::Disclosed<std::vector<ExhibitRow>>> CaseIndex::exhibits(
    const disclosure::Scope& scope) {
  ensure(scope == member_scope(), "this list is made for a member at her desk");
  TRY_LET(rows, index_.exhibits(reader()));
  std::vector<ExhibitRow> shown;
  for (const auto& row : rows) {
    TRY_LET(one, row_of(row));  // closed ones keep their number and lose what they say
    shown.push_back(std::move(one));
  }
  return disclosure::Gate(scope).nothing_personal(std::move(shown));
}

Result<std::optional<ExhibitRow>> CaseIndex::exhibit(std::string_view number_or_id) {
  TRY_LET(found, absent_if(is_record_id(number_or_id) ? index_.exhibit_by_id(reader(), number_or_id)
                                                      : index_.exhibit(reader(), number_or_id),
                           errors::no_such_exhibit));
  if (!found) return std::optional<ExhibitRow>();
  TRY_LET(row, row_of(*found));
  return std::optional<ExhibitRow>(std::move(row));
}

Result<std::optional<ExhibitRow>> CaseIndex::exhibit_by_sha256(std::string_view sha256) {
  TRY_LET(rows, index_.exhibits_with_sha256(reader(), sha256));
  if (rows.empty()) return std::optional<ExhibitRow>();
  TRY_LET(row, row_of(rows.front()));
  return std::optional<ExhibitRow>(std::move(row));
}

Result<std::optional<ExhibitRow>> CaseIndex::exhibit_by_path(std::string_view path,
                                                             std::int64_t size_bytes,
                                                             std::int64_t modified_ns) {
  TRY_LET(rows, index_.exhibits_found_at(reader(), path, size_bytes, modified_ns));
  if (rows.empty()) return std::optional<ExhibitRow>();
  TRY_LET(row, row_of(rows.front()));
  return std::optional<ExhibitRow>(std::move(row));
}

Result<std::optional<CaseIndex::TextPages>> CaseIndex::text_of(
    const std::string& exhibit_id, const std::string& derivative_sha256) {
  TRY_LET(pages, index_.pages(reader(), exhibit_id));
  auto wanted = derivative_sha256;
  if (wanted.empty()) {
    TRY_LET(derivatives, index_.derivatives(reader(), exhibit_id));
    for (const auto& one : derivatives) {  // in the order they were made
      if (one.what == "text" && one.unread.empty()) wanted = one.sha256;
    }
  }
  TextPages out;
  out.derivative_sha256 = wanted;
  for (auto& page : pages) {
    if (page.derivative_sha256 == wanted) out.pages.push_back(std::move(page.text));
  }
  if (out.pages.empty()) return std::optional<TextPages>();
  return std::optional<TextPages>(std::move(out));
}

Result<std::vector<CustodyRow>> CaseIndex::custody(const std::string& exhibit_id) {
  TRY_LET(rows, index_.custody(reader(), exhibit_id));
  std::vector<CustodyRow> out;
  for (const auto& row : rows)
    out.push_back({row.act, row.from, row.to, row.when, row.why, row.by, 0});
  return out;
}

Result<std::vector<SourceRow>> CaseIndex::sources() {
  TRY_LET(rows, index_.sources(reader()));
  TRY_LET(exhibits, index_.exhibits(reader()));
  std::vector<SourceRow> out;
  for (const auto& row : rows) {
    SourceRow one{row.entity,
                  row.code,
                  row.role_words,
                  std::string(disclosure::word_of(row.effective_level)),
                  row.minor,
                  {},
                  0};
    for (const auto& relation : row.relations) {
      if (!relation.code.empty()) one.relations.emplace_back(relation.kind, relation.code);
    }
    for (const auto& exhibit : exhibits) {
      if (std::count(exhibit.sources.begin(), exhibit.sources.end(), row.code)) ++one.exhibits;
    }
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::optional<SourceRow>> CaseIndex::source(std::string_view code) {
  TRY_LET(all, sources());
  for (auto& row : all) {
    if (row.code == code) return std::optional<SourceRow>(std::move(row));
  }
  return std::optional<SourceRow>();
}

Result<std::vector<disclosure::Consent>> CaseIndex::consents(std::string_view source_code) {
  std::vector<std::string> codes{std::string(source_code)};
  if (source_code.empty()) {
    codes.clear();
    TRY_LET(all, sources());
    for (const auto& row : all) codes.push_back(row.code);
  }
  std::vector<disclosure::Consent> out;
  for (const auto& code : codes) {
    TRY_LET(facts, index_.facts_of_source(reader(), code));
    for (auto& consent : facts.consents) {
      if (consent.source == code) out.push_back(std::move(consent));
    }
  }
  return out;
}

Result<std::vector<disclosure::Facts>> CaseIndex::facts_about_exhibit(const ExhibitRow& exhibit) {
  return index_.facts_of_exhibit(reader(), exhibit.id);
}

Result<disclosure::Facts> CaseIndex::facts_about_source(std::string_view code) {
  return index_.facts_of_source(reader(), code);
}

Result<std::vector<IdentityName>> CaseIndex::identity_names() {
  TRY_LET(names, index_.protected_names());
  std::vector<IdentityName> out;
  for (auto& name : names) {
    const bool is_name = name.property == "name" || name.property == "alias";
    out.push_back({name.code, name.name, name.language, is_name});
  }
  return out;
}

Result<std::vector<DisclosureRow>> CaseIndex::disclosures() {
  TRY_LET(rows, index_.disclosures(reader()));
  std::vector<DisclosureRow> out;
  for (const auto& row : rows) out.push_back(desk::row_of(row));
  return out;
}

Result<std::vector<DisclosureRow>> CaseIndex::disclosures_on(const std::vector<std::string>& ids) {
  std::vector<DisclosureRow> out;
  std::set<std::string> seen;
  for (const auto& id : ids) {
    TRY_LET(rows, index_.disclosures_resting_on(reader(), id));
    for (const auto& row : rows) {
      if (seen.insert(row.id).second) out.push_back(desk::row_of(row));
    }
  }
  return out;
}

Result<std::vector<index::DraftRow>> CaseIndex::drafts() { return index_.drafts(reader()); }

Result<std::vector<EntityRow>> CaseIndex::entities(std::string_view type) {
  std::vector<std::string> types{std::string(type)};
  if (type.empty()) {
    TRY_LET(all, index_.entity_types(reader()));
    types = std::move(all);
  }
  std::vector<EntityRow> out;
  for (const auto& one : types) {
    TRY_LET(rows, index_.entities(reader(), one));
    for (const auto& row : rows) {
      TRY_LET(seen, entity(row.id));
      if (!seen || (seen->values.empty() && seen->not_shown > 0)) continue;
      out.push_back({seen->id, seen->type, seen->label, {}, seen->not_shown});
    }
  }
  return out;
}

Result<std::optional<EntityRow>> CaseIndex::entity(std::string_view id) {
  TRY_LET(found, absent_if(index_.entity(reader(), id), errors::no_such_entity));
  if (!found) return std::optional<EntityRow>();
  EntityRow out{found->id, found->type, found->label, {}, 0};
  if (found->type == "exhibit") {
    // What is said of an original goes with it: closed, it keeps its number and nothing else.
    TRY_LET(why, why_closed(out.id));
    if (!why.empty()) {
      const auto exhibit = index_.exhibit_by_id(reader(), out.id);
      out.label = exhibit.ok() ? exhibit->number : out.type;
      out.not_shown = static_cast<std::int64_t>(found->values.size());
      return std::optional<EntityRow>(std::move(out));
    }
  }
  bool label_stands = false;
  std::map<std::string, bool> closed;  // by code: she said no to our looking at it, or withdrew
  for (const auto& value : found->values) {
    if (!value.current) continue;
    const auto& code = value.informant_code;
    if (!code.empty() && !closed.count(code)) {
      TRY_LET(facts, index_.facts_of_source(reader(), code));
      closed[code] = !disclosure::decide(member_scope(), facts).allowed();
    }
    if (!code.empty() && closed[code]) {
      ++out.not_shown;
      continue;
    }
    if (value.shown == found->label) label_stands = true;
    out.values.push_back({value.record + "/" + std::to_string(value.n), value.property, value.value,
                          value.shown, value.informant_code, value.grade, value.bases, value.by,
                          value.recorded_ms});
  }
  // The label is a value like the others: what she took back does not come in by the title.
  if (out.not_shown > 0 && !label_stands) out.label = out.type;
  return std::optional<EntityRow>(std::move(out));
}

Result<std::vector<std::string>> CaseIndex::place_names() { return index_.place_names(reader()); }

Result<std::map<std::string, std::string>> CaseIndex::ratifications() {
  std::map<std::string, std::string> out;
  TRY_LET(rows, index_.entities(reader(), "ratification"));
  for (const auto& row : rows) {
    TRY_LET(view, entity(row.id));
    if (!view) continue;
    std::string treaty;
    std::string since;
    bool binds = true;
    for (const auto& value : view->values) {
      const auto& term = value.value["term"].str();
      const auto code = term.substr(term.find('/') == std::string::npos ? 0 : term.find('/') + 1);
      if (value.property == "treaty") treaty = code.empty() ? value.value["text"].str() : code;
      if (value.property == "in-force") since = value.value["date"].str();
      if (value.property == "status") binds = code == "party";
    }
    for (auto& c : treaty) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    if (!treaty.empty()) out[treaty] = binds ? (since.empty() ? "yes" : since) : "";
  }
  return out;
}

Result<index::Answer> CaseIndex::answer(std::string_view question, const pack::Pack& pack) {
  return index_.answer(reader(), question, pack);
}

Result<Hits> CaseIndex::search(std::string_view typed, int limit) {
  TRY_LET(found, index_.search(reader(), typed, limit));
  Hits out;
  out.total = found.total;
  for (auto& hit : found.hits) out.hits.push_back({hit.number, hit.page, hit.snippet, hit.marks});
  return out;
}

}  // namespace kotobune::desk
