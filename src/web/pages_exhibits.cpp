// Exhibits: the list, the way in, and one exhibit with its text, custody, proof and consent.
#include "web/pages.h"

namespace kotobune::web {
namespace {

Html select(std::string_view id, const std::vector<Choice>& choices) {
  Html h;
  h << "<select" << attr("id", id) << attr("name", id) << ">";
  for (const Choice& choice : choices) {
    h << "<option" << attr("value", choice.value) << flag("selected", choice.selected) << ">"
      << text(choice.label) << "</option>";
  }
  h << "</select>";
  return h;
}

Html text_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::text_title) << "</h2>";
  if (view.pages.empty()) {
    h << "<p class=\"soft\">" << word(frame, Word::no_text);
    if (!view.no_text_reason.empty()) h << " <span>" << text(view.no_text_reason) << "</span>";
    h << "</p>";
  } else {
    h << "<p class=\"soft small\">" << word(frame, Word::text_drawn) << " <span "
      << "class=\"mono\">" << text(view.text_tool) << "</span></p>";
  }
  for (const TextPage& page : view.pages) {
    const std::string id = "p" + std::to_string(page.number);
    h << "<h3 class=\"page-mark\"" << attr("id", id) << ">" << word(frame, Word::page_label) << " "
      << page.number << "</h3><div class=\"original\" dir=\"auto\""
      << attr("data-page", std::to_string(page.number));
    if (!page.lang.empty()) h << attr("lang", page.lang);
    h << ">" << text(page.text) << "</div>";
  }
  h << "</section>";
  return h;
}

// Select a passage in the browser, copy it here, choose the page: works without JavaScript. The
// passage is matched against the sealed text, so that a slip of the hand is found at once.
Html cite_form(const Frame& frame, const ExhibitView& view) {
  Html h;
  if (view.pages.empty()) return h;
  h << "<section class=\"card\" id=\"cite\"><h2>" << word(frame, Word::cite_button) << "</h2>";
  if (!view.cited.empty()) {
    h << "<div class=\"alert good\" role=\"status\"><strong>" << word(frame, Word::cited)
      << "</strong><p class=\"mono\">" << text(view.cited) << "</p>";
    if (!view.cited_in.empty()) {
      h << "<p>" << word(frame, Word::cited_in) << " <a" << href(*Url::parse(view.cited_in))
        << "><bdi>" << text(view.cited_title) << "</bdi></a></p>";
    }
    h << "</div>";
  }
  h << "<kotobune-cite><form method=\"post\""
    << action((Url("/exhibits") / view.number / "cite").at("cite")) << ">" << form_token(frame)
    << "<div class=\"field\"><label for=\"quote\">" << word(frame, Word::quote_label)
    << "</label><span class=\"hint\">" << word(frame, Word::quote_hint) << "</span>"
    << field_error("quote-error", view.quote_error)
    << "<textarea id=\"quote\" name=\"quote\" rows=\"3\" dir=\"auto\" required";
  if (!view.quote_error.empty()) {
    h << attr("aria-invalid", "true") << attr("aria-describedby", "quote-error");
  }
  h << ">" << text(view.quote) << "</textarea></div><div class=\"grid cols\"><div "
    << "class=\"field\"><label for=\"page\">" << word(frame, Word::page_label)
    << "</label><select id=\"page\" name=\"page\">";
  for (const TextPage& page : view.pages) {
    h << "<option" << attr("value", std::to_string(page.number))
      << flag("selected", page.number == view.quote_page) << ">" << page.number << "</option>";
  }
  h << "</select></div>";
  if (!view.reports.empty()) {
    h << "<div class=\"field\"><label for=\"report\">" << word(frame, Word::report_label)
      << "</label>" << select("report", view.reports) << "</div>";
  }
  h << "</div><button class=\"primary\">" << word(frame, Word::cite_button)
    << "</button></form></kotobune-cite></section>";
  return h;
}

Html custody_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::custody)
    << "</h2><ol class=\"plain timeline\">";
  for (const CustodyRow& row : view.custody) {
    h << "<li><strong>" << text(row.what) << "</strong><br><span class=\"small soft\">"
      << text(row.when);
    if (!row.who.empty()) h << ", <bdi>" << text(row.who) << "</bdi>";
    h << "</span></li>";
  }
  h << "</ol><details><summary>" << word(frame, Word::custody_add)
    << "</summary><form method=\"post\"" << action(Url("/exhibits") / view.number / "custody")
    << ">" << form_token(frame) << "<div class=\"field\"><label for=\"what\">"
    << word(frame, Word::custody_what)
    << "</label><input id=\"what\" name=\"what\" required></div><div class=\"field\"><label "
       "for=\"who\">"
    << word(frame, Word::custody_who) << "</label><input id=\"who\" name=\"who\" "
    << "required></div><button>" << word(frame, Word::save)
    << "</button></form></details></section>";
  return h;
}

Html proof_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\" id=\"proof\"><h2>" << word(frame, Word::proof)
    << "</h2><p class=\"small soft\">" << word(frame, Word::proof_short)
    << "</p><dl class=\"facts\"><dt>SHA-256</dt><dd class=\"mono\">" << text(view.sha256)
    << "</dd>";
  if (!view.proof.empty()) {
    h << proof_rows(frame, view.log_index, view.checkpoint);
  } else {
    h << "<dt>" << word(frame, Word::checkpoint) << "</dt><dd>"
      << word(frame, view.published ? Word::published : Word::not_published) << "</dd>";
  }
  h << "</dl>" << proof_text(frame, view.proof);
  if (view.proof.empty() && view.published) {
    const Url here = Url("/exhibits") / view.number;
    h << "<p><a" << href(here.with("proof", "1").at("proof")) << ">"
      << word(frame, Word::proof_make) << "</a></p>";
  }
  h << "</section>";
  return h;
}

// Who it came from is asked at the exhibit that lacks it, since consent hangs on it.
Html source_form(const Frame& frame, const ExhibitView& view) {
  Html h;
  if (!view.source.empty() || view.sources.empty()) return h;
  h << "<form method=\"post\"" << action(Url("/exhibits") / view.number / "source") << ">"
    << form_token(frame) << "<div class=\"field\"><label for=\"source\">"
    << word(frame, Word::who_gave) << "</label>" << select("source", view.sources)
    << "</div><button>" << word(frame, Word::save) << "</button></form>";
  return h;
}

Html facts_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><dl class=\"facts\"><dt>" << word(frame, Word::name)
    << "</dt><dd><bdi>" << text(view.name) << "</bdi></dd><dt>" << word(frame, Word::type)
    << "</dt><dd>" << text(view.type) << "</dd><dt>" << word(frame, Word::size) << "</dt><dd>"
    << text(view.size) << "</dd><dt>" << word(frame, Word::sealed_on) << "</dt><dd>"
    << text(view.sealed_at) << "</dd><dt>" << word(frame, Word::source_label) << "</dt><dd>";
  if (view.source.empty()) {
    h << word(frame, Word::not_stated);
  } else {
    h << "<a" << href(Url("/sources") / view.source) << ">" << text(view.source) << "</a>";
  }
  h << "</dd></dl>" << source_form(frame, view) << "<h3>" << word(frame, Word::consent) << "</h3>";
  if (view.consent.empty()) {
    h << "<p class=\"soft small\">" << word(frame, Word::no_consent) << "</p>";
  } else {
    h << "<ul class=\"plain chips\">";
    for (const ConsentChip& one : view.consent) h << chip(frame, one);
    h << "</ul>";
  }
  h << "</section>";
  return h;
}

}  // namespace

Document exhibits_page(const Frame& frame, const ExhibitsView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::nav_exhibits)
    << " <span class=\"soft\">"
    << view.total << "</span></h1><a class=\"button primary\" href=\"/exhibits/add\">"
    << word(frame, Word::add_exhibits) << "</a></div>";
  if (!view.only.empty()) {
    h << "<p class=\"inline\"><span class=\"badge plain\">"
      << word(frame, view.only == "unread" ? Word::only_unread : Word::only_no_source)
      << "</span><a href=\"/exhibits\">" << word(frame, Word::show_all) << "</a></p>";
  }
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::no_exhibits) << "</div>";
    return {std::string(say(frame.language, Word::nav_exhibits)), std::move(h)};
  }
  const auto column = [&](Word key) -> Html {
    Html th;
    th << "<th scope=\"col\">" << word(frame, key) << "</th>";
    return th;
  };
  h << "<div class=\"card flush\"><table class=\"stack\"><thead><tr>" << column(Word::number)
    << column(Word::name) << column(Word::type) << column(Word::size) << column(Word::sealed_on)
    << column(Word::source_label) << "</tr></thead><tbody>";
  for (const ExhibitRow& row : view.rows) {
    h << "<tr><td class=\"number key\"><a" << href(Url("/exhibits") / row.number) << ">"
      << text(row.number) << "</a></td><td" << attr("data-label", say(frame.language, Word::name))
      << "><span><bdi>" << text(row.name) << "</bdi>";
    if (!row.warning.empty()) {
      h << "<span class=\"small soft below\">" << text(row.warning) << "</span>";
    }
    h << "</span></td><td" << attr("data-label", say(frame.language, Word::type)) << ">"
      << text(row.type) << "</td><td class=\"number\""
      << attr("data-label", say(frame.language, Word::size)) << ">" << text(row.size)
      << "</td><td class=\"number\"" << attr("data-label", say(frame.language, Word::sealed_on))
      << ">" << text(row.sealed_at) << "</td><td"
      << attr("data-label", say(frame.language, Word::source_label)) << ">";
    if (row.source.empty()) {
      h << "<span class=\"soft\">" << word(frame, Word::not_stated) << "</span>";
    } else {
      h << "<a" << href(Url("/sources") / row.source) << ">" << text(row.source) << "</a>";
    }
    h << "</td></tr>";
  }
  h << "</tbody></table></div>";
  const Url list("/exhibits");
  h << pager(frame, view.only.empty() ? list : list.with("only", view.only), view.page, view.pages);
  return {std::string(say(frame.language, Word::nav_exhibits)), std::move(h)};
}

namespace {

// Who gave them, in which language: asked before the files, so that both are known when the first
// byte of a file arrives. `suffix` keeps the ids of two forms on one page apart.
Html seal_fields(const Frame& frame, const UploadView& view, std::string_view suffix) {
  Html h;
  const auto id = [&](std::string_view name) { return std::string(name) + std::string(suffix); };
  h << "<div class=\"grid cols\"><div class=\"field\"><label" << attr("for", id("source")) << ">"
    << word(frame, Word::who_gave) << "</label><select" << attr("id", id("source"))
    << attr("name", "source") << ">";
  for (const Choice& choice : view.sources) {
    h << "<option" << attr("value", choice.value) << ">" << text(choice.label) << "</option>";
  }
  h << "</select></div><div class=\"field\"><label" << attr("for", id("lang")) << ">"
    << word(frame, Word::language_of_text) << "</label><select" << attr("id", id("lang"))
    << attr("name", "lang") << "><option value=\"\">" << word(frame, Word::not_known)
    << "</option>";
  for (Language language : all_languages) {
    h << "<option" << attr("value", code_of(language)) << attr("lang", code_of(language)) << ">"
      << text(name_of(language)) << "</option>";
  }
  h << "</select></div></div>";
  return h;
}

}  // namespace

Document upload_page(const Frame& frame, const UploadView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::drop_title) << "</h1><p class=\"soft\">"
    << word(frame, Word::drop_more) << "</p>";
  if (view.work) {
    h << "<div class=\"alert warn\" role=\"status\"><strong>" << word(frame, Word::work_busy)
      << "</strong><p><a href=\"/work\">" << word(frame, Word::work_look) << "</a></p></div>";
  }
  h << "<kotobune-drop data-end=\"/work\""
    << attr("data-failed", say(frame.language, Word::upload_failed))
    << attr("data-sending", say(frame.language, Word::upload_sending))
    << attr("data-sealing", say(frame.language, Word::upload_sealing))
    << attr("data-chosen", say(frame.language, Word::upload_chosen))
    << "><form method=\"post\" action=\"/exhibits/add\" enctype=\"multipart/form-data\" "
       "class=\"card\">"
    << form_token(frame) << seal_fields(frame, view, "")
    << "<div class=\"drop\" data-drop hidden>" << word(frame, Word::drop_here)
    << "</div><div class=\"grid cols\"><div class=\"field\"><label for=\"files\">"
    << word(frame, Word::drop_files)
    << "</label><input id=\"files\" name=\"files\" type=\"file\" multiple></div><div "
       "class=\"field\"><label for=\"folder\">"
    << word(frame, Word::drop_folder)
    << "</label><input id=\"folder\" name=\"files\" type=\"file\" webkitdirectory "
       "multiple></div></div><div class=\"progress\"><progress value=\"0\" max=\"1\""
    << attr("aria-label", say(frame.language, Word::work_sealing))
    << "></progress><p class=\"numbers\" data-status role=\"status\"></p><button "
       "type=\"button\" data-stop>"
    << word(frame, Word::stop) << "</button></div><div class=\"actions\"><button "
                                  "class=\"primary\">"
    << word(frame, Word::seal_button) << "</button></div></form></kotobune-drop>"
    << "<details class=\"card\"><summary>" << word(frame, Word::big_folder)
    << "</summary><form method=\"post\" action=\"/exhibits/add-folder\">" << form_token(frame)
    << "<div class=\"field\"><label for=\"path\">" << word(frame, Word::big_folder_path)
    << "</label><span class=\"hint\">" << word(frame, Word::big_folder_hint)
    << "</span><input id=\"path\" name=\"path\" dir=\"auto\" autocomplete=\"off\" "
       "required></div>"
    << seal_fields(frame, view, "-2") << "<button>" << word(frame, Word::seal_button)
    << "</button></form></details>";
  return {std::string(say(frame.language, Word::drop_title)), std::move(h),
          Document::Width::narrow};
}

Document exhibit_page(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << text(view.number) << " <span class=\"soft\"><bdi>"
    << text(view.name) << "</bdi></span></h1>" << seal_badge(frame) << "</div>"
    << "<div class=\"with-side\"><div>";
  if (const auto picture = Url::parse(view.picture); picture && !view.picture.empty()) {
    if (view.graphic) {
      h << "<details class=\"card\"><summary>" << word(frame, Word::graphic) << "</summary>"
        << "<img loading=\"lazy\"" << src(*picture) << attr("alt", view.name) << "></details>";
    } else {
      h << "<div class=\"card\"><img loading=\"lazy\"" << src(*picture) << attr("alt", view.name)
        << "></div>";
    }
  }
  h << text_section(frame, view) << cite_form(frame, view) << "</div><div>"
    << facts_section(frame, view) << custody_section(frame, view) << proof_section(frame, view)
    << "</div></div>";
  return {view.number, std::move(h)};
}

}  // namespace kotobune::web
