# A canvas for the tests that look at pixels, and the page to look at: text_look FILE.png [SCALE].
add_library(text_canvas STATIC ${CMAKE_CURRENT_LIST_DIR}/canvas.c)
target_include_directories(text_canvas PUBLIC ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(text_canvas PUBLIC kiosk_text PkgConfig::PNG)
target_compile_definitions(text_canvas PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

add_executable(text_look ${CMAKE_CURRENT_LIST_DIR}/look.c)
target_link_libraries(text_look PRIVATE text_canvas)
