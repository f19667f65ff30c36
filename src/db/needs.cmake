# Debian's SQLite (3.40 or later, with FTS5). Only this room may include it.
find_package(SQLite3 3.40 REQUIRED)
target_link_libraries(kotobune_db PRIVATE SQLite::SQLite3)
