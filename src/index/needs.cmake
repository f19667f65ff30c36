# The schema is kept as SQL and built in as text.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/src/index/schema.sql ${CMAKE_SOURCE_DIR}/src/index/schema_late.sql)
file(READ ${CMAKE_SOURCE_DIR}/src/index/schema.sql KOTOBUNE_SCHEMA)
file(READ ${CMAKE_SOURCE_DIR}/src/index/schema_late.sql KOTOBUNE_SCHEMA_LATE)
configure_file(${CMAKE_SOURCE_DIR}/src/index/schema_sql.h.in
  ${CMAKE_BINARY_DIR}/generated/index/schema_sql.h @ONLY)
target_include_directories(kotobune_index PRIVATE ${CMAKE_BINARY_DIR}/generated)
