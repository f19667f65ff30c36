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

Html text_section(const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><h2>Text</h2>";
  if (view.pages.empty()) {
    h << "<p class=\"soft\">"
      << text(view.no_text_reason.empty() ? "No text was drawn out of this original."
                                          : std::string_view(view.no_text_reason))
      << "</p>";
  } else {
    h << "<p class=\"soft small\">Drawn out by " << text(view.text_tool)
      << " and sealed as a derivative. The original is untouched.</p>";
  }
  for (const TextPage& page : view.pages) {
    const std::string id = "p" + std::to_string(page.number);
    h << "<h3 class=\"page-mark\"" << attr("id", id) << ">Page " << page.number << "</h3>"
      << "<div class=\"original\" dir=\"auto\"";
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
    h << "<div class=\"alert good\" role=\"status\"><strong>The passage stands on that "
         "page.</strong><p class=\"mono\">"
      << text(view.cited) << "</p></div>";
  }
  h << "<form method=\"post\"" << action(Url("/exhibits") / view.number / "cite") << ">"
    << form_token(frame)
    << "<div class=\"field\"><label for=\"quote\">Passage, exactly as it stands in the text</label>"
    << field_error("quote-error", view.quote_error)
    << "<textarea id=\"quote\" name=\"quote\" rows=\"3\" dir=\"auto\" required";
  if (!view.quote_error.empty()) {
    h << attr("aria-invalid", "true") << attr("aria-describedby", "quote-error");
  }
  h << ">" << text(view.quote) << "</textarea></div><div class=\"field\">"
    << "<label for=\"page\">Page</label><select id=\"page\" name=\"page\">";
  for (const TextPage& page : view.pages) {
    h << "<option" << attr("value", std::to_string(page.number))
      << flag("selected", page.number == view.quote_page) << ">" << page.number << "</option>";
  }
  h << "</select></div>";
  if (!view.reports.empty()) {
    h << "<div class=\"field\"><label for=\"report\">Report</label>"
      << select("report", view.reports) << "</div>";
  }
  h << "<button class=\"primary\">" << word(frame, Word::cite_button)
    << "</button></form></section>";
  return h;
}

Html custody_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::custody)
    << "</h2><ol class=\"plain timeline\">";
  for (const CustodyRow& row : view.custody) {
    h << "<li><strong>" << text(row.what) << "</strong><br><span class=\"small soft\">"
      << text(row.when) << " - <bdi>" << text(row.who) << "</bdi></span></li>";
  }
  h << "</ol><details><summary>Add an entry</summary><form method=\"post\""
    << action(Url("/exhibits") / view.number / "custody") << ">" << form_token(frame)
    << "<div class=\"field\"><label for=\"what\">What happened</label><input id=\"what\" "
       "name=\"what\" required></div><div class=\"field\"><label for=\"who\">Who held "
       "it</label><input id=\"who\" name=\"who\" required></div><button>"
    << word(frame, Word::save) << "</button></form></details></section>";
  return h;
}

Html proof_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::proof)
    << "</h2><p class=\"small soft\">Proves that these bytes were kept unaltered since they were "
       "sealed. It does not prove that what they say is true, nor who made them.</p><dl "
       "class=\"facts\"><dt>SHA-256</dt><dd class=\"mono\">"
    << text(view.sha256) << "</dd><dt>Log entry</dt><dd>" << text(view.log_index)
    << "</dd><dt>Checkpoint</dt><dd class=\"mono\">" << text(view.checkpoint)
    << "</dd></dl></section>";
  return h;
}

Html facts_section(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<section class=\"card\"><dl class=\"facts\"><dt>Name</dt><dd><bdi>" << text(view.name)
    << "</bdi></dd><dt>Type</dt><dd>" << text(view.type) << "</dd><dt>Size</dt><dd>"
    << text(view.size) << "</dd><dt>Sealed</dt><dd>" << text(view.sealed_at) << "<br><bdi>"
    << text(view.sealed_by) << "</bdi></dd><dt>Source</dt><dd>";
  if (view.source.empty()) {
    h << "not stated";
  } else {
    h << "<a" << href(Url("/sources") / view.source) << ">" << text(view.source) << "</a>";
  }
  h << "</dd></dl><h3>" << word(frame, Word::consent) << "</h3>";
  if (view.consent.empty()) {
    h << "<p class=\"soft small\">No consent is recorded, so nothing of it can be shared.</p>";
  } else {
    h << "<ul class=\"plain chips\">";
    for (const ConsentChip& one : view.consent) h << chip(one);
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
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::no_exhibits) << "</div>";
    return {std::string(say(frame.language, Word::nav_exhibits)), std::move(h)};
  }
  h << "<div class=\"card\"><table class=\"stack\"><thead><tr><th scope=\"col\">Number</th><th "
       "scope=\"col\">Name</th><th scope=\"col\">Type</th><th scope=\"col\">Size</th><th "
       "scope=\"col\">Sealed</th><th scope=\"col\">Source</th></tr></thead><tbody>";
  for (const ExhibitRow& row : view.rows) {
    h << "<tr><td class=\"number\" data-label=\"Number\"><a" << href(Url("/exhibits") / row.number)
      << ">" << text(row.number) << "</a></td><td data-label=\"Name\"><span><bdi>" << text(row.name)
      << "</bdi>";
    if (!row.warning.empty()) h << "<br><span class=\"small "
                                   "soft\">" << text(row.warning) << "</span>";
    h << "</span></td><td data-label=\"Type\">" << text(row.type)
      << "</td><td class=\"number\" data-label=\"Size\">" << text(row.size)
      << "</td><td class=\"number\" data-label=\"Sealed\">" << text(row.sealed_at)
      << "</td><td data-label=\"Source\">" << text(row.source) << "</td></tr>";
  }
  h << "</tbody></table></div>";
  if (view.pages > 1) {
    const Url list("/exhibits");
    h << "<nav class=\"inline\" aria-label=\"Pages\">";
    if (view.page > 1) {
      h << "<a class=\"button\"" << href(list.with("page", std::to_string(view.page - 1)))
        << ">Earlier</a>";
    }
    h << "<span class=\"soft\">Page " << view.page << " of " << view.pages << "</span>";
    if (view.page < view.pages) {
      h << "<a class=\"button\"" << href(list.with("page", std::to_string(view.page + 1)))
        << ">Later</a>";
    }
    h << "</nav>";
  }
  return {std::string(say(frame.language, Word::nav_exhibits)), std::move(h)};
}

Document upload_page(const Frame& frame, const UploadView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::drop_title)
    << "</h1><p class=\"soft\">Each file is copied byte for byte into the sealed case on this "
       "computer. The files you give stay where they are, unchanged.</p><kotobune-drop "
       "data-failed=\"It did not arrive:\" data-stopped=\"stopped. What was sealed before stays "
       "sealed.\"><form method=\"post\" action=\"/exhibits/add\" enctype=\"multipart/form-data\" "
       "class=\"card\">"
    << form_token(frame)
    // The fields stand before the files: they are known when the first byte of a file arrives.
    << "<div class=\"field\"><label for=\"source\">Who gave them?</label>"
    << select("source", view.sources)
    << "</div><div class=\"drop\" data-drop hidden>" << word(frame, Word::drop_here)
    << "</div><div class=\"field\"><label for=\"files\">" << word(frame, Word::drop_files)
    << "</label><input id=\"files\" name=\"files\" type=\"file\" multiple></div><div "
       "class=\"field\"><label for=\"folder\">"
    << word(frame, Word::drop_folder)
    << "</label><input id=\"folder\" name=\"files\" type=\"file\" webkitdirectory "
       "multiple></div><div class=\"progress\"><progress value=\"0\" max=\"1\" "
       "aria-label=\"Progress\"></progress><p data-status role=\"status\"></p><button "
       "type=\"button\" data-stop>"
    << word(frame, Word::cancel) << "</button></div><div class=\"actions\"><button "
                                    "class=\"primary\">"
    << word(frame, Word::seal_button) << "</button></div></form></kotobune-drop>"
    << "<details class=\"card\"><summary>A very large folder, or a disk</summary><form "
       "method=\"post\" action=\"/exhibits/add-folder\">"
    << form_token(frame)
    << "<div class=\"field\"><label for=\"path\">Folder on this computer</label><span "
       "class=\"hint\">Read in place, without passing through the browser; times and paths are "
       "recorded.</span><input id=\"path\" name=\"path\" autocomplete=\"off\" "
       "required></div><button>"
    << word(frame, Word::seal_button) << "</button></form></details>";
  return {std::string(say(frame.language, Word::drop_title)), std::move(h),
          Document::Width::narrow};
}

Document sealed_page(const Frame& frame, const SealedView& view) {
  Html h;
  std::int64_t sealed = 0;
  std::int64_t refused = 0;
  for (const auto& row : view.rows) {
    sealed += row.kind == SealedView::Row::Kind::sealed ? 1 : 0;
    refused += row.kind == SealedView::Row::Kind::refused ? 1 : 0;
  }
  h << "<div class=\"page-head\"><h1>" << sealed << " " << seal_badge(frame)
    << "</h1><a class=\"button\" href=\"/exhibits/add\">" << word(frame, Word::add_exhibits)
    << "</a></div>";
  if (refused > 0) {
    h << "<div class=\"alert warn\" role=\"status\"><strong>Not sealed: " << refused
      << "</strong><p>The reasons stand below. The others are safe.</p></div>";
  }
  h << "<ul class=\"plain card list\">";
  for (const auto& row : view.rows) {
    h << "<li><span class=\"grow\">";
    if (row.number.empty()) {
      h << "<bdi>" << text(row.name) << "</bdi>";
    } else {
      h << "<a" << href(Url("/exhibits") / row.number) << ">" << text(row.number) << "</a> <bdi>"
        << text(row.name) << "</bdi>";
    }
    h << "</span><span class=\"small soft\">" << text(row.outcome) << "</span></li>";
  }
  h << "</ul>";
  return {std::string(say(frame.language, Word::sealed)), std::move(h)};
}

Document exhibit_page(const Frame& frame, const ExhibitView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << text(view.number) << " <span class=\"soft\"><bdi>"
    << text(view.name) << "</bdi></span></h1>" << seal_badge(frame) << "</div>"
    << "<div class=\"with-side\"><div>";
  if (const auto picture = Url::parse(view.picture); picture && !view.picture.empty()) {
    if (view.graphic) {
      h << "<details class=\"card\"><summary>This picture may be hard to look at. Show "
           "it.</summary>"
        << "<img loading=\"lazy\"" << src(*picture) << attr("alt", view.name) << "></details>";
    } else {
      h << "<div class=\"card\"><img loading=\"lazy\"" << src(*picture) << attr("alt", view.name)
        << "></div>";
    }
  }
  h << text_section(view) << cite_form(frame, view) << "</div><div>" << facts_section(frame, view)
    << custody_section(frame, view) << proof_section(frame, view) << "</div></div>";
  return {view.number, std::move(h)};
}

}  // namespace kotobune::web
