#include "crypt/bech32.h"

#include <algorithm>

#include "base/ensure.h"

namespace kotobune::crypt {
namespace {

constexpr std::string_view digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_digits = 6;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// The BCH code of BIP 173, fed one 5-bit group at a time.
class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) feed(static_cast<std::uint8_t>(lower(c)) >> 5);
    feed(0);
    for (const char c : prefix) feed(static_cast<std::uint8_t>(lower(c)) & 31u);
  }
  void feed(unsigned group) {
    static constexpr std::uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                  0x2a1462b3};
    const std::uint32_t top = state_ >> 25;
    state_ = ((state_ & 0x1ffffff) << 5) ^ group;
    for (int i = 0; i < 5; ++i) {
      if ((top >> i) & 1u) state_ ^= generator[i];
    }
  }
  std::uint32_t state() const { return state_; }

 private:
  std::uint32_t state_ = 1;
};

}  // namespace

Secret bech32_encode(std::string_view prefix, ByteView data) {
  const bool in_capitals = std::any_of(prefix.begin(), prefix.end(), is_upper);
  ensure(!prefix.empty() && std::none_of(prefix.begin(), prefix.end(),
                                         in_capitals ? is_lower : is_upper),
         "a Bech32 prefix has one case");
  const std::size_t groups = (data.size() * 8 + 4) / 5;
  Secret text(prefix.size() + 1 + groups + checksum_digits);
  auto cursor = std::copy(prefix.begin(), prefix.end(), text.span().begin());
  *cursor++ = '1';
  Checksum checksum(prefix);
  const auto put = [&](unsigned group) {
    checksum.feed(group);
    *cursor++ = static_cast<std::uint8_t>(in_capitals ? upper(digits[group]) : digits[group]);
  };
  unsigned pending = 0;
  unsigned pending_bits = 0;
  for (const std::uint8_t byte : data) {
    pending = ((pending << 8) | byte) & 0xfff;
    pending_bits += 8;
    for (; pending_bits >= 5; pending_bits -= 5) put((pending >> (pending_bits - 5)) & 31u);
  }
  if (pending_bits > 0) put((pending << (5 - pending_bits)) & 31u);
  Checksum closing = checksum;
  for (std::size_t i = 0; i < checksum_digits; ++i) closing.feed(0);
  const std::uint32_t sum = closing.state() ^ 1u;
  for (unsigned i = 0; i < checksum_digits; ++i) put((sum >> (5 * (5 - i))) & 31u);
  return text;
}

std::optional<Bech32> bech32_decode(std::string_view text) {
  const bool in_capitals = std::any_of(text.begin(), text.end(), is_upper);
  if (in_capitals && std::any_of(text.begin(), text.end(), is_lower)) return std::nullopt;
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0) return std::nullopt;
  const std::string_view prefix = text.substr(0, separator);
  const std::string_view tail = text.substr(separator + 1);
  if (tail.size() < checksum_digits) return std::nullopt;
  if (std::any_of(prefix.begin(), prefix.end(), [](char c) { return c < 33 || c > 126; })) {
    return std::nullopt;
  }
  const std::size_t groups = tail.size() - checksum_digits;
  Bech32 result{std::string(prefix), Secret(groups * 5 / 8)};
  Checksum checksum(prefix);
  auto cursor = result.data.span().begin();
  unsigned pending = 0;
  unsigned pending_bits = 0;
  for (std::size_t i = 0; i < tail.size(); ++i) {
    const std::size_t group = digits.find(lower(tail[i]));
    if (group == std::string_view::npos) return std::nullopt;
    checksum.feed(static_cast<unsigned>(group));
    if (i >= groups) continue;
    pending = ((pending << 5) | static_cast<unsigned>(group)) & 0xfff;
    pending_bits += 5;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    *cursor++ = static_cast<std::uint8_t>(pending >> pending_bits);
  }
  // Filling bits: fewer than a group, and all zero, or one value would have several spellings.
  const bool filled_with_zero = pending_bits < 5 && (pending & ((1u << pending_bits) - 1)) == 0;
  if (checksum.state() != 1 || !filled_with_zero) return std::nullopt;
  return result;
}

}  // namespace kotobune::crypt
