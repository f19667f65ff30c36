#include "web/multipart.h"

#include <algorithm>

#include "base/text.h"
#include "web/errors.h"

namespace kotobune::web {
namespace {

Error malformed(const char* why) { return Error(errors::multipart_malformed, {{"why", why}}); }

// A parameter of a header such as `form-data; name="a"; filename="b"`. Browsers escape a quote as
// %22 and line breaks as %0D%0A (WHATWG), so a quoted value ends at the next quote.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim_ascii(header.substr(at + 1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string key = ascii_lower(trim_ascii(rest.substr(0, equals)));
    rest = rest.substr(equals + 1);
    std::string_view value;
    if (!rest.empty() && rest[0] == '"') {
      const std::size_t end = rest.find('"', 1);
      if (end == std::string_view::npos) return std::nullopt;
      value = rest.substr(1, end - 1);
      rest = rest.substr(end + 1);
    } else {
      value = trim_ascii(rest.substr(0, rest.find(';')));
    }
    if (key == name) return std::string(value);
    const std::size_t next = rest.find(';');
    if (next == std::string_view::npos) return std::nullopt;
    header = rest;
    at = next;
  }
  return std::nullopt;
}

// Undoes the three escapes of the WHATWG form encoding; nothing else is decoded.
std::string unescape(std::string text) {
  for (const auto& [from, to] : {std::pair{"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}}) {
    std::size_t at = 0;
    while ((at = text.find(from, at)) != std::string::npos) text.replace(at++, 3, to);
  }
  return text;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= 70 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<MultipartParser> MultipartParser::create(std::string_view content_type,
                                                PartReceiver& receiver, MultipartLimits limits) {
  const std::string_view kind = trim_ascii(content_type.substr(0, content_type.find(';')));
  if (ascii_lower(kind) != "multipart/form-data") return malformed("it is not a form with files");
  auto boundary = parameter(content_type, "boundary");
  if (!boundary || !is_boundary(*boundary)) return malformed("its boundary is not valid");
  return MultipartParser(std::move(*boundary), receiver, limits);
}

MultipartParser::MultipartParser(std::string boundary, PartReceiver& receiver,
                                 MultipartLimits limits)
    : receiver_(&receiver), limits_(limits), delimiter_("\r\n--" + boundary) {
  // The first boundary has no line before it; with one put in front, all look alike.
  pending_ = "\r\n";
}

Status MultipartParser::feed(ByteView bytes) {
  pending_.append(as_chars(bytes));
  while (true) {
    TRY_LET(moved, step());
    if (!moved) return {};
  }
}

Status MultipartParser::finish() {
  if (state_ != State::done) return malformed("it ends before its closing boundary");
  return {};
}

Result<bool> MultipartParser::step() {
  switch (state_) {
    case State::preamble: {
      // No browser sends a preamble: the stream begins with the boundary or is not ours.
      if (pending_.size() < delimiter_.size()) return false;
      if (pending_.compare(0, delimiter_.size(), delimiter_) != 0) {
        return malformed("it does not begin with its boundary");
      }
      pending_.erase(0, delimiter_.size());
      state_ = State::after_boundary;
      return true;
    }
    case State::after_boundary: {
      if (pending_.size() < 2) return false;
      const std::string mark = pending_.substr(0, 2);
      pending_.erase(0, 2);
      if (mark == "--") {
        state_ = State::done;
      } else if (mark == "\r\n") {
        state_ = State::head;
      } else {
        return malformed("a boundary is not followed by a line break");
      }
      return true;
    }
    case State::head: {
      const std::size_t end = pending_.find("\r\n\r\n");
      if (std::min(end, pending_.size()) > limits_.head_bytes) {
        return malformed("the header of a part is too long");
      }
      if (end == std::string::npos) return false;
      TRY(begin_part(std::string_view(pending_).substr(0, end)));
      pending_.erase(0, end + 4);
      state_ = State::body;
      return true;
    }
    case State::body:
      return step_body();
    case State::done:
      pending_.clear();  // an epilogue says nothing
      return false;
  }
  return false;
}

Result<bool> MultipartParser::step_body() {
  const std::size_t end = pending_.find(delimiter_);
  if (end != std::string::npos) {
    TRY(give(std::string_view(pending_).substr(0, end)));
    TRY(end_part());
    pending_.erase(0, end + delimiter_.size());
    state_ = State::after_boundary;
    return true;
  }
  // The last bytes may be the beginning of a delimiter: they wait for more.
  if (pending_.size() >= delimiter_.size()) {
    const std::size_t sure = pending_.size() - delimiter_.size() + 1;
    TRY(give(std::string_view(pending_).substr(0, sure)));
    pending_.erase(0, sure);
  }
  return false;
}

Status MultipartParser::begin_part(std::string_view raw_head) {
  if (++parts_ > limits_.parts) return malformed("it has too many parts");
  part_ = PartHead{};
  value_.clear();
  bool named = false;
  while (!raw_head.empty()) {
    const std::size_t end = raw_head.find("\r\n");
    const std::string_view line = raw_head.substr(0, end);
    raw_head = end == std::string_view::npos ? std::string_view() : raw_head.substr(end + 2);
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
      return malformed("a part has a broken header");
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("a part has a header without a name");
    const std::string name = ascii_lower(trim_ascii(line.substr(0, colon)));
    const std::string_view value = trim_ascii(line.substr(colon + 1));
    if (name == "content-type") part_.content_type = std::string(value);
    if (name != "content-disposition") continue;
    if (named) return malformed("a part is named twice");
    if (ascii_lower(trim_ascii(value.substr(0, value.find(';')))) != "form-data") {
      return malformed("a part is no form field");
    }
    auto field = parameter(value, "name");
    if (!field || !is_utf8(*field)) return malformed("a part has no name");
    auto file = parameter(value, "filename");
    if (file && !is_utf8(*file)) return malformed("a file name is not UTF-8");
    part_.name = unescape(std::move(*field));
    part_.is_file = file.has_value();
    if (file) part_.file_name = unescape(std::move(*file));
    named = true;
  }
  if (!named) return malformed("a part has no name");
  if (part_.is_file) return receiver_->file_begin(part_);
  return {};
}

Status MultipartParser::give(std::string_view bytes) {
  if (bytes.empty()) return {};
  if (part_.is_file) return receiver_->file_bytes(as_bytes(bytes));
  if (value_.size() + bytes.size() > limits_.field_bytes) {
    return Error(errors::body_too_large, {{"limit", std::to_string(limits_.field_bytes)}});
  }
  value_.append(bytes);
  return {};
}

Status MultipartParser::end_part() {
  if (part_.is_file) return receiver_->file_end();
  if (!is_utf8(value_)) return malformed("a field is not UTF-8");
  return receiver_->field(part_, std::move(value_));
}

Status read_multipart(Request& request, PartReceiver& receiver, MultipartLimits limits) {
  TRY_LET(parser,
          MultipartParser::create(request.headers.get("content-type"), receiver, limits));
  Bytes chunk(64 * 1024);
  while (true) {
    TRY_LET(size, request.body->read(chunk));
    if (size == 0) return parser.finish();
    TRY(parser.feed(ByteView(chunk).first(size)));
  }
}

std::optional<std::vector<std::string>> split_upload_path(std::string_view file_name) {
  std::vector<std::string> parts;
  for (char c : file_name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\') return std::nullopt;
  }
  for (std::string_view part : split(file_name, '/')) {
    if (part.empty() || part == "." || part == ".." || part.size() > 255) return std::nullopt;
    parts.emplace_back(part);
  }
  if (parts.empty()) return std::nullopt;
  return parts;
}

}  // namespace kotobune::web
