// Html: markup that is safe by type. A runtime string becomes part of a page in three ways only:
//   text(s)             escaped, between tags;
//   attr("name", s)     escaped, inside a tag, quoted;
//   href(url), src(url), action(url)  a Url, whose scheme was checked.
// Markup itself comes from literals of the program: Markup's constructor is consteval, so that
// `page << name` with a runtime string does not compile. At compile time a literal is refused that
// carries an inline style, an event handler, a script with content or an unbalanced quote; at run
// time text inside a tag, or an attribute outside one, is a bug (ensure). The strict content policy
// of headers.h is thus never violated by a page of ours.
//
//   page << "<p" << attr("lang", language) << ">" << text(name) << "</p>";
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ensure.h"

namespace kotobune::web {

// Called in a consteval context only to stop the compilation with its name in the message.
void markup_is_not_allowed();

class Markup {
 public:
  template <std::size_t size>
  consteval Markup(const char (&literal)[size]) : text_(literal, size - 1) {  // NOLINT: implicit
    int quotes = 0;
    for (char c : text_) quotes += c == '"' ? 1 : 0;
    if (quotes % 2 != 0) markup_is_not_allowed();
    for (const char* bad : {" style=", "<style", "<script>", "javascript:", " onclick", " onload",
                            " onerror", " onsubmit", " onchange", " srcdoc", "<base"}) {
      if (text_.find(bad) != std::string_view::npos) markup_is_not_allowed();
    }
    const std::size_t open = text_.rfind('<');
    const std::size_t close = text_.rfind('>');
    if (open == close) {
      state_ = After::unchanged;  // neither sign stands in it
    } else if (close == std::string_view::npos ||
               (open != std::string_view::npos && open > close)) {
      state_ = After::inside_tag;
    } else {
      state_ = After::outside_tag;
    }
  }
  enum class After { unchanged, inside_tag, outside_tag };
  std::string_view text() const { return text_; }
  After state() const { return state_; }

 private:
  std::string_view text_;
  After state_ = After::unchanged;
};

// An address inside this server, or https:/mailto: for the few links out of it. No other scheme
// can be built: `javascript:` typed by a person ends as an absent Url.
class UrlLiteral {
 public:
  template <std::size_t size>
  consteval UrlLiteral(const char (&literal)[size]) : text_(literal, size - 1) {  // NOLINT
    if (size < 2 || (literal[0] != '/' && literal[0] != '#')) markup_is_not_allowed();
    if (size > 2 && literal[1] == '/') markup_is_not_allowed();
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Url {
 public:
  explicit Url(UrlLiteral literal) : text_(literal.text()) {}
  // From outside: "/path", "#part", "https://", "mailto:"; nullopt for everything else.
  static std::optional<Url> parse(std::string_view text);

  Url operator/(std::string_view part) const;  // one path part, percent-encoded
  Url with(std::string_view name, std::string_view value) const;  // a query parameter
  Url at(std::string_view fragment) const;                        // "#fragment"
  const std::string& str() const { return text_; }

 private:
  Url() = default;
  std::string text_;
};

struct TextPiece {
  std::string_view value;
};
struct AttributePiece {
  std::string_view name;
  std::string_view value;
};
struct FlagPiece {
  std::string_view name;
  bool present;
};
struct UrlPiece {
  std::string_view name;
  std::string value;
};

class AttributeName {
 public:
  template <std::size_t size>
  consteval AttributeName(const char (&literal)[size]) : name_(literal, size - 1) {  // NOLINT
    for (char c : name_) {
      if (!((c >= 'a' && c <= 'z') || c == '-')) markup_is_not_allowed();
    }
    for (const char* bad : {"href", "src", "action", "formaction", "style", "srcdoc", "srcset"}) {
      if (name_ == bad) markup_is_not_allowed();
    }
    if (name_.substr(0, 2) == "on") markup_is_not_allowed();
  }
  std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

inline TextPiece text(std::string_view value) { return {value}; }
inline AttributePiece attr(AttributeName name, std::string_view value) {
  return {name.name(), value};
}
// A boolean attribute: `checked`, `selected`, `disabled`.
inline FlagPiece flag(AttributeName name, bool present) { return {name.name(), present}; }
inline UrlPiece href(const Url& url) { return {"href", url.str()}; }
inline UrlPiece src(const Url& url) { return {"src", url.str()}; }
inline UrlPiece action(const Url& url) { return {"action", url.str()}; }
inline UrlPiece formaction(const Url& url) { return {"formaction", url.str()}; }
inline UrlPiece href(UrlLiteral url) { return href(Url(url)); }
inline UrlPiece action(UrlLiteral url) { return action(Url(url)); }
inline UrlPiece formaction(UrlLiteral url) { return formaction(Url(url)); }

class Html {
 public:
  Html& operator<<(Markup markup);
  Html& operator<<(TextPiece piece);
  Html& operator<<(AttributePiece piece);
  Html& operator<<(FlagPiece piece);
  Html& operator<<(const UrlPiece& piece);
  Html& operator<<(const Html& other);
  // Numbers are written with Latin digits: exhibit numbers, counts and sizes are compared by people
  // who read different scripts.
  Html& operator<<(std::int64_t number);
  Html& operator<<(int number) { return *this << std::int64_t{number}; }
  Html& operator<<(std::size_t number) { return *this << static_cast<std::int64_t>(number); }

  const std::string& str() const { return out_; }
  std::string take() && { return std::move(out_); }
  bool empty() const { return out_.empty(); }

 private:
  void escape(std::string_view value);
  std::string out_;
  bool in_tag_ = false;
};

}  // namespace kotobune::web
