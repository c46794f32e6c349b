# What comes from servers comes from the web server of tests/live, which packs it with zlib.
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
foreach(name picture_photos picture_own_fonts picture_pieces)
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
    target_link_libraries(${name} PRIVATE PkgConfig::ZLIB)
endforeach()
