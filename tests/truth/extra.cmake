# The oracle: what is shown, at every instant, beside what a second and naive program says has to be
# seen. See script/truth for going on without an end.
add_executable(truth ${CMAKE_CURRENT_LIST_DIR}/run.c ${CMAKE_CURRENT_LIST_DIR}/truth.c
    ${CMAKE_CURRENT_LIST_DIR}/witness.c ${CMAKE_CURRENT_LIST_DIR}/nasty.c)
target_link_libraries(truth PRIVATE kiosk_stream)
target_include_directories(truth PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support)
target_compile_definitions(truth PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# Small inputs that once put something wrong on the screen, and the bundled days.
add_test(NAME truth_cases COMMAND truth --instants 3000 file
    ${CMAKE_CURRENT_LIST_DIR}/cases ${CMAKE_SOURCE_DIR}/schedules)
