// The head of a request, read strictly before any library sees it.
//
// Two readers that disagree about one request are how requests are smuggled, so this reader refuses
// everything a browser does not send: bare LF, obs-fold, control characters, a space before a
// colon, missing or repeated Host, Content-Length that is no plain number or stands twice,
// Transfer-Encoding other than exactly "chunked", both of them together, HTTP other than 1.1 and
// 1.0. (Beast 1.74 accepts a missing Host, two Hosts, obs-fold and "xchunked"; measured.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace kotobune::web {

inline constexpr std::size_t head_limit_bytes = 8 * 1024;
inline constexpr std::size_t header_limit_count = 64;

struct RequestHead {
  Method method = Method::get;
  std::string path;
  Fields query;
  Fields headers;
  Fields cookies;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool expects_continue = false;
};

// Why a head was refused: the HTTP status to answer with, and the reason as an Error.
struct HeadRefusal {
  int status = 400;
  Error error;
};

// `raw` is everything up to and including the empty line. `allowed_hosts` are the exact spellings
// of our address, with port; the list is what stops DNS rebinding against the loopback workbench.
struct HeadResult {
  std::optional<RequestHead> head;
  std::optional<HeadRefusal> refusal;  // exactly one of the two is there
};
HeadResult parse_head(std::string_view raw, const std::vector<std::string>& allowed_hosts);

// 127.0.0.1:port, localhost:port, [::1]:port.
std::vector<std::string> loopback_hosts(std::uint16_t port);

}  // namespace kotobune::web
