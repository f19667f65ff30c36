# The sandbox around readers of foreign files (process_posix.cpp).
find_library(SECCOMP_LIBRARY seccomp REQUIRED)
find_path(SECCOMP_INCLUDE seccomp.h REQUIRED)
target_include_directories(kotobune_base PRIVATE ${SECCOMP_INCLUDE})
target_link_libraries(kotobune_base PRIVATE ${SECCOMP_LIBRARY})

# The laws of partial dates are checked with rapidcheck; the room itself does not need it.
if(KOTOBUNE_TESTS)
  find_library(KOTOBUNE_RAPIDCHECK rapidcheck REQUIRED)
  cmake_language(DEFER CALL target_link_libraries test_base PRIVATE ${KOTOBUNE_RAPIDCHECK})
endif()
