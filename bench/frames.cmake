# bench_frames: a crossfade's frames beside copies of them; see bench/frames.c.
add_executable(bench_frames EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/frames.c)
target_link_libraries(bench_frames PRIVATE kiosk_stream)
