# libcrypto only: the TLS half of OpenSSL is linked by web/, which owns tls_openssl.cpp.
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
target_link_libraries(kotobune_crypt PRIVATE OpenSSL::Crypto)
target_compile_definitions(kotobune_crypt PRIVATE OPENSSL_NO_DEPRECATED)
# The laws of age files are checked with rapidcheck; some published vectors are zlib-compressed.
if(KOTOBUNE_TESTS)
  find_library(KOTOBUNE_RAPIDCHECK rapidcheck REQUIRED)
  find_package(ZLIB REQUIRED)
  # Deferred: the test program is made after this file was read.
  cmake_language(DEFER CALL target_link_libraries test_crypt PRIVATE ${KOTOBUNE_RAPIDCHECK}
                 ZLIB::ZLIB)
endif()
