// Sealing of single pages; see page_cipher.h for the layout.
#include "db/page_cipher.h"

#include <algorithm>

#include "base/ensure.h"
#include "crypt/digest.h"

namespace kotobune::db {
namespace {

constexpr std::string_view key_check_label = "sealed-case/v1/page key check\n";
constexpr std::size_t nonce_at = usable_bytes;
constexpr std::size_t tag_at = nonce_at + crypt::Aead::nonce_bytes;
constexpr std::size_t check_at = tag_at + crypt::Aead::tag_bytes;
static_assert(check_at + KeyCheck().size() == page_bytes);

struct BoundData {
  std::array<std::uint8_t, 1 + 8 + frame_bound_bytes> bytes{};
  std::size_t size = 9;
};

BoundData bound_data(const PagePlace& place) {
  BoundData bound;
  bound.bytes[0] = place.frame.empty() ? 'm' : 'w';
  for (std::size_t i = 0; i < 8; ++i) {
    bound.bytes[1 + i] = static_cast<std::uint8_t>(place.offset >> (56 - 8 * i));
  }
  if (!place.frame.empty()) {
    ensure(place.frame.size() == frame_bound_bytes, "a frame binds 16 bytes");
    std::copy(place.frame.begin(), place.frame.end(), bound.bytes.begin() + 9);
    bound.size = bound.bytes.size();
  }
  return bound;
}

}  // namespace

KeyCheck key_check_of(ByteView key) {
  const crypt::Digest digest = crypt::hmac_sha256(key, as_bytes(key_check_label));
  KeyCheck check{};
  std::copy_n(digest.begin(), check.size(), check.begin());
  return check;
}

KeyCheck key_check_in(ByteView sealed_page) {
  ensure(sealed_page.size() == page_bytes, "a page is whole");
  KeyCheck check{};
  std::copy_n(sealed_page.begin() + check_at, check.size(), check.begin());
  return check;
}

PageCipher::PageCipher(ByteView key)
    : aead_(crypt::Aead::aes_256_gcm(key)), key_check_(key_check_of(key)) {}

bool PageCipher::seal(const PagePlace& place, ByteView plain, ByteView nonce, ByteSpan sealed) {
  ensure(plain.size() == page_bytes && sealed.size() == page_bytes, "a page is whole");
  const ByteView reserved = plain.subspan(usable_bytes);
  if (std::any_of(reserved.begin(), reserved.end(), [](std::uint8_t b) { return b != 0; })) {
    return false;
  }
  const BoundData bound = bound_data(place);
  std::copy(nonce.begin(), nonce.end(), sealed.begin() + nonce_at);
  aead_.seal(nonce, ByteView(bound.bytes).first(bound.size), plain.first(usable_bytes),
             sealed.first(usable_bytes), sealed.subspan(tag_at, crypt::Aead::tag_bytes));
  std::copy(key_check_.begin(), key_check_.end(), sealed.begin() + check_at);
  return true;
}

bool PageCipher::open(const PagePlace& place, ByteSpan page) {
  ensure(page.size() == page_bytes, "a page is whole");
  const BoundData bound = bound_data(place);
  // The key check is not under the tag: compared here, so that no byte of a page is unguarded.
  const bool opened =
      key_check_in(page) == key_check_ &&
      aead_.open(page.subspan(nonce_at, crypt::Aead::nonce_bytes),
                 ByteView(bound.bytes).first(bound.size), page.first(usable_bytes),
                 page.subspan(tag_at, crypt::Aead::tag_bytes), page.first(usable_bytes));
  if (opened) {
    std::fill(page.begin() + usable_bytes, page.end(), std::uint8_t{0});
  } else {
    std::fill(page.begin(), page.end(), std::uint8_t{0});
  }
  return opened;
}

}  // namespace kotobune::db
