#include "desk/material.h"

#include <algorithm>

#include "base/text.h"
#include "text/quote.h"

namespace kotobune::desk {

namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// The acts whose count a reader most easily takes for a count of people.
constexpr std::size_t most_cached_bytes = 8u << 20;  // of text; about 13 times that in memory

constexpr const char* often_mixed[] = {"killing"};

}  // namespace

Result<std::unique_ptr<CaseMaterial>> CaseMaterial::make(Desk& desk) {
  std::unique_ptr<CaseMaterial> out(new CaseMaterial(desk));
  TRY(out->load());
  return out;
}

Status CaseMaterial::load() {
  auto& index = desk_.index();
  TRY_LET(heads, desk_.vault().heads());
  heads_ = std::move(heads);
  viewer_ = desk_.vault().keystore().person;
  const auto member = index.member_scope();
  TRY_LET(rows, index.exhibits(member));
  for (const auto& row : rows.open(member)) {
    TRY_LET(facts, index.facts_about_exhibit(row));
    exhibit_facts_[row.number] = std::move(facts);
    exhibits_[row.number] = row;
  }
  TRY_LET(sources, index.sources());
  for (const auto& row : sources) {
    TRY_LET(facts, index.facts_about_source(row.code));
    source_facts_[row.code] = std::move(facts);
    sources_[row.code] = row;
  }
  TRY_LET(places, index.place_names());
  places_ = std::move(places);
  TRY_LET(ratifications, index.ratifications());
  ratifications_ = std::move(ratifications);
  // Without the closed circle the scan cannot know whom it is looking for (PR-0).
  scan_complete_ = desk_.vault().can_read(record::identities_compartment) &&
                   !desk_.vault().constitution().closed_by_unknown;
  TRY_LET(names, index.identity_names());
  names_ = std::move(names);
  std::vector<std::string> spelled;
  for (const auto& name : names_) spelled.push_back(name.name);
  TRY_LET(matcher, text::NameMatcher::make(spelled));
  matcher_ = std::move(matcher);
  TRY_LET(contrary, contrary_evidence(desk_));
  contrary_ = std::move(contrary);
  TRY_LET(limits, desk::place_limits(desk_));
  place_limits_ = std::move(limits);
  TRY_LET(failed, failed_verifications(desk_));
  failed_.insert(failed.begin(), failed.end());
  today_ = desk_.index().reader().today;
  return load_counts();
}

Status CaseMaterial::load_counts() {
  for (const auto* what : often_mixed) {
    const std::string condition = std::string(" where act.type under ") + what;
    const auto acts = desk_.index().answer("count acts" + condition, desk_.pack());
    const auto victims = desk_.index().answer("count victims" + condition, desk_.pack());
    if (!acts.ok() || !victims.ok()) continue;  // this practice has no such acts
    count_pairs_.push_back({what, acts->number.value_or(0), victims->number.value_or(0),
                            "count victims" + condition});
  }
  return {};
}

std::optional<report::Profile> CaseMaterial::profile(std::string_view name) const {
  const auto* found = desk_.pack().find_profile(name);
  if (!found) return std::nullopt;
  report::Profile out;
  out.name = found->id;
  out.title = found->label.in("en");
  if (found->word_limit) out.word_limit = static_cast<std::uint32_t>(*found->word_limit);
  out.footnotes_counted = found->footnotes == pack::FootnotesCount::yes;
  out.languages = found->languages;
  out.numbered_paragraphs = found->numbered_paragraphs;
  out.strict = found->strict;
  out.reviewed = found->reviewed;
  out.approved = found->approved;
  out.source = found->source;
  out.checked_on = found->checked_on;
  out.purpose = found->purpose;
  out.sure = found->confidence == pack::Confidence::verified ||
             found->confidence == pack::Confidence::judged;
  out.one_state = found->one_state;
  out.joint = found->joint;
  out.limit_warns = found->limit_warns;
  out.one_body = found->one_body;
  out.rests_on_norms = found->rests_on_norms;
  out.translations_certified = found->translations_certified;
  out.status = found->status;
  out.words_by_status = found->words_by_status;
  out.page_limit = found->page_limit;
  out.within_months = found->within_months;
  out.procedure = found->procedure;
  out.needs = found->needs;
  out.wants = found->wants;
  out.forbidden = found->forbidden;
  return out;
}

std::vector<std::string> CaseMaterial::profile_names() const {
  std::vector<std::string> out;
  for (const auto& profile : desk_.pack().profiles) out.push_back(profile.id);
  return out;
}

std::optional<report::ExhibitView> CaseMaterial::exhibit(std::string_view number) const {
  const auto found = exhibits_.find(number);
  if (found == exhibits_.end()) return std::nullopt;
  const auto& row = found->second;
  report::ExhibitView out;
  out.number = row.number;
  out.id = row.id;
  out.sha256 = row.sha256;
  out.title = row.given_title;
  out.described_as = row.described_as;
  out.mime = row.mime;
  out.source = row.source;
  out.language = row.language;
  if (row.pages > 0) out.pages = static_cast<int>(row.pages);
  out.verification_failed = failed_.count(row.id) > 0;
  // What cannot be read counts against it: the author is told, and nothing is lost.
  const auto gap = custody_gap(desk_, row.id);
  out.custody_gap = gap.ok() ? *gap : "its custody cannot be read";
  const auto certified = has_certified_translation(desk_, row.id);
  out.translation_certified = certified.ok() && *certified;
  // Damage is known from the last verification; an exhibit whose object is altered must not be
  // cited.
  if (const auto verified = desk_.last_verification()) {
    for (const auto& finding : verified->findings) {
      if (finding.what == row.number) out.state = report::ExhibitState::damaged;
    }
  }
  return out;
}

std::vector<std::string> CaseMaterial::exhibit_numbers() const {
  std::vector<std::string> out;
  for (const auto& [number, row] : exhibits_) out.push_back(number);
  return out;
}

std::optional<report::SourceView> CaseMaterial::source(std::string_view code) const {
  const auto found = sources_.find(code);
  if (found == sources_.end()) return std::nullopt;
  report::SourceView out;
  out.code = found->second.code;
  out.role_words = found->second.role;
  out.level = disclosure::parse_level(found->second.level).value_or(disclosure::Level::s4);
  for (const auto& [relation, other] : found->second.relations) out.relations.push_back(other);
  return out;
}

std::vector<std::string> CaseMaterial::source_codes() const {
  std::vector<std::string> out;
  for (const auto& [code, row] : sources_) out.push_back(code);
  return out;
}

const CaseMaterial::Pages* CaseMaterial::pages_of(const std::string& exhibit_id,
                                                  const std::string& derivative) const {
  const auto key = std::make_pair(exhibit_id, derivative);
  auto found = pages_.find(key);
  if (found != pages_.end()) return found->second ? &*found->second : nullptr;
  if (pages_bytes_ > most_cached_bytes) {
    pages_.clear();
    pages_bytes_ = 0;
  }
  std::optional<Pages> pages;
  auto text = desk_.index().text_of(exhibit_id, derivative);
  if (text.ok() && text->has_value()) {
    pages.emplace();
    pages->derivative_sha256 = (*text)->derivative_sha256;
    for (auto& page : (*text)->pages) {
      pages_bytes_ += page.size();
      pages->pages.emplace_back(std::move(page));
    }
  }
  found = pages_.emplace(key, std::move(pages)).first;
  return found->second ? &*found->second : nullptr;
}

bool CaseMaterial::has_text(const report::ExhibitView& exhibit) const {
  return pages_of(exhibit.id, "") != nullptr;
}

std::optional<report::QuotePlace> CaseMaterial::find_in(const std::string& exhibit_id,
                                                        const std::string& derivative,
                                                        std::optional<int> page,
                                                        std::string_view quote) const {
  const auto* text = pages_of(exhibit_id, derivative);
  if (text == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < text->pages.size(); ++i) {
    if (page && static_cast<std::size_t>(*page) != i + 1) continue;
    const auto range = text->pages[i].find(quote);
    if (!range) continue;
    return report::QuotePlace{
        static_cast<int>(i + 1), text->derivative_sha256,
        text->pages[i].text().substr(range->start, range->end - range->start), false};
  }
  return std::nullopt;
}

std::optional<report::QuotePlace> CaseMaterial::find_quote(const report::ExhibitView& exhibit,
                                                           std::optional<int> page,
                                                           std::string_view quote) const {
  auto found = find_in(exhibit.id, "", page, quote);
  if (found) return found;
  // It may have been pinned in a text that a better one has replaced since.
  const auto pinned = desk_.index().raw().fragments(desk_.index().reader(), exhibit.id);
  if (!pinned.ok()) return std::nullopt;
  for (const auto& fragment : *pinned) {
    if (fragment.derivative_sha256.empty()) continue;
    found = find_in(exhibit.id, fragment.derivative_sha256, page, quote);
    if (!found) continue;
    found->outdated = true;
    return found;
  }
  return std::nullopt;
}

disclosure::Decision CaseMaterial::decide_exhibit(const report::ExhibitView& exhibit,
                                                  const disclosure::Scope& scope,
                                                  disclosure::Identity identity,
                                                  disclosure::Modality modality) const {
  const auto found = exhibit_facts_.find(exhibit.number);
  std::vector<disclosure::Facts> all;
  if (found != exhibit_facts_.end()) all = found->second;
  if (all.empty()) all.emplace_back();  // nothing is known of it: the gate refuses
  // Of several sources each must have agreed; the first refusal is the answer.
  std::optional<disclosure::Decision> decision;
  for (auto& facts : all) {
    facts.identity = identity;
    facts.modality = modality;
    decision = disclosure::decide(scope, facts);
    if (!decision->allowed()) break;
  }
  return *decision;
}

disclosure::Decision CaseMaterial::decide_source(const report::SourceView& source,
                                                 const disclosure::Scope& scope,
                                                 disclosure::Identity identity,
                                                 disclosure::Modality modality) const {
  const auto found = source_facts_.find(source.code);
  disclosure::Facts facts = found == source_facts_.end() ? disclosure::Facts{} : found->second;
  facts.identity = identity;
  facts.modality = modality;
  return disclosure::decide(scope, facts);
}

std::string CaseMaterial::name_for(const report::SourceView& source,
                                   const disclosure::Decision& named) const {
  if (!named.allowed()) return "";
  for (const auto& name : names_) {
    if (name.source == source.code && name.is_name) return name.name;
  }
  return "";
}

// May a value of this field stand in a table for readers outside? Words of a list, yes and no, and
// the month of a day say of a group what they say of one; from S2 on nothing else is printed, from
// S3 on nothing at all.
bool CaseMaterial::may_print(const index::Answer::Printed& one) const {
  const auto level = desk_.pack().sensitivity_of(one.type, one.property);
  if (level < 2) return true;
  const auto* property = desk_.pack().find_property(one.type, one.property);
  if (level > 2 || property == nullptr) return false;
  return one.coarse || property->value == pack::ValueType::term ||
         property->value == pack::ValueType::boolean;
}

Result<report::Evaluated> CaseMaterial::evaluate(std::string_view query,
                                                 const disclosure::Scope& scope) const {
  TRY_LET(answer, desk_.index().answer(query, desk_.pack()));
  report::Evaluated out;
  if (scope.outside()) {
    for (const auto& one : answer.printed) {
      if (!may_print(one)) out.withheld.push_back(one.type + "." + one.property);
    }
    if (!out.withheld.empty()) return out;
  }
  out.number = answer.number;
  out.header = std::move(answer.header);
  out.rows = std::move(answer.rows);
  out.unit = std::move(answer.unit);
  out.at_most = answer.at_most;
  out.touches_dispute = answer.touches_dispute;
  out.policy_stated = answer.policy_stated;
  out.uncertain = answer.uncertain;
  out.left_out = answer.left_out;
  out.depends_on.assertions.insert(answer.assertions.begin(), answer.assertions.end());
  for (const auto& [number, row] : exhibits_) {
    if (std::count(answer.exhibits.begin(), answer.exhibits.end(), row.id))
      out.depends_on.exhibits.insert(number);
  }
  for (const auto& [code, row] : sources_) {
    if (std::count(answer.informants.begin(), answer.informants.end(), row.id))
      out.depends_on.sources.insert(code);
  }
  return out;
}

std::vector<report::NameHit> CaseMaterial::scan_names(std::string_view text) const {
  std::vector<report::NameHit> out;
  const auto hits = matcher_->find(text);
  if (!hits.ok()) {
    // A text that cannot be scanned counts as one long hit: nothing leaves unscanned.
    out.push_back({0, text.size(), "not scanned"});
    return out;
  }
  for (const auto& hit : *hits) {
    if (!out.empty() && hit.range.start < out.back().end) continue;
    out.push_back({hit.range.start, hit.range.end, names_[hit.name].source});
  }
  return out;
}

std::vector<report::Contrary> CaseMaterial::contrary_to(std::string_view exhibit) const {
  const auto found = contrary_.find(exhibit);
  return found == contrary_.end() ? std::vector<report::Contrary>() : found->second;
}

std::optional<report::Ratification> CaseMaterial::ratification(std::string_view treaty) const {
  if (ratifications_.empty()) return std::nullopt;
  const auto found = ratifications_.find(upper(treaty));
  if (found == ratifications_.end()) return report::Ratification{false, ""};
  return report::Ratification{!found->second.empty() && found->second != "no", found->second};
}

}  // namespace kotobune::desk
