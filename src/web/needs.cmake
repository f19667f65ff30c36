# Boost.Beast and Asio are headers only; Debian's default Boost (1.74). GCC 12 needs no flag for
# coroutines with C++20, Asio 1.74 finds them by itself.
find_package(Boost 1.74 REQUIRED)
find_package(Threads REQUIRED)
target_link_libraries(kotobune_web PRIVATE Boost::headers Threads::Threads)
# Assertions of Asio and Beast off, and no old-style executors.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/web/server_beast.cpp PROPERTIES
  COMPILE_OPTIONS "-Wno-shadow;-Wno-conversion")
# CSS and islands are part of the program: web/assets/* becomes one generated .cpp.
file(GLOB KOTOBUNE_ASSETS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/assets/*)
set(KOTOBUNE_ASSETS_CPP ${CMAKE_BINARY_DIR}/web_assets_data.cpp)
add_custom_command(OUTPUT ${KOTOBUNE_ASSETS_CPP}
  COMMAND ${CMAKE_COMMAND} "-DFILES=${KOTOBUNE_ASSETS}" -DOUT=${KOTOBUNE_ASSETS_CPP}
          -P ${CMAKE_SOURCE_DIR}/cmake/EmbedAssets.cmake
  DEPENDS ${KOTOBUNE_ASSETS} ${CMAKE_SOURCE_DIR}/cmake/EmbedAssets.cmake VERBATIM)
target_sources(kotobune_web PRIVATE ${KOTOBUNE_ASSETS_CPP})
# Tests talk to the server over a real loopback socket.
if(KOTOBUNE_TESTS)
  cmake_language(DEFER CALL target_link_libraries test_web PRIVATE Boost::headers Threads::Threads)
endif()
