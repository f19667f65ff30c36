#include "web/workbench.h"

#include "base/text.h"
#include "web/assets.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::size_t form_bytes = 9u << 20;  // a report source of 8 MiB and its fields

}  // namespace

std::string size_words(std::int64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  if (bytes < 1'000'000) return std::to_string(bytes / 1000) + " kB";
  return std::to_string(bytes / 1'000'000) + "." + std::to_string(bytes / 100'000 % 10) + " MB";
}

void Workbench::Impl::get(std::string_view pattern, Page page) {
  router.get(pattern, [this, page](Request& request, const Fields& parts) {
    return answer(request, parts, page, false);
  });
}

void Workbench::Impl::post(std::string_view pattern, Page page) {
  router.post(pattern, [this, page](Request& request, const Fields& parts) {
    return answer(request, parts, page, true);
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

Response Workbench::Impl::answer(Request& request, const Fields& parts, Page page, bool form) {
  Visit visit{request, parts, {}, {}};
  const std::lock_guard guard(desk_mutex);
  if (request.path != "/enter") {
    auto session = sessions.admit(request);
    if (!session.ok()) return refuse(Frame{}, session.error());
    visit.session = std::move(session).value();
  }
  if (form) {
    auto fields = read_form(request, form_bytes);
    if (!fields.ok()) return refuse(frame(visit, Frame::Tab::none), fields.error());
    visit.form = std::move(fields).value();
    const auto token = sessions.check_token(visit.session, visit.form.get(form_token_name));
    if (!token.ok()) return refuse(frame(visit, Frame::Tab::none), token.error());
  }
  auto response = (this->*page)(visit);
  if (response.ok()) return std::move(response).value();
  if (response.error().is(errors::session_locked)) return Response::redirect("/");
  return refuse(frame(visit, Frame::Tab::none), response.error());
}

Frame Workbench::Impl::frame(const Visit& visit, Frame::Tab tab) {
  Frame out;
  out.language = visit.session.language;
  out.form_token = visit.session.form_token;
  out.here = visit.request.path;
  out.tab = tab;
  if (desk && !visit.session.locked) {
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

Result<desk::Desk*> Workbench::Impl::open_desk() {
  if (!desk) return Error(errors::session_locked);
  return desk.get();
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
  impl->get("/enter", &Impl::enter);
  impl->post("/language", &Impl::language);
  impl->add_case_routes();
  impl->add_work_routes();
  ServerOptions server;
  server.port = options.port;
  TRY_LET(opened, Server::open(server, [raw](Request& request) { return raw->handle(request); }));
  impl->server = std::move(opened);
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

void Workbench::stop() {
  {
    const std::lock_guard lock(impl_->stop_mutex);
    impl_->stopped = true;
  }
  impl_->stop_signal.notify_all();
  if (impl_->server) impl_->server->stop();
}

}  // namespace kotobune::web
