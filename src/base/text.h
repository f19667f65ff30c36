// Text: proven UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
// Knows nothing about languages: normalization and segmentation are in text/, the room over ICU.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune {

bool is_utf8(std::string_view bytes);

// The code point at `at` and its length in bytes; U+FFFD and 1 where the bytes are not UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t size_bytes = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code_point);
std::size_t count_code_points(std::string_view text);
// Byte offset of the n-th code point; text.size() where there are fewer.
std::size_t byte_offset_of(std::string_view text, std::size_t code_point_index);

// ASCII only: nothing locale-dependent may decide what a key or a command is.
std::string ascii_lower(std::string_view text);
std::string_view trim_ascii(std::string_view text);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::optional<std::int64_t> parse_int(std::string_view text);  // decimal, whole text, no plus sign

// How many letters must change, up to `limit` + 1.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);
// The nearest of `known`, or "" where none is near: for "did you mean".
std::string nearest(std::string_view word, const std::vector<std::string>& known);

class Text {
 public:
  Text() = default;
  static std::optional<Text> from(std::string bytes) {
    if (!is_utf8(bytes)) return std::nullopt;
    return Text(std::move(bytes));
  }
  // Replaces each byte that is not UTF-8 by U+FFFD: for showing, never for keeping.
  static Text shown(std::string_view bytes);
  const std::string& str() const { return value_; }
  bool operator==(const Text&) const = default;

 private:
  explicit Text(std::string value) : value_(std::move(value)) {}
  std::string value_;
};

}  // namespace kotobune
