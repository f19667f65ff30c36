// Locks: whom to ask, what is closed by law or by order, who must give back; and the paper that a
// witness carries.
#include "web/views_locks.h"

namespace kotobune::web {

namespace {

Html todo_list(const Frame& frame, const LocksView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::todo_title) << "</h2><p class=\"soft\">"
    << word(frame, Word::todo_intro) << "</p>";
  if (view.todo.empty()) h << "<p>" << word(frame, Word::todo_none) << "</p>";
  h << "<ul class=\"plain list\">";
  for (const auto& one : view.todo) {
    h << "<li><div class=\"grow\"><a class=\"key\"" << href(Url("/sources") / one.code) << ">"
      << text(one.code) << "</a> <span class=\"soft\">" << text(one.role) << "</span><br>"
      << text(one.what);
    if (!one.waiting.empty()) {
      h << "<br>" << word(frame, Word::todo_waiting) << ": " << text(one.waiting);
    }
    h << "<br><strong>" << text(one.next) << "</strong></div><span class=\"small soft aside\">"
      << text(one.amount) << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

Html lock_form(const Frame& frame) {
  Html h;
  h << "<details><summary>" << word(frame, Word::lock_add)
    << "</summary><form method=\"post\" action=\"/locks\">" << form_token(frame)
    << "<div class=\"field\"><label for=\"rule\">" << word(frame, Word::lock_kind)
    << "</label><select id=\"rule\" name=\"rule\">"
    << "<option value=\"JP-CCP-281-4\">" << word(frame, Word::lock_evidence) << "</option>"
    << "<option value=\"court-order\">" << word(frame, Word::lock_order) << "</option>"
    << "<option value=\"licence\">" << word(frame, Word::lock_licence) << "</option>"
    << "<option value=\"embargo\">" << word(frame, Word::lock_embargo)
    << "</option></select></div><div class=\"field\"><label for=\"items\">"
    << word(frame, Word::lock_items)
    << "</label><input id=\"items\" name=\"items\" placeholder=\"MS-0004 MS-0007\" required></div>"
    << "<div class=\"field\"><label for=\"until\">" << word(frame, Word::lock_until)
    << "</label><input id=\"until\" name=\"until\" placeholder=\"2027-03-01\"></div>"
    << "<button class=\"primary\">" << word(frame, Word::lock_add) << "</button></form></details>";
  return h;
}

Html lock_list(const Frame& frame, const LocksView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::locks_title) << "</h2><p class=\"soft\">"
    << word(frame, Word::locks_intro) << "</p><ul class=\"plain list\">";
  for (const auto& one : view.locks) {
    h << "<li><div class=\"grow\"><strong>" << text(one.items) << "</strong><br>" << text(one.why)
      << "<br><span class=\"soft\">" << text(one.ends) << "</span>";
    if (one.in_force) {
      h << "<details><summary>" << word(frame, Word::lock_lift)
        << "</summary><form method=\"post\" action=\"/locks/lift\">" << form_token(frame)
        << "<input type=\"hidden\" name=\"id\"" << attr("value", one.id)
        << "><div class=\"field\"><label" << attr("for", "why-" + one.id) << ">"
        << word(frame, Word::lock_why) << "</label><input name=\"why\" required"
        << attr("id", "why-" + one.id) << "></div><button>" << word(frame, Word::lock_lift)
        << "</button></form></details>";
    }
    h << "</div></li>";
  }
  h << "</ul>" << lock_form(frame) << "</section>";
  return h;
}

Html recall_list(const Frame& frame, const LocksView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::recalls_title) << "</h2>";
  if (view.recalls.empty()) h << "<p class=\"soft\">" << word(frame, Word::recalls_none) << "</p>";
  for (const auto& one : view.recalls) {
    h << "<article><p><strong>" << text(one.to) << "</strong>, " << text(one.title)
      << " <span class=\"soft\">" << text(one.day) << "</span></p>";
    if (!one.sent.empty()) {
      h << "<p>" << word(frame, Word::recall_went) << " " << text(one.sent) << "</p></article>";
      continue;
    }
    h << "<details><summary>" << word(frame, Word::recall_letter) << "</summary><pre>"
      << text(one.letter) << "</pre><form method=\"post\" action=\"/locks/sent\">"
      << form_token(frame) << "<input type=\"hidden\" name=\"id\"" << attr("value", one.id)
      << "><button>" << word(frame, Word::recall_send) << "</button></form></details></article>";
  }
  h << "</section>";
  return h;
}

}  // namespace

Document locks_page(const Frame& frame, const LocksView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1>" << word(frame, Word::locks_head) << "</h1></div>"
    << todo_list(frame, view) << lock_list(frame, view) << recall_list(frame, view);
  return {std::string(say(frame.language, Word::locks_head)), std::move(h)};
}

Document paper_page(const Frame& frame, const PaperView& view) {
  Html h;
  const Url back = Url("/sources") / view.code;
  h << "<p><a" << href(back) << ">" << text(view.code) << "</a> - "
    << word(frame, Word::paper_hint) << "</p><p class=\"inline\">";
  for (const char* language : {"en", "ja", "my", "th"}) {
    Url other = back / (view.became ? "became" : "receipt");
    h << "<a class=\"button small\"" << href(other.with("language", language)) << ">"
      << text(language) << "</a> ";
  }
  h << "</p><article class=\"card\" dir=\"auto\"" << attr("lang", view.language) << "><h1>"
    << text(view.title) << "</h1>";
  for (const auto& line : view.lines) {
    if (line.heading) {
      h << "<h2>" << text(line.text) << "</h2>";
    } else if (line.depth > 0) {
      h << "<ul><li>" << text(line.text) << "</li></ul>";
    } else {
      h << "<p>" << text(line.text) << "</p>";
    }
  }
  h << "</article>";
  return {view.title, std::move(h), Document::Width::narrow};
}

}  // namespace kotobune::web
