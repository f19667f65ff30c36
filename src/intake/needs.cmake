# XLSX is a zip of XML files; both are read in the sandboxed child only.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
target_link_libraries(kotobune_intake PRIVATE PkgConfig::LIBZIP PkgConfig::PUGIXML)
