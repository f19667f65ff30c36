// The home of a case, the page of a long work, and the page of a refusal.
#include <algorithm>

#include "web/pages.h"

namespace kotobune::web {
namespace {

constexpr std::size_t rows_per_page = 200;

Html items(const std::vector<Item>& list, std::string_view none) {
  Html h;
  if (list.empty()) {
    h << "<p class=\"soft\">" << text(none) << "</p>";
    return h;
  }
  h << "<ul class=\"plain list tight\">";
  for (const Item& item : list) {
    h << "<li><span class=\"grow\">" << linked(item.link, item.text);
    if (!item.detail.empty()) {
      h << "<span class=\"small soft below\">" << text(item.detail) << "</span>";
    }
    h << "</span></li>";
  }
  h << "</ul>";
  return h;
}

Word title_of(WorkKind kind, bool running) {
  switch (kind) {
    case WorkKind::none: return Word::work_none;
    case WorkKind::upload:
    case WorkKind::folder: return running ? Word::work_sealing : Word::work_sealed;
    case WorkKind::verify: return running ? Word::work_verifying : Word::work_verified;
    case WorkKind::copy: return running ? Word::work_copying : Word::work_copied;
  }
  return Word::work_none;
}

Html progress_bar(const Frame& frame, const WorkView& view) {
  Html h;
  const auto done = std::min(view.progress.bytes_done, view.progress.bytes_total);
  h << "<progress" << attr("aria-label", say(frame.language, title_of(view.kind, true)));
  if (view.progress.bytes_total > 0) {
    h << attr("max", std::to_string(view.progress.bytes_total))
      << attr("value", std::to_string(done));
  }
  h << "></progress><p class=\"numbers\"><span data-bytes>" << text(view.bytes) << "</span>";
  h << "<span class=\"soft\"><span data-files>" << text(view.files) << "</span> "
    << word(frame, Word::work_files) << "</span></p><p class=\"soft small\" data-current><bdi>"
    << text(view.progress.current) << "</bdi></p>";
  return h;
}

Html damaged(const Frame& frame, const HomeView& view) {
  Html h;
  if (view.damaged.empty()) return h;
  h << "<div class=\"alert bad\" role=\"alert\"><strong>" << word(frame, Word::damaged_title)
    << "</strong><ul class=\"plain list tight\">";
  for (const auto& one : view.damaged) {
    h << "<li><span class=\"grow\"><strong>" << text(one.what) << "</strong> " << text(one.detail);
    if (!one.path.empty()) h << "<span class=\"mono below\">" << text(one.path) << "</span>";
    h << "</span></li>";
  }
  h << "</ul><p>" << word(frame, Word::damaged_more) << "</p></div>";
  return h;
}

Html integrity_card(const Frame& frame, const HomeView& view) {
  Html h;
  h << "<section class=\"card\"><h2>" << word(frame, Word::home_integrity)
    << "</h2><p class=\"figure\"><span class=\"big\">" << view.originals << "</span> "
    << word(frame, Word::originals) << " ";
  if (view.originals > 0) h << seal_badge(frame);
  h << "</p><p" << attr("class", view.integrity_good ? "soft" : "error") << ">"
    << text(view.integrity)
    << "</p><form method=\"post\" action=\"/case/verify\">" << form_token(frame) << "<button>"
    << word(frame, Word::verify_again) << "</button></form></section>";
  return h;
}

Html copy_card(const Frame& frame, const HomeView& view) {
  Html h;
  h << "<section class=\"card\" id=\"copy\"><h2>" << word(frame, Word::home_copy)
    << "</h2><p class=\"figure\"><span"
    << attr("class", view.copy_old ? "light off" : "light on") << "></span><span class=\"big\">";
  if (view.last_copy.empty()) {
    h << word(frame, Word::copy_never);
  } else {
    h << text(view.last_copy);
  }
  h << "</span></p><p class=\"soft\">" << word(frame, Word::copy_hint) << "</p><details><summary>"
    << word(frame, Word::copy_title) << "</summary><form method=\"post\" action=\"/case/copy\">"
    << form_token(frame) << "<div class=\"field\"><label for=\"target\">"
    << word(frame, Word::copy_folder) << "</label><span class=\"hint\">"
    << word(frame, Word::copy_folder_hint)
    << "</span><input id=\"target\" name=\"target\" dir=\"auto\" autocomplete=\"off\" "
       "required></div><button>"
    << word(frame, Word::copy_button) << "</button></form></details></section>";
  return h;
}

struct Kind {
  SealedView::Kind kind;
  Word label;
  const char* css;
};
constexpr Kind kinds[] = {
    {SealedView::Kind::refused, Word::outcome_refused, "chip no"},
    {SealedView::Kind::sealed, Word::outcome_sealed, "chip yes"},
    {SealedView::Kind::received_again, Word::outcome_again, "chip unknown"},
    {SealedView::Kind::sealed_before, Word::outcome_before, "chip unknown"},
};

Html sealed_row(const Frame& frame, const SealedView::Row& row, const Kind& kind) {
  Html h;
  h << "<li><span class=\"grow\">";
  if (!row.number.empty()) {
    h << "<a class=\"number\"" << href(Url("/exhibits") / row.number) << ">" << text(row.number)
      << "</a> ";
  }
  h << "<bdi>" << text(row.name) << "</bdi>";
  if (!row.reason.empty()) h << "<span class=\"below\">" << text(row.reason) << "</span>";
  if (!row.unread.empty()) {
    h << "<span class=\"small soft below\">" << word(frame, Word::no_text_because) << " "
      << text(row.unread) << "</span>";
  }
  h << "</span><span" << attr("class", kind.css) << ">" << word(frame, kind.label)
    << "</span></li>";
  return h;
}

// What was refused comes first: it is what a person has to do something about.
Html sealed_rows(const Frame& frame, const SealedView& view) {
  Html h;
  std::vector<std::pair<const SealedView::Row*, const Kind*>> sorted;
  h << "<ul class=\"plain inline tally\">";
  for (const Kind& kind : kinds) {
    std::int64_t n = 0;
    for (const auto& row : view.rows) {
      if (row.kind != kind.kind) continue;
      ++n;
      sorted.emplace_back(&row, &kind);
    }
    if (n > 0) {
      h << "<li" << attr("class", kind.css) << ">" << word(frame, kind.label) << ": " << n
        << "</li>";
    }
  }
  h << "</ul><ul class=\"plain card list tight\">";
  const auto first = (static_cast<std::size_t>(view.page) - 1) * rows_per_page;
  for (std::size_t i = first; i < sorted.size() && i < first + rows_per_page; ++i)
    h << sealed_row(frame, *sorted[i].first, *sorted[i].second);
  h << "</ul>";
  const auto pages = (sorted.size() + rows_per_page - 1) / rows_per_page;
  h << pager(frame, Url("/work"), view.page, static_cast<int>(pages));
  return h;
}

}  // namespace

Document home_page(const Frame& frame, const HomeView& view) {
  Html h;
  h << "<div class=\"page-head\"><h1><bdi>" << text(frame.case_name)
    << "</bdi></h1><a class=\"button primary\" href=\"/exhibits/add\">"
    << word(frame, Word::add_exhibits) << "</a></div>" << damaged(frame, view);
  if (view.work) {
    h << "<section class=\"card working\"><h2><a href=\"/work\">"
      << word(frame, title_of(view.work->kind, true)) << "</a></h2>"
      << progress_bar(frame, *view.work) << "</section>";
  }
  h << "<div class=\"grid home\"><section class=\"card\"><h2>"
    << word(frame, Word::home_waiting)
    << "</h2>" << items(view.waiting, say(frame.language, Word::nothing_waiting))
    << "</section><section class=\"card\"><h2>" << word(frame, Word::home_at_risk) << "</h2>"
    << items(view.at_risk, say(frame.language, Word::nothing_at_risk))
    << "</section><section class=\"card\"><h2>" << word(frame, Word::home_dates) << "</h2>"
    << items(view.next_dates, say(frame.language, Word::no_dates))
    << "<p class=\"inline small\"><a href=\"/tasks\">" << word(frame, Word::tasks_title)
    << "</a> <a href=\"/review\">" << word(frame, Word::review_title)
    << "</a> <a href=\"/practice\">" << word(frame, Word::practice_title)
    << "</a></p></section>"
    << integrity_card(frame, view) << copy_card(frame, view) << "</div>";
  return {frame.case_name, std::move(h)};
}

Document work_page(const Frame& frame, const WorkView& view) {
  Html h;
  Document document;
  document.title = say(frame.language, title_of(view.kind, view.running));
  h << "<h1>" << text(document.title) << "</h1>";
  if (view.running) {
    document.width = Document::Width::narrow;
    document.asks_again = true;
    h << "<kotobune-work data-url=\"/work.json\"><section class=\"card working\">"
      << progress_bar(frame, view);
    if (view.stopping) {
      h << "<p role=\"status\"><strong>" << word(frame, Word::work_stopping) << "</strong></p>";
    } else {
      h << "<form method=\"post\" action=\"/work/stop\">" << form_token(frame) << "<button>"
        << word(frame, Word::stop) << "</button></form>";
    }
    h << "</section><p class=\"soft\">" << word(frame, Word::work_elsewhere)
      << "</p><p data-plain><a class=\"button\" href=\"/work\">" << word(frame, Word::reload)
      << "</a></p></kotobune-work>";
    document.body = std::move(h);
    return document;
  }
  if (view.outcome) h << alert(*view.outcome);
  if (view.sealed) {
    if (view.sealed->stopped) {
      h << alert({Message::Tone::warn, std::string(say(frame.language, Word::seal_stopped)),
                  std::string(say(frame.language, Word::seal_stopped_more)), ""});
    }
    h << sealed_rows(frame, *view.sealed);
  }
  if (view.kind == WorkKind::none) h << "<p class=\"soft\">" << word(frame, Word::work_none_more)
                                     << "</p>";
  h << "<p class=\"inline\"><a class=\"button\" href=\"/exhibits\">"
    << word(frame, Word::nav_exhibits) << "</a><a class=\"button\" href=\"/exhibits/add\">"
    << word(frame, Word::add_exhibits) << "</a><a class=\"button\" href=\"/case\">"
    << word(frame, Word::nav_home) << "</a></p>";
  document.body = std::move(h);
  return document;
}

Document refusal_page(const Frame& frame, const Message& message) {
  Html h;
  h << "<h1>" << text(message.title) << "</h1><div class=\"card\"><p>" << text(message.text)
    << "</p><p class=\"soft small\">" << text(message.code)
    << "</p></div><p><a class=\"button\" href=\"/\">" << word(frame, Word::nav_home) << "</a></p>";
  return {message.title, std::move(h), Document::Width::narrow};
}

}  // namespace kotobune::web
