// The one file that knows Boost. <utility> stands first because Beast 1.74 forgets it (GCC 12).
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <set>
#include <thread>

#include "web/errors.h"
#include "web/headers.h"
#include "web/request_head.h"
#include "web/server.h"

namespace kotobune::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using boost::system::error_code;

constexpr std::size_t memory_body_bytes = 1u << 20;
constexpr std::size_t body_window_bytes = 64 * 1024;
constexpr std::size_t write_window_bytes = 256 * 1024;

class BeastServer;

// GCC 12 miscompiles some temporaries inside coroutines (braced lists, a temporary bound to a
// parameter of an awaited call): in this file errors are built in plain functions, and what an
// awaited call refers to has a name.
Error broken(const char* why) { return Error(errors::body_broken, {{"why", why}}); }
Error bad_head() { return Error(errors::request_malformed, {{"why", "the header"}}); }

// One connection. All members are touched by the io thread only, but for what is said otherwise.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(BeastServer& server, Tcp::socket socket)
      : server_(server), stream_(std::move(socket)) {}

  asio::awaitable<void> serve();
  void close() {
    error_code ignored;  // already closed is as good as closed now
    stream_.socket().close(ignored);
  }
  // Called by a worker, which waits; the reading itself happens on the io thread.
  Result<std::size_t> read_from_worker(ByteSpan out);

 private:
  enum class Next { keep, close };
  asio::awaitable<bool> read_head(std::string& raw);
  asio::awaitable<Next> serve_one();
  asio::awaitable<Result<std::size_t>> read_some(ByteSpan out);
  asio::awaitable<std::optional<Error>> read_small_body(Request& request);
  asio::awaitable<bool> write(const Response& response, Method method, Next next);
  asio::awaitable<bool> write_stream(BodySource& source, std::uint64_t size_bytes);
  asio::awaitable<bool> write_bytes(std::string_view bytes);
  asio::awaitable<void> refuse(int status, const Error& error);
  asio::awaitable<void> linger();

  BeastServer& server_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{64 * 1024};
  std::optional<http::request_parser<http::buffer_body>> parser_;
  bool send_continue_ = false;
  std::size_t window_bytes_ = 0;   // of the body, since the window began
  Steady::duration window_left_{};  // waiting time left for this window
};

class StreamedBody : public BodyReader {
 public:
  explicit StreamedBody(Connection& connection) : connection_(connection) {}
  Result<std::size_t> read(ByteSpan out) override { return connection_.read_from_worker(out); }

 private:
  Connection& connection_;  // outlives the handler, which it waits for
};

class BeastServer : public Server {
 public:
  BeastServer(ServerOptions options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        acceptor_(io_),
        workers_(static_cast<std::size_t>(std::max(options_.workers, 2))) {}
  ~BeastServer() override { stop(); }

  Status listen();
  std::uint16_t port() const override { return port_; }
  void stop() override;

  asio::awaitable<void> accept();
  asio::io_context& io() { return io_; }
  asio::thread_pool& workers() { return workers_; }
  const ServerOptions& options() const { return options_; }
  const Handler& handler() const { return handler_; }
  const std::vector<std::string>& hosts() const { return hosts_; }
  bool take_upload_slot() {
    if (uploads_ >= std::max(1, options_.workers - 2)) return false;
    ++uploads_;
    return true;
  }
  void give_upload_slot() { --uploads_; }
  bool stopping() const { return stopping_; }

 private:
  ServerOptions options_;
  Handler handler_;
  asio::io_context io_{1};
  Tcp::acceptor acceptor_;
  asio::thread_pool workers_;
  std::thread thread_;
  std::set<std::shared_ptr<Connection>> connections_;  // io thread only; shared with coroutines
  std::vector<std::string> hosts_;
  std::uint16_t port_ = 0;
  int uploads_ = 0;  // io thread only
  std::atomic<bool> stopping_ = false;
};

// --- The connection -----------------------------------------------------------------------------

asio::awaitable<void> Connection::serve() {
  // Keeps run() of the io thread going while a worker holds this connection's request.
  const auto work = asio::make_work_guard(server_.io());
  Next next = Next::keep;
  while (next == Next::keep && !server_.stopping()) next = co_await serve_one();
  error_code ignored;
  stream_.socket().shutdown(Tcp::socket::shutdown_both, ignored);
}

// Reads up to the empty line. False: the connection ended or idled, and there is nobody to answer.
asio::awaitable<bool> Connection::read_head(std::string& raw) {
  const auto& options = server_.options();
  stream_.expires_after(std::chrono::milliseconds(buffer_.size() > 0 ? options.head_deadline_ms
                                                                     : options.idle_ms));
  bool started = buffer_.size() > 0;
  while (true) {
    const std::string_view seen(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    const std::size_t end = seen.find("\r\n\r\n");
    if (end != std::string_view::npos || seen.size() > head_limit_bytes) {
      const std::size_t size = end == std::string_view::npos ? seen.size() : end + 4;
      raw = std::string(seen.substr(0, size));
      buffer_.consume(size);
      co_return true;
    }
    error_code error;
    const std::size_t count = co_await stream_.async_read_some(
        buffer_.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
    if (error == beast::error::timeout || error || count == 0) co_return false;
    buffer_.commit(count);
    if (!started) {  // the deadline of the whole head begins with its first byte
      stream_.expires_after(std::chrono::milliseconds(options.head_deadline_ms));
      started = true;
    }
  }
}

asio::awaitable<Connection::Next> Connection::serve_one() {
  std::string raw;
  const bool read_whole = co_await read_head(raw);
  if (!read_whole) co_return Next::close;
  HeadResult read = parse_head(raw, server_.hosts());
  if (read.refusal) {
    co_await refuse(read.refusal->status, read.refusal->error);
    co_return Next::close;
  }
  RequestHead& head = *read.head;
  parser_.emplace();
  parser_->header_limit(head_limit_bytes);
  // Each page names its own limit. (boost::none, the documented "no limit", refuses every
  // Content-Length in 1.74: a number compares as greater than none.)
  parser_->body_limit(std::uint64_t{1} << 62);
  error_code error;
  parser_->put(asio::buffer(raw), error);
  if (error || !parser_->is_header_done()) {
    const Error bad = bad_head();
    co_await refuse(400, bad);
    co_return Next::close;
  }
  send_continue_ = head.expects_continue;
  window_bytes_ = 0;
  window_left_ = std::chrono::milliseconds(server_.options().body_window_ms);

  Request request;
  request.method = head.method;
  request.path = std::move(head.path);
  request.query = std::move(head.query);
  request.headers = std::move(head.headers);
  request.cookies = std::move(head.cookies);
  const bool streamed = head.chunked || head.content_length.value_or(0) > memory_body_bytes;
  if (streamed && !server_.take_upload_slot()) {
    const Error busy(errors::server_busy);
    co_await refuse(503, busy);
    co_return Next::close;
  }
  if (streamed) {
    request.body = std::make_unique<StreamedBody>(*this);
  } else {
    // Broken off or too slow: Beast has closed the socket by then, there is nobody to answer.
    const std::optional<Error> broken_off = co_await read_small_body(request);
    if (broken_off) co_return Next::close;
  }
  const auto handle = [&]() -> asio::awaitable<Response> { co_return server_.handler()(request); };
  Response response = co_await asio::co_spawn(server_.workers(), handle, asio::use_awaitable);
  if (streamed) server_.give_upload_slot();

  const bool whole = parser_->is_done();
  const Next next = whole && parser_->keep_alive() ? Next::keep : Next::close;
  const bool written = co_await write(response, request.method, next);
  if (!written) co_return Next::close;
  if (!whole) co_await linger();
  co_return next;
}

asio::awaitable<std::optional<Error>> Connection::read_small_body(Request& request) {
  std::string body;
  Bytes chunk(16 * 1024);
  while (true) {
    auto size = co_await read_some(chunk);
    if (!size.ok()) co_return size.error();
    if (*size == 0) break;
    body.append(as_chars(ByteView(chunk).first(*size)));
  }
  request.body = std::make_unique<MemoryBody>(std::move(body));
  co_return std::nullopt;
}

// Some bytes of the body, or 0 at its end. The clock runs only while we wait for the peer.
asio::awaitable<Result<std::size_t>> Connection::read_some(ByteSpan out) {
  if (send_continue_ && !parser_->is_done()) {
    send_continue_ = false;
    const bool written = co_await write_bytes("HTTP/1.1 100 Continue\r\n\r\n");
    if (!written) co_return broken("the other side is gone");
  }
  while (!parser_->is_done()) {
    auto& body = parser_->get().body();
    body.data = out.data();
    body.size = out.size();
    const auto begin = Steady::now();
    stream_.expires_after(window_left_);
    error_code error;
    co_await http::async_read_some(stream_, buffer_, *parser_,
                                   asio::redirect_error(asio::use_awaitable, error));
    window_left_ -= std::min(window_left_, Steady::now() - begin);
    if (error == http::error::need_buffer) error = {};
    if (error) {
      co_return broken(error == beast::error::timeout ? "it was too slow" : "it broke off");
    }
    const std::size_t size = out.size() - body.size;
    window_bytes_ += size;
    if (window_bytes_ >= body_window_bytes) {
      window_bytes_ = 0;
      window_left_ = std::chrono::milliseconds(server_.options().body_window_ms);
    }
    if (size > 0) co_return size;
  }
  co_return std::size_t{0};
}

Result<std::size_t> Connection::read_from_worker(ByteSpan out) {
  try {
    const auto read = [this, out]() -> asio::awaitable<std::optional<Result<std::size_t>>> {
      co_return co_await read_some(out);
    };
    // An optional, because a Result has no empty state for co_spawn to begin with.
    auto result = asio::co_spawn(server_.io(), read, asio::use_future).get();
    ensure(result.has_value(), "the read of a body ends with a result");
    return std::move(*result);
  } catch (const std::exception&) {
    return broken("the server stopped");
  }
}

// --- Answers ------------------------------------------------------------------------------------

std::string head_of(const Response& response, std::uint64_t size_bytes, bool keep) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(response.status()));
  std::string head = "HTTP/1.1 " + std::to_string(response.status()) + " ";
  head.append(reason.data(), reason.size());
  head += "\r\n";
  for (const auto& [name, value] : response.headers().entries()) {
    ensure(is_header_value(value), "a header value was checked when it was added");
    head += name + ": " + value + "\r\n";
  }
  head += "content-length: " + std::to_string(size_bytes) + "\r\n";
  head += keep ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
  return head;
}

asio::awaitable<bool> Connection::write(const Response& given, Method method, Next next) {
  // Security headers are added here too: a page that forgot them would be the one that matters.
  Response extra(given.status());
  for (const auto& [name, value] : given.headers().entries()) extra.with_header(name, value);
  add_security_headers(extra);
  const bool streamed = given.source() != nullptr;
  std::string bytes = head_of(extra, streamed ? given.stream_bytes() : given.body().size(),
                              next == Next::keep);
  // Head and body in one write: two would wait for each other's acknowledgement (40 ms, measured).
  if (method != Method::head && !streamed) bytes += given.body();
  const bool written = co_await write_bytes(bytes);
  if (!written) co_return false;
  if (method == Method::head || !streamed) co_return true;
  co_return co_await write_stream(*given.source(), given.stream_bytes());
}

asio::awaitable<bool> Connection::write_stream(BodySource& source, std::uint64_t size_bytes) {
  Bytes chunk(write_window_bytes);
  while (size_bytes > 0) {
    const auto read = [&]() -> asio::awaitable<std::size_t> {
      auto size = source.read(chunk);
      co_return size.ok() ? *size : 0;
    };
    const std::size_t size = co_await asio::co_spawn(server_.workers(), read, asio::use_awaitable);
    // Shorter or longer than announced: the connection is cut, so that the browser sees a failed
    // download and not a file that looks whole.
    if (size == 0 || size > size_bytes) co_return false;
    const bool written = co_await write_bytes(as_chars(ByteView(chunk).first(size)));
    if (!written) co_return false;
    size_bytes -= size;
  }
  co_return true;
}

asio::awaitable<bool> Connection::write_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, write_window_bytes);
    stream_.expires_after(std::chrono::milliseconds(server_.options().write_deadline_ms));
    error_code error;
    co_await asio::async_write(stream_, asio::buffer(piece.data(), piece.size()),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    bytes.remove_prefix(piece.size());
  }
  co_return true;
}

asio::awaitable<void> Connection::refuse(int status, const Error& error) {
  const Response response = plain_refusal(status, error);
  const bool written = co_await write(response, Method::get, Next::close);
  if (written) co_await linger();
}

// Closing while unread bytes wait sends a reset, which can wipe our answer out of the peer's
// buffer: so we say that we are done, and read on for a moment.
asio::awaitable<void> Connection::linger() {
  error_code error;
  stream_.socket().shutdown(Tcp::socket::shutdown_send, error);
  stream_.expires_after(std::chrono::seconds(2));
  std::size_t left = 4u << 20;
  Bytes chunk(64 * 1024);
  while (!error && left > 0) {
    const std::size_t count = co_await stream_.async_read_some(
        asio::buffer(chunk), asio::redirect_error(asio::use_awaitable, error));
    left -= std::min(left, count);
  }
}

// --- The server ---------------------------------------------------------------------------------

Status BeastServer::listen() {
  error_code error;
  const auto address = asio::ip::make_address(options_.host, error);
  if (error || !address.is_loopback()) {
    return Error(errors::not_loopback, {{"host", options_.host}});
  }
  const Tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(128, error);
  if (error) {
    return Error(errors::listen_failed, {{"host", options_.host},
                                         {"port", std::to_string(options_.port)},
                                         {"why", error.message()}});
  }
  port_ = acceptor_.local_endpoint().port();
  hosts_ = loopback_hosts(port_);
  asio::co_spawn(io_, [this] { return accept(); }, asio::detached);
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

asio::awaitable<void> BeastServer::accept() {
  asio::steady_timer pause(io_);
  while (!stopping_) {
    error_code error;
    Tcp::socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
    if (error) {  // out of descriptors: wait for some to come free instead of spinning
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (connections_.size() >= options_.connections) continue;  // closes the socket
    socket.set_option(Tcp::no_delay(true), error);
    auto connection = std::make_shared<Connection>(*this, std::move(socket));
    connections_.insert(connection);
    // An exception here is memory running out or a handler's bug: it ends this connection alone.
    asio::co_spawn(io_, [connection] { return connection->serve(); },
                   [this, connection](std::exception_ptr) { connections_.erase(connection); });
  }
}

void BeastServer::stop() {
  if (stopping_.exchange(true)) return;
  if (thread_.joinable()) {
    asio::post(io_, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      for (const auto& connection : connections_) connection->close();
    });
    thread_.join();
  }
  workers_.join();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Handler handler) {
  auto server = std::make_unique<BeastServer>(std::move(options), std::move(handler));
  TRY(server->listen());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace kotobune::web
