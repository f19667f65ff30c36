#include "base/encode.h"

#include <array>

namespace kotobune {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base32_digits = "abcdefghijklmnopqrstuvwxyz234567";

// Packs groups of `bits` bits, most significant first; the last group is filled with zero bits.
std::string encode(ByteView bytes, std::string_view digits, int bits) {
  std::string out;
  out.reserve((bytes.size() * 8 + bits - 1) / bits);
  unsigned pending = 0;
  int pending_bits = 0;
  const unsigned mask = (1u << bits) - 1;
  for (const auto byte : bytes) {
    pending = (pending << 8) | byte;
    pending_bits += 8;
    while (pending_bits >= bits) {
      pending_bits -= bits;
      out.push_back(digits[(pending >> pending_bits) & mask]);
    }
    pending &= (1u << pending_bits) - 1;
  }
  if (pending_bits > 0) out.push_back(digits[(pending << (bits - pending_bits)) & mask]);
  return out;
}

// The inverse. Refuses foreign characters, a length no encoder produces, and filling bits that are
// not zero: each value has one spelling.
std::optional<Bytes> decode(std::string_view text, std::string_view digits, int bits) {
  std::array<int, 256> value{};
  value.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    value[static_cast<std::uint8_t>(digits[i])] = static_cast<int>(i);
  }
  Bytes out;
  out.reserve(text.size() * bits / 8);
  unsigned pending = 0;
  int pending_bits = 0;
  for (const char c : text) {
    const int digit = value[static_cast<std::uint8_t>(c)];
    if (digit < 0) return std::nullopt;
    pending = (pending << bits) | static_cast<unsigned>(digit);
    pending_bits += bits;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      out.push_back(static_cast<std::uint8_t>(pending >> pending_bits));
      pending &= (1u << pending_bits) - 1;
    }
  }
  if (pending_bits >= bits || pending != 0) return std::nullopt;
  return out;
}

}  // namespace

std::string hex(ByteView bytes) { return encode(bytes, hex_digits, 4); }

std::optional<Bytes> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  return decode(text, hex_digits, 4);
}

std::string base64_unpadded(ByteView bytes) { return encode(bytes, base64_digits, 6); }

std::string base64(ByteView bytes) {
  auto out = base64_unpadded(bytes);
  while (out.size() % 4 != 0) out.push_back('=');
  return out;
}

std::optional<Bytes> parse_base64_unpadded(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  return decode(text, base64_digits, 6);
}

std::optional<Bytes> parse_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const auto body = text.substr(0, text.size() - padding);
  if (body.size() % 4 == 1) return std::nullopt;
  return decode(body, base64_digits, 6);
}

std::string base32(ByteView bytes) { return encode(bytes, base32_digits, 5); }

std::optional<Bytes> parse_base32(std::string_view text) { return decode(text, base32_digits, 5); }

}  // namespace kotobune
