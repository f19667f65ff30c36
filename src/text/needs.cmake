# ICU 72 (Unicode licence): normalization, character properties, sentence breaks, transliteration.
find_package(ICU REQUIRED COMPONENTS uc i18n)
target_link_libraries(kotobune_text PRIVATE ICU::uc ICU::i18n)
# The laws are checked with rapidcheck. Deferred: the test program is made after this file is read.
if(KOTOBUNE_TESTS)
  find_library(KOTOBUNE_RAPIDCHECK rapidcheck REQUIRED)
  cmake_language(DEFER CALL target_link_libraries test_text PRIVATE ${KOTOBUNE_RAPIDCHECK})
endif()
