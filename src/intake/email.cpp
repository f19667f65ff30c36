// E-mail: headers and text parts, no more. Attachments are exhibits of their own, made elsewhere.
#include <algorithm>
#include <vector>

#include "base/encode.h"
#include "base/text.h"
#include "intake/plain.h"

namespace kotobune::intake {

namespace {

constexpr int part_depth = 8;
constexpr std::size_t part_count = 200;

struct Header {
  std::string name;  // lower case
  std::string value;
};

struct Part {
  std::vector<Header> headers;
  std::string_view body;

  std::string value(std::string_view name) const {
    for (const auto& header : headers) {
      if (header.name == name) return header.value;
    }
    return "";
  }
};

// Headers end at the first empty line; a line that begins with white space goes on with the last.
Part read_part(std::string_view text) {
  Part out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !out.headers.empty()) {
      out.headers.back().value += " " + std::string(trim_ascii(line));
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    out.headers.push_back({ascii_lower(line.substr(0, colon)),
                           std::string(trim_ascii(line.substr(colon + 1)))});
  }
  out.body = text;
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const auto lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// `underscore`: a space inside an encoded word of a header (RFC 2047).
std::string from_quoted_printable(std::string_view text, bool underscore) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '_' && underscore) {
      out += ' ';
    } else if (c != '=') {
      out += c;
    } else if (text.substr(at + 1).starts_with("\r\n")) {
      at += 2;
    } else if (text.substr(at + 1).starts_with("\n")) {
      at += 1;
    } else if (at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
               hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string dense;
  for (const char c : text) {
    if (c != ' ' && c != '\r' && c != '\n' && c != '\t') dense += c;
  }
  const auto bytes = parse_base64(dense);
  if (!bytes) return std::nullopt;
  return to_string(*bytes);
}

bool is_readable_charset(std::string_view charset) {
  return charset.empty() || charset == "utf-8" || charset == "us-ascii" || charset == "utf8";
}

// "=?utf-8?B?...?=": other charsets stay as they are written.
std::string decoded_header(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const auto start = value.find("=?");
    out += value.substr(0, start);
    if (start == std::string_view::npos) break;
    value.remove_prefix(start);
    const auto charset_end = value.find('?', 2);
    const auto end =
        charset_end == std::string_view::npos ? charset_end : value.find("?=", charset_end + 3);
    if (end == std::string_view::npos || value[charset_end + 2] != '?') {
      out += value.substr(0, 2);
      value.remove_prefix(2);
      continue;
    }
    const auto charset = ascii_lower(value.substr(2, charset_end - 2));
    const char encoding = static_cast<char>(value[charset_end + 1] | 0x20);
    const auto body = value.substr(charset_end + 3, end - charset_end - 3);
    std::optional<std::string> text;
    if (encoding == 'b') text = from_base64(body);
    if (encoding == 'q') text = from_quoted_printable(body, true);
    const bool readable = text && is_readable_charset(charset) && is_utf8(*text);
    out += readable ? *text : std::string(value.substr(0, end + 2));
    value.remove_prefix(end + 2);
  }
  return out;
}

// The parameter of a header: boundary="..." or charset=...
std::string parameter_of(std::string_view value, std::string_view name) {
  const auto lower = ascii_lower(value);
  auto at = lower.find(std::string(name) + "=");
  if (at == std::string::npos) return "";
  at += name.size() + 1;
  if (at < value.size() && value[at] == '"') {
    const auto end = value.find('"', at + 1);
    return std::string(value.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
  }
  return std::string(value.substr(at, value.find_first_of("; \t", at) - at));
}

class Reader {
 public:
  // Adds the text of a part; false where it has none that can be read.
  bool read(const Part& part, int depth) {
    if (depth > part_depth || ++parts_ > part_count) return false;
    const auto type = ascii_lower(part.value("content-type"));
    if (type.starts_with("multipart/")) return read_parts(part, type, depth);
    if (!type.empty() && !type.starts_with("text/")) return false;
    if (ascii_lower(part.value("content-disposition")).starts_with("attachment")) return false;
    if (!is_readable_charset(ascii_lower(parameter_of(part.value("content-type"), "charset"))))
      return false;
    const auto encoding = ascii_lower(part.value("content-transfer-encoding"));
    std::optional<std::string> body = std::string(part.body);
    if (encoding == "base64") body = from_base64(part.body);
    if (encoding == "quoted-printable") body = from_quoted_printable(part.body, false);
    if (!body || !is_utf8(*body)) return false;
    out_ += type.starts_with("text/html") ? text_of_html(*body) : *body;
    if (!out_.ends_with('\n')) out_ += '\n';
    return true;
  }
  std::string take() { return std::move(out_); }

 private:
  bool read_parts(const Part& part, const std::string& type, int depth) {
    const auto boundary = "--" + parameter_of(part.value("content-type"), "boundary");
    if (boundary.size() == 2) return false;
    const bool alternative = type.starts_with("multipart/alternative");
    bool any = false;
    auto at = part.body.find(boundary);
    while (at != std::string_view::npos) {
      at += boundary.size();
      if (part.body.substr(at).starts_with("--")) break;
      const auto line = part.body.find('\n', at);
      if (line == std::string_view::npos) break;
      const auto end = part.body.find(boundary, line);
      const auto size = end == std::string_view::npos ? end : end - line - 1;
      any = read(read_part(part.body.substr(line + 1, size)), depth + 1) || any;
      if (any && alternative) break;  // the plain form stands first; one form is enough
      at = end;
    }
    return any;
  }

  std::string out_;
  std::size_t parts_ = 0;
};

}  // namespace

std::optional<std::string> text_of_email(std::string_view mail) {
  const auto part = read_part(mail);
  if (part.value("from").empty() && part.value("subject").empty()) return std::nullopt;
  std::string head;
  for (const char* name : {"Subject", "From", "To", "Cc", "Date"}) {
    const auto value = decoded_header(part.value(ascii_lower(name)));
    if (!value.empty() && is_utf8(value)) head += std::string(name) + ": " + value + "\n";
  }
  Reader reader;
  if (!reader.read(part, 0)) return std::nullopt;
  return head + "\n" + reader.take();
}

}  // namespace kotobune::intake
