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

}  // namespace kotobune::crypt
