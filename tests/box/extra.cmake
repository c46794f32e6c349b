# What a venue's box needs beside the program.
if(NOT KIOSK_SANITIZE)
    add_test(NAME box_packages COMMAND ${Python3_EXECUTABLE} -B
        ${CMAKE_CURRENT_LIST_DIR}/test_packages.py ${CMAKE_SOURCE_DIR} $<TARGET_FILE:kiosk>)
    add_test(NAME box_completion COMMAND ${Python3_EXECUTABLE} -B
        ${CMAKE_CURRENT_LIST_DIR}/test_completion.py ${CMAKE_SOURCE_DIR} $<TARGET_FILE:kiosk>)
    add_test(NAME box_install COMMAND ${Python3_EXECUTABLE} -B
        ${CMAKE_CURRENT_LIST_DIR}/test_install.py ${CMAKE_BINARY_DIR} ${CMAKE_COMMAND})
    set_tests_properties(box_completion PROPERTIES SKIP_RETURN_CODE 77)
endif()
