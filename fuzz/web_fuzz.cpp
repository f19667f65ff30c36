// What a browser, or somebody who claims to be one, sends: request heads and multipart bodies. A
// body cut into other pieces must be understood the same. First byte: which, and how it is cut.
#include <algorithm>

#include "law.h"
#include "web/multipart.h"
#include "web/request_head.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

class Receiver : public web::PartReceiver {
 public:
  Status field(const web::PartHead& head, std::string value) override {
    told += "field " + head.name + "=" + value + "\n";
    return {};
  }
  Status file_begin(const web::PartHead& head) override {
    told += "file " + head.name + " " + head.file_name + " ";
    if (const auto path = web::split_upload_path(head.file_name)) {
      for (const auto& step : *path) require(!step.empty() && step != ".." && step != ".");
    }
    return {};
  }
  Status file_bytes(ByteView bytes) override {
    told += as_chars(bytes);
    return {};
  }
  Status file_end() override {
    told += "\n";
    return {};
  }
  std::string told;
};

std::string read(ByteView body, std::size_t piece, bool& whole) {
  Receiver receiver;
  web::MultipartLimits limits;
  limits.parts = 8;
  limits.field_bytes = 64;
  limits.head_bytes = 256;
  auto parser =
      web::MultipartParser::create("multipart/form-data; boundary=xyz", receiver, limits);
  require(parser.ok());
  whole = true;
  for (std::size_t at = 0; at < body.size() && whole; at += piece) {
    whole = parser->feed(body.subspan(at, std::min(piece, body.size() - at))).ok();
  }
  whole = whole && parser->finish().ok();
  return receiver.told;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  if (input.choice < 128) {
    bool whole = false;
    bool again = false;
    const auto told = read(input.bytes, std::max<std::size_t>(1, input.bytes.size()), whole);
    const auto cut = read(input.bytes, 1 + input.choice % 7, again);
    require(whole == again);
    if (whole) require(told == cut);
  } else {
    const auto result = web::parse_head(input.text(), web::loopback_hosts(8080));
    require(result.head.has_value() != result.refusal.has_value());
  }
  return 0;
}
