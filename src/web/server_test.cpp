// Requests as a hostile or broken program would send them, over a real loopback socket.
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "web/errors.h"
#include "web/server.h"

namespace kotobune::web {
namespace {

using Tcp = boost::asio::ip::tcp;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(io_) {
    socket_.connect(Tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), port));
  }
  void send(std::string_view bytes) {
    boost::system::error_code ignored;  // the server may have refused and closed already
    boost::asio::write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), ignored);
  }
  std::string read_all() {
    std::string out;
    boost::system::error_code error;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(out), error);
    return out;
  }

 private:
  boost::asio::io_context io_;
  Tcp::socket socket_;
};

class ZeroSource : public BodySource {
 public:
  explicit ZeroSource(std::size_t size) : left_(size) {}
  Result<std::size_t> read(ByteSpan out) override {
    const std::size_t size = std::min(out.size(), left_);
    std::fill_n(out.begin(), size, std::uint8_t{'z'});
    left_ -= size;
    return size;
  }

 private:
  std::size_t left_;
};

Response echo(Request& request) {
  if (request.path == "/stream") {
    Response response;
    response.stream(std::make_unique<ZeroSource>(1'000'000), 1'000'000);
    return response;
  }
  if (request.path == "/short") {
    Response response;
    response.stream(std::make_unique<ZeroSource>(10), 20);
    return response;
  }
  if (request.path == "/ignore") return Response::html("ignored");
  if (request.path == "/unsafe") {
    Response response;
    const auto status = response.add_header("x-name", "a\r\nset-cookie: evil=1");
    return Response::html(status.ok() ? "sent" : status.error().code().id);
  }
  auto body = read_body(*request.body, 8u << 20);
  if (!body.ok()) return Response::html(body.error().code().id, status_of(body.error()));
  return Response::html(request.path + "|" + std::string(request.query.get("q")) + "|" +
                        std::to_string(body->size()));
}

std::unique_ptr<Server> start(ServerOptions options = {}) {
  auto server = Server::open(options, echo);
  REQUIRE(server.ok());
  return std::move(server).value();
}

std::string host_line(const Server& server) {
  return "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
}

std::string ask(const Server& server, const std::string& raw) {
  Client client(server.port());
  client.send(raw);
  return client.read_all();
}

int status_in(const std::string& answer) {
  return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
}

TEST_CASE("a plain request is answered, with the security headers") {
  auto server = start();
  const std::string answer = ask(
      *server, "GET /a%20b?q=%E1%80%80 HTTP/1.1\r\n" + host_line(*server) + "Connection: "
                                                                            "close\r\n\r\n");
  CHECK(status_in(answer) == 200);
  CHECK(answer.find("/a b|က|0") != std::string::npos);
  CHECK(answer.find("default-src 'none'; script-src 'self'") != std::string::npos);
  CHECK(answer.find("x-content-type-options: nosniff") != std::string::npos);
  CHECK(answer.find("cache-control: no-store") != std::string::npos);
}

TEST_CASE("two requests share a connection, and HEAD has no body") {
  auto server = start();
  const std::string answer =
      ask(*server, "HEAD /one HTTP/1.1\r\n" + host_line(*server) + "\r\nGET /two HTTP/1.1\r\n" +
                       host_line(*server) + "Connection: close\r\n\r\n");
  CHECK(answer.find("/one|") == std::string::npos);
  CHECK(answer.find("content-length: 7") != std::string::npos);
  CHECK(answer.find("/two|") != std::string::npos);
}

TEST_CASE("malformed heads are refused before a handler sees them") {
  auto server = start();
  const std::string host = host_line(*server);
  struct Case {
    const char* name;
    std::string raw;
    int status;
  };
  const std::vector<Case> cases = {
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
      {"another Host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
      {"Host without port", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 421},
      {"obs-fold", "GET / HTTP/1.1\r\n" + host + "X-A: b\r\n c\r\n\r\n", 400},
      {"unknown coding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"coding and length",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: "
       "4\r\n\r\n", 400},
      {"two lengths",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 4\r\nContent-Length: 5\r\n\r\n", 400},
      {"length +5", "POST / HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\n", 400},
      {"length -1", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
      {"bare LF", "GET / HTTP/1.1\r\n" + host + "X-A: b\nX-B: c\r\n\r\n", 400},
      {"space before colon", "GET / HTTP/1.1\r\n" + host + "X-A : b\r\n\r\n", 400},
      {"NUL in a value", "GET / HTTP/1.1\r\n" + host + std::string("X-A: b\0c\r\n\r\n", 12), 400},
      {"header over 8 KB",
       "GET / HTTP/1.1\r\n" + host + "X-A: " + std::string(9000, 'a') + "\r\n\r\n", 431},
      {"method TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405},
      {"HTTP/2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", 505},
      {"absolute form", "GET http://127.0.0.1/ HTTP/1.1\r\n" + host + "\r\n", 400},
      {"dots", "GET /assets/../x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"escaped dots", "GET /assets/%2e%2e/x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"escaped NUL", "GET /a%00b HTTP/1.1\r\n" + host + "\r\n", 400},
      {"not UTF-8", "GET /%ff HTTP/1.1\r\n" + host + "\r\n", 400},
      {"body with GET", "GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\nx", 400},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CHECK(status_in(ask(*server, one.raw)) == one.status);
  }
}

TEST_CASE("a body arrives whole: small, streamed, chunked, and with Expect") {
  auto server = start();
  const std::string host = host_line(*server) + "Connection: close\r\n";
  for (const std::size_t size : {std::size_t{5}, std::size_t{3'000'000}}) {
    const std::string answer =
        ask(*server, "POST /up HTTP/1.1\r\n" + host + "Content-Length: " + std::to_string(size) +
                         "\r\n\r\n" + std::string(size, 'x'));
    CHECK(answer.find("/up||" + std::to_string(size)) != std::string::npos);
  }
  const std::string chunked =
      ask(*server, "POST /up HTTP/1.1\r\n" + host +
                       "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  CHECK(chunked.find("/up||5") != std::string::npos);
  const std::string expect = ask(*server, "POST /up HTTP/1.1\r\n" + host +
                                              "Expect: 100-continue\r\nContent-Length: "
                                              "2\r\n\r\nab");
  CHECK(expect.find("HTTP/1.1 100 Continue") == 0);
  CHECK(expect.find("/up||2") != std::string::npos);
}

TEST_CASE("a body beyond the page's limit is refused, and an unread one closes the connection") {
  auto server = start();
  const std::string host = host_line(*server);
  const std::string large = std::string(9u << 20, 'x');
  const std::string length = "Content-Length: " + std::to_string(large.size()) + "\r\n\r\n";
  CHECK(status_in(ask(*server, "POST /up HTTP/1.1\r\n" + host + length + large)) == 413);
  const std::string answer = ask(*server, "POST /ignore HTTP/1.1\r\n" + host + length + large);
  CHECK(answer.find("ignored") != std::string::npos);
  CHECK(answer.find("connection: close") != std::string::npos);
}

TEST_CASE("a large answer is streamed, and a short source cuts the connection") {
  auto server = start();
  const std::string close = host_line(*server) + "Connection: close\r\n\r\n";
  const std::string answer = ask(*server, "GET /stream HTTP/1.1\r\n" + close);
  CHECK(answer.size() > 1'000'000);
  CHECK(answer.back() == 'z');
  const std::string cut = ask(*server, "GET /short HTTP/1.1\r\n" + close);
  CHECK(cut.find("content-length: 20") != std::string::npos);
  CHECK(cut.substr(cut.find("\r\n\r\n") + 4).size() < 20);
}

TEST_CASE("a header value with a line break is not sent") {
  auto server = start();
  const std::string answer =
      ask(*server, "GET /unsafe HTTP/1.1\r\n" + host_line(*server) + "Connection: close\r\n\r\n");
  CHECK(answer.find(errors::header_unsafe.id) != std::string::npos);
  CHECK(answer.find("evil") == std::string::npos);
}

TEST_CASE("a head that trickles and a body that stalls meet their deadlines") {
  ServerOptions options;
  options.head_deadline_ms = 300;
  options.body_window_ms = 300;
  auto server = start(options);
  const auto begin = std::chrono::steady_clock::now();
  Client slow(server->port());
  for (int i = 0; i < 8; ++i) {
    slow.send("G");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CHECK(slow.read_all().empty());
  Client stalled(server->port());
  stalled.send("POST /up HTTP/1.1\r\n" + host_line(*server) + "Content-Length: 10\r\n\r\nabc");
  CHECK(stalled.read_all().empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("slow uploads do not take all workers") {
  auto server = start();
  const std::string head = "POST /up HTTP/1.1\r\n" + host_line(*server) +
                           "Content-Length: 2000000\r\n\r\nabc";
  Client one(server->port());
  Client two(server->port());
  one.send(head);
  two.send(head);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  CHECK(status_in(ask(*server, head)) == 503);
  const std::string answer =
      ask(*server, "GET /page HTTP/1.1\r\n" + host_line(*server) + "Connection: close\r\n\r\n");
  CHECK(status_in(answer) == 200);
  server->stop();  // and stopping does not wait for them
  server->stop();
}

TEST_CASE("hundreds of idle connections do not lock anybody out") {
  auto server = start();
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 200; ++i) idle.push_back(std::make_unique<Client>(server->port()));
  const std::string answer =
      ask(*server, "GET / HTTP/1.1\r\n" + host_line(*server) + "Connection: close\r\n\r\n");
  CHECK(status_in(answer) == 200);
}

TEST_CASE("only addresses of this computer are listened on") {
  ServerOptions options;
  options.host = "0.0.0.0";
  auto open = Server::open(options, echo);
  REQUIRE_FALSE(open.ok());
  CHECK(open.error().is(errors::not_loopback));
  options.host = "127.0.0.1";
  auto first = start(options);
  options.port = first->port();
  auto second = Server::open(options, echo);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().is(errors::listen_failed));
}

}  // namespace
}  // namespace kotobune::web
