#include <doctest/doctest.h>

#include "base/fake_world.h"
#include "web/errors.h"
#include "web/session.h"

namespace kotobune::web {
namespace {

struct Desk {
  FakeClock clock;
  FakeRandom random;
  Sessions sessions{clock, random};
  SessionView session = *sessions.enter(sessions.entry_key());

  Request request(Method method,
                  const std::vector<std::pair<std::string, std::string>>& more = {}) {
    Request made;
    made.method = method;
    made.headers.add("host", "127.0.0.1:8080");
    for (const auto& [name, value] : more) made.headers.add(name, value);
    made.cookies.add("kb", session.id);
    return made;
  }
};

TEST_CASE("the entry key lets one browser in, once") {
  FakeClock clock;
  FakeRandom random;
  Sessions sessions(clock, random);
  const std::string key = sessions.entry_key();
  CHECK(sessions.enter("wrong").error().is(errors::session_missing));
  CHECK(sessions.enter("").error().is(errors::session_missing));
  auto session = sessions.enter(key);
  REQUIRE(session.ok());
  CHECK(session->locked);
  CHECK(session->id.size() >= 52);  // 256 bits in base32
  CHECK(sessions.enter(key).error().is(errors::session_missing));
  const std::string cookie = Sessions::cookie_of(*session);
  CHECK(cookie.find("; HttpOnly; SameSite=Strict; Path=/") != std::string::npos);
}

TEST_CASE("without its cookie a request has no session") {
  Desk desk;
  Request request = desk.request(Method::get);
  CHECK(desk.sessions.admit(request).ok());
  request.cookies = Fields();
  CHECK(desk.sessions.admit(request).error().is(errors::session_missing));
  request.cookies.add("kb", "aaaa");
  CHECK(desk.sessions.admit(request).error().is(errors::session_missing));
}

TEST_CASE("a request that began on another website is refused") {
  Desk desk;
  using Headers = std::vector<std::pair<std::string, std::string>>;
  const auto refused = [&](Method method, const Headers& headers) {
    auto admitted = desk.sessions.admit(desk.request(method, headers));
    return !admitted.ok() && admitted.error().is(errors::cross_site);
  };
  CHECK(refused(Method::post, {{"sec-fetch-site", "cross-site"}}));
  CHECK(refused(Method::post, {{"sec-fetch-site", "same-site"}}));  // another port of this computer
  CHECK(refused(Method::post, {{"sec-fetch-site", "none"}}));
  CHECK(refused(Method::get, {{"sec-fetch-site", "cross-site"}}));
  CHECK(refused(Method::post, {{"origin", "null"}}));
  CHECK(refused(Method::post, {{"origin", "http://127.0.0.1:9999"}}));
  CHECK(refused(Method::post, {{"origin", "http://evil.example"}}));
  CHECK_FALSE(refused(Method::post, {{"sec-fetch-site", "same-origin"},
                                     {"origin", "http://127.0.0.1:8080"}}));
  CHECK_FALSE(refused(Method::get, {{"sec-fetch-site", "none"}}));
  CHECK_FALSE(refused(Method::post, {}));  // an old browser: the form token decides
}

TEST_CASE("a form without the token of its session is refused") {
  Desk desk;
  CHECK(desk.sessions.check_token(desk.session, desk.session.form_token).ok());
  CHECK(desk.sessions.check_token(desk.session, "").error().is(errors::csrf_refused));
  CHECK(desk.sessions.check_token(desk.session, "x").error().is(errors::csrf_refused));
  auto other = desk.sessions.enter(desk.sessions.entry_key());
  const Status status = desk.sessions.check_token(desk.session, other->form_token);
  CHECK(status.error().is(errors::csrf_refused));
}

TEST_CASE("an unused session locks itself, and unlocking makes a new cookie") {
  Desk desk;
  desk.sessions.unlock(desk.session);
  CHECK_FALSE(desk.sessions.admit(desk.request(Method::get))->locked);
  desk.clock.advance_ms(14 * 60'000);
  CHECK_FALSE(desk.sessions.admit(desk.request(Method::get))->locked);
  CHECK_FALSE(desk.sessions.all_locked());
  desk.clock.advance_ms(16 * 60'000);
  CHECK(desk.sessions.all_locked());
  CHECK(desk.sessions.admit(desk.request(Method::get))->locked);
  const auto fresh = desk.sessions.rotate(desk.session);
  REQUIRE(fresh.ok());
  CHECK(fresh->id != desk.session.id);
  CHECK(fresh->form_token != desk.session.form_token);
  CHECK(desk.sessions.admit(desk.request(Method::get)).error().is(errors::session_missing));
  const Status stale = desk.sessions.check_token(*fresh, desk.session.form_token);
  CHECK(stale.error().is(errors::csrf_refused));
}

TEST_CASE("language stays with the session, and locking is for one or for all") {
  Desk desk;
  desk.sessions.set_language(desk.session, Language::my);
  desk.sessions.unlock(desk.session);
  auto seen = desk.sessions.admit(desk.request(Method::get));
  CHECK(seen->language == Language::my);
  desk.sessions.lock(desk.session);
  CHECK(desk.sessions.admit(desk.request(Method::get))->locked);
  desk.sessions.unlock(desk.session);
  desk.sessions.lock_all();
  CHECK(desk.sessions.all_locked());
}

}  // namespace
}  // namespace kotobune::web
