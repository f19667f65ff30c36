# CommonMark with tables and footnotes; zip for DOCX; pugixml reads produced DOCX back for the scan.
find_package(PkgConfig REQUIRED)
pkg_check_modules(CMARK_GFM REQUIRED IMPORTED_TARGET libcmark-gfm)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
target_link_libraries(kotobune_report PRIVATE PkgConfig::CMARK_GFM PkgConfig::LIBZIP
                      PkgConfig::PUGIXML)
