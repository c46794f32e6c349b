# Photos come from the web server of tests/live, which packs what it sends with zlib.
target_sources(picture_photos PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(picture_photos PRIVATE PkgConfig::ZLIB)
