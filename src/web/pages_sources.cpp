// Sources and what they agreed to, and the search.
#include "web/pages.h"

namespace kotobune::web {
namespace {

struct Option {
  const char* value;
  Word label;
};
constexpr Option states[] = {{"unknown", Word::state_unknown},
                             {"yes", Word::state_yes},
                             {"no", Word::state_no},
                             {"ask", Word::state_ask},
                             {"withdrawn", Word::state_withdrawn}};
constexpr Option identities[] = {{"none", Word::identity_none},
                                 {"aggregate", Word::identity_aggregate},
                                 {"role", Word::identity_role},
                                 {"pseudonym", Word::identity_pseudonym},
                                 {"named", Word::identity_named}};
constexpr Option levels[] = {{"S3", Word::level_s3},
                             {"S4", Word::level_s4},
                             {"S2", Word::level_s2},
                             {"S1", Word::level_s1},
                             {"S0", Word::level_s0}};
// A consent stays for ever: how it was given is one of these words, never a sentence.
constexpr Option methods[] = {{"written", Word::method_written},
                              {"thumb", Word::method_thumb},
                              {"audio", Word::method_audio},
                              {"video", Word::method_video},
                              {"oral-witnessed", Word::method_oral}};

template <std::size_t size>
Html options(const Frame& frame, std::string_view name, std::string_view label,
             const Option (&list)[size], std::string_view selected) {
  Html h;
  h << "<select" << attr("name", name) << attr("aria-label", label) << ">";
  for (const Option& option : list) {
    h << "<option" << attr("value", option.value) << flag("selected", selected == option.value)
      << ">" << word(frame, option.label) << "</option>";
  }
  h << "</select>";
  return h;
}

Html tick(std::string_view name, std::string_view label, bool checked) {
  Html h;
  h << "<label class=\"tick\"><input type=\"checkbox\"" << attr("name", name)
    << attr("value", "yes") << flag("checked", checked) << "><span>" << text(label)
    << "</span></label>";
  return h;
}

Html consent_rows(const Frame& frame, const SourceView& view) {
  Html h;
  const auto agreed = say(frame.language, Word::consent_agreed);
  const auto shown_as = say(frame.language, Word::consent_shown_as);
  for (const ConsentLine& line : view.lines) {
    h << "<tr><th scope=\"row\"><span>" << text(line.purpose) << " <span class=\"soft small\">"
      << text(line.code) << "</span></span></th><td" << attr("data-label", agreed)
      << attr("class", "state " + line.state) << ">"
      << options(frame, "state-" + line.code, line.purpose + ": " + std::string(agreed), states,
                 line.state)
      << "</td><td" << attr("data-label", shown_as) << ">"
      << options(frame, "identity-" + line.code, line.purpose + ": " + std::string(shown_as),
                 identities, line.identity)
      << "</td></tr>";
  }
  return h;
}

Html consent_sheet(const Frame& frame, const SourceView& view) {
  const auto in = [&](Word key) { return say(frame.language, key); };
  Html h;
  h << "<form method=\"post\" class=\"card\"" << action(Url("/sources") / view.code / "consent")
    << "><h2>" << word(frame, Word::consent) << "</h2><p class=\"soft\">"
    << word(frame, Word::consent_intro) << "</p>" << form_token(frame)
    << "<table class=\"stack sheet\"><thead><tr><th scope=\"col\">"
    << word(frame, Word::consent_use) << "</th><th scope=\"col\">"
    << word(frame, Word::consent_agreed) << "</th><th scope=\"col\">"
    << word(frame, Word::consent_shown_as) << "</th></tr></thead><tbody>"
    << consent_rows(frame, view) << "</tbody></table>"
    << "<fieldset><legend>" << word(frame, Word::forms_title) << "</legend><p "
       "class=\"hint\">"
    << word(frame, Word::forms_hint) << "</p><div class=\"ticks\">"
    << tick("form-quote", in(Word::form_quote), true)
    << tick("form-retell", in(Word::form_retell), true)
    << tick("form-copy", in(Word::form_copy), false)
    << tick("form-picture", in(Word::form_picture), false)
    << tick("form-voice", in(Word::form_voice), false) << "</div></fieldset>";
  if (view.minor) {
    h << "<fieldset><legend>" << word(frame, Word::minor_title) << "</legend><p class=\"hint\">"
      << word(frame, Word::minor_hint) << "</p><div class=\"ticks\">"
      << tick("guardian", in(Word::minor_guardian), view.guardian)
      << tick("assent", in(Word::minor_assent), view.assent) << "</div></fieldset>";
  }
  h << "<div class=\"grid cols\"><div class=\"field\"><label for=\"at\">"
    << word(frame, Word::given_when) << "</label><input id=\"at\" name=\"at\""
    << attr("value", view.given_at)
    << " placeholder=\"2026-11-25\" required></div><div class=\"field\"><label for=\"how\">"
    << word(frame, Word::given_how) << "</label><select id=\"how\" name=\"how\">";
  for (const Option& one : methods) {
    h << "<option" << attr("value", one.value) << flag("selected", view.given_how == one.value)
      << ">" << word(frame, one.label) << "</option>";
  }
  h << "</select></div></div><button class=\"primary\">" << word(frame, Word::save)
    << "</button></form>";
  return h;
}

Html withdraw_form(const Frame& frame, const SourceView& view) {
  Html h;
  h << "<form method=\"post\" class=\"card\"" << action(Url("/sources") / view.code / "withdraw")
    << "><h2>" << word(frame, Word::withdraw_button) << "</h2><p>"
    << word(frame, Word::withdraw_more) << "</p>" << form_token(frame);
  if (view.must_be_told.empty()) {
    h << "<p class=\"soft\">" << word(frame, Word::nobody_told) << "</p>";
  } else {
    h << "<p><strong>" << word(frame, Word::must_be_told) << "</strong></p><ul>";
    for (const std::string& one : view.must_be_told) h << "<li>" << text(one) << "</li>";
    h << "</ul>";
  }
  h << "<label class=\"tick\"><input type=\"checkbox\" name=\"sure\" value=\"yes\" "
       "required><span>"
    << word(frame, Word::withdraw_sure) << "</span></label><button class=\"danger\">"
    << word(frame, Word::withdraw_button) << "</button></form>";
  return h;
}

Html add_source_form(const Frame& frame, const SourcesView& view) {
  const auto in = [&](Word key) { return say(frame.language, key); };
  Html h;
  h << "<details class=\"card\"" << flag("open", view.rows.empty()) << "><summary>"
    << word(frame, Word::add_source)
    << "</summary><form method=\"post\" action=\"/sources\">" << form_token(frame)
    << "<p class=\"soft\">" << word(frame, Word::closed_circle)
    << "</p><div class=\"grid cols\"><div class=\"field\"><label for=\"code\">"
    << word(frame, Word::pseudonym)
    << "</label><input id=\"code\" name=\"code\" autocomplete=\"off\" required"
    << attr("value", view.next_code) << "></div><div class=\"field\"><label for=\"role\">"
    << word(frame, Word::role_label)
    << "</label><input id=\"role\" name=\"role\" dir=\"auto\""
    << attr("placeholder", in(Word::role_example))
    << " required></div></div><div class=\"field\"><label for=\"names\">"
    << word(frame, Word::real_names)
    << "</label><textarea id=\"names\" name=\"names\" rows=\"3\" dir=\"auto\" "
       "autocomplete=\"off\" spellcheck=\"false\"></textarea></div><div "
       "class=\"field\"><label for=\"protection\">"
    << word(frame, Word::protection) << "</label><select id=\"protection\" name=\"protection\">";
  for (const Option& level : levels) {
    h << "<option" << attr("value", level.value) << ">" << text(level.value) << " - "
      << word(frame, level.label) << "</option>";
  }
  h << "</select></div>" << tick("minor", in(Word::is_minor), false)
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::add_source)
    << "</button></div></form></details>";
  return h;
}

}  // namespace

Document sources_page(const Frame& frame, const SourcesView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::nav_sources)
    << "</h1><a class=\"button\" href=\"/locks\">" << word(frame, Word::locks_head)
    << "</a></div>";
  if (view.rows.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::no_sources) << "</div>";
  } else {
    h << "<ul class=\"plain card list\">";
    for (const SourceRow& row : view.rows) {
      h << "<li><div class=\"grow\"><a class=\"key\"" << href(Url("/sources") / row.code) << ">"
        << text(row.code) << "</a> <span class=\"soft\">" << text(row.role)
        << "</span><ul class=\"plain chips\">";
      for (const ConsentChip& one : row.consent) h << chip(frame, one);
      h << "</ul></div><span class=\"small soft aside\">" << text(row.protection) << "<br>"
        << word(frame, Word::nav_exhibits) << ": " << row.exhibits << "</span></li>";
    }
    h << "</ul>";
  }
  h << add_source_form(frame, view);
  return {std::string(say(frame.language, Word::nav_sources)), std::move(h)};
}

Document source_page(const Frame& frame, const SourceView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << text(view.code) << " <span class=\"soft\">"
    << text(view.role) << "</span></h1></div><div class=\"with-side\"><div>"
    << consent_sheet(frame, view) << "</div><div><section class=\"card\"><dl "
       "class=\"facts\"><dt>"
    << word(frame, Word::protection) << "</dt><dd>" << text(view.protection) << "</dd>";
  if (view.minor) h << "<dt>" << word(frame, Word::age) << "</dt><dd>"
                    << word(frame, Word::is_minor) << "</dd>";
  for (const auto& [relation, other] : view.relations) {
    h << "<dt>" << text(relation) << "</dt><dd><a" << href(Url("/sources") / other) << ">"
      << text(other) << "</a></dd>";
  }
  h << "<dt>" << word(frame, Word::real_name) << "</dt><dd>"
    << word(frame, view.identity_known ? Word::name_kept : Word::name_not_recorded)
    << "</dd></dl></section><section class=\"card\"><h2>" << word(frame, Word::nav_exhibits)
    << "</h2>";
  if (view.exhibits.empty()) {
    h << "<p class=\"soft\">" << word(frame, Word::none_yet) << "</p>";
  }
  h << "<ul class=\"plain inline\">";
  for (const std::string& number : view.exhibits) {
    h << "<li><a class=\"button small\"" << href(Url("/exhibits") / number) << ">"
      << text(number) << "</a></li>";
  }
  h << "</ul></section><section class=\"card\"><p class=\"inline\"><a class=\"button small\""
    << href(Url("/sources") / view.code / "receipt") << ">" << word(frame, Word::receipt_button)
    << "</a> <a class=\"button small\"" << href(Url("/sources") / view.code / "became") << ">"
    << word(frame, Word::became_button) << "</a></p></section>" << withdraw_form(frame, view)
    << "</div></div>";
  return {view.code, std::move(h)};
}

Document search_page(const Frame& frame, const SearchView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::nav_search)
    << "</h1><form method=\"post\" action=\"/search\" role=\"search\" class=\"card\">"
    << form_token(frame) << "<label for=\"q\">" << word(frame, Word::nav_search)
    << "</label><span class=\"hint\">" << word(frame, Word::search_hint)
    << "</span><div class=\"inline\"><input id=\"q\" name=\"q\" type=\"search\" dir=\"auto\""
    << attr("value", view.query) << "><button class=\"primary\">"
    << word(frame, Word::search_button) << "</button></div></form>";
  if (!view.asked) return {std::string(say(frame.language, Word::nav_search)), std::move(h)};
  h << "<p role=\"status\"><strong>" << word(frame, Word::passages_found) << ": " << view.total
    << "</strong></p>";
  if (view.hits.empty()) {
    h << "<div class=\"empty\">" << word(frame, Word::nothing_found) << "</div>";
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
