// SHA-256, HMAC and HKDF over OpenSSL's EVP. No call here depends on the content of its input, so
// a failing call is a broken OpenSSL (or no memory) and ends the program.
#include <algorithm>

#include "crypt/digest.h"
#include "crypt/openssl_handles.h"

namespace kotobune::crypt {
namespace {

// A span of no bytes may hold a null pointer, which EVP reads as "keep what was set before".
const std::uint8_t* not_null(ByteView bytes) {
  static constexpr std::uint8_t nothing = 0;
  return bytes.empty() ? &nothing : bytes.data();
}

// HMAC with its digest chosen but no key yet; copied for each use, because choosing the digest by
// name costs more than hashing a short message.
Handle<EVP_MAC_CTX> unkeyed_hmac() {
  struct Template {
    Handle<EVP_MAC> mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    Handle<EVP_MAC_CTX> context{EVP_MAC_CTX_new(mac.get())};
    Template() {
      ensure(mac != nullptr && context != nullptr, "OpenSSL offers HMAC");
      char name[] = "SHA256";
      const OSSL_PARAM parameters[] = {
          OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
          OSSL_PARAM_construct_end()};
      ensure(EVP_MAC_CTX_set_params(context.get(), parameters) == 1, "HMAC takes SHA-256");
    }
  };
  static const Template prepared;
  Handle<EVP_MAC_CTX> context(EVP_MAC_CTX_dup(prepared.context.get()));
  ensure(context != nullptr, "an HMAC context can be made");
  return context;
}

}  // namespace

struct Sha256::Impl {
  Handle<EVP_MD_CTX> context{EVP_MD_CTX_new()};
  bool finished = false;
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
  ensure(impl_->context != nullptr, "a digest context can be made");
  reset();
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::reset() {
  impl_->finished = false;
  const int done = EVP_DigestInit_ex2(impl_->context.get(), sha256_algorithm(), nullptr);
  ensure(done == 1, "SHA-256 starts");
}

void Sha256::update(ByteView bytes) {
  ensure(!impl_->finished, "a finished digest is reset before it takes more");
  const int done = EVP_DigestUpdate(impl_->context.get(), not_null(bytes), bytes.size());
  ensure(done == 1, "SHA-256 takes bytes");
}

Digest Sha256::finish() {
  ensure(!impl_->finished, "a digest is finished once");
  impl_->finished = true;
  Digest digest{};
  unsigned int size = 0;
  const int done = EVP_DigestFinal_ex(impl_->context.get(), digest.data(), &size);
  ensure(done == 1 && size == digest.size(), "SHA-256 gives 32 bytes");
  return digest;
}

Digest sha256(ByteView bytes) {
  Digest digest{};
  unsigned int size = 0;
  const int done = EVP_Digest(not_null(bytes), bytes.size(), digest.data(), &size,
                              sha256_algorithm(), nullptr);
  ensure(done == 1 && size == digest.size(), "SHA-256 gives 32 bytes");
  return digest;
}

Digest hmac_sha256(ByteView key, ByteView message) {
  const Handle<EVP_MAC_CTX> context = unkeyed_hmac();
  Digest tag{};
  std::size_t size = 0;
  ensure(EVP_MAC_init(context.get(), not_null(key), key.size(), nullptr) == 1, "HMAC is keyed");
  ensure(EVP_MAC_update(context.get(), not_null(message), message.size()) == 1,
         "HMAC takes bytes");
  ensure(EVP_MAC_final(context.get(), tag.data(), &size, tag.size()) == 1 && size == tag.size(),
         "HMAC gives 32 bytes");
  return tag;
}

// RFC 5869 on our own HMAC: OpenSSL's HKDF refuses an empty key, which the RFC allows.
//   PRK = HMAC(salt, key material);  T(i) = HMAC(PRK, T(i-1) | info | i);  out = T(1) | T(2) | ...
Secret hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info, std::size_t size) {
  ensure(size <= 255 * Digest().size(), "HKDF gives at most 255 blocks");
  Digest extracted = hmac_sha256(salt, key_material);
  Secret out(size);
  Digest block{};
  std::size_t done = 0;
  for (std::uint8_t counter = 1; done < size; ++counter) {
    Secret message((counter == 1 ? 0 : block.size()) + info.size() + 1);
    auto cursor = message.span().begin();
    if (counter > 1) cursor = std::copy(block.begin(), block.end(), cursor);
    cursor = std::copy(info.begin(), info.end(), cursor);
    *cursor = counter;
    block = hmac_sha256(extracted, message.view());
    const std::size_t take = std::min(block.size(), size - done);
    std::copy_n(block.begin(), take, out.span().begin() + static_cast<std::ptrdiff_t>(done));
    done += take;
  }
  wipe(extracted.data(), extracted.size());
  wipe(block.data(), block.size());
  return out;
}

}  // namespace kotobune::crypt
