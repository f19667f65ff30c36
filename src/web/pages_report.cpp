// The report: source, prose and what stands in the way.
#include <algorithm>

#include "web/pages.h"

namespace kotobune::web {
namespace {

Html diagnostic(const Frame& frame, const ReportView& view, const ReportDiagnostic& one) {
  Html h;
  h << "<li" << attr("class", one.is_error ? "error-item" : "warning-item")
    << "><div class=\"where\"><strong>"
    << word(frame, one.is_error ? Word::error : Word::warning) << "</strong>";
  if (one.line > 0) {
    // An island moves the cursor there; without it the number tells the way.
    h << "<a class=\"line\" href=\"#source\"" << attr("data-line", std::to_string(one.line))
      << ">" << word(frame, Word::line) << " " << one.line << "</a>";
  }
  h << "<span>" << text(one.code) << "</span></div><p class=\"say\">" << text(one.sentence)
    << "</p>";
  if (!one.excerpt.empty()) {
    h << "<span class=\"excerpt\" dir=\"auto\">" << text(one.excerpt) << "</span>";
  }
  h << "<p>" << text(one.mend) << "</p>";
  if (!one.fix_id.empty() || !one.link.empty()) h << "<div class=\"inline\">";
  if (!one.fix_id.empty()) {
    h << "<button class=\"small fix\" name=\"fix\"" << attr("value", one.fix_id)
      << formaction(Url("/reports") / view.id / "fix") << ">" << text(one.fix_label)
      << "</button>";
  }
  if (const auto url = Url::parse(one.link); url && !one.link.empty()) {
    h << "<a class=\"button small\"" << href(*url) << ">" << word(frame, Word::mend_at) << " "
      << text(one.link_label) << "</a>";
  }
  if (!one.fix_id.empty() || !one.link.empty()) h << "</div>";
  h << "</li>";
  return h;
}

Html diagnostics_list(const Frame& frame, const ReportView& view) {
  Html h;
  const auto errors = std::count_if(view.diagnostics.begin(), view.diagnostics.end(),
                                    [](const ReportDiagnostic& one) { return one.is_error; });
  h << "<section aria-labelledby=\"findings\" class=\"points\"><h2 id=\"findings\">"
    << word(frame, Word::report_findings) << "</h2>";
  if (view.diagnostics.empty()) {
    h << "<div class=\"alert good\" role=\"status\"><strong>"
      << word(frame, Word::no_diagnostics) << "</strong></div></section>";
    return h;
  }
  const auto rest = static_cast<std::int64_t>(view.diagnostics.size()) - errors;
  h << "<p role=\"status\" class=\"tally\"><span class=\"chip no\">"
    << word(frame, Word::must_mend) << ": " << static_cast<std::int64_t>(errors) << "</span>";
  if (rest > 0) {
    h << " <span class=\"chip ask\">" << word(frame, Word::to_look_at) << ": " << rest
      << "</span>";
  }
  h << "</p><ol class=\"plain diagnostics\">";
  for (const ReportDiagnostic& one : view.diagnostics) h << diagnostic(frame, view, one);
  h << "</ol></section>";
  return h;
}

Html runs_of(const std::vector<ProseRun>& runs) {
  Html h;
  for (const ProseRun& run : runs) {
    if (!run.exhibit.empty()) {
      h << "<a class=\"cite\"" << href(Url("/exhibits") / run.exhibit) << ">" << text(run.text)
        << "</a>";
      continue;
    }
    if (run.open_point) {
      h << "<mark class=\"open\">" << text(run.text) << "</mark>";
    } else if (run.strong) {
      h << "<strong>" << text(run.text) << "</strong>";
    } else if (run.emphasis) {
      h << "<em>" << text(run.text) << "</em>";
    } else if (run.code) {
      h << "<code>" << text(run.text) << "</code>";
    } else {
      h << text(run.text);
    }
  }
  return h;
}

Html prose_table(const ProseBlock& block) {
  Html h;
  h << "<div class=\"table-wrap\" tabindex=\"0\"><table>";
  bool head = block.header;
  for (const auto& row : block.rows) {
    h << "<tr>";
    for (const auto& cell : row) {
      if (head) {
        h << "<th scope=\"col\">" << runs_of(cell) << "</th>";
      } else {
        h << "<td>" << runs_of(cell) << "</td>";
      }
    }
    h << "</tr>";
    head = false;
  }
  h << "</table></div>";
  return h;
}

Html prose(const Frame& frame, const ReportView& view) {
  Html h;
  h << "<section class=\"card wide\" aria-labelledby=\"prose\"><h2 id=\"prose\">"
    << word(frame, Word::report_prose) << "</h2>";
  if (!view.banner.empty()) {
    h << "<p class=\"banner\">" << text(view.banner) << "</p>";
  }
  h << "<div class=\"prose\" dir=\"auto\"";
  if (!view.language.empty()) h << attr("lang", view.language);
  h << ">";
  for (const ProseBlock& block : view.prose) {
    switch (block.kind) {
      case ProseBlock::Kind::heading: h << "<h3>" << runs_of(block.runs) << "</h3>"; break;
      case ProseBlock::Kind::subheading: h << "<h4>" << runs_of(block.runs) << "</h4>"; break;
      case ProseBlock::Kind::paragraph:
        h << "<p dir=\"auto\">";
        if (block.number > 0) h << "<span class=\"soft para\">" << block.number << ".</span> ";
        h << runs_of(block.runs) << "</p>";
        break;
      case ProseBlock::Kind::item:
        h << "<p class=\"item\" dir=\"auto\">" << runs_of(block.runs) << "</p>";
        break;
      case ProseBlock::Kind::quotation:
        h << "<blockquote dir=\"auto\"><p>" << runs_of(block.runs) << "</p></blockquote>";
        break;
      case ProseBlock::Kind::table: h << prose_table(block); break;
    }
  }
  h << "</div></section>";
  return h;
}

Html built_files(const Frame& frame, const ReportView& view) {
  Html h;
  if (view.built.empty()) return h;
  h << "<section class=\"card wide\" id=\"built\"><h2>" << word(frame, Word::built_title)
    << "</h2><p class=\"soft small\">" << word(frame, Word::built_more)
    << "</p><ul class=\"plain list tight\">";
  for (const auto& file : view.built) {
    h << "<li><span class=\"grow\">" << linked(file.link, file.name)
      << "</span><span class=\"small soft\">" << text(file.made) << ", " << text(file.size)
      << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

// To whom and by which way is asked before anything leaves: a withdrawal must find them again.
Html release_form(const Frame& frame, const ReportView& view) {
  Html h;
  h << "<section class=\"card wide\" aria-labelledby=\"release\"><h2 id=\"release\">"
    << word(frame, Word::release_title) << "</h2><p class=\"soft\">"
    << word(frame, Word::release_more) << "</p><div class=\"grid cols\"><div "
       "class=\"field\"><label for=\"recipients\">"
    << word(frame, Word::recipients)
    << "</label><input id=\"recipients\" name=\"recipients\" dir=\"auto\" "
       "autocomplete=\"off\""
    << attr("placeholder", say(frame.language, Word::recipients_example))
    << "></div><div class=\"field\"><label for=\"channel\">" << word(frame, Word::channel)
    << "</label><input id=\"channel\" name=\"channel\" dir=\"auto\" autocomplete=\"off\""
    << attr("placeholder", say(frame.language, Word::channel_example))
    << "></div></div><button" << formaction(Url("/reports") / view.id / "release") << ">"
    << word(frame, Word::release_button) << "</button></section>";
  return h;
}

}  // namespace

Document reports_page(const Frame& frame, const ReportsView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::nav_reports) << "</h1>";
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::no_report) << "</div>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const auto& row : view.rows) {
      h << "<li><span class=\"grow\"><a class=\"key\"" << href(Url("/reports") / row.id)
        << "><bdi>" << text(row.title) << "</bdi></a><span class=\"small soft below\">"
        << text(row.changed) << "</span></span><span>";
      if (row.open_points < 0) {
        h << "<span class=\"badge plain\">" << word(frame, Word::not_checked) << "</span>";
      } else if (row.open_points == 0) {
        h << "<span class=\"chip yes\">" << word(frame, Word::no_open_point) << "</span>";
      } else {
        h << "<span class=\"chip no\">" << word(frame, Word::open_points) << ": "
          << row.open_points << "</span>";
      }
      h << "</span></li>";
    }
    h << "</ul>";
  }
  h << "<form method=\"post\" action=\"/reports\" class=\"card\">" << form_token(frame)
    << "<label for=\"title\">" << word(frame, Word::start_report)
    << "</label><div class=\"inline\"><input id=\"title\" name=\"title\" dir=\"auto\""
    << attr("placeholder", say(frame.language, Word::title_example)) << " required><button>"
    << word(frame, Word::continue_button) << "</button></div></form>";
  return {std::string(say(frame.language, Word::nav_reports)), std::move(h)};
}

Document report_page(const Frame& frame, const ReportView& view) {
  Html h;
  const Url here = Url("/reports") / view.id;
  h << "<kotobune-report><form method=\"post\"" << action(here / "check") << ">"
    << form_token(frame) << "<div class=\"page-head\"><div><h1><bdi>" << text(view.title)
    << "</bdi></h1><span class=\"soft small\">" << text(view.profile) << ", "
    << text(view.audience) << "</span></div><div class=\"inline\">"
    << "<button class=\"primary\">" << word(frame, Word::check_button) << "</button><button"
    << formaction(here / "draft") << ">" << word(frame, Word::draft_button)
    << "</button><a class=\"button\" href=\"#release\">" << word(frame, Word::release_button)
    << "</a></div></div><div class=\"report\"><div class=\"sticky\"><label for=\"source\">"
    << word(frame, Word::report_source)
    << "</label><textarea class=\"source\" id=\"source\" name=\"source\" spellcheck=\"false\" "
       "rows=\"28\">\n"
    << text(view.source) << "</textarea></div>" << diagnostics_list(frame, view)
    << prose(frame, view) << built_files(frame, view) << release_form(frame, view)
    << "</div></form></kotobune-report>";
  return {view.title, std::move(h)};
}

}  // namespace kotobune::web
