# What the tests share: a canvas to look at pixels, and a reader for Unicode's own test files.
add_library(text_helpers STATIC ${CMAKE_CURRENT_LIST_DIR}/canvas.c
    ${CMAKE_CURRENT_LIST_DIR}/ucd.c)
target_include_directories(text_helpers PUBLIC ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(text_helpers PUBLIC kiosk_text PkgConfig::PNG)
target_compile_definitions(text_helpers PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
foreach(name unicode_files lines layout itemise fonts caches golden)
    if(TARGET text_${name})
        target_link_libraries(text_${name} PRIVATE text_helpers)
    endif()
endforeach()

# The page to look at: text_look FILE.png [SCALE].
add_executable(text_look ${CMAKE_CURRENT_LIST_DIR}/look.c)
target_link_libraries(text_look PRIVATE text_helpers)
