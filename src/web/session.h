// Sessions: who may use this workbench, and whether a request came from its own pages.
//
// The program prints an address with an entry key, once; whoever opens it gets a session cookie
// (256 random bits, HttpOnly, SameSite=Strict). Another program or account on the same computer
// that only knows the port gets nothing. Sessions live in memory and end with the program.
//
// A request that changes something must carry the session's form token, must not be marked
// cross-site by the browser (Sec-Fetch-Site: only same-origin or none), and its Origin, if sent,
// must be ours. Any one of the three would do in a current browser; together they also hold in an
// old one.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "web/http.h"
#include "web/strings.h"

namespace kotobune::web {

struct SessionOptions {
  std::int64_t idle_lock_ms = 15 * 60 * 1000;
};

// A copy of what a handler may know about the session of its request.
struct SessionView {
  std::string id;
  std::string form_token;
  Language language = Language::en;
  bool locked = true;  // no case open in it, or idle for too long
  std::string folder;  // of the case it opened last; "" before that
};

// A page that only watches a work (and asks again by itself) does not keep a session awake.
enum class Use { counts, watches };

class Sessions {
 public:
  Sessions(Clock& clock, Random& random, SessionOptions options = {});

  // The entry key of the printed address: used once, then a new one is made.
  std::string entry_key();
  // Trades the entry key for a session. Error: session_missing.
  Result<SessionView> enter(std::string_view entry_key);
  // The Set-Cookie value of a session.
  static std::string cookie_of(const SessionView& session);

  // Looks up the session of a request, checks Sec-Fetch-Site and Origin, notes that it is in use.
  // Errors: session_missing, cross_site. An idle session comes back locked.
  Result<SessionView> admit(const Request& request, Use use = Use::counts);
  // The form token of a POST. Error: csrf_refused.
  Status check_token(const SessionView& session, std::string_view token) const;

  void unlock(const SessionView& session);
  // Opens `folder` in this session alone: every other one is locked, because what it had open is
  // not what lies on the desk now. The session comes back under a new cookie and token.
  Result<SessionView> opened(const SessionView& session, std::string folder);
  void lock(const SessionView& session);
  void lock_all();  // closing for travel, or the case was closed
  // True where every session is locked or idle: the lead may then wipe the keys of the case.
  bool all_locked();
  void set_language(const SessionView& session, Language language);
  // A new cookie and token for the same session, at unlocking: what was seen before is worth
  // nothing.
  Result<SessionView> rotate(const SessionView& session);

 private:
  struct State {
    std::string form_token;
    Language language = Language::en;
    bool locked = true;
    std::string folder;
    std::int64_t used_ms = 0;  // monotonic
  };
  std::string random_token();
  SessionView rotated(std::map<std::string, State>::iterator found);
  void lock_if_idle(State& state, std::int64_t now_ms) const;
  static SessionView view(const std::string& id, const State& state);

  Clock& clock_;
  Random& random_;
  SessionOptions options_;
  mutable std::mutex mutex_;  // guards all below
  std::map<std::string, State> sessions_;
  std::string entry_key_;
};

inline constexpr std::string_view session_cookie_name = "kb";
inline constexpr std::string_view form_token_name = "csrf";        // hidden field
inline constexpr std::string_view form_token_header = "x-csrf-token";  // for the drop island

}  // namespace kotobune::web
