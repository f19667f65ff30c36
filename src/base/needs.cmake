# The sandbox around readers of foreign files (process_posix.cpp).
find_library(SECCOMP_LIBRARY seccomp REQUIRED)
find_path(SECCOMP_INCLUDE seccomp.h REQUIRED)
target_include_directories(kotobune_base PRIVATE ${SECCOMP_INCLUDE})
target_link_libraries(kotobune_base PRIVATE ${SECCOMP_LIBRARY})
