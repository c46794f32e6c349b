# The window's tests run under SDL's dummy driver everywhere, and under an X server where there is
# one to start: at 24 bits, at 16, whose surfaces have to be converted, and with OpenGL (drawn by the
# processor where there is no card) for the graphics card's way.
pkg_check_modules(X11 QUIET IMPORTED_TARGET x11)
find_program(XVFB_RUN xvfb-run)
if(X11_FOUND)
    target_link_libraries(output_window PRIVATE PkgConfig::X11)
    target_compile_definitions(output_window PRIVATE HAVE_X11=1)
    if(XVFB_RUN)
        add_test(NAME output_window_x11 COMMAND ${XVFB_RUN} -a -s "-screen 0 640x480x24"
            $<TARGET_FILE:output_window> x11)
        add_test(NAME output_window_x11_16 COMMAND ${XVFB_RUN} -a -s "-screen 0 640x480x16"
            $<TARGET_FILE:output_window> x11-16)
        add_test(NAME output_window_x11_opengl COMMAND ${XVFB_RUN} -a
            -s "-screen 0 640x480x24 +extension GLX" $<TARGET_FILE:output_window> x11)
        # Mesa keeps memory for good, from code that is unmapped when leaks are looked for.
        set_tests_properties(output_window_x11_opengl PROPERTIES
            ENVIRONMENT "SDL_RENDER_DRIVER=opengl;vblank_mode=0;ASAN_OPTIONS=detect_leaks=0")
    endif()
endif()

# Monitors that can be switched off are played by a library in libXext's place.
add_library(fake_dpms MODULE ${CMAKE_CURRENT_SOURCE_DIR}/support/fake_dpms.c)
target_compile_definitions(output_dpms PRIVATE FAKE_DPMS="$<TARGET_FILE:fake_dpms>")
add_dependencies(output_dpms fake_dpms)
