// Owners for OpenSSL's objects, and the algorithms fetched once. Internal to crypt/.
//
// OpenSSL 3 looks an algorithm up by name in its providers, which costs a lock and a microsecond;
// a case opens tens of thousands of small files, so each is fetched once. The fetched objects are
// immutable and may be shared by threads; the contexts made from them may not.
// A failing fetch means a broken installation of OpenSSL, not bad input: ensure() ends the program.
#pragma once

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

#include "base/bytes.h"
#include "base/ensure.h"

namespace kotobune::crypt {

struct FreeOpenSsl {
  void operator()(EVP_MD* object) const { EVP_MD_free(object); }
  void operator()(EVP_MD_CTX* object) const { EVP_MD_CTX_free(object); }
  void operator()(EVP_MAC* object) const { EVP_MAC_free(object); }
  void operator()(EVP_MAC_CTX* object) const { EVP_MAC_CTX_free(object); }
  void operator()(EVP_CIPHER* object) const { EVP_CIPHER_free(object); }
  void operator()(EVP_CIPHER_CTX* object) const { EVP_CIPHER_CTX_free(object); }
  void operator()(EVP_PKEY* object) const { EVP_PKEY_free(object); }
  void operator()(EVP_PKEY_CTX* object) const { EVP_PKEY_CTX_free(object); }
};
template <typename T>
using Handle = std::unique_ptr<T, FreeOpenSsl>;

inline const EVP_MD* sha256_algorithm() {
  static const Handle<EVP_MD> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  ensure(algorithm != nullptr, "OpenSSL offers SHA-256");
  return algorithm.get();
}

inline const EVP_CIPHER* chacha20_poly1305_algorithm() {
  static const Handle<EVP_CIPHER> algorithm(
      EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr));
  ensure(algorithm != nullptr, "OpenSSL offers ChaCha20-Poly1305");
  return algorithm.get();
}

inline const EVP_CIPHER* aes_256_gcm_algorithm() {
  static const Handle<EVP_CIPHER> algorithm(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  ensure(algorithm != nullptr, "OpenSSL offers AES-256-GCM");
  return algorithm.get();
}

// A key pair of X25519 or ED25519 whose public half is known already. EVP's call for raw private
// keys computes it anew, which costs as much as the operation that follows. The halves must belong
// together: signing with a foreign public half would give the private one away.
inline Handle<EVP_PKEY> key_pair(const char* type, ByteView private_half, ByteView public_half) {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  // EVP takes parameters through pointers to non-const and does not write to these.
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PRIV_KEY,
                                        const_cast<std::uint8_t*>(private_half.data()),
                                        private_half.size()),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY,
                                        const_cast<std::uint8_t*>(public_half.data()),
                                        public_half.size()),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  const bool done = context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, parameters) == 1;
  ensure(done, "every 32 bytes are a private key of this type");
  return Handle<EVP_PKEY>(made);
}

}  // namespace kotobune::crypt
