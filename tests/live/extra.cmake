# The web server that misbehaves; it packs what it sends with zlib.
target_sources(live_fetch PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(live_fetch PRIVATE PkgConfig::ZLIB)

# The running program, told from outside. What conferences really published is not in the
# repository; the tests that need it are skipped where it is not.
set(KIOSK_REAL_DATA "${CMAKE_SOURCE_DIR}/../shared/data/real" CACHE PATH "Published schedules")
target_sources(app_live PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/child.c
    ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
target_include_directories(app_live PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app)
target_link_libraries(app_live PRIVATE PkgConfig::ZLIB)
target_compile_definitions(app_live PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>"
    KIOSK_REAL_DATA="${KIOSK_REAL_DATA}")
add_dependencies(app_live kiosk)
set_tests_properties(app_live PROPERTIES TIMEOUT 300)
