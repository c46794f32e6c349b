# bench_load: loading a schedule beside the bare parser. Build it in Release.
add_executable(bench_load EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/load.c)
target_link_libraries(bench_load PRIVATE kiosk_formats)
