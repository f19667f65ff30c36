// Reports in the workbench: write, check, draft, release.
#include "base/encode.h"
#include "base/text.h"
#include "desk/errors.h"
#include "desk/reports.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

Result<Response> Workbench::Impl::reports(Visit& visit) {
  TRY_LET(open, open_desk());
  TRY_LET(drafts, open->index().drafts());
  ReportsView view;
  for (const auto& row : drafts) {
    view.rows.push_back({row.draft, row.title, "", Instant{row.at_ms}.iso_date(), -1});
  }
  const auto shown = frame(visit, Frame::Tab::report);
  return show(shown, reports_page(shown, view));
}

Result<Response> Workbench::Impl::new_report(Visit& visit) {
  TRY_LET(open, open_desk());
  Bytes id(6);
  world.random.fill(id);
  const std::string title(visit.form.get("title"));
  std::string quoted;
  for (const char c : title) {
    if (c != '"' && c != '\n') quoted.push_back(c);
  }
  const auto name = "r-" + hex(id);
  TRY(open->save_draft(name, title,
                       "---\ntitle: \"" + quoted + "\"\nprofile: mission-report\naudience: public\n"
                       "standard: reasonable-grounds\nlanguage: en\n---\n\n# Findings\n\n"));
  return Response::redirect("/reports/" + name);
}

Result<Response> Workbench::Impl::report(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string id(visit.parts.get("id"));
  TRY_LET(source, open->load_draft(id));
  if (!source) return Error(errors::draft_unknown, {{"draft", id}});
  return report_view(visit, id, *source, true);
}

Result<Response> Workbench::Impl::report_view(Visit& visit, const std::string& id,
                                              const std::string& source, bool checked) {
  TRY_LET(open, open_desk());
  ReportView view;
  view.id = id;
  view.source = source;
  view.checked = checked;
  for (const auto line : split(source, '\n')) {
    if (line.substr(0, 6) == "title:") view.title = trim_ascii(line.substr(6));
    if (line.substr(0, 8) == "profile:") view.profile = trim_ascii(line.substr(8));
    if (line.substr(0, 9) == "audience:") view.audience = trim_ascii(line.substr(9));
  }
  TRY_LET(result, desk::check_report(*open, id, source));
  const auto lines = split(source, '\n');
  for (const auto& one : result.diagnostics) {
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
    view.diagnostics.push_back(std::move(shown));
  }
  // Prose: the source without its marks; citations become links to the exhibits.
  for (const auto line : lines) {
    if (trim_ascii(line).empty() || line.substr(0, 3) == "---" || line.substr(0, 3) == ":::")
      continue;
    ProseBlock block;
    auto rest = line;
    if (line.substr(0, 2) == "# ") block.kind = ProseBlock::Kind::heading, rest = line.substr(2);
    if (line.substr(0, 3) == "## ")
      block.kind = ProseBlock::Kind::subheading, rest = line.substr(3);
    while (!rest.empty()) {
      const auto at = rest.find("[@");
      const auto end = at == std::string_view::npos ? at : rest.find(']', at);
      if (end == std::string_view::npos) break;
      block.runs.push_back({std::string(rest.substr(0, at)), ""});
      const auto inside = rest.substr(at + 2, end - at - 2);
      const std::string number(inside.substr(0, inside.find_first_of(" ;")));
      block.runs.push_back({number, number});
      rest.remove_prefix(end + 1);
    }
    block.runs.push_back({std::string(rest), ""});
    view.prose.push_back(std::move(block));
  }
  const auto shown = frame(visit, Frame::Tab::report);
  return show(shown, report_page(shown, view));
}

Result<Response> Workbench::Impl::check(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string id(visit.parts.get("id"));
  std::string source;
  for (const char c : visit.form.get("source")) {
    if (c != '\r') source.push_back(c);
  }
  TRY_LET(before, open->load_draft(id));
  if (!before) return Error(errors::draft_unknown, {{"draft", id}});
  if (*before != source) {
    std::string title = "report";
    for (const auto line : split(source, '\n')) {
      if (line.substr(0, 6) == "title:") title = trim_ascii(line.substr(6));
    }
    TRY(open->save_draft(id, title, source));
  }
  return report_view(visit, id, source, true);
}

Result<Response> Workbench::Impl::draft(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string id(visit.parts.get("id"));
  TRY_LET(built, desk::build_draft(*open, id, std::string(visit.form.get("source"))));
  Response response;
  response.with_header("content-type",
                       "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  response.as_download("internal-draft.docx");
  response.body() = to_string(built.docx);
  return response;
}

Result<Response> Workbench::Impl::release(Visit& visit) {
  TRY_LET(open, open_desk());
  const std::string id(visit.parts.get("id"));
  const std::string source(visit.form.get("source"));
  TRY_LET(checked, desk::check_report(*open, id, source));
  if (checked.errors > 0) {
    say_next(visit, Message::Tone::bad,
             "Not released: " + std::to_string(checked.errors) + " points are open.",
             "Each says how it is mended. An internal draft is always possible.");
    return report_view(visit, id, source, true);
  }
  const auto target =
      join_path(parent_path(folder), "release-" + world.clock.now().iso_date() + "-" +
                                         std::to_string(world.clock.now().ms % 100000));
  const release::Recipients recipients{"the public", "file", open->vault().keystore().person};
  TRY_LET(released, desk::release_report(*open, id, source, recipients, target));
  say_next(visit, Message::Tone::good, "Released into " + released.folder + ".",
           "The disclosure is in the log: a withdrawal will find it.");
  return Response::redirect("/reports/" + id);
}

}  // namespace kotobune::web
