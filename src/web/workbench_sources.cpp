// Sources and what they agreed to; and the search.
#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr int purposes = 14;

ConsentState chip_state(disclosure::ConsentState state) {
  switch (state) {
    case disclosure::ConsentState::yes: return ConsentState::yes;
    case disclosure::ConsentState::no: return ConsentState::no;
    case disclosure::ConsentState::ask: return ConsentState::ask_first;
    case disclosure::ConsentState::unknown: return ConsentState::unknown;
    case disclosure::ConsentState::withdrawn: return ConsentState::withdrawn;
  }
  return ConsentState::unknown;
}

// The forms of use a sheet is about to agree to.
std::vector<disclosure::Modality> forms_of(const Fields& form) {
  std::vector<disclosure::Modality> out;
  const auto add = [&](const char* field, disclosure::Modality modality) {
    if (form.has(field)) out.push_back(modality);
  };
  add("form-quote", disclosure::Modality::text_quote);
  add("form-retell", disclosure::Modality::paraphrase);
  add("form-copy", disclosure::Modality::document_copy);
  add("form-picture", disclosure::Modality::face);
  add("form-voice", disclosure::Modality::voice);
  return out;
}

}  // namespace

// A sheet has fourteen lines, most of them never asked: those say nothing a list should repeat.
Result<std::vector<ConsentChip>> consent_chips(desk::Desk& desk, Language language,
                                               const std::string& code) {
  std::vector<ConsentChip> out;
  TRY_LET(consents, desk.index().consents(code));
  for (const auto& consent : consents) {
    for (const auto& one : consent.purposes) {
      if (one.state == disclosure::ConsentState::unknown) continue;
      const bool yes = one.state == disclosure::ConsentState::yes;
      out.push_back({std::string(purpose_word(language, one.purpose)), chip_state(one.state),
                     yes ? std::string(identity_word(language, one.identity)) : ""});
    }
  }
  return out;
}

Result<Response> Workbench::Impl::sources(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(rows, open->index().sources());
  SourcesView view;
  for (const auto& row : rows) {
    TRY_LET(consent, consent_chips(*open, visit.session.language, row.code));
    view.rows.push_back({row.code, row.role, row.level, row.exhibits, std::move(consent)});
  }
  // Proposes the next free pseudonym; a person may type another one.
  for (int n = 1; view.next_code.empty(); ++n) {
    const auto code = std::string(n < 10 ? "W-0" : "W-") + std::to_string(n);
    const bool taken = std::any_of(rows.begin(), rows.end(),
                                   [&](const auto& row) { return row.code == code; });
    if (!taken) view.next_code = code;
  }
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, sources_page(shown, view));
}

Result<Response> Workbench::Impl::add_source(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  desk::NewSource source;
  source.code = trim_ascii(visit.form.get("code"));
  source.role = visit.form.get("role");
  source.minor = visit.form.has("minor");
  if (const auto level = visit.form.get("protection"); !level.empty()) source.level = level;
  for (const auto name : split(visit.form.get("names"), '\n')) {
    const auto trimmed = trim_ascii(name);
    if (!trimmed.empty()) source.names.emplace_back(std::string(trimmed), "");
  }
  TRY_LET(code, open->add_source(source));
  return Response::redirect("/sources/" + code);
}

Result<Response> Workbench::Impl::source(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string code(visit.parts.get("code"));
  TRY_LET(row, open->index().source(code));
  if (!row) return Error(errors::source_unknown, {{"code", code}});
  TRY_LET(consents, open->index().consents(code));
  SourceView view;
  view.code = row->code;
  view.role = row->role;
  view.protection = row->level;
  view.minor = row->minor;
  view.relations = row->relations;
  TRY_LET(names, open->index().identity_names());
  for (const auto& name : names) {
    if (name.source == code && name.is_name) view.identity_known = true;
  }
  for (int p = 1; p <= purposes; ++p) {
    const auto purpose = *disclosure::parse_purpose("P" + std::to_string(p));
    ConsentLine line{"P" + std::to_string(p),
                     std::string(purpose_word(visit.session.language, purpose)), "unknown", "none"};
    for (const auto& consent : consents) {
      const auto* said_of = consent.find(purpose);
      if (!said_of || !consent.all_items) continue;
      line.state = disclosure::word_of(said_of->state);
      line.identity = disclosure::word_of(said_of->identity);
    }
    view.lines.push_back(std::move(line));
  }
  std::vector<std::string> touched{row->id};
  for (const auto& consent : consents) {
    touched.push_back(consent.record_id);
    view.guardian = view.guardian || consent.guardian_agreed;
    view.assent = view.assent || consent.assent_given;
  }
  const auto scope = open->index().member_scope();
  TRY_LET(exhibits, open->index().exhibits(scope));
  for (const auto& one : exhibits.open(scope)) {
    if (one.source == code) view.exhibits.push_back(one.number);
  }
  TRY_LET(reached, open->index().disclosures_on(touched));
  for (const auto& one : reached) {
    view.must_be_told.push_back(one.recipients + " (" + one.audience + ", " +
                                Instant{one.at_ms}.iso_date() + ")");
  }
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, source_page(shown, view));
}

// What was agreed to before in certain forms keeps them; the ticks are for what is newly agreed.
Result<Response> Workbench::Impl::consent(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  desk::NewConsent consent;
  consent.source = visit.parts.get("code");
  TRY_LET(before, open->index().consents(consent.source));
  const auto forms = forms_of(visit.form);
  for (int p = 1; p <= purposes; ++p) {
    const auto code = "P" + std::to_string(p);
    const auto state = disclosure::parse_state(visit.form.get("state-" + code));
    const auto identity = disclosure::parse_identity(visit.form.get("identity-" + code));
    if (!state || !identity) continue;
    disclosure::PurposeConsent one;
    one.purpose = *disclosure::parse_purpose(code);
    one.state = *state;
    one.identity = *identity;
    const bool yes = *state == disclosure::ConsentState::yes;
    if (yes) one.modalities = forms;
    for (const auto& old : before) {
      const auto* then = old.all_items ? old.find(one.purpose) : nullptr;
      if (yes && then != nullptr && then->state == *state) one.modalities = then->modalities;
    }
    consent.purposes[code] = one;
  }
  consent.given = trim_ascii(visit.form.get("at"));
  consent.method = trim_ascii(visit.form.get("how"));
  consent.guardian = visit.form.has("guardian");
  consent.assent = visit.form.has("assent");
  TRY(open->give_consent(consent));
  const auto language = visit.session.language;
  say_next(visit, Message::Tone::good, std::string(say(language, Word::consent_saved)),
           std::string(say(language, Word::consent_saved_more)));
  return Response::redirect("/sources/" + consent.source);
}

Result<Response> Workbench::Impl::withdraw(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string code(visit.parts.get("code"));
  const auto language = visit.session.language;
  if (!visit.form.has("sure")) return Response::redirect("/sources/" + code);
  TRY_LET(reached, open->withdraw_consent(code, "", ""));
  say_next(visit, Message::Tone::warn,
           fill(say(language, Word::withdrawn_now), {{"source", code}}),
           reached.empty()
               ? std::string(say(language, Word::nobody_told))
               : std::string(say(language, Word::must_be_told)) + " " + join(reached, "; "));
  return Response::redirect("/sources/" + code);
}

Result<Response> Workbench::Impl::search(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  SearchView view;
  // A form sends what was typed in its body: an address stays in the history of the browser, and
  // what people search for is names. Links from other pages may still carry a word.
  view.query = visit.form.has("q") ? visit.form.get("q") : visit.request.query.get("q");
  view.asked = !view.query.empty();
  if (view.asked) {
    TRY_LET(found, open->index().search(view.query, 50));
    view.total = found.total;
    const auto page_word = std::string(say(visit.session.language, Word::page_label));
    for (const auto& hit : found.hits) {
      TRY_LET(row, open->index().exhibit(hit.exhibit));
      SearchHit one{hit.exhibit,
                    row ? row->title : hit.exhibit,
                    page_word + " " + std::to_string(hit.page),
                    row ? row->language : "",
                    static_cast<int>(hit.page),
                    {}};
      std::size_t at = 0;
      for (const auto& [begin, end] : hit.marks) {
        one.snippet.push_back({hit.snippet.substr(at, begin - at), false});
        one.snippet.push_back({hit.snippet.substr(begin, end - begin), true});
        at = end;
      }
      one.snippet.push_back({hit.snippet.substr(at), false});
      view.hits.push_back(std::move(one));
    }
  }
  const auto shown = frame(visit, Frame::Tab::search);
  return show(shown, search_page(shown, view));
}

}  // namespace kotobune::web
