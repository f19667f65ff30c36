// The first screen, the ways into a case, and its home.
#include "web/pages.h"

namespace kotobune::web {
namespace {

// One labelled input. `error` stands beside it and is tied to it for those who hear the page.
Html input_field(std::string_view id, std::string_view type, std::string_view label,
                 std::string_view hint, std::string_view value, std::string_view error,
                 std::string_view autocomplete) {
  Html h;
  const std::string error_id = std::string(id) + "-error";
  h << "<div class=\"field\"><label" << attr("for", id) << ">" << text(label) << "</label>";
  if (!hint.empty()) h << "<span class=\"hint\">" << text(hint) << "</span>";
  h << field_error(error_id, error) << "<input" << attr("id", id) << attr("name", id)
    << attr("type", type) << attr("autocomplete", autocomplete) << flag("required", true);
  if (type != "password") h << attr("value", value) << attr("dir", "auto");
  if (!error.empty()) h << attr("aria-invalid", "true") << attr("aria-describedby", error_id);
  h << "></div>";
  return h;
}

Html case_list(const Frame& frame, const std::vector<CaseLink>& cases) {
  Html h;
  if (cases.empty()) return h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::recent_cases)
    << "</h2><ul class=\"plain list\">";
  for (const CaseLink& one : cases) {
    h << "<li><span class=\"grow\"><a" << href(Url("/open").with("folder", one.folder)) << "><bdi>"
      << text(one.name) << "</bdi></a><br><span class=\"small soft\"><bdi>" << text(one.folder)
      << "</bdi></span></span><span class=\"small soft\">" << text(one.last_opened)
      << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

// The four languages by their own names, at one click: somebody who cannot read the page needs
// them.
Html tongues(const Frame& frame) {
  Html h;
  h << "<form method=\"post\" action=\"/language\" class=\"tongues\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"back\"" << attr("value", frame.here) << ">";
  for (Language language : all_languages) {
    h << "<button name=\"language\"" << attr("value", code_of(language))
      << attr("lang", code_of(language))
      << attr("aria-pressed", language == frame.language ? "true" : "false") << ">"
      << text(name_of(language)) << "</button>";
  }
  h << "</form>";
  return h;
}

Html items(const std::vector<Item>& list, std::string_view none) {
  Html h;
  if (list.empty()) {
    h << "<p class=\"soft\">" << text(none) << "</p>";
    return h;
  }
  h << "<ul class=\"plain list\">";
  for (const Item& item : list) {
    h << "<li><span class=\"grow\">" << linked(item.link, item.text);
    if (!item.detail.empty()) {
      h << "<br><span class=\"small soft\">" << text(item.detail) << "</span>";
    }
    h << "</span></li>";
  }
  h << "</ul>";
  return h;
}

}  // namespace

Document first_page(const Frame& frame, const FirstView& view) {
  Html h;
  h << "<div class=\"hero\"><h1>" << word(frame, Word::tagline) << "</h1><p class=\"soft\">"
    << word(frame, Word::what_to_do) << "</p>" << tongues(frame) << "</div><div class=\"ways\">";
  // The practice mission is made when it is asked for, hence a form that looks like the links.
  h << "<form method=\"post\" action=\"/practice\" class=\"way first\">" << form_token(frame)
    << "<strong>" << word(frame, Word::first_practice) << "</strong><p><span>"
    << word(frame, Word::first_practice_more) << "</span></p><button class=\"primary\">"
    << word(frame, Word::continue_button) << "</button></form>";
  struct Way {
    Url url;
    Word title, more;
  };
  for (const Way& way : {Way{Url("/new"), Word::first_new, Word::first_new_more},
                         Way{Url("/open"), Word::first_open, Word::first_open_more},
                         Way{Url("/verify"), Word::first_verify, Word::first_verify_more}}) {
    h << "<a class=\"way\"" << href(way.url) << "><strong>" << word(frame, way.title)
      << "</strong><span>" << word(frame, way.more) << "</span></a>";
  }
  h << "</div>" << case_list(frame, view.cases);
  return {std::string(say(frame.language, Word::what_to_do)), std::move(h)};
}

Document open_page(const Frame& frame, const OpenView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::first_open) << "</h1>"
    << "<form method=\"get\" action=\"/unlock\" class=\"card\">"
    << input_field("folder", "text", say(frame.language, Word::case_folder), "", view.folder,
                   view.error, "off")
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::continue_button)
    << "</button></div></form>" << case_list(frame, view.cases)
    << "<details class=\"card\"><summary>Open it on a new computer, from the recovery "
       "sheet</summary><form method=\"post\" action=\"/recover\">"
    << form_token(frame)
    << input_field("recover-folder", "text", say(frame.language, Word::case_folder), "", "", "",
                   "off")
    << "<div class=\"field\"><label for=\"code\">The code of the sheet</label><textarea "
       "id=\"code\" name=\"code\" rows=\"4\" autocomplete=\"off\" "
       "spellcheck=\"false\"></textarea></div>"
    << input_field("passphrase", "password", "A new passphrase for this computer",
                   say(frame.language, Word::passphrase_hint), "", "", "new-password")
    << "<button>" << word(frame, Word::continue_button) << "</button></form></details>";
  return {std::string(say(frame.language, Word::first_open)), std::move(h),
          Document::Width::narrow};
}

Document unlock_page(const Frame& frame, const UnlockView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::unlock_title) << "</h1>";
  if (view.was_idle) {
    h << alert({Message::Tone::info, "Locked after a while without use.",
                "What was acknowledged is safe. A half-typed form may have to be typed "
                "again.", ""});
  }
  h << "<form method=\"post\" action=\"/unlock\" class=\"card\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"folder\"" << attr("value", view.folder) << "><p><strong><bdi>"
    << text(view.case_name) << "</bdi></strong><br><span class=\"small soft\"><bdi>"
    << text(view.folder) << "</bdi></span></p>"
    << input_field("passphrase", "password", say(frame.language, Word::passphrase), "", "",
                   view.error, "current-password")
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::unlock_button)
    << "</button><a class=\"button\" href=\"/\">" << word(frame, Word::cancel)
    << "</a></div></form><p class=\"soft small\">Checking the passphrase takes about a second on "
       "purpose: whoever guesses has to wait as well.</p>";
  return {std::string(say(frame.language, Word::unlock_title)), std::move(h),
          Document::Width::narrow};
}

Document new_case_page(const Frame& frame, const NewCaseView& view) {
  const Language language = frame.language;
  Html h;
  h << "<h1>" << word(frame, Word::first_new)
    << "</h1><form method=\"post\" action=\"/new\" class=\"card\">" << form_token(frame)
    << input_field("title", "text", say(language, Word::case_title),
                   say(language, Word::case_title_hint), view.title, view.error_title, "off")
    << input_field("folder", "text", say(language, Word::case_folder),
                   "A new folder is made there. A disk with room for the originals.", view.folder,
                   view.error_folder, "off")
    << input_field("prefix", "text", say(language, Word::exhibit_prefix),
                   "Two to four capital letters: MS makes MS-0001, MS-0002 and so on.", view.prefix,
                   view.error_prefix, "off")
    << input_field("person", "text", say(language, Word::your_name), "", view.person, "", "name")
    << input_field("passphrase", "password", say(language, Word::passphrase),
                   say(language, Word::passphrase_hint), "", view.error_passphrase, "new-password")
    << input_field("passphrase-again", "password", say(language, Word::passphrase_again), "", "",
                   "", "new-password")
    << "<p class=\"soft\">Next you get a recovery sheet on paper. Without the passphrase and "
       "without the sheet nobody can open the case, we neither.</p><div class=\"actions\"><button "
       "class=\"primary\">"
    << word(frame, Word::create_case) << "</button><a class=\"button\" href=\"/\">"
    << word(frame, Word::cancel) << "</a></div></form>";
  return {std::string(say(language, Word::first_new)), std::move(h), Document::Width::narrow};
}

Document recovery_page(const Frame& frame, const RecoveryView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::recovery_title)
    << "</h1><p>This code opens the case on any computer, without the passphrase. Print it or "
       "write it down. Keep the sheet in another place than this computer, and take no photo of "
       "it.</p><section class=\"card\"><ol class=\"words\" lang=\"en\">";
  for (const std::string& group : view.groups) h << "<li>" << text(group) << "</li>";
  h << "</ol><dl class=\"facts\"><dt>Case</dt><dd><bdi>" << text(view.title)
    << "</bdi></dd><dt>Its number</dt><dd class=\"mono\">" << text(view.case_id)
    << "</dd><dt>Made on</dt><dd>" << text(view.made_on)
    << "</dd></dl></section><kotobune-print><button type=\"button\" hidden>"
    << word(frame, Word::print) << "</button></kotobune-print>"
    << "<form method=\"post\" action=\"/recovery\" class=\"card no-print\">" << form_token(frame)
    << "<h2>" << word(frame, Word::recovery_confirm)
    << "</h2><p>Type one part back from the sheet. Nothing can be sealed before: a case whose "
       "sheet was never read back is lost with the first broken laptop.</p>"
    << input_field("group", "text", "Part " + std::to_string(view.asked_group), "", "", view.error,
                   "off")
    << "<div class=\"actions\"><button class=\"primary\">"
    << word(frame, Word::recovery_confirm) << "</button></div></form>";
  return {std::string(say(frame.language, Word::recovery_title)), std::move(h),
          Document::Width::narrow};
}

Document home_page(const Frame& frame, const HomeView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1><bdi>" << text(frame.case_name)
    << "</bdi></h1><a class=\"button primary\" href=\"/exhibits/add\">"
    << word(frame, Word::add_exhibits) << "</a></div>";
  if (!view.damaged.empty()) {
    h << "<div class=\"alert bad\" role=\"alert\"><strong>Not what was sealed:</strong><ul>";
    for (const std::string& name : view.damaged) {
      h << "<li class=\"mono\">" << text(name) << "</li>";
    }
    h << "</ul><p>Keep this copy aside for an expert, and fetch these files from another copy of "
         "the case.</p></div>";
  }
  h << "<div class=\"grid\"><section class=\"card\"><h2>" << word(frame, Word::home_waiting)
    << "</h2>" << items(view.waiting, say(frame.language, Word::nothing_waiting))
    << "</section><section class=\"card\"><h2>" << word(frame, Word::home_at_risk) << "</h2>"
    << items(view.at_risk, say(frame.language, Word::nothing_at_risk))
    << "</section></div><div class=\"grid\"><section class=\"card\"><h2>"
    << word(frame, Word::home_integrity) << "</h2><p class=\"big\">" << view.originals
    << " originals "
       "" << seal_badge(frame) << "</p><p" << attr("class", view.integrity_good ? "soft" : "error")
    << ">" << text(view.integrity) << "</p><form method=\"post\" action=\"/case/verify\">"
    << form_token(frame) << "<button>" << word(frame, Word::verify_again)
    << "</button></form></section><section class=\"card\"><h2>" << word(frame, Word::home_copy)
    << "</h2>";
  if (view.last_copy.empty()) {
    h << "<p class=\"big\">None yet</p><p>If this computer is lost, so is the case. Copy the "
         "whole case folder to a stick or another disk; it stays encrypted there.</p>";
  } else {
    h << "<p class=\"big\">" << text(view.last_copy) << "</p>";
  }
  h << "</section>";
  if (!view.next_dates.empty()) {
    h << "<section class=\"card\"><h2>Next "
         "dates</h2>" << items(view.next_dates, "") << "</section>";
  }
  h << "</div>";
  return {frame.case_name, std::move(h)};
}

Document refusal_page(const Frame& frame, const Message& message) {
  Html h;
  h << "<h1>" << text(message.title) << "</h1><div class=\"card\"><p>" << text(message.text)
    << "</p><p class=\"soft small\">" << text(message.code)
    << "</p></div><p><a class=\"button\" href=\"/\">" << word(frame, Word::nav_home) << "</a></p>";
  return {message.title, std::move(h), Document::Width::narrow};
}

}  // namespace kotobune::web
