// JSON as our records use it (docs/format.md section 4): strict reading, canonical writing.
//
// The reader refuses what ordinary parsers take: duplicate keys, floats and exponents, integers
// beyond 2^53, depth over 16, control characters, lone surrogates, invalid UTF-8, a byte order
// mark, anything after the value. Each of these lets two readers see two different records behind
// one hash. The writer sorts keys by their bytes and writes no insignificant space; a record is
// hashed as stored and never written again, so the order is a convenience for people, not a rule of
// proof.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kotobune {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // small: linear search beats a tree at the sizes of a record

  Json() : value_(nullptr) {}
  Json(std::nullptr_t) : value_(nullptr) {}  // NOLINT: implicit, literals read well
  Json(bool value) : value_(value) {}                          // NOLINT
  Json(int value) : value_(std::int64_t{value}) {}             // NOLINT
  Json(std::int64_t value) : value_(value) {}                  // NOLINT
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Json(const char* value) : value_(std::string(value)) {}      // NOLINT
  Json(std::string value) : value_(std::move(value)) {}        // NOLINT
  Json(std::string_view value) : value_(std::string(value)) {} // NOLINT
  Json(Array value) : value_(std::move(value)) {}              // NOLINT
  Json(Object value) : value_(std::move(value)) {}             // NOLINT
  static Json object() { return Json(Object{}); }
  static Json array() { return Json(Array{}); }

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // Lenient readers for optional members: the given default where the kind is another.
  bool bool_or(bool otherwise) const { return is_bool() ? std::get<bool>(value_) : otherwise; }
  std::int64_t int_or(std::int64_t otherwise) const {
    return is_int() ? std::get<std::int64_t>(value_) : otherwise;
  }
  const std::string& str() const;  // "" where it is no string
  const Array& items() const;      // empty where it is no array
  const Object& members() const;   // empty where it is no object
  Array& items();                  // must be an array
  Object& members();               // must be an object

  const Json* find(std::string_view key) const;         // nullptr where absent
  const Json& operator[](std::string_view key) const;   // a null where absent
  Json& set(std::string key, Json value);               // replaces or adds; returns *this
  Json& push(Json value);                               // must be an array; returns *this

  std::string dump() const;                 // canonical: sorted keys, one line
  std::string dump_pretty() const;          // for people: two spaces
  // For <script type="application/json">: as dump(), with '<' written as \u003c.
  std::string dump_for_html() const;

  bool operator==(const Json& other) const { return value_ == other.value_; }

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object> value_;
};

// Reads one strict JSON value that fills `text`. Error: json_malformed with "offset" and "why".
Result<Json> parse_json(std::string_view text);

// Appends `text` as a quoted JSON string: escapes only what JSON demands, leaves UTF-8 as it is.
void append_json_string(std::string& out, std::string_view text);

}  // namespace kotobune
