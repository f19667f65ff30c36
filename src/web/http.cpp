#include "web/http.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "web/errors.h"

namespace kotobune::web {
namespace {

constexpr std::size_t most_parameters = 2000;  // a consent sheet has 14 x 3 rows; nothing has more

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string_view Fields::get(std::string_view name) const {
  for (const auto& [key, value] : entries_) {
    if (key == name) return value;
  }
  return {};
}

bool Fields::has(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const auto& entry) { return entry.first == name; });
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : entries_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Result<std::size_t> MemoryBody::read(ByteSpan out) {
  const std::size_t size = std::min(out.size(), content_.size() - at_);
  if (size > 0) std::memcpy(out.data(), content_.data() + at_, size);
  at_ += size;
  return size;
}

Result<std::string> read_body(BodyReader& body, std::size_t limit_bytes) {
  std::string content;
  Bytes chunk(16 * 1024);
  while (true) {
    TRY_LET(size, body.read(chunk));
    if (size == 0) return content;
    if (content.size() + size > limit_bytes) {
      return Error(errors::body_too_large, {{"limit", std::to_string(limit_bytes)}});
    }
    content.append(as_chars(ByteView(chunk).first(size)));
  }
}

Result<Fields> read_form(Request& request, std::size_t limit_bytes) {
  const std::string type = ascii_lower(request.headers.get("content-type"));
  const std::string_view kind = trim_ascii(std::string_view(type).substr(0, type.find(';')));
  if (kind != "application/x-www-form-urlencoded") {
    return Error(errors::request_malformed, {{"why", "it is not the form this page sends"}});
  }
  TRY_LET(content, read_body(*request.body, limit_bytes));
  auto fields = parse_urlencoded(content);
  if (!fields) return Error(errors::request_malformed, {{"why", "the form is not valid text"}});
  return std::move(*fields);
}

Response Response::html(std::string body, int status) {
  Response response(status);
  response.body_ = std::move(body);
  response.with_header("content-type", "text/html; charset=utf-8");
  return response;
}

Response Response::redirect(std::string location) {
  Response response(303);
  // A location comes from Url and is percent-encoded; anything else is a mistake of ours.
  response.with_header("location", location);
  return response;
}

Status Response::add_header(std::string_view name, std::string_view value) {
  if (!is_header_value(value)) return Error(errors::header_unsafe);
  headers_.add(std::string(name), std::string(value));
  return {};
}

Response& Response::with_header(std::string_view name, std::string_view value) {
  ensure(is_header_value(value), "a header value of ours holds no control character");
  headers_.add(std::string(name), std::string(value));
  return *this;
}

Response& Response::as_download(std::string_view file_name) {
  // The plain form is for old programs; the starred one carries Burmese or Japanese names.
  std::string plain;
  for (char c : file_name) plain += is_unreserved(c) ? c : '_';
  const std::string starred = percent_encode(file_name);
  return with_header("content-disposition",
                     "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + starred);
}

std::optional<std::string> percent_decode(std::string_view text, PlusSign plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (text[i] == '+' && plus == PlusSign::is_space) {
      out += ' ';
    } else {
      out += text[i];
    }
  }
  if (out.find('\0') != std::string::npos || !is_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::optional<Fields> parse_urlencoded(std::string_view text) {
  Fields fields;
  if (text.empty()) return fields;
  for (std::string_view pair : split(text, '&')) {
    if (pair.empty()) continue;
    if (fields.entries().size() == most_parameters) return std::nullopt;
    const std::size_t equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), PlusSign::is_space);
    auto value = equals == std::string_view::npos
                     ? std::optional<std::string>(std::string())
                     : percent_decode(pair.substr(equals + 1), PlusSign::is_space);
    if (!name || !value) return std::nullopt;
    fields.add(std::move(*name), std::move(*value));
  }
  return fields;
}

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  for (std::string_view pair : split(header, ';')) {
    pair = trim_ascii(pair);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.add(std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1)));
  }
  return cookies;
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

int status_of(const Error& error) {
  if (error.is(errors::page_missing)) return 404;
  if (error.is(errors::method_refused)) return 405;
  if (error.is(errors::host_refused)) return 421;
  if (error.is(errors::body_too_large)) return 413;
  if (error.is(errors::server_busy)) return 503;
  if (error.is(errors::cross_site) || error.is(errors::csrf_refused) ||
      error.is(errors::session_missing) || error.is(errors::session_locked)) {
    return 403;
  }
  switch (error.code().error_class) {
    case ErrorClass::refused:
      return 422;
    case ErrorClass::usage:
      return 400;
    case ErrorClass::environment:
    case ErrorClass::integrity:
      return 500;
  }
  return 500;
}

}  // namespace kotobune::web
