// Inside the workbench: the open case, the frame of a page, and the groups of handlers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "desk/desk.h"
#include "vault/recovery.h"
#include "web/pages.h"
#include "web/router.h"
#include "web/server.h"
#include "web/session.h"
#include "web/turns.h"
#include "web/work.h"
#include "web/workbench.h"

namespace kotobune::web {

// What a handler gets: the form it was sent (checked), its session, the parts of its path.
struct Visit {
  Request& request;
  const Fields& parts;
  Fields form;  // of a POST
  SessionView session;
};

// What must be so before a handler is called.
enum class Door {
  open,      // a session, no more
  in_case,   // a case open, and this session not locked
  watching,  // the same, for pages that ask again by themselves: they keep no session awake
  raw,       // a session; the handler reads the body itself and takes its turns at the desk itself
};

using Turn = std::unique_lock<Turns>;

// What the last check of a report said, for lists.
struct Checkup {
  std::string version;  // id of the draft's record, and how many records the case had
  std::int64_t open_points = -1;  // -1: not checked
  std::vector<std::pair<std::string, std::string>> asks;  // day, words
};

struct Workbench::Impl {
  World& world;
  WorkbenchOptions options;
  Sessions sessions;
  Router router;
  Turns desk_turns;                    // guards what follows: one at the desk at a time
  std::unique_ptr<desk::Desk> desk;
  std::optional<vault::RecoverySheet> sheet;  // shown until it is confirmed
  std::string folder;                  // of the open case
  std::map<std::string, Message> said;  // by session: shown once on the next page
  std::map<std::string, Checkup> checkups;  // by draft
  std::mutex stop_mutex;
  std::condition_variable stop_signal;
  bool stopped = false;
  std::thread warden;                  // closes the case when every session is locked or idle
  Work work;                           // has a lock of its own
  std::unique_ptr<Server> server;      // last: it calls all of the above

  Impl(World& the_world, WorkbenchOptions the_options)
      : world(the_world), options(std::move(the_options)),
        sessions(world.clock, world.random, {options.idle_lock_ms}) {
    add_entry_routes();
    add_work_routes();
    add_report_routes();
    add_lock_routes();
    add_record_routes();
    add_team_routes();
  }

  using Page = Result<Response> (Impl::*)(Visit&);
  void get(std::string_view pattern, Page page, Door door);
  void post(std::string_view pattern, Page page, Door door);
  void add_entry_routes();
  void add_work_routes();
  void add_report_routes();
  void add_lock_routes();
  void add_record_routes();
  void add_team_routes();
  Response handle(Request& request);
  Response answer(Request& request, const Fields& parts, Page page, Door door);
  // Closes the case if every session is locked; a work that runs is asked to stop first.
  void close_if_locked();
  void watch_sessions();
  void stop();

  // All below: with the turn at the desk, but for raw handlers.
  Frame frame(const Visit& visit, Frame::Tab tab);
  Response show(const Frame& frame, const Document& document, int status = 200);
  Response refuse(const Frame& frame, const Error& error);
  void say_next(const Visit& visit, Message::Tone tone, std::string title, std::string text);
  bool is_open_to(const Visit& visit) const { return desk && !visit.session.locked; }
  Result<desk::Desk*> open_desk(const Visit& visit);  // error session_locked
  Response lead_back(const Visit& visit);
  void close_case();
  // Puts an opened case on the desk for this session alone.
  Result<Response> take_case(Visit& visit, std::unique_ptr<desk::Desk> fresh, std::string path,
                             std::string_view then);
  // The opened case; nothing (and no error) where it lies on the desk already.
  Result<std::unique_ptr<desk::Desk>> unlock(const std::string& path, ByteView passphrase);
  vault::CreateOptions create_options() const;
  std::vector<CaseLink> cases_here();

  Status gather_reports(desk::Desk& open, Language language, std::vector<Item>& waiting,
                        std::vector<std::pair<std::string, Item>>& dates);
  Status check_up(desk::Desk& open, const index::DraftRow& row, std::int64_t records);

  Result<Response> enter(Visit& visit);
  Result<Response> first(Visit& visit);
  Result<Response> practice(Visit& visit);
  Result<Response> language(Visit& visit);
  Result<Response> lock(Visit& visit);
  Result<Response> new_form(Visit& visit);
  Result<Response> new_case(Visit& visit);
  Result<Response> recovery_form(Visit& visit);
  Result<Response> recovery(Visit& visit);
  Result<Response> open_form(Visit& visit);
  Result<Response> unlock_form(Visit& visit);
  Result<Response> unlock_post(Visit& visit);
  Result<Response> recover(Visit& visit);
  Result<Response> home(Visit& visit);
  Result<Response> verify_all(Visit& visit);
  Result<Response> exhibits(Visit& visit);
  Result<Response> add_form(Visit& visit);
  Result<Response> add_upload(Visit& visit);
  Result<Response> add_folder(Visit& visit);
  Result<Response> work_page(Visit& visit);
  Result<Response> work_json(Visit& visit);
  Result<Response> stop_work(Visit& visit);
  Result<Response> copy_case(Visit& visit);
  Result<Response> verify_form(Visit& visit);
  Result<Response> verify_file(Visit& visit);
  Result<Response> verify_bag(Visit& visit);
  Result<Response> exhibit(Visit& visit);
  Result<Response> cite(Visit& visit);
  Result<Response> custody(Visit& visit);
  Result<Response> set_source(Visit& visit);
  Result<Response> sources(Visit& visit);
  Result<Response> add_source(Visit& visit);
  Result<Response> source(Visit& visit);
  Result<Response> consent(Visit& visit);
  Result<Response> withdraw(Visit& visit);
  Result<Response> locks(Visit& visit);
  Result<Response> add_lock(Visit& visit);
  Result<Response> lift_lock(Visit& visit);
  Result<Response> recall_went(Visit& visit);
  Result<Response> receipt(Visit& visit);
  Result<Response> became(Visit& visit);
  Result<Response> search(Visit& visit);
  Result<Response> reports(Visit& visit);
  Result<Response> new_report(Visit& visit);
  Result<Response> report(Visit& visit);
  Result<Response> check(Visit& visit);
  Result<Response> fix(Visit& visit);
  Result<Response> draft(Visit& visit);
  Result<Response> built(Visit& visit);
  Result<Response> release(Visit& visit);
  Result<Response> record(Visit& visit);
  Result<Response> record_list(Visit& visit);
  Result<Response> record_thing(Visit& visit);
  Result<Response> record_form(Visit& visit);
  Result<Response> record_save(Visit& visit);
  Result<Response> disagreements(Visit& visit);
  Result<Response> settle(Visit& visit);
  Result<Response> reopen(Visit& visit);
  Result<Response> practice_view(Visit& visit);
  Result<Response> checks(Visit& visit);
  Result<Response> silence(Visit& visit);

  Result<Response> review(Visit& visit);
  Result<Response> review_post(Visit& visit);
  Result<Response> agreement(Visit& visit);
  Result<Response> tasks(Visit& visit);
  Result<Response> task_add(Visit& visit);
  Result<Response> task_done(Visit& visit);
  Result<Response> task_move(Visit& visit);
  Result<Response> task_calendar(Visit& visit);
  Result<Response> task_saved(Visit& visit);
  Result<Response> practice_parts(Visit& visit);
  Result<Response> practice_count(Visit& visit);
  Result<Response> practice_matrix(Visit& visit);
  Result<Response> practice_versions(Visit& visit);

  Status gather_team(desk::Desk& open, Language language, std::vector<Item>& waiting,
                     std::vector<std::pair<std::string, Item>>& dates);
  Status fill_exhibit(Visit& visit, const desk::ExhibitRow& row, ExhibitView& view);
  Status cite_in_report(desk::Desk& open, const std::string& report, ExhibitView& view);
  Result<Response> report_view(Visit& visit, const std::string& id, const std::string& source);
};

std::string size_words(std::int64_t bytes);
WorkView view_of(const WorkState& state);
std::string minute_words(Instant at);  // "2026-11-25 05:07 UTC"
std::string_view purpose_word(Language language, disclosure::Purpose purpose);
std::string_view identity_word(Language language, disclosure::Identity identity);
Result<std::vector<ConsentChip>> consent_chips(desk::Desk& desk, Language language,
                                               const std::string& code);
// "2 minutes ago", in the language of the page; the day where it is longer ago than two days.
std::string ago(Language language, Instant then, Instant now);

}  // namespace kotobune::web
