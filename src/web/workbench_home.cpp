// The home of a case: what waits, what is at risk, which dates come, whether all is as it was
// sealed, and when the last copy elsewhere was made. All of it is read from the case, nothing is
// remembered beside it.
#include <algorithm>

#include "base/text.h"
#include "desk/copy.h"
#include "desk/reports.h"
#include "desk/weigh.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
constexpr std::int64_t dates_ahead_days = 400;
constexpr std::int64_t old_copy_days = 14;
constexpr std::size_t listed_items = 8;
constexpr std::size_t checked_reports = 3;  // the newest: a check may take a second

std::string iso_day(std::int64_t day) { return Instant{day * day_ms}.iso_date(); }

struct Gathered {
  std::vector<Item> waiting;
  std::vector<Item> at_risk;
  std::vector<std::pair<std::string, Item>> dates;  // by day
};

// One source: what she has not been asked, what she withdrew, until when her word holds.
void gather_source(Language language, const desk::SourceRow& source,
                   const std::vector<disclosure::Consent>& consents, std::int64_t today,
                   Gathered& out) {
  const auto link = "/sources/" + source.code;
  const auto with_code = [&](Word key) {
    return fill(say(language, key), {{"source", source.code}});
  };
  if (consents.empty()) {
    out.waiting.push_back({with_code(Word::wait_consent),
                           std::string(say(language, Word::wait_consent_more)), link});
  }
  std::vector<std::string> withdrawn;
  for (const auto& consent : consents) {
    for (const auto& one : consent.purposes) {
      if (one.state == disclosure::ConsentState::withdrawn)
        withdrawn.emplace_back(purpose_word(language, one.purpose));
      if (one.state != disclosure::ConsentState::yes || !one.expiry_day) continue;
      const auto day = *one.expiry_day;
      if (day < today) {
        out.waiting.push_back({with_code(Word::wait_expired), iso_day(day), link});
      } else if (day < today + dates_ahead_days) {
        out.dates.emplace_back(iso_day(day),
                               Item{with_code(Word::date_consent_ends),
                                    iso_day(day) + ", " +
                                        std::string(purpose_word(language, one.purpose)),
                                    link});
      }
    }
    if (consent.minor && (!consent.guardian_agreed || !consent.assent_given)) {
      out.waiting.push_back({with_code(Word::wait_minor), "", link});
    }
  }
  if (!withdrawn.empty()) {
    std::sort(withdrawn.begin(), withdrawn.end());
    withdrawn.erase(std::unique(withdrawn.begin(), withdrawn.end()), withdrawn.end());
    out.at_risk.push_back({with_code(Word::risk_withdrew), join(withdrawn, ", "), link});
  }
}

// The newest first would hide what waits longest: the list is cut, with a word about the rest.
void cut(Language language, std::vector<Item>& items, std::string_view link) {
  if (items.size() <= listed_items) return;
  const auto rest = items.size() - listed_items + 1;
  items.resize(listed_items - 1);
  items.push_back({fill(say(language, Word::and_more), {{"n", std::to_string(rest)}}), "",
                   std::string(link)});
}

void gather_exhibits(Language language, const std::vector<desk::ExhibitRow>& rows, Gathered& out) {
  std::int64_t without = 0;
  std::int64_t unread = 0;
  for (const auto& row : rows) {
    without += row.source.empty() ? 1 : 0;
    unread += row.text_state.rfind("unread", 0) == 0 ? 1 : 0;
  }
  const auto counted = [&](Word key, std::int64_t n) {
    return fill(say(language, key), {{"n", std::to_string(n)}});
  };
  if (without > 0) {
    out.waiting.push_back({counted(Word::wait_source, without),
                           std::string(say(language, Word::wait_source_more)),
                           "/exhibits?only=no-source"});
  }
  if (unread > 0) {
    out.waiting.push_back({counted(Word::wait_unread, unread),
                           std::string(say(language, Word::wait_unread_more)),
                           "/exhibits?only=unread"});
  }
}

}  // namespace

Result<Response> Workbench::Impl::home(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  if (!open->vault().sheet_confirmed()) return Response::redirect("/recovery");
  const auto language = visit.session.language;
  const auto now = world.clock.now();
  TRY_LET(statistics, open->index().statistics());
  TRY_LET(sources, open->index().sources());
  HomeView view;
  Gathered gathered;
  view.originals = statistics.exhibits;
  for (const auto& source : sources) {
    TRY_LET(consents, open->index().consents(source.code));
    gather_source(language, source, consents, now.ms / day_ms, gathered);
  }
  const auto scope = open->index().member_scope();
  TRY_LET(exhibits, open->index().exhibits(scope));
  gather_exhibits(language, exhibits.open(scope), gathered);
  if (statistics.exhibits == 0) {
    gathered.waiting.push_back(
        {std::string(say(language, Word::drop_title)), "", "/exhibits/add"});
  }
  TRY(gather_reports(*open, language, gathered.waiting, gathered.dates));
  TRY_LET(disputes, desk::open_disputes(*open));
  if (!disputes.empty()) {
    gathered.waiting.push_back({std::string(say(language, Word::disagreements)) + ": " +
                                    std::to_string(disputes.size()),
                                "", "/disagreements"});
  }
  TRY(gather_team(*open, language, gathered.waiting, gathered.dates));
  cut(language, gathered.waiting, "/sources");
  std::sort(gathered.dates.begin(), gathered.dates.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [day, item] : gathered.dates) view.next_dates.push_back(std::move(item));
  cut(language, view.next_dates, "/tasks");
  view.waiting = std::move(gathered.waiting);
  view.at_risk = std::move(gathered.at_risk);

  TRY_LET(copied, desk::last_copy(*open));
  const auto copy_is_old = !copied || now.ms - copied->ms > old_copy_days * day_ms;
  if (copied) view.last_copy = ago(language, *copied, now);
  if (statistics.exhibits > 0 && copy_is_old) {
    view.copy_old = true;
    const auto risk = copied ? Word::risk_copy_old : Word::risk_no_copy;
    view.at_risk.insert(view.at_risk.begin(),
                        {std::string(say(language, risk)),
                         std::string(say(language, Word::risk_copy_more)), "/case#copy"});
  }
  cut(language, view.at_risk, "/sources");
  const auto n = std::to_string(statistics.exhibits);
  const auto verified = open->last_verification();
  if (statistics.exhibits == 0) {
    view.integrity = say(language, Word::no_exhibits);
  } else if (!verified) {
    view.integrity = fill(say(language, Word::not_reread), {{"n", n}});
  } else {
    view.integrity_good = verified->sound();
    const auto words = verified->sound() ? Word::all_reread : Word::reread_findings;
    view.integrity = fill(say(language, words),
                          {{"n", std::to_string(verified->exhibits)},
                           {"bad", std::to_string(verified->findings.size())},
                           {"when", ago(language, open->last_verified_at(), now)}});
    for (const auto& finding : verified->findings)
      view.damaged.push_back({finding.what, finding.detail, finding.path});
  }
  const auto state = work.state();
  if (state.running) view.work = view_of(state);
  const auto shown = frame(visit, Frame::Tab::home);
  return show(shown, home_page(shown, view));
}

// Open points are known of versions that were checked here; the dates of asks stand in the text.
Status Workbench::Impl::gather_reports(desk::Desk& open, Language language,
                                       std::vector<Item>& waiting,
                                       std::vector<std::pair<std::string, Item>>& dates) {
  TRY_LET(drafts, open.index().drafts());
  TRY_LET(statistics, open.index().statistics());
  for (std::size_t i = 0; i < drafts.size() && i < checked_reports; ++i) {
    const auto& row = drafts[i];
    TRY(check_up(open, row, statistics.records));
    const auto& known = checkups[row.draft];
    if (known.open_points > 0) {
      waiting.push_back({row.title, fill(say(language, Word::wait_points),
                                         {{"n", std::to_string(known.open_points)}}),
                         "/reports/" + row.draft});
    }
    for (const auto& [day, words] : known.asks) {
      dates.emplace_back(day, Item{words, day + ", " + row.title, "/reports/" + row.draft});
    }
  }
  return {};
}

// Checked again whenever anything was recorded: a withdrawal must show at once.
Status Workbench::Impl::check_up(desk::Desk& open, const index::DraftRow& row,
                                 std::int64_t records) {
  auto& known = checkups[row.draft];
  const auto version = row.id + ":" + std::to_string(records);
  if (known.version == version) return {};
  TRY_LET(source, open.load_draft(row.draft));
  if (!source) return {};
  TRY_LET(checked, desk::check_report(open, row.draft, *source));
  known = {version, static_cast<std::int64_t>(checked.errors), desk::asks_of(*source)};
  return {};
}

// Re-reading everything takes long in a large case: it goes on in the background.
Result<Response> Workbench::Impl::verify_all(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY(work.begin(WorkKind::verify));
  work.start([this, open, language = visit.session.language] {
    Turn turn(desk_turns);
    // The part that reads records and trees keeps its turn; the originals, which are what takes
    // time, are immutable, and others may work between two pieces of them.
    auto last = world.clock.monotonic_ms();
    const auto report = open->verify([&](std::uint64_t done, std::uint64_t total) {
      const auto now = world.clock.monotonic_ms();
      if (now - last < 50) return;
      last = now;
      turn.unlock();
      work.report({0, 0, done, total, ""});
      turn.lock();
    });
    Message message;
    if (!report.ok()) {
      message = {Message::Tone::bad, report.error().sentence(), report.error().advice(),
                 report.error().code().id};
    } else if (report->sound()) {
      message = {Message::Tone::good, std::string(say(language, Word::verify_sound)),
                 std::string(say(language, Word::verify_means)), ""};
    } else {
      std::string names;
      for (const auto& finding : report->findings) {
        if (!names.empty()) names += "; ";
        names += finding.what + (finding.path.empty() ? "" : " (" + finding.path + ")");
      }
      message = {Message::Tone::bad,
                 fill(say(language, Word::verify_findings),
                      {{"n", std::to_string(report->findings.size())}}),
                 names, ""};
    }
    work.end(std::nullopt, std::move(message));
  });
  return Response::redirect("/work");
}

Result<Response> Workbench::Impl::copy_case(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string target(trim_ascii(visit.form.get("target")));
  TRY(work.begin(WorkKind::copy));
  work.start([this, open, target, language = visit.session.language] {
    Turn turn(desk_turns);
    auto copied = desk::copy_case(*open, target, [&](const desk::CopyProgress& progress) {
      turn.unlock();
      const bool go_on = work.report({progress.files_done, progress.files_total,
                                      progress.bytes_done, progress.bytes_total, ""});
      turn.lock();
      return go_on;
    });
    Message message;
    if (!copied.ok()) {
      message = {Message::Tone::bad, copied.error().sentence(), copied.error().advice(),
                 copied.error().code().id};
    } else if (copied->stopped) {
      message = {Message::Tone::warn, std::string(say(language, Word::copy_stopped)),
                 std::string(say(language, Word::copy_stopped_more)), ""};
    } else {
      message = {Message::Tone::good,
                 fill(say(language, Word::copy_done), {{"folder", copied->folder}}),
                 std::string(say(language, Word::copy_done_more)), ""};
    }
    work.end(std::nullopt, std::move(message));
  });
  return Response::redirect("/work");
}

}  // namespace kotobune::web
