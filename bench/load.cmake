# kiosk-bench-load: loading a schedule beside the bare parser. Build it in Release.
add_executable(kiosk-bench-load EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/load.c)
target_link_libraries(kiosk-bench-load PRIVATE kiosk_formats)
