# What a venue's box needs beside the program.
if(NOT KIOSK_SANITIZE)
    add_test(NAME box_packages COMMAND ${Python3_EXECUTABLE} -B
        ${CMAKE_CURRENT_LIST_DIR}/test_packages.py ${CMAKE_SOURCE_DIR} $<TARGET_FILE:kiosk>)
endif()
