// Server: HTTP/1.1 for the workbench, on this computer alone.
//
// One io thread moves bytes for all connections; handlers run on a pool of workers, so a slow query
// or a slow disk never stops another page. What the server promises:
//   - it listens on loopback addresses only (error not_loopback elsewhere);
//   - every request head is read by request_head.h before a handler hears of it;
//   - deadlines: 10 s for a head, 30 s for every 64 KB of a body, 30 s for every 256 KB of an
// answer;
//   - bodies up to 1 MiB are in memory before a worker is taken; larger ones are streamed to the
//     handler with back pressure, never to a temporary file (evidence in the clear), and at most
//     `workers - 2` (at least one) at a time, so that uploads cannot take all workers;
//   - an answer without its own security headers gets those of headers.h.
// It refuses with a bare page and closes the connection; it never tells what else is running here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "web/http.h"

namespace kotobune::web {

struct ServerOptions {
  std::string host = "127.0.0.1";  // or ::1
  std::uint16_t port = 0;          // 0: a free one
  int workers = 4;
  std::size_t connections = 256;   // further ones are closed at once
  // Deadlines in milliseconds; tests shorten them.
  int head_deadline_ms = 10'000;
  int body_window_ms = 30'000;
  int write_deadline_ms = 30'000;
  int idle_ms = 75'000;            // between two requests of one connection
};

class Server {
 public:
  // Listens and serves when it returns. `handler` is called from several threads at once.
  // Errors: not_loopback, listen_failed.
  static Result<std::unique_ptr<Server>> open(ServerOptions options, Handler handler);
  virtual ~Server() = default;  // stops

  virtual std::uint16_t port() const = 0;
  // Closes all connections and returns when the last handler has ended. May be called twice.
  virtual void stop() = 0;
};

}  // namespace kotobune::web
