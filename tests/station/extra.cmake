# The tests that look at pixels share how two pictures are compared; test_window.c runs the program.
foreach(name picture_golden station_window)
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/compare.c)
endforeach()
target_sources(station_window PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c
    ${CMAKE_CURRENT_SOURCE_DIR}/support/said.c)
target_compile_definitions(station_window PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(station_window kiosk)
# Alone, because it looks at whether anything happens at rest.
set_tests_properties(station_window PROPERTIES TIMEOUT 180 RUN_SERIAL TRUE)

# The same on several displays: in windows on one, and on an X server with several monitors.
pkg_check_modules(XRANDR REQUIRED IMPORTED_TARGET x11 xrandr) # SDL's package needs them
foreach(name child compare monitors said)
    target_sources(station_displays PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/${name}.c)
endforeach()
target_compile_definitions(station_displays PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
target_link_libraries(station_displays PRIVATE PkgConfig::XRANDR)
add_dependencies(station_displays kiosk)
set_tests_properties(station_displays PROPERTIES TIMEOUT 180)

# The plan of the screens names other displays while it runs.
foreach(name compare monitors)
    target_sources(station_plan_displays PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/${name}.c)
endforeach()
target_link_libraries(station_plan_displays PRIVATE PkgConfig::XRANDR)

# Without timing: what a page costs in instructions, in the build that is shipped.
find_program(VALGRIND valgrind)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT KIOSK_SANITIZE)
    add_test(NAME station_costs_instructions COMMAND ${CMAKE_COMMAND}
        "-DPROGRAM=$<TARGET_FILE:station_costs>" "-DVALGRIND=$<IF:$<BOOL:${VALGRIND}>,${VALGRIND},>"
        -DRECORDED=104000000 -P ${CMAKE_CURRENT_SOURCE_DIR}/station/costs.cmake)
    set_tests_properties(station_costs_instructions PROPERTIES
        SKIP_REGULAR_EXPRESSION "skipped: valgrind" TIMEOUT 120)
endif()

# What stands in the place of each file that the program reads or writes.
target_sources(station_paths PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
add_library(slow_files MODULE ${CMAKE_CURRENT_SOURCE_DIR}/support/slow_files.c)
target_compile_definitions(station_paths PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>"
    SLOW_FILES="$<TARGET_FILE:slow_files>")
add_dependencies(station_paths kiosk slow_files)
set_tests_properties(station_paths PROPERTIES TIMEOUT 180)
target_sources(station_paths_kept PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
target_compile_definitions(station_paths_kept PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(station_paths_kept kiosk)

# Files are put into the folder of slides, changed, broken and removed while the program runs.
target_sources(station_slide_files PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
target_compile_definitions(station_slide_files PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(station_slide_files kiosk)
set_tests_properties(station_slide_files PROPERTIES TIMEOUT 180)

# The X server is killed under the program.
target_sources(station_display_loss PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
target_compile_definitions(station_display_loss PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(station_display_loss kiosk)
set_tests_properties(station_display_loss PROPERTIES TIMEOUT 180)

# The system's clock is set under it.
target_sources(station_clock_set PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c
    ${CMAKE_CURRENT_SOURCE_DIR}/support/said.c)
add_library(set_clock MODULE ${CMAKE_CURRENT_SOURCE_DIR}/support/set_clock.c)
target_compile_definitions(station_clock_set PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>"
    SET_CLOCK_LIBRARY="$<TARGET_FILE:set_clock>")
add_dependencies(station_clock_set kiosk set_clock)
set_tests_properties(station_clock_set PROPERTIES TIMEOUT 180)
# The bytes of a URL, from a server that the test plays.
target_sources(station_copies PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/live/web.c)
target_link_libraries(station_copies PRIVATE PkgConfig::ZLIB)

# Its fonts are cut short while it runs.
target_sources(station_lost_fonts PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/child.c)
target_compile_definitions(station_lost_fonts PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(station_lost_fonts kiosk)
set_tests_properties(station_lost_fonts PROPERTIES TIMEOUT 180)

# What is on an X server's root when it is killed.
pkg_check_modules(XCB REQUIRED IMPORTED_TARGET xcb) # SDL's package needs it
foreach(name child said)
    target_sources(station_backdrop PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/${name}.c)
endforeach()
target_compile_definitions(station_backdrop PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
target_link_libraries(station_backdrop PRIVATE PkgConfig::XCB)
add_dependencies(station_backdrop kiosk)
set_tests_properties(station_backdrop PROPERTIES TIMEOUT 180)
