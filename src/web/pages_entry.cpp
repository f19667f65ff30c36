// The first screen and the ways into a case.
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

}  // namespace

Document first_page(const Frame& frame, const FirstView& view) {
  Html h;
  h << "<div class=\"hero\"><h1>" << word(frame, Word::tagline) << "</h1><p class=\"soft\">"
    << word(frame, Word::what_to_do) << "</p>" << tongues(frame) << "</div><div class=\"ways\">";
  // It opens a case, hence a form that looks like the links.
  if (view.practice) {
    h << "<form method=\"post\" action=\"/practice\" class=\"way first\">" << form_token(frame)
    << "<strong>" << word(frame, Word::first_practice) << "</strong><p><span>"
    << word(frame, Word::first_practice_more) << "</span></p><button class=\"primary\">"
    << word(frame, Word::open_button) << "</button></form>";
  }
  struct Way {
    Url url;
    Word title, more;
  };
  for (const Way& way : {Way{Url("/new"), Word::first_new, Word::first_new_more},
                         Way{Url("/open"), Word::first_open, Word::first_open_more},
                         Way{Url("/open").at("recover"), Word::first_recover,
                             Word::first_recover_more},
                         Way{Url("/verify"), Word::first_verify, Word::first_verify_more}}) {
    h << "<a class=\"way\"" << href(way.url) << "><strong>" << word(frame, way.title)
      << "</strong><span>" << word(frame, way.more) << "</span></a>";
  }
  h << "</div>" << case_list(frame, view.cases);
  return {std::string(say(frame.language, Word::what_to_do)), std::move(h)};
}

namespace {

// The code of the sheet opens everything: it is asked for on a page that shows nothing else.
Html recover_form(const Frame& frame, const OpenView& view) {
  Html h;
  h << "<details class=\"card\" id=\"recover\""
    << flag("open", !view.recover_error.empty()) << "><summary>"
    << word(frame, Word::recover_title) << "</summary><p class=\"soft\">"
    << word(frame, Word::recover_more) << "</p><form method=\"post\" action=\"/recover\">"
    << form_token(frame) << field_error("recover-error", view.recover_error)
    << input_field("recover-folder", "text", say(frame.language, Word::recover_folder), "",
                   view.recover_folder, "", "off")
    << "<div class=\"field\"><label for=\"code\">" << word(frame, Word::recover_code)
    << "</label><span class=\"hint\">" << word(frame, Word::recover_code_hint)
    << "</span><textarea id=\"code\" name=\"code\" rows=\"4\" autocomplete=\"off\" "
       "autocapitalize=\"characters\" spellcheck=\"false\" class=\"mono\" "
       "required></textarea></div>"
    << input_field("person", "text", say(frame.language, Word::your_name), "",
                   view.recover_person, "", "name")
    << input_field("passphrase", "password", say(frame.language, Word::new_passphrase),
                   say(frame.language, Word::passphrase_hint), "", "", "new-password")
    << input_field("passphrase-again", "password", say(frame.language, Word::passphrase_again), "",
                   "", "", "new-password")
    << "<button>" << word(frame, Word::recover_button) << "</button></form></details>";
  return h;
}

}  // namespace

Document open_page(const Frame& frame, const OpenView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::first_open) << "</h1>" << case_list(frame, view.cases)
    << "<form method=\"get\" action=\"/unlock\" class=\"card\">"
    << input_field("folder", "text", say(frame.language, Word::case_folder),
                   say(frame.language, Word::case_folder_hint), view.folder, view.error, "off")
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::continue_button)
    << "</button></div></form>" << recover_form(frame, view);
  return {std::string(say(frame.language, Word::first_open)), std::move(h),
          Document::Width::narrow};
}

Document unlock_page(const Frame& frame, const UnlockView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::unlock_title) << "</h1>";
  if (view.was_idle) {
    h << alert({Message::Tone::info, std::string(say(frame.language, Word::idle_locked)),
                std::string(say(frame.language, Word::idle_locked_more)), ""});
  }
  h << "<form method=\"post\" action=\"/unlock\" class=\"card\">" << form_token(frame)
    << "<input type=\"hidden\" name=\"folder\"" << attr("value", view.folder) << "><p><strong><bdi>"
    << text(view.case_name) << "</bdi></strong><br><span class=\"small soft\"><bdi>"
    << text(view.folder) << "</bdi></span></p>"
    << input_field("passphrase", "password", say(frame.language, Word::passphrase), "", "",
                   view.error, "current-password")
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::unlock_button)
    << "</button><a class=\"button\" href=\"/\">" << word(frame, Word::cancel)
    << "</a></div></form><p class=\"soft small\">" << word(frame, Word::unlock_slow) << "</p>";
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
                   say(language, Word::new_folder_hint), view.folder, view.error_folder, "off")
    << input_field("prefix", "text", say(language, Word::exhibit_prefix),
                   say(language, Word::exhibit_prefix_hint), view.prefix, view.error_prefix, "off")
    << input_field("person", "text", say(language, Word::your_name), "", view.person, "", "name")
    << input_field("passphrase", "password", say(language, Word::passphrase),
                   say(language, Word::passphrase_hint), "", view.error_passphrase, "new-password")
    << input_field("passphrase-again", "password", say(language, Word::passphrase_again), "", "",
                   "", "new-password")
    << "<p class=\"soft\">" << word(frame, Word::new_case_next)
    << "</p><div class=\"actions\"><button class=\"primary\">"
    << word(frame, Word::create_case) << "</button><a class=\"button\" href=\"/\">"
    << word(frame, Word::cancel) << "</a></div></form>";
  return {std::string(say(language, Word::first_new)), std::move(h), Document::Width::narrow};
}

namespace {

// What is printed: the code in its parts, what it opens, and how it is used without this program.
Html sheet(const Frame& frame, const RecoveryView& view) {
  Html h;
  h << "<section class=\"card sheet-paper\"><h2>" << word(frame, Word::sheet_heading)
    << "</h2><dl class=\"facts\"><dt>" << word(frame, Word::case_title) << "</dt><dd><bdi>"
    << text(view.title) << "</bdi></dd><dt>" << word(frame, Word::case_number)
    << "</dt><dd class=\"mono\">" << text(view.case_id) << "</dd><dt>"
    << word(frame, Word::made_on) << "</dt><dd>" << text(view.made_on)
    << "</dd></dl><p class=\"mono prefix\" lang=\"en\">AGE-SECRET-KEY-1</p><ol class=\"words\" "
       "lang=\"en\">";
  for (const std::string& group : view.groups) h << "<li>" << text(group) << "</li>";
  h << "</ol><p class=\"small\">" << word(frame, Word::sheet_use) << "</p></section>"
    << "<kotobune-print><button type=\"button\" hidden>" << word(frame, Word::print)
    << "</button></kotobune-print>";
  return h;
}

}  // namespace

Document recovery_page(const Frame& frame, const RecoveryView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::recovery_title) << "</h1><p class=\"no-print\">"
    << word(frame, view.groups.empty() ? Word::recovery_gone : Word::recovery_keep) << "</p>";
  if (!view.groups.empty()) h << sheet(frame, view);
  h << "<form method=\"post\" action=\"/recovery\" class=\"card no-print\">" << form_token(frame)
    << "<h2>" << word(frame, Word::recovery_confirm) << "</h2><p>"
    << word(frame, Word::recovery_why) << "</p>"
    << input_field("group", "text",
                   fill(say(frame.language, Word::recovery_part),
                        {{"n", std::to_string(view.asked_group)}}),
                   "", "", view.error, "off")
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::recovery_confirm)
    << "</button></div></form>";
  return {std::string(say(frame.language, Word::recovery_title)), std::move(h),
          Document::Width::narrow};
}

}  // namespace kotobune::web
