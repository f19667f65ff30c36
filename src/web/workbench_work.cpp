// The work itself: exhibits, sources, search.
#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

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

Result<std::vector<ConsentChip>> chips(desk::Desk& desk, const std::string& code) {
  std::vector<ConsentChip> out;
  TRY_LET(consents, desk.index().consents(code));
  for (const auto& consent : consents) {
    for (const auto& one : consent.purposes) {
      out.push_back({std::string(disclosure::use_words(one.purpose)), chip_state(one.state),
                     std::string(disclosure::word_of(one.identity))});
    }
  }
  return out;
}

}  // namespace

void Workbench::Impl::add_work_routes() {
  get("/exhibits", &Impl::exhibits);
  get("/exhibits/add", &Impl::add_form);
  post("/exhibits/add-folder", &Impl::add_folder);
  get("/exhibits/:number", &Impl::exhibit);
  post("/exhibits/:number/cite", &Impl::cite);
  post("/exhibits/:number/custody", &Impl::custody);
  get("/sources", &Impl::sources);
  post("/sources", &Impl::add_source);
  get("/sources/:code", &Impl::source);
  post("/sources/:code/consent", &Impl::consent);
  post("/sources/:code/withdraw", &Impl::withdraw);
  get("/search", &Impl::search);
  get("/reports", &Impl::reports);
  post("/reports", &Impl::new_report);
  get("/reports/:id", &Impl::report);
  post("/reports/:id/check", &Impl::check);
  post("/reports/:id/draft", &Impl::draft);
  post("/reports/:id/release", &Impl::release);
}

Result<Response> Workbench::Impl::exhibits(Visit& visit) {
  TRY_LET(open, open_desk());
  const auto scope = open->index().member_scope();
  TRY_LET(rows, open->index().exhibits(scope));
  ExhibitsView view;
  constexpr std::size_t per_page = 100;
  const auto& all = rows.open(scope);
  view.total = static_cast<std::int64_t>(all.size());
  view.pages = static_cast<int>((all.size() + per_page - 1) / per_page);
  view.page = static_cast<int>(
      std::max<std::int64_t>(1, parse_int(visit.request.query.get("page")).value_or(1)));
  for (std::size_t i = (view.page - 1) * per_page; i < all.size() && i < view.page * per_page;
       ++i) {
    const auto& row = all[i];
    view.rows.push_back({row.number, row.title, row.mime, size_words(row.size_bytes),
                         Instant{row.sealed_ms}.iso_date(), row.source,
                         row.text_state.rfind("unread", 0) == 0 ? row.text_state : ""});
  }
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, exhibits_page(shown, view));
}

Result<Response> Workbench::Impl::add_form(Visit& visit) {
  TRY_LET(open, open_desk());
  UploadView view;
  TRY_LET(sources, open->index().sources());
  for (const auto& source : sources)
    view.sources.push_back({source.code, source.code + " - " + source.role, false});
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, upload_page(shown, view));
}

Result<Response> Workbench::Impl::add_folder(Visit& visit) {
  TRY_LET(open, open_desk());
  TRY_LET(summary, open->seal(std::string(visit.form.get("path")),
                              std::string(visit.form.get("source")), "", "", {}));
  SealedView view;
  for (const auto& file : summary.report.files) {
    SealedView::Row row{file.number, Text::shown(file_name_of(file.path)).str(), "sealed",
                        SealedView::Row::Kind::sealed};
    if (file.outcome == evidence::SealOutcome::duplicate ||
        file.outcome == evidence::SealOutcome::already_sealed) {
      row.kind = SealedView::Row::Kind::duplicate;
      row.outcome =
          file.outcome == evidence::SealOutcome::duplicate ? "received again" : "sealed before";
    }
    if (file.reason) {
      row.kind = SealedView::Row::Kind::refused;
      row.outcome = file.reason->sentence() + " " + file.reason->advice();
    }
    view.rows.push_back(std::move(row));
  }
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, sealed_page(shown, view));
}

Result<Response> Workbench::Impl::exhibit(Visit& visit) { return exhibit_view(visit, "", 0); }

Result<Response> Workbench::Impl::cite(Visit& visit) {
  return exhibit_view(visit, std::string(visit.form.get("quote")),
                      static_cast<int>(parse_int(visit.form.get("page")).value_or(0)));
}

Result<Response> Workbench::Impl::exhibit_view(Visit& visit, const std::string& quote, int page) {
  TRY_LET(open, open_desk());
  const std::string number(visit.parts.get("number"));
  TRY_LET(row, open->index().exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  ExhibitView view;
  view.number = row->number;
  view.name = row->title;
  view.type = row->mime;
  view.size = size_words(row->size_bytes);
  view.sha256 = row->sha256;
  view.sealed_at = Instant{row->sealed_ms}.iso();
  view.source = row->source;
  TRY_LET(text, open->index().text_of(row->id));
  if (text) {
    view.text_tool = "sealed text " + text->derivative_sha256.substr(0, 12);
    for (std::size_t i = 0; i < text->pages.size(); ++i) {
      view.pages.push_back({static_cast<int>(i + 1), text->pages[i], row->language});
    }
  } else {
    view.no_text_reason =
        row->text_state.empty() ? "No text has been drawn out of this exhibit." : row->text_state;
  }
  TRY_LET(custody, open->index().custody(row->id));
  view.custody.push_back({Instant{row->sealed_ms}.iso_date(), "this office", "sealed"});
  for (const auto& entry : custody)
    view.custody.push_back({entry.when, entry.from.empty() ? entry.to : entry.from, entry.act});
  if (!row->source.empty()) {
    TRY_LET(consent, chips(*open, row->source));
    view.consent = std::move(consent);
  }
  view.checkpoint =
      row->published ? "under a signed checkpoint" : "acknowledged, not yet published";
  if (!quote.empty()) {
    view.quote = quote;
    view.quote_page = page;
    TRY_LET(material, desk::CaseMaterial::make(*open));
    const auto seen = material->exhibit(number);
    const auto place = seen ? material->find_quote(
                                  *seen, page > 0 ? std::optional<int>(page) : std::nullopt, quote)
                            : std::nullopt;
    if (place) {
      view.cited =
          "[@" + number + " p" + std::to_string(place->page.value_or(1)) + " \"" + quote + "\"]";
    } else {
      view.quote_error = "These words do not stand on that page of " + number +
                         ". Copy them as they stand in the text.";
    }
  }
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, exhibit_page(shown, view));
}

Result<Response> Workbench::Impl::custody(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string number(visit.parts.get("number"));
  TRY(open->add_custody(number, std::string(visit.form.get("what")),
                        std::string(visit.form.get("who")), "", world.clock.now().iso_date(), ""));
  return Response::redirect("/exhibits/" + number);
}

Result<Response> Workbench::Impl::sources(Visit& visit) {
  TRY_LET(open, open_desk());
  TRY_LET(rows, open->index().sources());
  SourcesView view;
  for (const auto& row : rows) {
    TRY_LET(consent, chips(*open, row.code));
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
  TRY_LET(open, open_desk());
  desk::NewSource source;
  source.code = trim_ascii(visit.form.get("code"));
  source.role = visit.form.get("role");
  if (const auto level = visit.form.get("protection"); !level.empty()) source.level = level;
  for (const auto name : split(visit.form.get("names"), '\n')) {
    const auto trimmed = trim_ascii(name);
    if (!trimmed.empty()) source.names.emplace_back(std::string(trimmed), "");
  }
  TRY_LET(code, open->add_source(source));
  return Response::redirect("/sources/" + code);
}

Result<Response> Workbench::Impl::source(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string code(visit.parts.get("code"));
  TRY_LET(row, open->index().source(code));
  if (!row) return Error(errors::source_unknown, {{"code", code}});
  TRY_LET(consents, open->index().consents(code));
  SourceView view;
  view.code = row->code;
  view.role = row->role;
  view.protection = row->level;
  TRY_LET(names, open->index().identity_names());
  for (const auto& name : names) view.identity_known = view.identity_known || name.source == code;
  std::vector<std::string> touched{row->id};
  for (int p = 1; p <= 14; ++p) {
    const auto purpose = *disclosure::parse_purpose("P" + std::to_string(p));
    ConsentLine line{"P" + std::to_string(p), std::string(disclosure::use_words(purpose)),
                     "unknown", "none"};
    for (const auto& consent : consents) {
      const auto* said_of = consent.find(purpose);
      if (!said_of || !consent.all_items) continue;
      line.state = disclosure::word_of(said_of->state);
      line.identity = disclosure::word_of(said_of->identity);
    }
    view.lines.push_back(std::move(line));
  }
  for (const auto& consent : consents) touched.push_back(consent.record_id);
  TRY_LET(reached, open->index().disclosures_on(touched));
  for (const auto& one : reached) {
    view.must_be_told.push_back(one.recipients + " (" + one.audience + ", " +
                                Instant{one.at_ms}.iso_date() + ")");
  }
  const auto shown = frame(visit, Frame::Tab::sources);
  return show(shown, source_page(shown, view));
}

Result<Response> Workbench::Impl::consent(Visit& visit) {
  TRY_LET(open, open_desk());
  desk::NewConsent consent;
  consent.source = visit.parts.get("code");
  for (int p = 1; p <= 14; ++p) {
    const auto code = "P" + std::to_string(p);
    const auto state = disclosure::parse_state(visit.form.get("state-" + code));
    const auto identity = disclosure::parse_identity(visit.form.get("identity-" + code));
    if (!state || !identity) continue;
    disclosure::PurposeConsent one;
    one.purpose = *disclosure::parse_purpose(code);
    one.state = *state;
    one.identity = *identity;
    if (*state == disclosure::ConsentState::yes) {
      one.modalities = {disclosure::Modality::text_quote, disclosure::Modality::paraphrase,
                        disclosure::Modality::document_copy};
    }
    consent.purposes[code] = one;
  }
  consent.given = visit.form.get("at");
  consent.method = visit.form.get("how");
  TRY(open->give_consent(consent));
  say_next(visit, Message::Tone::good, "Recorded.", "The gate follows it from now on.");
  return Response::redirect("/sources/" + consent.source);
}

Result<Response> Workbench::Impl::withdraw(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string code(visit.parts.get("code"));
  TRY_LET(reached, open->withdraw_consent(code, "", ""));
  say_next(visit, Message::Tone::warn, "The consent of " + code + " is withdrawn.",
           reached.empty() ? "No disclosure made so far rests on it."
                           : "Tell these recipients: " + join(reached, "; "));
  return Response::redirect("/sources/" + code);
}

Result<Response> Workbench::Impl::search(Visit& visit) {
  TRY_LET(open, open_desk());
  SearchView view;
  view.query = visit.request.query.get("q");
  view.asked = !view.query.empty();
  if (view.asked) {
    TRY_LET(found, open->index().search(view.query, 50));
    view.total = found.total;
    for (const auto& hit : found.hits) {
      SearchHit one{hit.exhibit,
                    hit.exhibit,
                    "page " + std::to_string(hit.page),
                    "",
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
