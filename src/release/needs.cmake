# The page that checks a bag is part of the program: web/verify/verify.html becomes a .cpp.
set(KOTOBUNE_VERIFY_PAGE ${CMAKE_SOURCE_DIR}/web/verify/verify.html)
set(KOTOBUNE_VERIFY_CPP ${CMAKE_BINARY_DIR}/verify_page_data.cpp)
add_custom_command(OUTPUT ${KOTOBUNE_VERIFY_CPP}
  COMMAND ${CMAKE_COMMAND} -DFILE=${KOTOBUNE_VERIFY_PAGE} -DOUT=${KOTOBUNE_VERIFY_CPP}
          -DHEADER=release/verify_page.h -DSPACE=kotobune::release -DNAME=verify_page
          -P ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake
  DEPENDS ${KOTOBUNE_VERIFY_PAGE} ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake VERBATIM)
target_sources(kotobune_release PRIVATE ${KOTOBUNE_VERIFY_CPP})
