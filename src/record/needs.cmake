# The laws of values are checked with rapidcheck; the room itself needs nothing from outside.
if(KOTOBUNE_TESTS)
  find_library(KOTOBUNE_RAPIDCHECK rapidcheck REQUIRED)
  cmake_language(DEFER CALL target_link_libraries test_record PRIVATE ${KOTOBUNE_RAPIDCHECK})
endif()
