// Request and Response as our handlers see them: no type of an HTTP library leaves
// server_beast.cpp.
//
// A Request has passed the head checks of request_head.h: one allowed Host, no obs-fold, a path
// that is percent-decoded once, UTF-8, absolute, and without "." or ".." parts or control
// characters. A Response refuses header values that would end the header (CR, LF, NUL); Beast
// writes what it is given (Shielder's audit of 2024), so this check is ours.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::web {

enum class Method { get, head, post };

// A list of name-value pairs in the order of arrival; few entries, so a search beats a table.
class Fields {
 public:
  void add(std::string name, std::string value) {
    entries_.emplace_back(std::move(name), std::move(value));
  }
  // The first value of that name, or "" where there is none: a form treats both alike.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

// Hands out the body piece by piece. read() blocks its (worker) thread until bytes are there.
class BodyReader {
 public:
  virtual ~BodyReader() = default;
  // Up to out.size() bytes; 0 only at the end. Errors: body_broken, body_too_large.
  virtual Result<std::size_t> read(ByteSpan out) = 0;
};

// A body that lies in memory: small requests, tests.
class MemoryBody : public BodyReader {
 public:
  explicit MemoryBody(std::string content = {}) : content_(std::move(content)) {}
  Result<std::size_t> read(ByteSpan out) override;

 private:
  std::string content_;
  std::size_t at_ = 0;
};

struct Request {
  Method method = Method::get;
  std::string path;     // decoded, see above
  Fields query;         // decoded parameters of the address
  Fields headers;       // names in lower case, values trimmed
  Fields cookies;
  std::unique_ptr<BodyReader> body = std::make_unique<MemoryBody>();
};

// Reads a whole body. Error: body_too_large beyond `limit_bytes`.
Result<std::string> read_body(BodyReader& body, std::size_t limit_bytes);
// Reads a form of type application/x-www-form-urlencoded. Values that are not UTF-8 are refused.
Result<Fields> read_form(Request& request, std::size_t limit_bytes);

// Produces a body too large for memory: an exhibit on its way to the viewer. read() runs on a
// worker.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual Result<std::size_t> read(ByteSpan out) = 0;  // 0 at the end
};

class Response {
 public:
  explicit Response(int status = 200) : status_(status) {}
  static Response html(std::string body, int status = 200);
  static Response redirect(std::string location);  // 303: the browser asks for it with GET

  int status() const { return status_; }
  const Fields& headers() const { return headers_; }
  std::string_view header(std::string_view name) const { return headers_.get(name); }
  // Name in lower case. Replaces nothing: asked twice it stands twice. Error: header_unsafe.
  Status add_header(std::string_view name, std::string_view value);
  // For names and values that are ours from beginning to end; a bad one is a bug.
  Response& with_header(std::string_view name, std::string_view value);
  // Offers the body for download under `file_name` (any script, RFC 6266 and 5987).
  Response& as_download(std::string_view file_name);

  std::string& body() { return body_; }
  const std::string& body() const { return body_; }
  // size_bytes must be exact: it is announced before the first byte is read.
  void stream(std::unique_ptr<BodySource> source, std::uint64_t size_bytes) {
    source_ = std::move(source);
    stream_bytes_ = size_bytes;
  }
  BodySource* source() const { return source_.get(); }
  std::uint64_t stream_bytes() const { return stream_bytes_; }

 private:
  int status_;
  Fields headers_;
  std::string body_;
  std::unique_ptr<BodySource> source_;
  std::uint64_t stream_bytes_ = 0;
};

using Handler = std::function<Response(Request&)>;

// "a%20b" -> "a b"; nullopt for a broken escape, an escaped NUL, or bytes that are not UTF-8.
enum class PlusSign { stays, is_space };  // is_space: in forms and queries
std::optional<std::string> percent_decode(std::string_view text, PlusSign plus);
// Everything but unreserved characters (RFC 3986) is escaped, '/' too.
std::string percent_encode(std::string_view text);
std::optional<Fields> parse_urlencoded(std::string_view text);  // at most limits of http.cpp
Fields parse_cookies(std::string_view header);
// May this stand in a header? No control characters but tab, no DEL.
bool is_header_value(std::string_view value);

// The HTTP status that goes with a refusal.
int status_of(const Error& error);

}  // namespace kotobune::web
