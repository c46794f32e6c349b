# bench_text: the text engine beside SDL2_ttf. Prints ratios; see bench/text.c.
add_executable(bench_text EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/text.c)
target_link_libraries(bench_text PRIVATE kiosk_render PkgConfig::SDL2 PkgConfig::SDL2_TTF)
