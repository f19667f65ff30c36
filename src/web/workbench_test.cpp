// The workbench as a browser sees it, without a socket: requests go to its handlers directly.
#include "web/test_workbench.h"

#include <cstdlib>

namespace kotobune::web {
namespace {

const std::vector<std::string> case_pages = {
    "/case",    "/exhibits", "/exhibits/add", "/exhibits/LF-0001", "/sources",
    "/sources/W-01", "/search?q=school", "/reports", "/work", "/work.json", "/recovery"};

TEST_CASE("unlocking makes a new cookie, and the old one is worth nothing") {
  Bench bench;
  const auto before = bench.she->cookie;
  bench.found_case();
  CHECK(bench.she->cookie != before);
  Browser old{*bench.impl, before, ""};
  CHECK(old.get("/case").status() == 403);
}

TEST_CASE("a session that is not let in sees nothing of the open case") {
  Bench bench;
  bench.found_case();
  Browser other = bench.enter();
  for (const auto& page : case_pages) {
    CAPTURE(page);
    const auto shown = other.get(page);
    CHECK(shown.status() == 303);
    CHECK(shown.header("location") == "/");
    CHECK(shown.body().find(secret_title) == std::string::npos);
  }
  CHECK(other.get("/").body().find(secret_title) == std::string::npos);
  CHECK(other.get("/verify").body().find(secret_title) == std::string::npos);
  CHECK(bench.she->get("/case").body().find(secret_title) != std::string::npos);
  // Nor may it change anything: the form token is its own, the door is closed.
  CHECK(other.post("/sources", fields({{"code", "W-09"}, {"role", "nobody"}})).status() == 303);
  CHECK(bench.she->get("/sources").body().find("W-09") == std::string::npos);
}

TEST_CASE("a wrong passphrase in one window does not close the case of another") {
  Bench bench;
  bench.found_case();
  Browser other = bench.enter();
  const auto refused = other.post(
      "/unlock", fields({{"folder", "/cases/ford"}, {"passphrase", "not the passphrase"}}));
  CHECK(refused.status() == 403);
  CHECK(bench.she->get("/case").status() == 200);
  const auto opened =
      other.post("/unlock", fields({{"folder", "/cases/ford"}, {"passphrase", passphrase}}));
  CHECK(opened.status() == 303);
  CHECK(other.get("/case").status() == 200);
  CHECK(bench.she->get("/case").status() == 200);
}

TEST_CASE("an idle session locks itself, and the keys of the case go") {
  Bench bench;
  bench.found_case();
  bench.clock.advance_ms(16 * 60'000);
  for (const auto& page : case_pages) {
    CAPTURE(page);
    const auto shown = bench.she->get(page);
    CHECK(shown.status() == 303);
    CHECK(shown.header("location") == "/unlock?idle=1");
    CHECK(shown.body().find(secret_title) == std::string::npos);
  }
  {
    const Turn turn(bench.impl->desk_turns);
    bench.impl->close_if_locked();
    CHECK(bench.impl->desk == nullptr);
  }
  const auto asked = bench.she->get("/unlock?idle=1");
  CHECK(asked.body().find("/cases/ford") != std::string::npos);
  CHECK(asked.body().find(secret_title) == std::string::npos);
  bench.she->post("/unlock", fields({{"folder", "/cases/ford"}, {"passphrase", passphrase}}));
  CHECK(bench.she->get("/case").status() == 200);
}

TEST_CASE("watching a work keeps no session awake") {
  Bench bench;
  bench.found_case();
  for (int i = 0; i < 20; ++i) {
    bench.clock.advance_ms(60'000);
    bench.she->get("/work");
  }
  CHECK(bench.she->get("/case").status() == 303);
}

TEST_CASE("locking by hand closes the case at once") {
  Bench bench;
  bench.found_case();
  CHECK(bench.she->post("/lock", {}).status() == 303);
  CHECK(bench.impl->desk == nullptr);
  CHECK(bench.she->get("/exhibits").status() == 303);
}

TEST_CASE("an upload seals what arrives and refuses a path that climbs") {
  Bench bench;
  bench.found_case();
  CHECK(bench.upload(bench.she->token, "letters/a.txt", "slept in the classrooms").status() == 303);
  auto page = bench.she->get("/work").body();
  CHECK(page.find("LF-0001") != std::string::npos);
  CHECK(page.find("letters/a.txt") != std::string::npos);
  bench.she->get("/exhibits/add");
  CHECK(bench.upload(bench.she->token, "copy.txt", "slept in the classrooms").status() == 303);
  CHECK(bench.she->get("/work").body().find("received again: 1") != std::string::npos);
  bench.she->get("/exhibits/add");
  bench.upload(bench.she->token, "../climbs.txt", "another content");
  CHECK(bench.she->get("/work").body().find("not sealed: 1") != std::string::npos);
  CHECK(bench.she->get("/exhibits").body().find("climbs") == std::string::npos);
  CHECK(bench.she->get("/search?q=classrooms").body().find("LF-0001") != std::string::npos);
}

TEST_CASE("an upload without its token, or cut off, seals nothing") {
  Bench bench;
  bench.found_case();
  CHECK(bench.upload("wrong", "a.txt", "content").status() == 403);
  CHECK(bench.she->get("/exhibits").body().find("LF-0001") == std::string::npos);
  bench.she->get("/exhibits/add");
  const auto cut = bench.she->send(
      Method::post, "/exhibits/add",
      "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + bench.she->token +
          "\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"" +
          "\r\n\r\nhalf",
      "multipart/form-data; boundary=b");
  CHECK(cut.status() == 303);
  const auto page = bench.she->get("/work").body();
  CHECK(page.find("E1410") != std::string::npos);
  CHECK(page.find("LF-0001") == std::string::npos);
  CHECK_FALSE(bench.impl->work.running());
}

TEST_CASE("a case file given back is known by its bytes, an altered one is not") {
  Bench bench;
  bench.found_case();
  bench.upload(bench.she->token, "a.txt", "slept in the classrooms");
  const auto verify = [&](const std::string& content) {
    bench.she->get("/verify");
    return bench.she
        ->send(Method::post, "/verify",
               "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + bench.she->token +
                   "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; " +
                   "filename=\"x.txt\"\r\n\r\n" + content + "\r\n--b--\r\n",
               "multipart/form-data; boundary=b")
        .body();
  };
  const auto known = verify("slept in the classrooms");
  CHECK(known.find("These bytes are exhibit LF-0001.") != std::string::npos);
  CHECK(known.find("c2sp.org/tlog-proof@v1") != std::string::npos);
  CHECK(verify("slept in the classroom").find("no exhibit of this case") != std::string::npos);
  bench.she->post("/lock", {});
  CHECK(verify("slept in the classrooms").find("LF-0001") == std::string::npos);
}

}  // namespace
}  // namespace kotobune::web
