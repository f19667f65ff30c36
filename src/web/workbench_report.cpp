// Reports in the workbench: write, check, mend, draft, release.
#include "base/encode.h"
#include "base/text.h"
#include "desk/built.h"
#include "desk/errors.h"
#include "desk/reports.h"
#include "web/errors.h"
#include "web/report_prose.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

// A browser sends every line end as CR LF; the source in the case has LF alone.
std::string source_of(const Visit& visit) {
  std::string out;
  for (const char c : visit.form.get("source")) {
    if (c != '\r') out.push_back(c);
  }
  return out;
}

// A value of the head, without its quotation marks: for titles of pages and lists.
std::string head_value(const std::string& source, std::string_view key) {
  const auto wanted = std::string(key) + ":";
  for (const auto line : split(source, '\n')) {
    if (line.substr(0, wanted.size()) != wanted) continue;
    auto value = trim_ascii(line.substr(wanted.size()));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return "";
}

// Tied to the place and the words: a mend offered for one text does not fit into another.
std::string fix_id(const report::Diagnostic& one) {
  return std::to_string(one.span.begin) + "-" + one.code + "-" +
         std::to_string(one.fix->span.begin) + "-" + std::to_string(one.fix->span.end);
}

Status save_if_changed(desk::Desk& open, const std::string& id, const std::string& source) {
  TRY_LET(before, open.load_draft(id));
  if (!before) return Error(errors::draft_unknown, {{"draft", id}});
  if (*before == source) return {};
  const auto title = head_value(source, "title");
  return open.save_draft(id, title.empty() ? "report" : title, source);
}

}  // namespace

void Workbench::Impl::add_report_routes() {
  get("/reports", &Impl::reports, Door::in_case);
  post("/reports", &Impl::new_report, Door::in_case);
  get("/reports/:id", &Impl::report, Door::in_case);
  post("/reports/:id/check", &Impl::check, Door::in_case);
  post("/reports/:id/fix", &Impl::fix, Door::in_case);
  post("/reports/:id/draft", &Impl::draft, Door::in_case);
  get("/reports/:id/built/:name", &Impl::built, Door::in_case);
  post("/reports/:id/release", &Impl::release, Door::in_case);
}

Result<Response> Workbench::Impl::reports(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(drafts, open->index().drafts());
  ReportsView view;
  for (const auto& row : drafts) {
    const auto known = checkups.find(row.draft);
    view.rows.push_back({row.draft, row.title, "", Instant{row.at_ms}.iso_date(),
                         known == checkups.end() ? -1 : known->second.open_points});
  }
  const auto shown = frame(visit, Frame::Tab::report);
  return show(shown, reports_page(shown, view));
}

Result<Response> Workbench::Impl::new_report(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  Bytes id(6);
  world.random.fill(id);
  const std::string title(trim_ascii(visit.form.get("title")));
  std::string quoted;
  for (const char c : title) {
    if (c != '"' && c != '\n' && c != '\r') quoted.push_back(c);
  }
  const auto name = "r-" + hex(id);
  TRY(open->save_draft(name, title,
                       "---\ntitle: \"" + quoted + "\"\nprofile: mission-report\naudience: public\n"
                       "standard: reasonable-grounds\nlanguage: en\n---\n\n# Findings\n\n"));
  return Response::redirect("/reports/" + name);
}

Result<Response> Workbench::Impl::report(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string id(visit.parts.get("id"));
  TRY_LET(source, open->load_draft(id));
  if (!source) return Error(errors::draft_unknown, {{"draft", id}});
  return report_view(visit, id, *source);
}

Result<Response> Workbench::Impl::report_view(Visit& visit, const std::string& id,
                                              const std::string& source) {
  TRY_LET(open, open_desk(visit));
  ReportView view;
  view.id = id;
  view.source = source;
  view.title = head_value(source, "title");
  if (view.title.empty()) view.title = id;
  view.profile = head_value(source, "profile");
  view.audience = head_value(source, "audience");
  view.language = head_value(source, "language");
  TRY_LET(preview, desk::preview_report(*open, id, source));
  const auto lines = split(source, '\n');
  for (const auto& one : preview.checked.diagnostics) {
    ReportDiagnostic shown;
    shown.is_error = one.severity == report::Severity::error;
    shown.code = one.code;
    shown.sentence = one.sentence;
    shown.mend = one.advice;
    shown.line = one.line;
    shown.column = one.column;
    if (!one.conceal && one.line > 0 && static_cast<std::size_t>(one.line) <= lines.size()) {
      shown.excerpt = lines[static_cast<std::size_t>(one.line) - 1];
    }
    if (one.fix) {
      shown.fix_id = fix_id(one);
      shown.fix_label = one.fix->label;
    }
    if (!one.about.empty()) {
      TRY_LET(exhibit, open->index().exhibit(one.about));
      shown.link = (exhibit ? "/exhibits/" : "/sources/") + one.about;
      shown.link_label = one.about;
    }
    view.diagnostics.push_back(std::move(shown));
  }
  const auto& document = preview.document.open(preview.scope);
  view.banner = document.banner;
  view.prose = prose_of(document);
  TRY_LET(built, desk::built_drafts(*open, id));
  for (const auto& file : built) {
    view.built.push_back({file.name.substr(file.name.find('.') + 1), 
                          "/reports/" + id + "/built/" + file.name,
                          ago(visit.session.language, file.made_at, world.clock.now()),
                          size_words(static_cast<std::int64_t>(file.size_bytes))});
  }
  TRY_LET(drafts, open->index().drafts());
  TRY_LET(statistics, open->index().statistics());
  for (const auto& row : drafts) {
    if (row.draft != id) continue;
    checkups[id] = {row.id + ":" + std::to_string(statistics.records),
                    static_cast<std::int64_t>(preview.checked.errors), desk::asks_of(source)};
  }
  const auto shown = frame(visit, Frame::Tab::report);
  return show(shown, report_page(shown, view));
}

Result<Response> Workbench::Impl::check(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string id(visit.parts.get("id"));
  const auto source = source_of(visit);
  TRY(save_if_changed(*open, id, source));
  return report_view(visit, id, source);
}

// The text in the form is what the button was offered for, if it still brings the same diagnostic.
Result<Response> Workbench::Impl::fix(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string id(visit.parts.get("id"));
  auto source = source_of(visit);
  const auto wanted = visit.form.get("fix");
  TRY_LET(checked, desk::check_report(*open, id, source));
  for (const auto& one : checked.diagnostics) {
    if (!one.fix || fix_id(one) != wanted) continue;
    const auto [begin, end] = one.fix->span;
    source.replace(begin, end - begin, one.fix->replacement);
    TRY(save_if_changed(*open, id, source));
    say_next(visit, Message::Tone::good,
             fill(say(visit.session.language, Word::mended), {{"what", one.fix->label}}), "");
    return report_view(visit, id, source);
  }
  return Error(errors::fix_missing);
}

// Built drafts stay encrypted in the case; one is opened when somebody asks for it.
Result<Response> Workbench::Impl::draft(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string id(visit.parts.get("id"));
  const auto source = source_of(visit);
  TRY(save_if_changed(*open, id, source));
  TRY_LET(built, desk::build_draft(*open, id, source));
  TRY(desk::keep_built(*open, id, "html", as_bytes(built.html)));
  TRY(desk::keep_built(*open, id, "docx", built.docx));
  const auto language = visit.session.language;
  say_next(visit, Message::Tone::good, std::string(say(language, Word::draft_built)),
           std::string(say(language, Word::draft_built_more)));
  return Response::redirect("/reports/" + id + "#built");
}

Result<Response> Workbench::Impl::built(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string name(visit.parts.get("name"));
  TRY_LET(content, desk::read_built(*open, std::string(visit.parts.get("id")), name));
  const bool docx = name.size() > 5 && name.substr(name.size() - 5) == ".docx";
  Response response;
  response.with_header("content-type",
                       docx ? "application/vnd.openxmlformats-officedocument."
                              "wordprocessingml.document"
                            : "application/octet-stream");
  response.as_download(docx ? "internal-draft.docx" : "internal-draft.html");
  response.body() = to_string(content);
  return response;
}

// Whoever gets it and by which way is asked before: a withdrawal must find them again.
Result<Response> Workbench::Impl::release(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string id(visit.parts.get("id"));
  const auto source = source_of(visit);
  const auto language = visit.session.language;
  TRY(save_if_changed(*open, id, source));
  TRY_LET(checked, desk::check_report(*open, id, source));
  if (checked.errors > 0) {
    say_next(visit, Message::Tone::bad,
             fill(say(language, Word::not_released), {{"n", std::to_string(checked.errors)}}),
             std::string(say(language, Word::not_released_more)));
    return report_view(visit, id, source);
  }
  const std::string recipients(trim_ascii(visit.form.get("recipients")));
  const std::string channel(trim_ascii(visit.form.get("channel")));
  if (recipients.empty() || channel.empty()) {
    say_next(visit, Message::Tone::warn, std::string(say(language, Word::release_to_whom)),
             std::string(say(language, Word::release_to_whom_more)));
    return report_view(visit, id, source);
  }
  const auto target =
      join_path(parent_path(folder), "release-" + world.clock.now().iso_date() + "-" +
                                         std::to_string(world.clock.now().ms % 100000));
  const release::Recipients to{recipients, channel, open->vault().keystore().person};
  TRY_LET(released, desk::release_report(*open, id, source, to, target));
  say_next(visit, Message::Tone::good,
           fill(say(language, Word::released), {{"folder", released.folder}}),
           fill(say(language, Word::released_more), {{"files", join(released.files, ", ")}}));
  return Response::redirect("/reports/" + id);
}

}  // namespace kotobune::web
