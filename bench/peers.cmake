# bench/peers: the kiosk beside a browser.
if(TARGET kiosk_output AND UNIX)
    add_executable(bench_bare EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/bare.c)
    target_link_libraries(bench_bare PRIVATE PkgConfig::SDL2)
    add_executable(bench_peers EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/peers.c
        ${CMAKE_SOURCE_DIR}/tests/support/child.c)
    target_include_directories(bench_peers PRIVATE ${CMAKE_SOURCE_DIR}/tests/support)
    target_compile_definitions(bench_peers PRIVATE TEST_BUILD_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(bench_peers PRIVATE kiosk_render)
endif()
