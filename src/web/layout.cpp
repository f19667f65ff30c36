#include "web/assets.h"
#include "web/pages.h"
#include "web/session.h"

namespace kotobune::web {
namespace {

struct TabLink {
  Frame::Tab tab;
  Word label;
  const char* path;
};
constexpr TabLink tabs[] = {
    {Frame::Tab::home, Word::nav_home, "/case"},
    {Frame::Tab::exhibits, Word::nav_exhibits, "/exhibits"},
    {Frame::Tab::sources, Word::nav_sources, "/sources"},
    {Frame::Tab::record, Word::nav_record, "/record"},
    {Frame::Tab::search, Word::nav_search, "/search"},
    {Frame::Tab::report, Word::nav_reports, "/reports"},
    {Frame::Tab::verify, Word::nav_verify, "/verify"},
};

Html top_bar(const Frame& frame) {
  Html h;
  h << "<header class=\"top\"><div class=\"top-in\"><a class=\"brand\" href=\"/\"><img alt=\"\""
    << src(asset_url("icon.svg")) << ">Kotobune</a>";
  if (frame.case_open) {
    h << "<span class=\"case-name\"><bdi>" << text(frame.case_name) << "</bdi></span>";
  }
  if (frame.fictional) {
    h << "<span class=\"badge fiction\">" << word(frame, Word::badge_fictional) << "</span>";
  }
  h << "<span class=\"calm\">" << word(frame, Word::nothing_leaves) << "</span></div>";
  if (frame.case_open) {
    h << "<nav class=\"nav\" aria-label=\"Case\"><div class=\"nav-in\">";
    for (const TabLink& link : tabs) {
      h << "<a" << href(*Url::parse(link.path));
      if (frame.tab == link.tab) h << attr("aria-current", "page");
      h << ">" << word(frame, link.label) << "</a>";
    }
    h << "<form method=\"post\" action=\"/lock\">" << form_token(frame)
      << "<button class=\"quiet\">" << word(frame, Word::lock_now)
      << "</button></form></div></nav>";
  }
  h << "</header>";
  return h;
}

Html footer(const Frame& frame) {
  Html h;
  h << "<footer class=\"foot\"><div class=\"foot-in\"><form method=\"post\" action=\"/language\">"
    << form_token(frame) << "<input type=\"hidden\" name=\"back\"" << attr("value", frame.here)
    << "><label for=\"language\" class=\"visually-hidden\">" << word(frame, Word::language)
    << "</label><select id=\"language\" name=\"language\">";
  for (Language language : all_languages) {
    h << "<option" << attr("value", code_of(language)) << attr("lang", code_of(language))
      << flag("selected", language == frame.language) << ">" << text(name_of(language))
      << "</option>";
  }
  h << "</select><button>" << word(frame, Word::change) << "</button></form>";
  if (frame.language != Language::en) {
    h << "<span>" << word(frame, Word::machine_translated) << "</span>";
  }
  h << "</div></footer>";
  return h;
}

}  // namespace

std::string render(const Frame& frame, const Document& document) {
  Html h;
  h << "<!doctype html><html" << attr("lang", code_of(frame.language)) << attr("dir", "ltr")
    << "><head><meta charset=\"utf-8\">"
       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
  // With scripts an island asks in a gentler way.
  if (document.asks_again) {
    h << "<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>";
  }
  h << "<title>" << text(document.title) << " - Kotobune</title><link rel=\"icon\""
    << href(asset_url("icon.svg")) << "><link rel=\"stylesheet\"" << href(asset_url("kotobune.css"))
    << "><script defer" << src(asset_url("kotobune.js")) << "></script></head><body>"
    << "<a class=\"skip\" href=\"#content\">" << word(frame, Word::skip_to_content) << "</a>"
    << top_bar(frame) << "<main id=\"content\"";
  if (document.width == Document::Width::narrow) h << attr("class", "narrow");
  h << ">";
  for (const Message& message : frame.messages) h << alert(message);
  h << document.body << "</main>" << footer(frame) << "</body></html>\n";
  return std::move(h).take();
}

TextPiece word(const Frame& frame, Word key) { return text(say(frame.language, key)); }

Html form_token(const Frame& frame) {
  static_assert(form_token_name == "csrf", "the name of the hidden field below");
  Html h;
  h << "<input type=\"hidden\" name=\"csrf\"" << attr("value", frame.form_token) << ">";
  return h;
}

Html chip(const Frame& frame, const ConsentChip& consent) {
  std::string_view kind;
  Word state = Word::state_unknown;  // for ears: the sign before it is made by the style sheet
  switch (consent.state) {
    case ConsentState::yes: kind = "chip yes"; state = Word::state_yes; break;
    case ConsentState::no: kind = "chip no"; state = Word::state_no; break;
    case ConsentState::ask_first: kind = "chip ask"; state = Word::state_ask; break;
    case ConsentState::unknown: kind = "chip unknown"; break;
    case ConsentState::withdrawn: kind = "chip withdrawn"; state = Word::state_withdrawn; break;
  }
  Html h;
  h << "<li" << attr("class", kind) << "><span>" << text(consent.purpose) << ": "
    << word(frame, state);
  if (!consent.identity.empty()) h << ", " << text(consent.identity);
  h << "</span></li>";
  return h;
}

Html seal_badge(const Frame& frame) {
  Html h;
  h << "<span class=\"badge seal\">" << word(frame, Word::sealed) << "</span>";
  return h;
}

Html alert(const Message& message) {
  std::string_view kind = "alert";
  switch (message.tone) {
    case Message::Tone::info: break;
    case Message::Tone::good: kind = "alert good"; break;
    case Message::Tone::warn: kind = "alert warn"; break;
    case Message::Tone::bad: kind = "alert bad"; break;
  }
  Html h;
  h << "<div" << attr("class", kind)
    << attr("role", message.tone == Message::Tone::bad ? "alert" : "status") << "><strong>"
    << text(message.title) << "</strong>";
  if (!message.text.empty()) h << "<p>" << text(message.text) << "</p>";
  if (!message.code.empty()) h << "<small class=\"soft\">" << text(message.code) << "</small>";
  h << "</div>";
  return h;
}

Html field_error(std::string_view id, std::string_view error) {
  Html h;
  if (!error.empty()) {
    h << "<span class=\"error\"" << attr("id", id) << ">" << text(error) << "</span>";
  }
  return h;
}

Html linked(std::string_view local_path, std::string_view label) {
  Html h;
  // Only addresses within this server; anything else is shown as text.
  const auto url = Url::parse(local_path);
  if (url && url->str()[0] == '/') {
    h << "<a" << href(*url) << ">" << text(label) << "</a>";
  } else {
    h << text(label);
  }
  return h;
}

Html pager(const Frame& frame, const Url& list, int page, int pages) {
  Html h;
  if (pages <= 1) return h;
  h << "<nav class=\"inline pager\"" << attr("aria-label", say(frame.language, Word::pages)) << ">";
  if (page > 1) {
    h << "<a class=\"button\"" << href(list.with("page", std::to_string(page - 1))) << ">"
      << word(frame, Word::earlier) << "</a>";
  }
  h << "<span class=\"soft\">" << page << " / " << pages << "</span>";
  if (page < pages) {
    h << "<a class=\"button\"" << href(list.with("page", std::to_string(page + 1))) << ">"
      << word(frame, Word::later) << "</a>";
  }
  h << "</nav>";
  return h;
}

}  // namespace kotobune::web
