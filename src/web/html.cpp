#include "web/html.h"

#include "base/text.h"
#include "web/http.h"

namespace kotobune::web {

void markup_is_not_allowed() { bug("markup that is not allowed", __FILE__, __LINE__); }

std::optional<Url> Url::parse(std::string_view text) {
  for (char c : text) {
    // A backslash counts as a slash in browsers, and control characters are dropped by them.
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f || c == '\\') return std::nullopt;
  }
  const bool local = !text.empty() && (text[0] == '/' || text[0] == '#') &&
                     !(text.size() > 1 && text[1] == '/');
  const bool out = starts_with_ignoring_case(text, "https://") ||
                   starts_with_ignoring_case(text, "mailto:");
  if (!local && !out) return std::nullopt;
  Url url;
  url.text_ = std::string(text);
  return url;
}

Url Url::operator/(std::string_view part) const {
  Url url = *this;
  if (url.text_.empty() || url.text_.back() != '/') url.text_ += '/';
  url.text_ += percent_encode(part);
  return url;
}

Url Url::with(std::string_view name, std::string_view value) const {
  Url url = *this;
  url.text_ += str().find('?') == std::string::npos ? '?' : '&';
  url.text_ += percent_encode(name) + "=" + percent_encode(value);
  return url;
}

Url Url::at(std::string_view fragment) const {
  Url url = *this;
  url.text_ += "#" + percent_encode(fragment);
  return url;
}

void Html::escape(std::string_view value) {
  // What is not UTF-8 (a file name of another age) is shown with U+FFFD, never passed on as it is.
  const std::string shown = is_utf8(value) ? std::string() : Text::shown(value).str();
  for (char c : shown.empty() ? value : std::string_view(shown)) {
    switch (c) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '"': out_ += "&quot;"; break;
      case '\'': out_ += "&#39;"; break;
      case '\0': out_ += "\xEF\xBF\xBD"; break;
      default: out_ += c;
    }
  }
}

Html& Html::operator<<(Markup markup) {
  out_ += markup.text();
  switch (markup.state()) {
    case Markup::After::unchanged: break;
    case Markup::After::inside_tag: in_tag_ = true; break;
    case Markup::After::outside_tag: in_tag_ = false; break;
  }
  return *this;
}

Html& Html::operator<<(TextPiece piece) {
  ensure(!in_tag_, "text is written between tags, not inside one");
  escape(piece.value);
  return *this;
}

Html& Html::operator<<(AttributePiece piece) {
  ensure(in_tag_, "an attribute is written inside a tag");
  out_ += ' ';
  out_ += piece.name;
  out_ += "=\"";
  escape(piece.value);
  out_ += '"';
  return *this;
}

Html& Html::operator<<(FlagPiece piece) {
  ensure(in_tag_, "an attribute is written inside a tag");
  if (piece.present) {
    out_ += ' ';
    out_ += piece.name;
  }
  return *this;
}

Html& Html::operator<<(const UrlPiece& piece) {
  return *this << AttributePiece{piece.name, piece.value};
}

Html& Html::operator<<(const Html& other) {
  ensure(!in_tag_ && !other.in_tag_, "a piece of page is added between tags");
  out_ += other.out_;
  return *this;
}

Html& Html::operator<<(std::int64_t number) {
  ensure(!in_tag_, "a number is written between tags");
  out_ += std::to_string(number);
  return *this;
}

}  // namespace kotobune::web
