#include <algorithm>

#include "crypt/age.h"
#include "crypt/age_primitives.h"
#include "crypt/openssl_handles.h"

namespace kotobune::crypt {

Point x25519_public(ByteView scalar) {
  ensure(scalar.size() == 32, "an X25519 scalar is 32 bytes");
  const Handle<EVP_PKEY> key(
      EVP_PKEY_new_raw_private_key_ex(nullptr, "X25519", nullptr, scalar.data(), scalar.size()));
  ensure(key != nullptr, "every 32 bytes are an X25519 scalar");
  Point point{};
  std::size_t size = point.size();
  const int done = EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size);
  ensure(done == 1 && size == point.size(), "an X25519 key has 32 public bytes");
  return point;
}

std::optional<Secret> x25519(ByteView scalar, const Point& own, const Point& peer) {
  ensure(scalar.size() == 32, "an X25519 scalar is 32 bytes");
  const Handle<EVP_PKEY> own_key = key_pair("X25519", scalar, own);
  const Handle<EVP_PKEY> peer_key(
      EVP_PKEY_new_raw_public_key_ex(nullptr, "X25519", nullptr, peer.data(), peer.size()));
  ensure(peer_key != nullptr, "every 32 bytes are an X25519 point");
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_pkey(nullptr, own_key.get(), nullptr));
  ensure(context != nullptr && EVP_PKEY_derive_init(context.get()) == 1 &&
             EVP_PKEY_derive_set_peer(context.get(), peer_key.get()) == 1,
         "X25519 starts");
  Secret shared(32);
  std::size_t size = shared.size();
  // OpenSSL refuses a shared secret of zeros by itself; ours is the second check, because the
  // age format makes it a rule.
  if (EVP_PKEY_derive(context.get(), shared.span().data(), &size) != 1) return std::nullopt;
  ensure(size == shared.size(), "an X25519 secret is 32 bytes");
  if (equal_constant_time(shared.view(), Point{})) return std::nullopt;
  return shared;
}

std::optional<Secret> scrypt(ByteView passphrase, ByteView salt, int log_n) {
  ensure(log_n >= 1 && log_n <= 30, "the scrypt work factor is within its limits");
  const std::uint64_t n = std::uint64_t{1} << log_n;
  // EVP's own memory limit (32 MiB) refuses from N = 2^15 up, so it is stated: 128 * r * N bytes
  // and a margin for the blocks beside them.
  const std::uint64_t memory = 1024 * n + (64u << 20);
  Secret key(32);
  const int done = EVP_PBE_scrypt(as_chars(passphrase).data(), passphrase.size(), salt.data(),
                                  salt.size(), n, 8, 1, memory, key.span().data(), key.size());
  if (done != 1) return std::nullopt;
  return key;
}

// Doubles the work factor from 2^15 on, as long as that comes nearer to the target: the time
// of scrypt grows with N. A clock that stands still tells nothing; then age's own default, 18.
int calibrate_scrypt(Clock& clock, int target_ms) {
  constexpr int lowest = 15;
  constexpr int highest = 20;
  const std::int64_t start_ms = clock.monotonic_ms();
  ensure(scrypt(as_bytes("calibration"), as_bytes("calibration"), lowest).has_value(),
         "32 MiB of memory are free");
  std::int64_t taken_ms = clock.monotonic_ms() - start_ms;
  if (taken_ms <= 0) return 18;
  int log_n = lowest;
  for (; log_n < highest && 3 * taken_ms <= 2 * std::int64_t{target_ms}; ++log_n) taken_ms *= 2;
  return log_n;
}

struct ChunkCipher::Impl {
  Handle<EVP_CIPHER_CTX> context{EVP_CIPHER_CTX_new()};
  Direction direction;
};

ChunkCipher::ChunkCipher(Direction direction, ByteView key) : impl_(std::make_unique<Impl>()) {
  ensure(key.size() == 32, "a ChaCha20-Poly1305 key is 32 bytes");
  impl_->direction = direction;
  const int done = EVP_CipherInit_ex2(impl_->context.get(), chacha20_poly1305_algorithm(),
                                      key.data(), nullptr, direction == Direction::seal ? 1 : 0,
                                      nullptr);
  ensure(done == 1, "ChaCha20-Poly1305 is keyed");
}
ChunkCipher::~ChunkCipher() = default;

namespace {

std::array<std::uint8_t, 12> chunk_nonce(std::uint64_t counter, ChunkCipher::Position position) {
  std::array<std::uint8_t, 12> nonce{};
  for (std::size_t i = 0; i < 8; ++i) {
    nonce[10 - i] = static_cast<std::uint8_t>(counter >> (8 * i));
  }
  nonce[11] = position == ChunkCipher::Position::last ? 1 : 0;
  return nonce;
}

}  // namespace

void ChunkCipher::seal(std::uint64_t counter, Position position, ByteView plain, ByteSpan out) {
  ensure(impl_->direction == Direction::seal, "a cipher that seals");
  ensure(plain.size() <= plain_bytes && out.size() == plain.size() + tag_bytes,
         "a chunk fits its place");
  EVP_CIPHER_CTX* const context = impl_->context.get();
  const auto nonce = chunk_nonce(counter, position);
  int size = 0;
  bool done = EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), 1, nullptr) == 1;
  if (!plain.empty()) {
    done = done && EVP_CipherUpdate(context, out.data(), &size, plain.data(),
                                    static_cast<int>(plain.size())) == 1;
  }
  int rest = 0;
  done = done && EVP_CipherFinal_ex(context, out.data() + size, &rest) == 1 &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes,
                             out.data() + plain.size()) == 1;
  ensure(done && static_cast<std::size_t>(size) == plain.size() && rest == 0, "a chunk is sealed");
}

bool ChunkCipher::open(std::uint64_t counter, Position position, ByteView sealed, ByteSpan out) {
  ensure(impl_->direction == Direction::open, "a cipher that opens");
  ensure(sealed.size() >= tag_bytes && sealed.size() <= sealed_bytes &&
             out.size() == sealed.size() - tag_bytes,
         "a chunk fits its place");
  EVP_CIPHER_CTX* const context = impl_->context.get();
  const auto nonce = chunk_nonce(counter, position);
  const ByteView body = sealed.first(out.size());
  std::array<std::uint8_t, tag_bytes> tag{};  // the control call wants it writable
  std::copy(sealed.begin() + body.size(), sealed.end(), tag.begin());
  int size = 0;
  bool started = EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), 0, nullptr) == 1 &&
                 EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1;
  if (!body.empty()) {
    started = started && EVP_CipherUpdate(context, out.data(), &size, body.data(),
                                          static_cast<int>(body.size())) == 1;
  }
  ensure(started, "opening a chunk starts");
  int rest = 0;
  std::uint8_t nowhere = 0;  // the final call of a stream cipher writes nothing
  if (EVP_CipherFinal_ex(context, &nowhere, &rest) == 1) return true;
  wipe(out.data(), out.size());
  return false;
}

}  // namespace kotobune::crypt
