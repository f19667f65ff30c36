# libcrypto only: the TLS half of OpenSSL is linked by web/, which owns tls_openssl.cpp.
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
target_link_libraries(kotobune_crypt PRIVATE OpenSSL::Crypto)
target_compile_definitions(kotobune_crypt PRIVATE OPENSSL_NO_DEPRECATED)
