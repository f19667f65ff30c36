// Sources and what they agreed to, and the search.
#include "web/pages.h"

namespace kotobune::web {
namespace {

struct Option {
  const char* value;
  const char* label;
};
constexpr Option states[] = {{"unknown", "unknown"}, {"yes", "yes"}, {"no", "no"},
                             {"ask", "ask first"},   {"withdrawn", "withdrawn"}};
constexpr Option identities[] = {
    {"none", "not at all"}, {"pseudonym", "pseudonym"}, {"role", "by role"}, {"named", "by name"}};

template <std::size_t size>
Html options(std::string_view name, std::string_view label, const Option (&list)[size],
             std::string_view selected) {
  Html h;
  h << "<select" << attr("name", name) << attr("aria-label", label) << ">";
  for (const Option& option : list) {
    h << "<option" << attr("value", option.value) << flag("selected", selected == option.value)
      << ">" << text(option.label) << "</option>";
  }
  h << "</select>";
  return h;
}

Html consent_sheet(const Frame& frame, const SourceView& view) {
  Html h;
  h << "<form method=\"post\" class=\"card\"" << action(Url("/sources") / view.code / "consent")
    << "><h2>" << word(frame, Word::consent) << "</h2><p class=\"soft\">Ask for each use by "
       "itself: each brings another danger. What was not asked is <em>unknown</em>, and unknown "
       "means no.</p>"
    << form_token(frame)
    << "<table class=\"stack\"><thead><tr><th scope=\"col\">Use</th><th "
       "scope=\"col\">Agreed</th><th scope=\"col\">Shown as</th></tr></thead><tbody>";
  for (const ConsentLine& line : view.lines) {
    h << "<tr><th scope=\"row\"><span>" << text(line.purpose) << " <span class=\"soft small\">"
      << text(line.code) << "</span></span></th><td data-label=\"Agreed\">"
      << options("state-" + line.code, line.purpose + ": agreed", states, line.state)
      << "</td><td data-label=\"Shown as\">"
      << options("identity-" + line.code, line.purpose + ": shown as", identities, line.identity)
      << "</td></tr>";
  }
  h << "</tbody></table><div class=\"grid\"><div class=\"field\"><label for=\"at\">When was it "
       "given?</label><input id=\"at\" name=\"at\""
    << attr("value", view.given_at)
    << " required></div><div class=\"field\"><label for=\"how\">How?</label><input id=\"how\" "
       "name=\"how\""
    << attr("value", view.given_how) << " placeholder=\"spoken, in her language, recorded\" "
                                        "required>"
    << "</div></div><button class=\"primary\">" << word(frame, Word::save) << "</button></form>";
  return h;
}

Html withdraw_form(const Frame& frame, const SourceView& view) {
  Html h;
  h << "<form method=\"post\" class=\"card\"" << action(Url("/sources") / view.code / "withdraw")
    << "><h2>" << word(frame, Word::withdraw_button)
    << "</h2><p>From now on nothing that rests on this source can be released.</p>"
    << form_token(frame);
  if (view.must_be_told.empty()) {
    h << "<p class=\"soft\">Nothing was shared so far, so nobody has to be told.</p>";
  } else {
    h << "<p><strong>Must be told:</strong></p><ul>";
    for (const std::string& one : view.must_be_told) h << "<li>" << text(one) << "</li>";
    h << "</ul>";
  }
  h << "<label class=\"tick\"><input type=\"checkbox\" name=\"sure\" value=\"yes\" required>The "
       "source, or whoever speaks for the source, asked for this.</label><button class=\"danger\">"
    << word(frame, Word::withdraw_button) << "</button></form>";
  return h;
}

}  // namespace

Document sources_page(const Frame& frame, const SourcesView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::nav_sources) << "</h1></div>";
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::no_sources) << "</div><p></p>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const SourceRow& row : view.rows) {
      h << "<li><div class=\"grow\"><a class=\"big\"" << href(Url("/sources") / row.code) << ">"
        << text(row.code) << "</a> <span class=\"soft\">" << text(row.role)
        << "</span><ul class=\"plain chips\">";
      for (const ConsentChip& one : row.consent) h << chip(one);
      h << "</ul></div><span class=\"small soft\">" << text(row.protection) << "<br>Exhibits: "
        << row.exhibits << "</span></li>";
    }
    h << "</ul>";
  }
  h << "<details class=\"card\"" << flag("open", view.rows.empty()) << "><summary>"
    << word(frame, Word::add_source)
    << "</summary><form method=\"post\" action=\"/sources\">" << form_token(frame)
    << "<p class=\"soft\">The real name goes into a closed circle with its own key. Everywhere "
       "else only the pseudonym stands.</p><div class=\"field\"><label for=\"code\">Pseudonym"
       "</label><input id=\"code\" name=\"code\" autocomplete=\"off\" required"
    << attr("value", view.next_code)
    << "></div><div class=\"grid\"><div class=\"field\"><label for=\"role\">Who is it, in general "
       "words?</label><input id=\"role\" name=\"role\" "
       "placeholder=\"a teacher\" required></div><div class=\"field\"><label for=\"names\">Real "
       "names and nicknames, one a line, in every script</label><textarea id=\"names\" "
       "name=\"names\" rows=\"3\" dir=\"auto\" autocomplete=\"off\" "
       "spellcheck=\"false\"></textarea></div><div class=\"field\"><label "
       "for=\"protection\">Protection</label><select id=\"protection\" "
       "name=\"protection\"><option value=\"S3\" selected>S3 - naming endangers</option><option "
       "value=\"S4\">S4 - life at stake</option><option value=\"S2\">S2 - "
       "internal</option><option value=\"S1\">S1 - partners</option><option value=\"S0\">S0 - "
       "public</option></select></div></div><button class=\"primary\">"
    << word(frame, Word::add_source) << "</button></form></details>";
  return {std::string(say(frame.language, Word::nav_sources)), std::move(h)};
}

Document source_page(const Frame& frame, const SourceView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << text(view.code) << " <span class=\"soft\">"
    << text(view.role) << "</span></h1></div><div class=\"with-side\"><div>"
    << consent_sheet(frame, view)
    << "</div><div><section class=\"card\"><dl class=\"facts\"><dt>Protection</dt><dd>"
    << text(view.protection) << "</dd><dt>Reliability</dt><dd>" << text(view.reliability)
    << "</dd><dt>Real name</dt><dd>"
    << text(view.identity_known ? "kept in the closed circle" : "not recorded")
    << "</dd></dl></section><section class=\"card\"><h2>" << word(frame, Word::nav_exhibits)
    << "</h2>";
  if (view.exhibits.empty()) h << "<p class=\"soft\">None yet.</p>";
  h << "<ul class=\"plain inline\">";
  for (const std::string& number : view.exhibits) {
    h << "<li><a class=\"button\"" << href(Url("/exhibits") / number) << ">" << text(number)
      << "</a></li>";
  }
  h << "</ul></section>" << withdraw_form(frame, view) << "</div></div>";
  return {view.code, std::move(h)};
}

Document search_page(const Frame& frame, const SearchView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::nav_search)
    << "</h1><form method=\"get\" action=\"/search\" role=\"search\" class=\"card\"><label "
       "for=\"q\">"
    << word(frame, Word::nav_search) << "</label><span class=\"hint\">"
    << word(frame, Word::search_hint)
    << "</span><div class=\"inline\"><input id=\"q\" name=\"q\" type=\"search\" dir=\"auto\""
    << attr("value", view.query) << "><button class=\"primary\">"
    << word(frame, Word::search_button) << "</button></div></form>";
  if (!view.asked) return {std::string(say(frame.language, Word::nav_search)), std::move(h)};
  h << "<p role=\"status\"><strong>Passages found: " << view.total << "</strong></p>";
  if (view.hits.empty()) {
    h << "<div class=\"empty\">Nothing found. Try fewer words, or another spelling. Scanned pages "
         "without text are not searched.</div>";
  }
  for (const SearchHit& hit : view.hits) {
    const Url exhibit = Url("/exhibits") / hit.number;
    h << "<article class=\"card\"><h2><a"
      << href(hit.page > 0 ? exhibit.at("p" + std::to_string(hit.page)) : exhibit) << ">"
      << text(hit.number) << "</a> <span class=\"soft small\"><bdi>" << text(hit.name)
      << "</bdi>, " << text(hit.place) << "</span></h2><p class=\"original\" dir=\"auto\"";
    if (!hit.lang.empty()) h << attr("lang", hit.lang);
    h << ">";
    for (const SnippetPart& part : hit.snippet) {
      if (part.hit) {
        h << "<mark>" << text(part.text) << "</mark>";
      } else {
        h << text(part.text);
      }
    }
    h << "</p></article>";
  }
  return {std::string(say(frame.language, Word::nav_search)), std::move(h)};
}

}  // namespace kotobune::web
