# bench_overlay: frames a second, processor share, and the way from staff's word to ffmpeg's output.
add_executable(bench_overlay EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/overlay.c)
target_link_libraries(bench_overlay PRIVATE kiosk_station)
