// The report: source, prose and what stands in the way; and the verification of a single file.
#include <algorithm>

#include "web/pages.h"

namespace kotobune::web {
namespace {

Html diagnostics_list(const Frame& frame, const ReportView& view) {
  Html h;
  const auto errors = std::count_if(view.diagnostics.begin(), view.diagnostics.end(),
                                    [](const ReportDiagnostic& one) { return one.is_error; });
  h << "<section aria-labelledby=\"findings\"><h2 id=\"findings\">"
    << word(frame, Word::report_findings) << "</h2>";
  if (!view.checked) {
    h << "<div class=\"empty\">Not checked yet.</div></section>";
    return h;
  }
  if (view.diagnostics.empty()) {
    h << "<div class=\"alert good\" role=\"status\"><strong>" << word(frame, Word::no_diagnostics)
      << "</strong></div></section>";
    return h;
  }
  h << "<p role=\"status\">Must be mended: <strong>" << static_cast<std::int64_t>(errors)
    << "</strong>. To look at: <strong>"
    << static_cast<std::int64_t>(view.diagnostics.size()) - static_cast<std::int64_t>(errors)
    << "</strong>.</p><ol class=\"plain diagnostics\">";
  for (const ReportDiagnostic& one : view.diagnostics) {
    h << "<li" << attr("class", one.is_error ? "error-item" : "warning-item")
      << "><div class=\"where\"><strong>" << text(one.is_error ? "Error" : "Warning")
      << "</strong><span>Line " << one.line << ", column " << one.column << "</span><span>"
      << text(one.code) << "</span></div><p class=\"say\">" << text(one.sentence) << "</p>";
    if (!one.excerpt.empty()) {
      h << "<span class=\"excerpt\" dir=\"auto\">" << text(one.excerpt) << "</span>";
    }
    h << "<p>" << text(one.mend) << "</p>";
    if (!one.fix_id.empty()) {
      h << "<button name=\"fix\"" << attr("value", one.fix_id)
        << formaction(Url("/reports") / view.id / "fix") << ">" << text(one.fix_label)
        << "</button>";
    }
    h << "</li>";
  }
  h << "</ol></section>";
  return h;
}

Html runs_of(const ProseBlock& block) {
  Html h;
  for (const ProseBlock::Run& run : block.runs) {
    if (run.exhibit.empty()) {
      h << text(run.text);
    } else {
      h << "<a class=\"cite\"" << href(Url("/exhibits") / run.exhibit) << ">" << text(run.text)
        << "</a>";
    }
  }
  return h;
}

Html prose(const Frame& frame, const ReportView& view) {
  Html h;
  h << "<section class=\"card wide\"><h2>" << word(frame, Word::report_prose)
    << "</h2><div class=\"prose\" dir=\"auto\">";
  if (view.prose.empty()) h << "<p class=\"soft\">Check the report to see it here.</p>";
  for (const ProseBlock& block : view.prose) {
    switch (block.kind) {
      case ProseBlock::Kind::heading:
        h << "<h2>" << runs_of(block) << "</h2>";
        break;
      case ProseBlock::Kind::subheading:
        h << "<h3>" << runs_of(block) << "</h3>";
        break;
      case ProseBlock::Kind::paragraph:
      case ProseBlock::Kind::finding:
        h << "<p";
        if (!block.lang.empty()) h << attr("lang", block.lang);
        h << ">" << runs_of(block);
        if (!block.note.empty()) {
          h << " <span class=\"badge plain\">" << text(block.note) << "</span>";
        }
        h << "</p>";
        break;
      case ProseBlock::Kind::open_point:
        h << "<div class=\"open\"><p>" << runs_of(block) << "</p><p class=\"small\"><strong>Open "
                                                            "point:"
          << "</strong> " << text(block.note) << "</p></div>";
        break;
    }
  }
  h << "</div></section>";
  return h;
}

Html built_files(const ReportView& view) {
  Html h;
  if (view.built.empty()) return h;
  h << "<section class=\"card wide\"><h2>Built</h2><ul class=\"plain list\">";
  for (const auto& file : view.built) {
    h << "<li><span class=\"grow\">" << linked(file.link, file.name)
      << "</span><span class=\"small soft\">" << text(file.size) << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

}  // namespace

Document reports_page(const Frame& frame, const ReportsView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::nav_reports) << "</h1>";
  if (view.rows.empty()) {
    h << "<div class=\"empty\">No report yet.</div><p></p>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const auto& row : view.rows) {
      h << "<li><span class=\"grow\"><a" << href(Url("/reports") / row.id) << "><bdi>"
        << text(row.title) << "</bdi></a><br><span class=\"small soft\">" << text(row.audience)
        << ", " << text(row.changed) << "</span></span><span>";
      if (row.open_points < 0) {
        h << "<span class=\"badge plain\">not checked</span>";
      } else if (row.open_points == 0) {
        h << "<span class=\"chip yes\">no open point</span>";
      } else {
        h << "<span class=\"chip no\">open points: " << row.open_points << "</span>";
      }
      h << "</span></li>";
    }
    h << "</ul>";
  }
  h << "<form method=\"post\" action=\"/reports\" class=\"card\">" << form_token(frame)
    << "<label for=\"title\">Start a report</label><div class=\"inline\"><input id=\"title\" "
       "name=\"title\" dir=\"auto\" placeholder=\"Title\" required><button>"
    << word(frame, Word::continue_button) << "</button></div></form>";
  return {std::string(say(frame.language, Word::nav_reports)), std::move(h)};
}

Document report_page(const Frame& frame, const ReportView& view) {
  Html h;
  const Url here = Url("/reports") / view.id;
  h << "<form method=\"post\"" << action(here / "check") << ">" << form_token(frame)
    << "<input type=\"hidden\" name=\"base\"" << attr("value", view.base)
    << "><div class=\"page-head\"><div><h1><bdi>" << text(view.title)
    << "</bdi></h1><span class=\"soft small\">" << text(view.profile) << ", " << text(view.audience)
    << " - " << text(view.words) << "</span></div><div class=\"inline\">"
    << "<button class=\"primary\">" << word(frame, Word::check_button) << "</button><button"
    << formaction(here / "draft") << ">" << word(frame, Word::draft_button) << "</button><button"
    << formaction(here / "release") << ">" << word(frame, Word::release_button)
    << "</button></div></div><div class=\"report\"><div><label for=\"source\">"
    << word(frame, Word::report_source)
    << "</label><textarea class=\"source\" id=\"source\" name=\"source\" spellcheck=\"false\" "
       "rows=\"28\">\n"
    << text(view.source) << "</textarea></div>" << diagnostics_list(frame, view)
    << built_files(view) << prose(frame, view) << "</div></form>";
  return {view.title, std::move(h)};
}

Document verify_page(const Frame& frame, const VerifyView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::verify_title) << "</h1>";
  if (view.asked) {
    Message message;
    message.title = view.file_name;
    switch (view.verdict) {
      case VerifyView::Verdict::genuine:
        message.tone = Message::Tone::good;
        message.title += ": unaltered since it was sealed.";
        break;
      case VerifyView::Verdict::altered:
        message.tone = Message::Tone::bad;
        message.title += ": not what was sealed.";
        break;
      case VerifyView::Verdict::unknown:
        message.tone = Message::Tone::warn;
        message.title += ": no seal is known for it.";
        break;
    }
    message.text = view.explanation;
    h << alert(message) << "<section class=\"card\"><dl class=\"facts\"><dt>SHA-256</dt>"
      << "<dd class=\"mono\">" << text(view.sha256) << "</dd>";
    if (!view.number.empty()) h << "<dt>Exhibit</dt><dd>" << text(view.number) << "</dd>";
    if (!view.sealed_at.empty()) h << "<dt>Sealed</dt><dd>" << text(view.sealed_at) << "</dd>";
    h << "</dl></section>";
  }
  h << "<form method=\"post\" action=\"/verify\" enctype=\"multipart/form-data\" class=\"card\">"
    << form_token(frame)
    << "<div class=\"field\"><label for=\"proof\">Its proof (a small file that came with "
       "it)</label><input id=\"proof\" name=\"proof\" type=\"file\"></div><div "
       "class=\"field\"><label for=\"file\">The file</label><input id=\"file\" name=\"file\" "
       "type=\"file\" required></div><button class=\"primary\">"
    << word(frame, Word::verify_button)
    << "</button></form><p class=\"soft\">A proof shows that these bytes were kept unaltered "
       "since a date. It never shows that what they say is true, nor who made them.</p>";
  return {std::string(say(frame.language, Word::verify_title)), std::move(h),
          Document::Width::narrow};
}

}  // namespace kotobune::web
