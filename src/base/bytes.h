// Bytes: anything that is not proven to be text. Originals are Bytes and are never normalized.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using ByteSpan = std::span<std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_chars(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(std::string_view text) {
  return {as_bytes(text).begin(), as_bytes(text).end()};
}
inline std::string to_string(ByteView bytes) { return std::string(as_chars(bytes)); }
inline void append(Bytes& out, ByteView more) { out.insert(out.end(), more.begin(), more.end()); }
inline void append(Bytes& out, std::string_view more) { append(out, as_bytes(more)); }

// Big-endian integers, as TLS, age and C2SP write them.
void append_u16_be(Bytes& out, std::uint16_t value);
void append_u64_be(Bytes& out, std::uint64_t value);

// Compares without telling by its time where the first difference is.
bool equal_constant_time(ByteView left, ByteView right);

}  // namespace kotobune
