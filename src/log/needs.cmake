# The laws of the tree are checked with rapidcheck; the room itself needs nothing from outside.
if(KOTOBUNE_TESTS)
  find_library(KOTOBUNE_RAPIDCHECK rapidcheck REQUIRED)
  # Deferred: the test program is made after this file was read.
  cmake_language(DEFER CALL target_link_libraries test_log PRIVATE ${KOTOBUNE_RAPIDCHECK})
endif()
