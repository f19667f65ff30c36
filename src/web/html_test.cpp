#include <doctest/doctest.h>

#include "web/assets.h"
#include "web/errors.h"
#include "web/headers.h"
#include "web/html.h"
#include "web/router.h"

namespace kotobune::web {
namespace {

TEST_CASE("a string becomes text, never markup") {
  Html h;
  h << "<p" << attr("title", "\"><script>x</script>") << ">" << text("<b>&'\"") << "</p>";
  CHECK(h.str() ==
        "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">&lt;b&gt;&amp;&#39;&quot;</p>");
  Html odd;
  odd << "<p>" << text(std::string_view("a\xff\0b", 4)) << "</p>";
  CHECK(odd.str() == "<p>a\xEF\xBF\xBD\xEF\xBF\xBD" "b</p>");
}

// A runtime string as markup does not compile; this asks the compiler.
template <typename T>
concept CanBeMarkup = requires(Html& html, T value) { html << value; };
static_assert(!CanBeMarkup<std::string>);
static_assert(!CanBeMarkup<std::string_view>);
static_assert(!CanBeMarkup<const char*>);
static_assert(CanBeMarkup<TextPiece>);

TEST_CASE("an address with another scheme cannot be built") {
  for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
                          "//evil.example", "/\\evil.example", "\\\\evil", "http://evil.example",
                          " javascript:x", "/a\tb", "vbscript:x", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(Url::parse(bad).has_value());
  }
  for (const char* good : {"/exhibits/MS-0001", "#p2", "https://www.ohchr.org", "mailto:a@b.org"}) {
    CHECK(Url::parse(good).has_value());
  }
}

TEST_CASE("what a person typed is encoded into one part of an address") {
  CHECK((Url("/exhibits") / "../a b").str() == "/exhibits/..%2Fa%20b");
  CHECK(Url("/search").with("q", "a&b=က").with("p", "2").str() ==
        "/search?q=a%26b%3D%E1%80%80&p=2");
  CHECK((Url("/x") / "a").at("p1\"").str() == "/x/a#p1%22");
}

TEST_CASE("assets are found under their hash only") {
  const Url url = asset_url("kotobune.css");
  const std::string hash = url.str().substr(8, 16);
  auto found = serve_asset(hash, "kotobune.css");
  REQUIRE(found.ok());
  CHECK(found->header("content-type") == "text/css; charset=utf-8");
  CHECK(found->header("cache-control").find("immutable") != std::string_view::npos);
  CHECK(found->body().size() > 1000);
  auto wrong = serve_asset("0000000000000000", "kotobune.css");
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().is(errors::page_missing));
  CHECK_FALSE(serve_asset(hash, "../kotobune.css").ok());
}

TEST_CASE("bytes of others are never shown as a page of ours") {
  for (const char* type : {"text/html", "image/svg+xml", "application/xhtml+xml", "text/html;a"}) {
    const Response response = foreign_bytes(type, "a\r\nb.html");
    CHECK(response.header("content-type") == "application/octet-stream");
    CHECK(response.header("content-disposition").find("attachment") == 0);
    CHECK(response.header("content-disposition").find('\n') == std::string_view::npos);
  }
  CHECK(foreign_bytes("image/png", "a").header("content-disposition").empty());
  CHECK(foreign_bytes("image/png", "a").header("content-security-policy").find("sandbox") == 0);
}

TEST_CASE("routes take parts, and tell a missing page from a wrong method") {
  Router router;
  const RouteHandler none = [](Request&, const Fields&) { return Response(); };
  router.get("/exhibits/add", none);
  router.get("/exhibits/:number", none);
  router.post("/exhibits/:number/cite", none);
  auto found = router.find(Method::get, "/exhibits/MS-0001");
  REQUIRE(found.ok());
  CHECK(found->parts.get("number") == "MS-0001");
  CHECK(router.find(Method::head, "/exhibits/add")->parts.entries().empty());
  CHECK(router.find(Method::get, "/exhibits/x/cite").error().is(errors::method_refused));
  CHECK(router.find(Method::get, "/nowhere").error().is(errors::page_missing));
  CHECK(router.find(Method::get, "/exhibits/").error().is(errors::page_missing));
}

TEST_CASE("forms are decoded strictly") {
  CHECK(parse_urlencoded("a=1+2&b=%C3%A9&c")->get("b") == "é");
  CHECK(parse_urlencoded("a=1+2")->get("a") == "1 2");
  CHECK_FALSE(parse_urlencoded("a=%2").has_value());
  CHECK_FALSE(parse_urlencoded("a=%zz").has_value());
  CHECK_FALSE(parse_urlencoded("a=%ff").has_value());
  CHECK_FALSE(parse_urlencoded("a=%00").has_value());
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "a=1&";
  CHECK_FALSE(parse_urlencoded(many).has_value());
  Request request;
  request.headers.add("content-type", "text/plain");
  CHECK(read_form(request, 100).error().is(errors::request_malformed));
  request.headers = Fields();
  request.headers.add("content-type", "application/x-www-form-urlencoded");
  request.body = std::make_unique<MemoryBody>(std::string(200, 'a'));
  CHECK(read_form(request, 100).error().is(errors::body_too_large));
}

}  // namespace
}  // namespace kotobune::web
