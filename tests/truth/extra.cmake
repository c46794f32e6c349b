# The oracle: what is shown, at every instant, beside what a second and naive program says has to be
# seen. See script/truth for going on without an end.
add_executable(truth ${CMAKE_CURRENT_LIST_DIR}/run.c ${CMAKE_CURRENT_LIST_DIR}/truth.c
    ${CMAKE_CURRENT_LIST_DIR}/look.c ${CMAKE_CURRENT_LIST_DIR}/witness.c ${CMAKE_CURRENT_LIST_DIR}/nasty.c)
target_link_libraries(truth PRIVATE kiosk_stream)
target_include_directories(truth PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support)
target_compile_definitions(truth PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# So many that both builds together take less than two minutes; fewer with the sanitizers, which are
# slower. script/truth goes on without an end.
set(truth_instants 1500)
set(truth_seeds 80)
set(truth_published 60)
if(KIOSK_SANITIZE)
    set(truth_instants 300)
    set(truth_seeds 15)
    set(truth_published 15)
endif()

# Small inputs that once put something wrong on the screen, and the bundled days.
add_test(NAME truth_cases COMMAND truth --instants ${truth_instants} file
    ${CMAKE_CURRENT_LIST_DIR}/cases ${CMAKE_CURRENT_SOURCE_DIR}/views/cases
    ${CMAKE_SOURCE_DIR}/schedules)

# Schedules made to be nasty, the same in each run.
add_test(NAME truth_random COMMAND truth --instants 80 random 1000 ${truth_seeds})

# What conferences published and what people sent, which is not ours to ship: passed over, with a
# word, where it is missing.
add_test(NAME truth_published COMMAND truth --instants ${truth_published} file
    ${KIOSK_REAL_DATA} ${KIOSK_REAL_DATA}/../field)
set_tests_properties(truth_published PROPERTIES SKIP_RETURN_CODE 77)
