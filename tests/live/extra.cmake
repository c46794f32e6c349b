# The web server that misbehaves; it packs what it sends with zlib.
target_sources(live_fetch PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c
    ${CMAKE_CURRENT_SOURCE_DIR}/live/tls.c)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(live_fetch PRIVATE PkgConfig::ZLIB)
target_sources(live_collect PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c
    ${CMAKE_CURRENT_SOURCE_DIR}/live/tls.c)
target_link_libraries(live_collect PRIVATE PkgConfig::ZLIB)

# The running program, told from outside. What conferences really published is not in the
# repository; the tests that need it are skipped where it is not.
set(KIOSK_REAL_DATA "${CMAKE_SOURCE_DIR}/../shared/data/real" CACHE PATH "Published schedules")
foreach(name station_care station_live station_live_sources station_feeds_live station_played_live
        station_overlay_screen station_plan_changes station_plan_displays)
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c
        ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
    target_link_libraries(${name} PRIVATE PkgConfig::ZLIB)
    target_compile_definitions(${name} PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>"
        KIOSK_REAL_DATA="${KIOSK_REAL_DATA}")
    add_dependencies(${name} kiosk)
    set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endforeach()

# As in tests/fuzz/extra.cmake.
set(fuzz_live_seeds ${CMAKE_CURRENT_SOURCE_DIR}/live/seeds)
if(KIOSK_FUZZ AND CMAKE_C_COMPILER_ID MATCHES "Clang")
    target_compile_options(kiosk_live PRIVATE -fsanitize=fuzzer-no-link,address,undefined)
    add_executable(fuzz_live_live ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/fuzz_live.c)
    target_compile_options(fuzz_live_live PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_options(fuzz_live_live PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_libraries(fuzz_live_live PRIVATE kiosk_live)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/live)
    add_test(NAME fuzz_live_live COMMAND fuzz_live_live -max_total_time=10 -timeout=10
        -rss_limit_mb=2048 ${CMAKE_BINARY_DIR}/corpus/live ${fuzz_live_seeds})
else()
    add_executable(fuzz_live ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/fuzz_live.c
        ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay.c)
    target_link_libraries(fuzz_live PRIVATE kiosk_live)
    add_test(NAME fuzz_live COMMAND fuzz_live ${fuzz_live_seeds})
endif()

# `kiosk live` as a program, with kiosks that the test plays.
target_sources(cli_live PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
target_include_directories(cli_live PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app)
target_compile_definitions(cli_live PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(cli_live kiosk)
