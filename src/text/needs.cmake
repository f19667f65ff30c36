# ICU 72 (Unicode licence): normalization, character properties, sentence breaks, transliteration.
find_package(ICU REQUIRED COMPONENTS uc i18n)
target_link_libraries(kotobune_text PRIVATE ICU::uc ICU::i18n)
