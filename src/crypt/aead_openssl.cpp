#include <algorithm>
#include <array>
#include <climits>

#include "base/secret.h"
#include "crypt/aead.h"
#include "crypt/openssl_handles.h"

namespace kotobune::crypt {
namespace {

enum class Direction : int { open = 0, seal = 1 };

Handle<EVP_CIPHER_CTX> keyed(Direction direction, ByteView key) {
  Handle<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  const int done = EVP_CipherInit_ex2(context.get(), aes_256_gcm_algorithm(), key.data(), nullptr,
                                      static_cast<int>(direction), nullptr);
  ensure(done == 1, "AES-256-GCM is keyed");
  return context;
}

// Nonce, then what is authenticated only, then the bytes themselves. Their content never makes
// these calls fail.
void run(EVP_CIPHER_CTX* context, Direction direction, ByteView nonce, ByteView aad, ByteView in,
         ByteSpan out) {
  ensure(nonce.size() == Aead::nonce_bytes && in.size() == out.size(), "AEAD sizes fit");
  ensure(in.size() <= INT_MAX && aad.size() <= INT_MAX, "OpenSSL counts in int");
  int size = 0;
  bool done = EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(),
                                 static_cast<int>(direction), nullptr) == 1;
  if (!aad.empty()) {
    done = done && EVP_CipherUpdate(context, nullptr, &size, aad.data(),
                                    static_cast<int>(aad.size())) == 1;
  }
  if (!in.empty()) {
    done = done && EVP_CipherUpdate(context, out.data(), &size, in.data(),
                                    static_cast<int>(in.size())) == 1;
  }
  ensure(done, "AES-256-GCM runs");
}

}  // namespace

// Two contexts: turning one round would cost the key schedule again.
struct Aead::Impl {
  Handle<EVP_CIPHER_CTX> sealing;
  Handle<EVP_CIPHER_CTX> opening;
};

Aead::Aead(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Aead::~Aead() = default;
Aead::Aead(Aead&&) noexcept = default;
Aead& Aead::operator=(Aead&&) noexcept = default;

Aead Aead::aes_256_gcm(ByteView key) {
  ensure(key.size() == key_bytes, "an AES-256 key is 32 bytes");
  auto impl = std::make_unique<Impl>();
  impl->sealing = keyed(Direction::seal, key);
  impl->opening = keyed(Direction::open, key);
  return Aead(std::move(impl));
}

void Aead::seal(ByteView nonce, ByteView aad, ByteView plaintext, ByteSpan ciphertext,
                ByteSpan tag) {
  ensure(tag.size() == tag_bytes, "a GCM tag is 16 bytes");
  EVP_CIPHER_CTX* const context = impl_->sealing.get();
  run(context, Direction::seal, nonce, aad, plaintext, ciphertext);
  int rest = 0;
  std::uint8_t nowhere = 0;  // the final call of a stream mode writes nothing
  const bool done = EVP_CipherFinal_ex(context, &nowhere, &rest) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag.data()) == 1;
  ensure(done && rest == 0, "AES-256-GCM gives a tag");
}

bool Aead::open(ByteView nonce, ByteView aad, ByteView ciphertext, ByteView tag,
                ByteSpan plaintext) {
  ensure(tag.size() == tag_bytes, "a GCM tag is 16 bytes");
  EVP_CIPHER_CTX* const context = impl_->opening.get();
  run(context, Direction::open, nonce, aad, ciphertext, plaintext);
  std::array<std::uint8_t, tag_bytes> expected{};  // the control call wants it writable
  std::copy(tag.begin(), tag.end(), expected.begin());
  const int set = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes, expected.data());
  ensure(set == 1, "AES-256-GCM takes a tag");
  int rest = 0;
  std::uint8_t nowhere = 0;
  if (EVP_CipherFinal_ex(context, &nowhere, &rest) == 1) return true;
  wipe(plaintext.data(), plaintext.size());
  return false;
}

}  // namespace kotobune::crypt
