// For tests: the workbench as a browser sees it, without a socket: requests go to its handlers.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/fake_world.h"
#include "base/text.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

inline constexpr const char* passphrase = "four words and a boat";
inline constexpr const char* secret_title = "Lantern Ford";

struct Browser {
  Workbench::Impl& bench;
  std::string cookie;
  std::string token;

  Response send(Method method, const std::string& path, const std::string& body,
                const std::string& type) {
    Request request;
    request.method = method;
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) request.query = *parse_urlencoded(path.substr(mark + 1));
    request.headers.add("host", "127.0.0.1:8750");
    request.headers.add("content-type", type);
    request.headers.add("content-length", std::to_string(body.size()));
    request.cookies.add(std::string(session_cookie_name), cookie);
    request.body = std::make_unique<MemoryBody>(body);
    auto response = bench.handle(request);
    take(response);
    return response;
  }
  Response get(const std::string& path) { return send(Method::get, path, "", ""); }
  Response post(const std::string& path, Fields fields) {
    std::string body = "csrf=" + percent_encode(token);
    for (const auto& [name, value] : fields.entries())
      body += "&" + name + "=" + percent_encode(value);
    return send(Method::post, path, body, "application/x-www-form-urlencoded");
  }
  // The cookie, and the token of the newest page.
  void take(Response& response) {
    const std::string set(response.header("set-cookie"));
    if (!set.empty()) cookie = set.substr(3, set.find(';') - 3);
    const auto at = response.body().find("name=\"csrf\" value=\"");
    if (at == std::string::npos) return;
    const auto begin = at + 19;
    token = response.body().substr(begin, response.body().find('"', begin) - begin);
  }
};

inline Fields fields(std::initializer_list<std::pair<const char*, std::string>> entries) {
  Fields out;
  for (const auto& [name, value] : entries) out.add(name, value);
  return out;
}

struct Bench {
  FakeDisk disk;
  FakeClock clock;
  FakeRandom random;
  World world{clock, random, disk};
  std::unique_ptr<Workbench::Impl> impl;
  std::unique_ptr<Browser> she;

  explicit Bench() {
    WorkbenchOptions options;
    options.packs_folder = "/packs";
    options.home_folder = "/cases";
    options.log_n = 10;
    copy_packs(std::string(KOTOBUNE_SOURCE_DIR) + "/packs", "/packs");
    REQUIRE(disk.make_directory("/cases").ok());
    impl = std::make_unique<Workbench::Impl>(world, options);
    she = std::make_unique<Browser>(enter());
  }
  ~Bench() { impl->stop(); }

  void copy_packs(const std::string& from, const std::string& to) {
    Disk& real = real_world().disk;
    const auto entries = real.list(from);
    REQUIRE(entries.ok());
    REQUIRE(disk.make_directory(to).ok());
    for (const auto& entry : *entries) {
      if (entry.kind == FileKind::directory) {
        copy_packs(from + "/" + entry.name, to + "/" + entry.name);
        continue;
      }
      const auto bytes = real.read_all(from + "/" + entry.name, 1u << 24);
      REQUIRE(bytes.ok());
      REQUIRE(disk.write_new(to + "/" + entry.name, *bytes).ok());
    }
  }

  Browser enter() {
    Browser out{*impl, "", ""};
    const auto entered = out.get("/enter?key=" + impl->sessions.entry_key());
    REQUIRE(entered.status() == 303);
    out.get("/");
    REQUIRE_FALSE(out.token.empty());
    return out;
  }

  void found_case() {
    const auto made = she->post("/new", fields({{"title", secret_title},
                                                {"folder", "/cases/ford"},
                                                {"prefix", "LF"},
                                                {"person", "A. Volunteer"},
                                                {"passphrase", passphrase},
                                                {"passphrase-again", passphrase}}));
    REQUIRE_MESSAGE(made.status() == 303, made.body());
    she->get("/recovery");
    const auto& groups = impl->sheet->groups;
    const auto confirmed =
        she->post("/recovery", fields({{"group", groups[impl->sheet->asked_group]}}));
    REQUIRE(confirmed.header("location") == "/case");
    REQUIRE(she->get("/case").status() == 200);
  }

  Response upload(const std::string& token, const std::string& name, const std::string& content) {
    const std::string b = "----boundary";
    return she->send(Method::post, "/exhibits/add",
                     "--" + b + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" +
                         token +
                         "\r\n--" + b + "\r\nContent-Disposition: form-data; name=\"files\"; " +
                         "filename=\"" + name + "\"\r\n\r\n" + content + "\r\n--" + b + "--\r\n",
                     "multipart/form-data; boundary=" + b);
  }
};

}  // namespace kotobune::web
