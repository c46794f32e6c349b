# tests/fuzz/fuzz_NAME.c is a libFuzzer target. Everywhere it is built with replay.c and run over
# its seeds, and some hundred inputs made of them at random, as the ctest target fuzz_NAME (by hand:
# fuzz_NAME --mutations 1000000 --seed 2 SEEDS); with -DKIOSK_FUZZ=ON and clang the fuzzer itself
# runs for ten seconds as fuzz_NAME_live.
set(fuzz_schedule_floor kiosk_formats)
set(fuzz_schedule_memory FUZZ_MEMORY=64) # MB, for the megabyte that an input has at most
set(fuzz_schedule_seeds ${CMAKE_SOURCE_DIR}/schedules ${CMAKE_SOURCE_DIR}/tests/formats/bad)

# One for each reader of other programs' files: what is of another kind is passed over, and the
# seeds are the files of that kind alone, so that a fuzzer's time goes into that reader.
set(fuzz_readers xml json icalendar csv)
set(fuzz_xml_endings *.xml)
set(fuzz_json_endings *.json)
set(fuzz_icalendar_endings *.ics)
set(fuzz_csv_endings *.csv *.tsv)
foreach(reader ${fuzz_readers})
    set(fuzz_${reader}_floor kiosk_formats)
    set(fuzz_${reader}_memory FUZZ_MEMORY=64)
    set(fuzz_${reader}_source fuzz_import)
    string(TOUPPER FORMAT_${reader} fuzz_${reader}_kind)
    set(fuzz_${reader}_seeds ${CMAKE_BINARY_DIR}/seeds/${reader})
    foreach(folder import field field/csv)
        list(TRANSFORM fuzz_${reader}_endings PREPEND ${CMAKE_SOURCE_DIR}/tests/formats/${folder}/
            OUTPUT_VARIABLE endings)
        file(GLOB seeds CONFIGURE_DEPENDS ${endings})
        if(seeds)
            file(COPY ${seeds} DESTINATION ${fuzz_${reader}_seeds}/${folder})
        endif()
    endforeach()
endforeach()

set(fuzz_feed_floor kiosk_formats)
set(fuzz_feed_memory FUZZ_MEMORY=64)
set(fuzz_feed_seeds ${CMAKE_CURRENT_LIST_DIR}/feeds)

set(fuzz_drawing_floor kiosk_render)
set(fuzz_drawing_seeds ${CMAKE_SOURCE_DIR}/assets/images ${CMAKE_SOURCE_DIR}/tests/render/images)

set(fuzz_picture_floor kiosk_render)
set(fuzz_picture_seeds ${CMAKE_SOURCE_DIR}/tests/render/images)

set(fuzz_live OFF)
if(KIOSK_FUZZ AND CMAKE_C_COMPILER_ID MATCHES "Clang")
    set(fuzz_live ON)
    foreach(floor base schedule formats render)
        target_compile_options(kiosk_${floor} PRIVATE -fsanitize=fuzzer-no-link,address,undefined)
    endforeach()
endif()

foreach(name schedule feed drawing picture ${fuzz_readers})
    set(target fuzz_${name})
    set(source ${target})
    if(${target}_source)
        set(source ${${target}_source})
    endif()
    if(fuzz_live)
        add_executable(${target}_live ${CMAKE_CURRENT_LIST_DIR}/${source}.c)
        target_link_libraries(${target}_live PRIVATE ${${target}_floor})
        target_compile_definitions(${target}_live PRIVATE FUZZ_KIND=${${target}_kind})
        target_compile_options(${target}_live PRIVATE -fsanitize=fuzzer,address,undefined)
        target_link_options(${target}_live PRIVATE -fsanitize=fuzzer,address,undefined)
        set(corpus ${CMAKE_BINARY_DIR}/corpus/${name})
        file(MAKE_DIRECTORY ${corpus})
        add_test(NAME ${target}_live COMMAND ${target}_live -max_total_time=10 -timeout=10
            -rss_limit_mb=2048 ${corpus} ${${target}_seeds})
    else()
        add_executable(${target} ${CMAKE_CURRENT_LIST_DIR}/${source}.c
            ${CMAKE_CURRENT_LIST_DIR}/replay.c)
        target_link_libraries(${target} PRIVATE ${${target}_floor})
        target_compile_definitions(${target} PRIVATE FUZZ_KIND=${${target}_kind}
            ${${target}_memory})
        add_test(NAME ${target} COMMAND ${target} --mutations 300 ${${target}_seeds})
        set_tests_properties(${target} PROPERTIES
            ENVIRONMENT LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp)
    endif()
endforeach()
