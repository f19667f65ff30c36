// Inside the workbench: the open case, the frame of a page, and the groups of handlers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "desk/desk.h"
#include "vault/recovery.h"
#include "web/pages.h"
#include "web/router.h"
#include "web/server.h"
#include "web/session.h"
#include "web/workbench.h"

namespace kotobune::web {

// What a handler gets: the form it was sent (checked), its session, the parts of its path.
struct Visit {
  Request& request;
  const Fields& parts;
  Fields form;  // of a POST
  SessionView session;
};

struct Workbench::Impl {
  World& world;
  WorkbenchOptions options;
  Sessions sessions;
  Router router;
  std::mutex desk_mutex;               // guards what follows: one handler at the desk at a time
  std::unique_ptr<desk::Desk> desk;
  std::optional<vault::RecoverySheet> sheet;  // shown until it is confirmed
  std::string folder;                  // of the open case
  std::map<std::string, Message> said;  // by session: shown once on the next page
  std::unique_ptr<Server> server;      // last: it calls all of the above
  std::mutex stop_mutex;
  std::condition_variable stop_signal;
  bool stopped = false;

  Impl(World& the_world, WorkbenchOptions the_options)
      : world(the_world), options(std::move(the_options)), sessions(world.clock, world.random) {}

  using Page = Result<Response> (Impl::*)(Visit&);
  void get(std::string_view pattern, Page page);
  void post(std::string_view pattern, Page page);
  // A page for which a case must be open; others are led to the first screen.
  void add_case_routes();
  void add_work_routes();
  Response handle(Request& request);
  Response answer(Request& request, const Fields& parts, Page page, bool form);

  Frame frame(const Visit& visit, Frame::Tab tab);
  Response show(const Frame& frame, const Document& document, int status = 200);
  Response refuse(const Frame& frame, const Error& error);
  void say_next(const Visit& visit, Message::Tone tone, std::string title, std::string text);
  Result<desk::Desk*> open_desk();  // error session_locked where no case is open
  Result<std::unique_ptr<desk::Desk>> unlock(const std::string& path, ByteView passphrase);

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
  Result<Response> home(Visit& visit);
  Result<Response> verify_all(Visit& visit);
  Result<Response> exhibits(Visit& visit);
  Result<Response> add_form(Visit& visit);
  Result<Response> add_folder(Visit& visit);
  Result<Response> exhibit(Visit& visit);
  Result<Response> cite(Visit& visit);
  Result<Response> custody(Visit& visit);
  Result<Response> sources(Visit& visit);
  Result<Response> add_source(Visit& visit);
  Result<Response> source(Visit& visit);
  Result<Response> consent(Visit& visit);
  Result<Response> withdraw(Visit& visit);
  Result<Response> search(Visit& visit);
  Result<Response> reports(Visit& visit);
  Result<Response> new_report(Visit& visit);
  Result<Response> report(Visit& visit);
  Result<Response> check(Visit& visit);
  Result<Response> draft(Visit& visit);
  Result<Response> release(Visit& visit);

  Result<Response> exhibit_view(Visit& visit, const std::string& quote, int page);
  Result<Response> report_view(Visit& visit, const std::string& id, const std::string& source,
                               bool checked);
};

std::string size_words(std::int64_t bytes);

}  // namespace kotobune::web
