#include "crypt/age_header.h"

#include <algorithm>

#include "base/encode.h"
#include "base/limits.h"
#include "crypt/errors.h"

namespace kotobune::crypt {
namespace {

constexpr std::string_view version_line = "age-encryption.org/v1";
constexpr std::string_view family = "age-encryption.org/";
constexpr std::string_view armor_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view stanza_mark = "-> ";
constexpr std::string_view mac_mark = "---";
constexpr std::size_t body_columns = 64;

Error malformed(const char* why) { return Error(errors::age_malformed, {{"why", why}}); }

// Hands out lines without their LF; nothing where no LF follows.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::optional<std::string_view> next() {
    const std::size_t end = text_.find('\n', offset_);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text_.substr(offset_, end - offset_);
    offset_ = end + 1;
    return line;
  }
  std::size_t offset() const { return offset_; }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
};

bool is_visible(char c) { return c >= 33 && c <= 126; }

Result<std::vector<std::string>> parse_arguments(std::string_view rest) {
  std::vector<std::string> arguments;
  for (std::size_t at = 0; at <= rest.size();) {
    const std::size_t end = std::min(rest.find(' ', at), rest.size());
    const std::string_view argument = rest.substr(at, end - at);
    if (argument.empty()) return malformed("a recipient line has an empty argument");
    if (!std::all_of(argument.begin(), argument.end(), is_visible)) {
      return malformed("a recipient line holds a character that is not printable ASCII");
    }
    arguments.emplace_back(argument);
    at = end + 1;
  }
  return arguments;
}

Result<Bytes> parse_body(Lines& lines) {
  std::string text;
  for (;;) {
    const auto line = lines.next();
    if (!line) return malformed("the header is cut off inside a recipient's body");
    if (line->size() > body_columns) return malformed("a body line is longer than 64 columns");
    text += *line;
    if (line->size() < body_columns) break;
  }
  auto body = parse_base64_unpadded(text);
  if (!body) return malformed("a recipient's body is not canonical unpadded base64");
  return *std::move(body);
}

Status parse_mac(std::string_view line, AgeHeader& header) {
  if (line.size() <= mac_mark.size() || line[mac_mark.size()] != ' ') {
    return malformed("the last header line has no authentication code");
  }
  const auto mac = parse_base64_unpadded(line.substr(mac_mark.size() + 1));
  if (!mac || mac->size() != header.mac.size()) {
    return malformed("the header's authentication code is not 32 bytes of canonical base64");
  }
  std::copy(mac->begin(), mac->end(), header.mac.begin());
  return {};
}

Status check_version(const std::optional<std::string_view>& line, std::string_view text) {
  if (line == version_line) return {};
  if (text.starts_with(armor_line)) {
    return Error(errors::age_unsupported, {{"what", "armor (the text form of age)"}});
  }
  // A short, clean version is named; anything else is just not age.
  if (line && line->starts_with(family) && line->size() < family.size() + 16 &&
      std::all_of(line->begin(), line->end(), is_visible)) {
    return Error(errors::age_unsupported, {{"what", "the format " + std::string(*line)}});
  }
  return malformed("it does not begin with the line age-encryption.org/v1");
}

}  // namespace

std::optional<std::size_t> age_header_end(ByteView prefix) {
  const std::string_view text = as_chars(prefix);
  const std::size_t mark = text.find("\n---");
  if (mark == std::string_view::npos) return std::nullopt;
  const std::size_t end = text.find('\n', mark + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return end + 1;
}

Result<AgeHeader> parse_age_header(ByteView prefix) {
  const std::string_view text =
      as_chars(prefix.first(std::min(prefix.size(), limits::age_header_bytes)));
  Lines lines(text);
  TRY(check_version(lines.next(), text));
  AgeHeader header;
  for (;;) {
    const std::size_t line_start = lines.offset();
    const auto line = lines.next();
    if (!line && text.size() == limits::age_header_bytes) {
      return malformed("its header is larger than 64 KiB");
    }
    if (!line) return malformed("the header is cut off");
    if (line->starts_with(mac_mark)) {
      if (header.stanzas.empty()) return malformed("it is written for no recipient");
      TRY(parse_mac(*line, header));
      header.covered_bytes = line_start + mac_mark.size();
      header.size_bytes = lines.offset();
      return header;
    }
    if (!line->starts_with(stanza_mark)) {
      return malformed("a header line begins neither a recipient nor the end");
    }
    AgeStanza stanza;
    TRY_LET(arguments, parse_arguments(line->substr(stanza_mark.size())));
    TRY_LET(body, parse_body(lines));
    stanza.arguments = std::move(arguments);
    stanza.body = std::move(body);
    header.stanzas.push_back(std::move(stanza));
  }
}

std::string age_header_text(const std::vector<AgeStanza>& stanzas) {
  std::string text(version_line);
  text += '\n';
  for (const AgeStanza& stanza : stanzas) {
    text += "->";
    for (const std::string& argument : stanza.arguments) text += ' ' + argument;
    text += '\n';
    const std::string body = base64_unpadded(stanza.body);
    // "<=": a body of exactly 64 columns is followed by an empty last line.
    for (std::size_t at = 0; at <= body.size(); at += body_columns) {
      text += body.substr(at, body_columns);
      text += '\n';
    }
  }
  return text += mac_mark;
}

std::string age_mac_text(ByteView mac) { return ' ' + base64_unpadded(mac) + '\n'; }

}  // namespace kotobune::crypt
