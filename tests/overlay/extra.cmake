# The overlay in the programs that take it. Each test is skipped, with a line that says so, when its
# program is not installed; OBS is installed by `script/test --obs` alone.
add_executable(overlay_three ${CMAKE_CURRENT_LIST_DIR}/three.c)
target_link_libraries(overlay_three PRIVATE kiosk_stream)
target_compile_definitions(overlay_three PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
find_program(PYTHON3 python3)
if(PYTHON3)
    foreach(name program hub ffmpeg gstreamer chromium obs)
        add_test(NAME overlay_${name}
            COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/test_${name}.py
                $<TARGET_FILE:overlay_three> $<TARGET_FILE:kiosk>
                ${CMAKE_SOURCE_DIR}/schedules/2019-09-26-apsara.yaml
            WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
        # Alone: they measure what other programs do within a time, and use ports.
        set_tests_properties(overlay_${name} PROPERTIES
            SKIP_RETURN_CODE 77 TIMEOUT 240 RUN_SERIAL TRUE)
    endforeach()
else()
    message(STATUS "python3 is not installed: the overlay is not tested with other programs")
endif()

# Whether a tick is late is asked of the sender, not of a machine with other tests on it.
set_tests_properties(stream_frame_sender PROPERTIES RUN_SERIAL TRUE)
