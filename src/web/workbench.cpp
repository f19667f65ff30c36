#include "web/workbench.h"

#include <chrono>

#include "base/text.h"
#include "web/assets.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::size_t form_bytes = 9u << 20;  // a report source of 8 MiB and its fields

}  // namespace

void Workbench::Impl::get(std::string_view pattern, Page page, Door door) {
  router.get(pattern, [this, page, door](Request& request, const Fields& parts) {
    return answer(request, parts, page, door);
  });
}

void Workbench::Impl::post(std::string_view pattern, Page page, Door door) {
  router.post(pattern, [this, page, door](Request& request, const Fields& parts) {
    return answer(request, parts, page, door);
  });
}

Response Workbench::Impl::handle(Request& request) {
  if (request.path.rfind("/assets/", 0) == 0) {
    const auto rest = std::string_view(request.path).substr(8);
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos) {
      auto asset = serve_asset(rest.substr(0, slash), rest.substr(slash + 1));
      if (asset.ok()) return std::move(asset).value();
    }
  }
  const auto found = router.find(request.method, request.path);
  if (!found.ok()) return refuse(Frame{}, found.error());
  return (*found->handler)(request, found->parts);
}

// A form is read before the turn at the desk is taken: a slow browser must not hold up the others.
Response Workbench::Impl::answer(Request& request, const Fields& parts, Page page, Door door) {
  Visit visit{request, parts, {}, {}};
  Turn turn(desk_turns, std::defer_lock);
  const auto refused = [&](const Error& error) {
    if (!turn.owns_lock()) turn.lock();
    return refuse(frame(visit, Frame::Tab::none), error);
  };
  if (request.path != "/enter") {
    auto session = sessions.admit(request, door == Door::watching ? Use::watches : Use::counts);
    if (!session.ok()) return refuse(Frame{}, session.error());
    visit.session = std::move(session).value();
  }
  if (request.method == Method::post && door != Door::raw) {
    auto fields = read_form(request, form_bytes);
    if (!fields.ok()) return refused(fields.error());
    visit.form = std::move(fields).value();
    const auto token = sessions.check_token(visit.session, visit.form.get(form_token_name));
    if (!token.ok()) return refused(token.error());
  }
  if (door != Door::raw) turn.lock();
  const bool needs_case = door == Door::in_case || door == Door::watching;
  if (needs_case && !is_open_to(visit)) return lead_back(visit);
  auto response = (this->*page)(visit);
  if (response.ok()) return std::move(response).value();
  if (response.error().is(errors::session_locked)) return lead_back(visit);
  return refused(response.error());
}

Frame Workbench::Impl::frame(const Visit& visit, Frame::Tab tab) {
  Frame out;
  out.language = visit.session.language;
  out.form_token = visit.session.form_token;
  out.here = visit.request.path;
  out.tab = tab;
  if (is_open_to(visit)) {
    out.case_open = true;
    out.case_name = desk->vault().constitution().title;
    out.fictional = desk->vault().constitution().fictional;
  }
  const auto message = said.find(visit.session.id);
  if (message != said.end()) {
    out.messages.push_back(message->second);
    said.erase(message);
  }
  return out;
}

Response Workbench::Impl::show(const Frame& frame, const Document& document, int status) {
  return Response::html(render(frame, document), status);
}

Response Workbench::Impl::refuse(const Frame& frame, const Error& error) {
  const Message message{Message::Tone::bad, error.sentence(), error.advice(), error.code().id};
  return show(frame, refusal_page(frame, message), status_of(error));
}

void Workbench::Impl::say_next(const Visit& visit, Message::Tone tone, std::string title,
                               std::string text) {
  said[visit.session.id] = {tone, std::move(title), std::move(text), ""};
}

Result<desk::Desk*> Workbench::Impl::open_desk(const Visit& visit) {
  if (!is_open_to(visit)) return Error(errors::session_locked);
  return desk.get();
}

// To the passphrase of the case this session had open, or to the first screen. What another session
// has open is not told.
Response Workbench::Impl::lead_back(const Visit& visit) {
  return Response::redirect(visit.session.folder.empty() ? "/" : "/unlock?idle=1");
}

void Workbench::Impl::close_case() {
  ensure(!work.running(), "W1: the desk stays while a work goes on");
  desk.reset();  // the keys go with it
  sheet.reset();
  said.clear();
  checkups.clear();
  work.forget();
}

void Workbench::Impl::close_if_locked() {
  if (!desk || !sessions.all_locked()) return;
  if (work.running()) {
    work.ask_stop();
  } else {
    close_case();
  }
}

void Workbench::Impl::watch_sessions() {
  constexpr auto pause = std::chrono::seconds(2);
  std::unique_lock lock(stop_mutex);
  while (!stop_signal.wait_for(lock, pause, [&] { return stopped; })) {
    lock.unlock();
    {
      const Turn turn(desk_turns);
      close_if_locked();
    }
    lock.lock();
  }
}

Result<Response> Workbench::Impl::take_case(Visit& visit, std::unique_ptr<desk::Desk> fresh,
                                            std::string path, std::string_view then) {
  if (fresh) {  // otherwise it lies there already, and this session is let in as well
    close_case();
    desk = std::move(fresh);
    folder = path;
  }
  TRY_LET(session, sessions.opened(visit.session, std::move(path)));
  visit.session = std::move(session);
  auto response = Response::redirect(std::string(then));
  response.with_header("set-cookie", Sessions::cookie_of(visit.session));
  return response;
}

Result<Response> Workbench::Impl::enter(Visit& visit) {
  TRY_LET(session, sessions.enter(visit.request.query.get("key")));
  auto response = Response::redirect("/");
  response.with_header("set-cookie", Sessions::cookie_of(session));
  return response;
}

Result<Response> Workbench::Impl::language(Visit& visit) {
  const auto chosen = parse_language(visit.form.get("language"));
  if (chosen) sessions.set_language(visit.session, *chosen);
  const std::string back(visit.form.get("back"));
  const bool local = back.size() > 0 && back[0] == '/' && back.substr(0, 2) != "//";
  return Response::redirect(local ? back : "/");
}

Workbench::Workbench(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workbench::~Workbench() { stop(); }

Result<std::unique_ptr<Workbench>> Workbench::open(World& world, const WorkbenchOptions& options) {
  auto impl = std::make_unique<Impl>(world, options);
  auto* raw = impl.get();
  ServerOptions server;
  server.port = options.port;
  TRY_LET(opened, Server::open(server, [raw](Request& request) { return raw->handle(request); }));
  impl->server = std::move(opened);
  impl->warden = std::thread([raw] { raw->watch_sessions(); });
  return std::make_unique<Workbench>(std::move(impl));
}

std::string Workbench::address() const {
  return "http://127.0.0.1:" + std::to_string(port()) + "/enter?key=" + impl_->sessions.entry_key();
}

std::uint16_t Workbench::port() const { return impl_->server->port(); }

void Workbench::run_until_stopped() {
  std::unique_lock lock(impl_->stop_mutex);
  impl_->stop_signal.wait(lock, [&] { return impl_->stopped; });
}

void Workbench::stop() { impl_->stop(); }

void Workbench::Impl::stop() {
  {
    const std::lock_guard lock(stop_mutex);
    stopped = true;
  }
  stop_signal.notify_all();
  work.ask_stop();
  if (server) server->stop();
  if (warden.joinable()) warden.join();
  work.wait();
}

}  // namespace kotobune::web
