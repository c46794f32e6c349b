# The tests that look at pixels share how two pictures are compared; test_window.c runs the program.
foreach(name app_golden app_window)
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/compare.c)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app)
endforeach()
target_sources(app_window PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/child.c)
target_compile_definitions(app_window PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(app_window kiosk)
# Alone, because it looks at whether anything happens at rest.
set_tests_properties(app_window PROPERTIES TIMEOUT 180 RUN_SERIAL TRUE)

# Without timing: what a page costs in instructions, in the build that is shipped.
find_program(VALGRIND valgrind)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT KIOSK_SANITIZE)
    add_test(NAME app_costs_instructions COMMAND ${CMAKE_COMMAND}
        "-DPROGRAM=$<TARGET_FILE:app_costs>" "-DVALGRIND=$<IF:$<BOOL:${VALGRIND}>,${VALGRIND},>"
        -DRECORDED=150900000 -P ${CMAKE_CURRENT_SOURCE_DIR}/app/costs.cmake)
    set_tests_properties(app_costs_instructions PROPERTIES
        SKIP_REGULAR_EXPRESSION "skipped: valgrind" TIMEOUT 120)
endif()
