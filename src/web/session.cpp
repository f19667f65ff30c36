#include "web/session.h"

#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "web/errors.h"

namespace kotobune::web {
namespace {

constexpr std::size_t most_sessions = 64;  // browsers of one person; more is a bug or an attack

bool equal_secret(std::string_view left, std::string_view right) {
  return equal_constant_time(as_bytes(left), as_bytes(right));
}

// "http://" + Host; Host itself was checked against the list of our own addresses.
bool is_own_origin(const Request& request, std::string_view origin) {
  return ascii_lower(origin) == "http://" + ascii_lower(request.headers.get("host"));
}

// What a browser says about where the request began. An old browser says nothing.
bool is_cross_site(const Request& request) {
  const std::string_view site = request.headers.get("sec-fetch-site");
  if (!site.empty() && site != "same-origin") {
    // "none": typed, bookmarked, opened by the program. Never the way a form is sent.
    if (site != "none" || request.method == Method::post) return true;
  }
  const std::string_view origin = request.headers.get("origin");
  return !origin.empty() && !is_own_origin(request, origin);
}

}  // namespace

Sessions::Sessions(Clock& clock, Random& random, SessionOptions options)
    : clock_(clock), random_(random), options_(options), entry_key_(random_token()) {}

std::string Sessions::random_token() {
  Bytes bytes(32);
  random_.fill(bytes);
  return base32(bytes);
}

std::string Sessions::entry_key() {
  const std::lock_guard guard(mutex_);
  return entry_key_;
}

Result<SessionView> Sessions::enter(std::string_view entry_key) {
  const std::lock_guard guard(mutex_);
  if (!equal_secret(entry_key, entry_key_)) return Error(errors::session_missing);
  entry_key_ = random_token();
  if (sessions_.size() >= most_sessions) {
    const auto oldest =
        std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
          return a.second.used_ms < b.second.used_ms;
        });
    sessions_.erase(oldest);
  }
  State state;
  state.form_token = random_token();
  state.used_ms = clock_.monotonic_ms();
  const auto entry = sessions_.emplace(random_token(), std::move(state)).first;
  return view(entry->first, entry->second);
}

std::string Sessions::cookie_of(const SessionView& session) {
  return std::string(session_cookie_name) + "=" + session.id +
         "; HttpOnly; SameSite=Strict; Path=/";
}

Result<SessionView> Sessions::admit(const Request& request, Use use) {
  if (is_cross_site(request)) return Error(errors::cross_site);
  const std::lock_guard guard(mutex_);
  // Two cookies of that name: one of them was planted by another port of this computer.
  const auto cookies = request.cookies.all(session_cookie_name);
  for (const std::string& cookie : cookies) {
    const auto found = sessions_.find(cookie);
    if (found == sessions_.end()) continue;
    const std::int64_t now_ms = clock_.monotonic_ms();
    lock_if_idle(found->second, now_ms);
    if (use == Use::counts) found->second.used_ms = now_ms;
    return view(found->first, found->second);
  }
  return Error(errors::session_missing);
}

Status Sessions::check_token(const SessionView& session, std::string_view token) const {
  const std::lock_guard guard(mutex_);
  const auto found = sessions_.find(session.id);
  if (found == sessions_.end() || token.empty() ||
      !equal_secret(found->second.form_token, token)) {
    return Error(errors::csrf_refused);
  }
  return {};
}

void Sessions::unlock(const SessionView& session) {
  const std::lock_guard guard(mutex_);
  if (const auto found = sessions_.find(session.id); found != sessions_.end()) {
    found->second.locked = false;
    found->second.used_ms = clock_.monotonic_ms();
  }
}

void Sessions::lock(const SessionView& session) {
  const std::lock_guard guard(mutex_);
  if (const auto found = sessions_.find(session.id); found != sessions_.end()) {
    found->second.locked = true;
  }
}

void Sessions::lock_all() {
  const std::lock_guard guard(mutex_);
  for (auto& [id, state] : sessions_) state.locked = true;
}

bool Sessions::all_locked() {
  const std::lock_guard guard(mutex_);
  const std::int64_t now_ms = clock_.monotonic_ms();
  for (auto& [id, state] : sessions_) lock_if_idle(state, now_ms);
  return std::all_of(sessions_.begin(), sessions_.end(),
                     [](const auto& entry) { return entry.second.locked; });
}

void Sessions::set_language(const SessionView& session, Language language) {
  const std::lock_guard guard(mutex_);
  if (const auto found = sessions_.find(session.id); found != sessions_.end()) {
    found->second.language = language;
  }
}

Result<SessionView> Sessions::rotate(const SessionView& session) {
  const std::lock_guard guard(mutex_);
  const auto found = sessions_.find(session.id);
  if (found == sessions_.end()) return Error(errors::session_missing);
  return rotated(found);
}

Result<SessionView> Sessions::opened(const SessionView& session, std::string folder) {
  const std::lock_guard guard(mutex_);
  const auto found = sessions_.find(session.id);
  if (found == sessions_.end()) return Error(errors::session_missing);
  for (auto& [id, state] : sessions_) state.locked = state.locked || state.folder != folder;
  found->second.locked = false;
  found->second.folder = std::move(folder);
  found->second.used_ms = clock_.monotonic_ms();
  return rotated(found);
}

SessionView Sessions::rotated(std::map<std::string, State>::iterator found) {
  State state = std::move(found->second);
  sessions_.erase(found);
  state.form_token = random_token();
  const auto entry = sessions_.emplace(random_token(), std::move(state)).first;
  return view(entry->first, entry->second);
}

void Sessions::lock_if_idle(State& state, std::int64_t now_ms) const {
  if (now_ms - state.used_ms > options_.idle_lock_ms) state.locked = true;
}

SessionView Sessions::view(const std::string& id, const State& state) {
  return {id, state.form_token, state.language, state.locked, state.folder};
}

}  // namespace kotobune::web
