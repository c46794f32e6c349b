# The tests that look at pixels share how two pictures are compared; test_window.c runs the program.
foreach(name app_golden app_window)
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/compare.c)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app)
endforeach()
target_sources(app_window PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/child.c
    ${CMAKE_CURRENT_SOURCE_DIR}/app/said.c)
target_compile_definitions(app_window PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(app_window kiosk)
# Alone, because it looks at whether anything happens at rest.
set_tests_properties(app_window PROPERTIES TIMEOUT 180 RUN_SERIAL TRUE)

# The same on several displays: in windows on one, and on an X server with several monitors.
pkg_check_modules(XRANDR REQUIRED IMPORTED_TARGET x11 xrandr) # SDL's package needs them
foreach(name child compare monitors said)
    target_sources(app_displays PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app/${name}.c)
endforeach()
target_include_directories(app_displays PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/app)
target_compile_definitions(app_displays PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
target_link_libraries(app_displays PRIVATE PkgConfig::XRANDR)
add_dependencies(app_displays kiosk)
set_tests_properties(app_displays PROPERTIES TIMEOUT 180)

# Without timing: what a page costs in instructions, in the build that is shipped.
find_program(VALGRIND valgrind)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT KIOSK_SANITIZE)
    add_test(NAME app_costs_instructions COMMAND ${CMAKE_COMMAND}
        "-DPROGRAM=$<TARGET_FILE:app_costs>" "-DVALGRIND=$<IF:$<BOOL:${VALGRIND}>,${VALGRIND},>"
        -DRECORDED=96000000 -P ${CMAKE_CURRENT_SOURCE_DIR}/app/costs.cmake)
    set_tests_properties(app_costs_instructions PROPERTIES
        SKIP_REGULAR_EXPRESSION "skipped: valgrind" TIMEOUT 120)
endif()
