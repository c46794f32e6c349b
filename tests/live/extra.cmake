# The web server that misbehaves; it packs what it sends with zlib.
target_sources(live_fetch PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/server.c)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(live_fetch PRIVATE PkgConfig::ZLIB)
