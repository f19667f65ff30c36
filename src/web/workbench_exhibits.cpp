// Exhibits: the list, and one exhibit with its text, custody, proof; citing a passage of it.
#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "desk/proof_check.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

bool is_unread(const desk::ExhibitRow& row) { return row.text_state.rfind("unread", 0) == 0; }

bool fits(const ExhibitsView& view, const desk::ExhibitRow& row) {
  if (view.only == "no-source") return row.source.empty();
  if (view.only == "unread") return is_unread(row);
  return true;
}

std::string_view type_word(std::string_view mime) {
  struct Known {
    std::string_view mime, word;
  };
  constexpr Known known[] = {{"application/pdf", "PDF"},
                             {"text/plain", "text"},
                             {"text/csv", "CSV"},
                             {"message/rfc822", "e-mail"},
                             {"image/jpeg", "JPEG"},
                             {"image/png", "PNG"},
                             {"audio/x-wav", "WAV"},
                             {"audio/wav", "WAV"},
                             {"application/octet-stream", "bytes"}};
  for (const auto& one : known) {
    if (one.mime == mime) return one.word;
  }
  return mime;
}

// "unread: the reader ended early" -> "the reader ended early"
std::string why_unread(const std::string& text_state) {
  constexpr std::string_view head = "unread: ";
  return text_state.rfind(head, 0) == 0 ? text_state.substr(head.size()) : text_state;
}

}  // namespace

void Workbench::Impl::add_work_routes() {
  get("/exhibits", &Impl::exhibits, Door::in_case);
  get("/exhibits/add", &Impl::add_form, Door::in_case);
  post("/exhibits/add", &Impl::add_upload, Door::raw);
  post("/exhibits/add-folder", &Impl::add_folder, Door::in_case);
  get("/exhibits/:number", &Impl::exhibit, Door::in_case);
  post("/exhibits/:number/cite", &Impl::cite, Door::in_case);
  post("/exhibits/:number/custody", &Impl::custody, Door::in_case);
  post("/exhibits/:number/source", &Impl::set_source, Door::in_case);
  get("/work", &Impl::work_page, Door::watching);
  get("/work.json", &Impl::work_json, Door::watching);
  post("/work/stop", &Impl::stop_work, Door::in_case);
  get("/sources", &Impl::sources, Door::in_case);
  post("/sources", &Impl::add_source, Door::in_case);
  get("/sources/:code", &Impl::source, Door::in_case);
  post("/sources/:code/consent", &Impl::consent, Door::in_case);
  post("/sources/:code/withdraw", &Impl::withdraw, Door::in_case);
  get("/search", &Impl::search, Door::in_case);
  post("/search", &Impl::search, Door::in_case);
}

Result<Response> Workbench::Impl::exhibits(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto scope = open->index().member_scope();
  TRY_LET(rows, open->index().exhibits(scope));
  ExhibitsView view;
  view.only = visit.request.query.get("only");
  if (view.only != "no-source" && view.only != "unread") view.only.clear();
  constexpr std::int64_t per_page = 100;
  view.page = static_cast<int>(
      std::max<std::int64_t>(1, parse_int(visit.request.query.get("page")).value_or(1)));
  for (const auto& row : rows.open(scope)) {
    if (!fits(view, row)) continue;
    const auto at = view.total++;
    if (at / per_page != view.page - 1) continue;
    view.rows.push_back({row.number, row.title, std::string(type_word(row.mime)),
                         size_words(row.size_bytes), Instant{row.sealed_ms}.iso_date(), row.source,
                         is_unread(row) ? why_unread(row.text_state) : ""});
  }
  view.pages = static_cast<int>((view.total + per_page - 1) / per_page);
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, exhibits_page(shown, view));
}

Status Workbench::Impl::fill_exhibit(Visit& visit, const desk::ExhibitRow& row,
                                     ExhibitView& view) {
  TRY_LET(open, open_desk(visit));
  const auto language = visit.session.language;
  view.number = row.number;
  view.name = row.title;
  view.type = type_word(row.mime);
  view.size = size_words(row.size_bytes);
  view.sha256 = row.sha256;
  view.sealed_at = minute_words(Instant{row.sealed_ms});
  view.source = row.source;
  // The index may not have heard of a later publication; an empty outbox says all are published.
  view.published = row.published || open->vault().unpublished_count() == 0;
  TRY_LET(text, open->index().text_of(row.id));
  if (text) {
    view.text_tool = text->derivative_sha256.substr(0, 12);
    for (std::size_t i = 0; i < text->pages.size(); ++i)
      view.pages.push_back({static_cast<int>(i + 1), text->pages[i], row.language});
  } else {
    view.no_text_reason = why_unread(row.text_state);
  }
  TRY_LET(custody, open->index().custody(row.id));
  view.custody.push_back({Instant{row.sealed_ms}.iso_date(),
                          std::string(say(language, Word::this_computer)),
                          std::string(say(language, Word::sealed))});
  for (const auto& entry : custody)
    view.custody.push_back({entry.when, entry.from.empty() ? entry.to : entry.from, entry.act});
  if (!row.source.empty()) {
    TRY_LET(consent, consent_chips(*open, language, row.source));
    view.consent = std::move(consent);
  } else {
    TRY_LET(sources, open->index().sources());
    for (const auto& one : sources)
      view.sources.push_back({one.code, one.code + " - " + one.role, false});
  }
  TRY_LET(drafts, open->index().drafts());
  view.reports.push_back({"", std::string(say(language, Word::cite_only)), drafts.empty()});
  for (const auto& draft : drafts)
    view.reports.push_back({draft.draft, draft.title, view.reports.size() == 1});
  if (visit.request.query.has("proof")) {
    TRY_LET(proven, desk::prove_exhibit(*open, row.number));
    view.log_index = std::to_string(proven.log_index);
    view.checkpoint = proven.checkpoint;
    view.proof = proven.proof;
  }
  return {};
}

Result<Response> Workbench::Impl::exhibit(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string number(visit.parts.get("number"));
  TRY_LET(row, open->index().exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  ExhibitView view;
  TRY(fill_exhibit(visit, *row, view));
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, exhibit_page(shown, view));
}

// A passage that stands there is put at the end of the report that was chosen: there it is worded.
Result<Response> Workbench::Impl::cite(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string number(visit.parts.get("number"));
  TRY_LET(row, open->index().exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  ExhibitView view;
  TRY(fill_exhibit(visit, *row, view));
  for (const char c : trim_ascii(visit.form.get("quote"))) {
    if (c != '\r') view.quote.push_back(c == '\n' ? ' ' : c);
  }
  view.quote_page = static_cast<int>(parse_int(visit.form.get("page")).value_or(0));
  TRY_LET(material, desk::CaseMaterial::make(*open));
  const auto seen = material->exhibit(number);
  const auto page = view.quote_page > 0 ? std::optional<int>(view.quote_page) : std::nullopt;
  const auto place = seen && !view.quote.empty() ? material->find_quote(*seen, page, view.quote)
                                                 : std::nullopt;
  if (!place || view.quote.find('"') != std::string::npos) {
    view.quote_error = fill(say(visit.session.language,
                                place ? Word::quote_marks : Word::quote_not_found),
                            {{"number", number}});
  } else {
    view.cited = "[@" + number + " p" + std::to_string(place->page.value_or(1)) + " \"" +
                 view.quote + "\"]";
    TRY(cite_in_report(*open, std::string(visit.form.get("report")), view));
  }
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, exhibit_page(shown, view));
}

Status Workbench::Impl::cite_in_report(desk::Desk& open, const std::string& report,
                                       ExhibitView& view) {
  if (report.empty()) return {};
  TRY_LET(source, open.load_draft(report));
  if (!source) return Error(errors::draft_unknown, {{"draft", report}});
  TRY_LET(drafts, open.index().drafts());
  for (const auto& draft : drafts) {
    if (draft.draft == report) view.cited_title = draft.title;
  }
  auto text = *source;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  text += "\n\n::: finding\n" + view.quote + " " + view.cited + ".\n:::\n";
  view.cited_in = "/reports/" + report;
  return open.save_draft(report, view.cited_title, text);
}

Result<Response> Workbench::Impl::custody(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string number(visit.parts.get("number"));
  TRY(open->add_custody(number, std::string(visit.form.get("what")),
                        std::string(visit.form.get("who")), "", world.clock.now().iso_date(), ""));
  return Response::redirect("/exhibits/" + number);
}

Result<Response> Workbench::Impl::set_source(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string number(visit.parts.get("number"));
  TRY(open->set_source_of(number, std::string(visit.form.get("source"))));
  return Response::redirect("/exhibits/" + number);
}

}  // namespace kotobune::web
