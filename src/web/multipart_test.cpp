#include <doctest/doctest.h>

#include "web/errors.h"
#include "web/multipart.h"

namespace kotobune::web {
namespace {

class Collector : public PartReceiver {
 public:
  Status field(const PartHead& head, std::string value) override {
    seen += head.name + "=" + value + ";";
    return {};
  }
  Status file_begin(const PartHead& head) override {
    if (refuse) return Error(errors::csrf_refused);
    seen += head.name + ":" + head.file_name + "[";
    return {};
  }
  Status file_bytes(ByteView bytes) override {
    seen += as_chars(bytes);
    return {};
  }
  Status file_end() override {
    seen += "];";
    return {};
  }
  std::string seen;
  bool refuse = false;
};

constexpr std::string_view type = "multipart/form-data; boundary=----b42";
const std::string disposition = "Content-Disposition: form-data; ";
const std::string form =
    "------b42\r\n" + disposition + "name=\"csrf\"\r\n\r\ntoken\r\n" +
    "------b42\r\n" + disposition +
    "name=\"files\"; filename=\"folder/ဓာတ်ပုံ.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" +
    "ab\r\n------b4\r\n--\r\ncd\r\n" +  // looks like a boundary and is none
    "------b42\r\n" + disposition + "name=\"files\"; filename=\"empty\"\r\n\r\n\r\n" +
    "------b42--\r\n";

Status parse(std::string_view content, Collector& collector, std::size_t step = 1'000'000,
             std::string_view content_type = type, MultipartLimits limits = {}) {
  TRY_LET(parser, MultipartParser::create(content_type, collector, limits));
  for (std::size_t at = 0; at < content.size(); at += step) {
    TRY(parser.feed(as_bytes(content.substr(at, step))));
  }
  return parser.finish();
}

TEST_CASE("a form with files is read alike, however the stream is cut") {
  const std::string expected =
      "csrf=token;files:folder/ဓာတ်ပုံ.jpg[ab\r\n------b4\r\n--\r\ncd];files:empty[];";
  for (std::size_t step = 1; step < form.size() + 1; ++step) {
    Collector collector;
    REQUIRE(parse(form, collector, step).ok());
    CHECK(collector.seen == expected);
  }
}

TEST_CASE("a form that is cut off anywhere is refused") {
  for (std::size_t size = 0; size < form.size() - 3; ++size) {
    Collector collector;
    CHECK_FALSE(parse(std::string_view(form).substr(0, size), collector).ok());
  }
}

TEST_CASE("any flipped byte is read or refused, and never ends the program") {
  for (std::size_t at = 0; at < form.size(); ++at) {
    for (const char value : {'\0', '\r', '\n', '-', '"', '\xff'}) {
      std::string changed = form;
      changed[at] = value;
      Collector collector;
      const Status status = parse(changed, collector, 7);
      if (!status.ok()) CHECK(status.error().is(errors::multipart_malformed));
    }
  }
}

TEST_CASE("malformed forms are refused by name") {
  struct Case {
    const char* name;
    std::string type;
    std::string content;
  };
  const std::string plain(type);
  const std::string open = "------b42\r\n";
  const std::string end = "\r\n------b42--\r\n";
  for (const Case& one : std::vector<Case>{
           {"other type", "application/json", form},
           {"no boundary", "multipart/form-data", form},
           {"empty boundary", "multipart/form-data; boundary=\"\"", form},
           {"long boundary", "multipart/form-data; boundary=" + std::string(80, 'b'), form},
           {"preamble", plain, "hello\r\n" + form},
           {"no name", plain, open + disposition + "filename=\"a\"\r\n\r\nx" + end},
           {"no disposition", plain, open + "Content-Type: text/plain\r\n\r\nx" + end},
           {"two dispositions", plain,
            open + disposition + "name=\"a\"\r\n" + disposition + "name=\"b\"\r\n\r\nx" + end},
           {"attachment", plain,
            open + "Content-Disposition: attachment; name=\"a\"\r\n\r\nx" + end},
           {"bare LF", plain, open + disposition + "name=\"a\"\nX: y\r\n\r\nx" + end},
           {"name not UTF-8", plain,
            open + disposition + "name=\"a\"; filename=\"\xff\"\r\n\r\nx" + end},
           {"value not UTF-8", plain, open + disposition + "name=\"a\"\r\n\r\n\xff" + end},
           {"endless header", plain, open + "X: " + std::string(5000, 'a')},
           {"boundary and rubbish", plain, "------b42xx" + disposition},
       }) {
    CAPTURE(one.name);
    Collector collector;
    const Status status = parse(one.content, collector, 50, one.type);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().is(errors::multipart_malformed));
  }
}

TEST_CASE("limits on parts and fields hold, and a receiver's refusal ends the reading") {
  Collector collector;
  MultipartLimits limits;
  limits.parts = 2;
  CHECK(parse(form, collector, 100, type, limits).error().is(errors::multipart_malformed));
  limits = {};
  limits.field_bytes = 3;
  CHECK(parse(form, collector, 100, type, limits).error().is(errors::body_too_large));
  Collector refusing;
  refusing.refuse = true;
  CHECK(parse(form, refusing).error().is(errors::csrf_refused));
  CHECK(refusing.seen == "csrf=token;");
}

TEST_CASE("escapes of browsers are undone, and nothing else") {
  Collector collector;
  REQUIRE(parse("------b42\r\n" + disposition + "name=\"a%22b\"\r\n\r\n%22\r\n------b42--\r\n",
                collector).ok());
  CHECK(collector.seen == "a\"b=%22;");
}

TEST_CASE("a name that climbs is told from one that does not") {
  CHECK(split_upload_path("a/b c/ဓာတ်ပုံ.jpg")->size() == 3);
  CHECK(split_upload_path("a..b")->size() == 1);
  for (const char* bad :
       {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/.", "a\\b", "a\nb", "a/"}) {
    CAPTURE(bad);
    CHECK_FALSE(split_upload_path(bad).has_value());
  }
  CHECK_FALSE(split_upload_path(std::string(256, 'a')).has_value());
}

}  // namespace
}  // namespace kotobune::web
