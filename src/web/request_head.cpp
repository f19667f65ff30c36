#include "web/request_head.h"

#include <algorithm>

#include "base/text.h"
#include "web/errors.h"

namespace kotobune::web {
namespace {

HeadResult refuse(int status, const char* why) {
  return {std::nullopt, HeadRefusal{status, Error(errors::request_malformed, {{"why", why}})}};
}

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool has_dot_part(std::string_view path) {
  for (std::string_view part : split(path, '/')) {
    if (part == "." || part == "..") return true;
  }
  return false;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

// "GET /path?query HTTP/1.1"; fills method, path, query.
std::optional<HeadResult> read_request_line(std::string_view line, RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse(400, "no request line");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505, "not HTTP/1.1");
  if (method == "GET") {
    head.method = Method::get;
  } else if (method == "HEAD") {
    head.method = Method::head;
  } else if (method == "POST") {
    head.method = Method::post;
  } else {
    return refuse(is_token(method) ? 405 : 400, "only GET, HEAD and POST are used here");
  }
  if (target.empty() || target[0] != '/' || target.find(' ') != std::string_view::npos ||
      target.find('#') != std::string_view::npos) {
    return refuse(400, "the address is not a plain path");
  }
  const std::size_t question = target.find('?');
  auto path = percent_decode(target.substr(0, question), PlusSign::stays);
  if (!path || has_dot_part(*path) || has_control(*path)) {
    return refuse(400, "the path is not valid");
  }
  head.path = std::move(*path);
  if (question != std::string_view::npos) {
    auto query = parse_urlencoded(target.substr(question + 1));
    if (!query) return refuse(400, "the query is not valid");
    head.query = std::move(*query);
  }
  return std::nullopt;
}

std::optional<HeadResult> read_header_line(std::string_view line, RequestHead& head) {
  if (line[0] == ' ' || line[0] == '\t') return refuse(400, "a folded header line");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return refuse(400, "a header without a proper name");
  }
  const std::string_view value = trim_ascii(line.substr(colon + 1));
  if (!is_header_value(value)) return refuse(400, "a control character in a header");
  if (head.headers.entries().size() == header_limit_count) return refuse(431, "too many headers");
  head.headers.add(ascii_lower(line.substr(0, colon)), std::string(value));
  return std::nullopt;
}

std::optional<HeadResult> check_host(const RequestHead& head,
                                     const std::vector<std::string>& allowed_hosts) {
  const auto hosts = head.headers.all("host");
  if (hosts.size() != 1) return refuse(400, "exactly one Host header is needed");
  const std::string host = ascii_lower(hosts.front());
  if (std::find(allowed_hosts.begin(), allowed_hosts.end(), host) == allowed_hosts.end()) {
    return HeadResult{std::nullopt, HeadRefusal{421, Error(errors::host_refused)}};
  }
  return std::nullopt;
}

std::optional<HeadResult> check_framing(RequestHead& head) {
  const auto encodings = head.headers.all("transfer-encoding");
  const auto lengths = head.headers.all("content-length");
  if (encodings.size() > 1 || lengths.size() > 1) return refuse(400, "a repeated length header");
  if (!encodings.empty() && !lengths.empty()) return refuse(400, "two ways to tell the length");
  if (!encodings.empty()) {
    if (ascii_lower(encodings.front()) != "chunked") {
      return refuse(501, "an unknown transfer encoding");
    }
    head.chunked = true;
  }
  if (!lengths.empty()) {
    const std::string& text = lengths.front();
    const auto length = parse_int(text);
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) {
      return c >= '0' && c <= '9';
    });
    if (!length || !digits) return refuse(400, "a Content-Length that is no number");
    head.content_length = static_cast<std::uint64_t>(*length);
  }
  if (head.method != Method::post && (head.chunked || head.content_length.value_or(0) > 0)) {
    return refuse(400, "a body where none belongs");
  }
  if (head.headers.has("expect")) {
    if (ascii_lower(head.headers.get("expect")) != "100-continue") {
      return refuse(417, "an expectation we do not know");
    }
    head.expects_continue = true;
  }
  return std::nullopt;
}

}  // namespace

HeadResult parse_head(std::string_view raw, const std::vector<std::string>& allowed_hosts) {
  if (raw.size() > head_limit_bytes) return refuse(431, "the header is larger than 8 KB");
  RequestHead head;
  bool first = true;
  while (true) {
    const std::size_t end = raw.find("\r\n");
    if (end == std::string_view::npos) return refuse(400, "the header does not end");
    const std::string_view line = raw.substr(0, end);
    raw.remove_prefix(end + 2);
    // A lone CR or LF inside a line would be an end of line to another reader.
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
      return refuse(400, "a bare line break");
    }
    if (!first && line.empty()) break;
    if (first && line.empty()) return refuse(400, "no request line");
    auto refused = first ? read_request_line(line, head) : read_header_line(line, head);
    if (refused) return std::move(*refused);
    first = false;
  }
  if (!raw.empty()) return refuse(400, "bytes after the header");
  if (auto refused = check_host(head, allowed_hosts)) return std::move(*refused);
  if (auto refused = check_framing(head)) return std::move(*refused);
  head.cookies = parse_cookies(head.headers.get("cookie"));
  return {std::move(head), std::nullopt};
}

std::vector<std::string> loopback_hosts(std::uint16_t port) {
  const std::string suffix = ":" + std::to_string(port);
  return {"127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix};
}

}  // namespace kotobune::web
