# What the tests share: a canvas to look at pixels, and a reader for Unicode's own test files.
add_library(text_helpers STATIC ${CMAKE_CURRENT_LIST_DIR}/canvas.c
    ${CMAKE_CURRENT_LIST_DIR}/page.c
    ${CMAKE_CURRENT_LIST_DIR}/ucd.c)
target_include_directories(text_helpers PUBLIC ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(text_helpers PUBLIC kiosk_text PkgConfig::PNG)
target_compile_definitions(text_helpers PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
foreach(name unicode_files hyphens lines fit layout itemise fonts caches golden prepare)
    if(TARGET text_${name})
        target_link_libraries(text_${name} PRIVATE text_helpers)
    endif()
endforeach()

# The page to look at: text_look FILE.png [SCALE].
add_executable(text_look ${CMAKE_CURRENT_LIST_DIR}/look.c)
target_link_libraries(text_look PRIVATE text_helpers)

# Random bytes, boxes and sizes: a search with the `fuzz` preset, otherwise a replay as a test.
add_executable(fuzz_text ${CMAKE_CURRENT_LIST_DIR}/../fuzz/fuzz_text.c)
target_link_libraries(fuzz_text PRIVATE kiosk_text)
if(KIOSK_FUZZ)
    target_compile_definitions(fuzz_text PRIVATE KIOSK_FUZZ)
    target_compile_options(fuzz_text PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_options(fuzz_text PRIVATE -fsanitize=fuzzer,address,undefined)
else()
    add_test(NAME fuzz_text COMMAND fuzz_text ${CMAKE_CURRENT_LIST_DIR}/corpus.txt)
endif()

# Twelve scripts beside Chromium, where that is installed.
add_executable(text_beside ${CMAKE_CURRENT_LIST_DIR}/beside.c)
target_link_libraries(text_beside PRIVATE text_helpers)
add_test(NAME text_beside_chromium
    COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/beside_chromium.py $<TARGET_FILE:text_beside>)
