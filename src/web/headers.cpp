#include "web/headers.h"

#include <algorithm>
#include <array>

#include "web/html.h"

namespace kotobune::web {
namespace {

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

// No SVG and no HTML: both run scripts. PDF is left to the download, its viewer is not ours.
constexpr std::array<std::string_view, 9> shown_types = {
    "image/png", "image/jpeg", "image/gif",  "image/webp",  "text/plain; charset=utf-8",
    "audio/mpeg", "audio/ogg", "audio/wav", "video/mp4"};

void add_unless_there(Response& response, std::string_view name, std::string_view value) {
  if (!response.headers().has(name)) response.with_header(name, value);
}

}  // namespace

void add_security_headers(Response& response) {
  add_unless_there(response, "content-security-policy", page_policy);
  add_unless_there(response, "x-content-type-options", "nosniff");
  add_unless_there(response, "cross-origin-opener-policy", "same-origin");
  add_unless_there(response, "cross-origin-resource-policy", "same-origin");
  add_unless_there(response, "referrer-policy", "same-origin");
  add_unless_there(response, "permissions-policy",
                   "camera=(), microphone=(), geolocation=(), usb=(), payment=()");
  add_unless_there(response, "cache-control", "no-store");
}

Response foreign_bytes(std::string_view type, std::string_view file_name) {
  Response response;
  const bool shown = std::find(shown_types.begin(), shown_types.end(), type) != shown_types.end();
  response.with_header("content-type", shown ? type : "application/octet-stream");
  response.with_header("content-security-policy",
                       "sandbox; default-src 'none'; frame-ancestors 'none'");
  if (!shown) response.as_download(file_name);
  return response;
}

Response plain_refusal(int status, const Error& error) {
  Html page;
  page << "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
          "<meta name=\"viewport\" content=\"width=device-width\"><title>Kotobune</title>"
       << "<h1>" << text(error.sentence()) << "</h1><p>" << text(error.advice()) << "</p><p><small>"
       << text(error.code().id) << "</small></p></html>";
  return Response::html(std::move(page).take(), status);
}

}  // namespace kotobune::web
