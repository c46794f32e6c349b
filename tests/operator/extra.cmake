# The operator's page and its interface, with a display of its own and a real browser.
if(PYTHON3)
    foreach(name api page pixels many tls access)
        add_test(NAME operator_${name}
            COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/test_${name}.py $<TARGET_FILE:kiosk>
                ${CMAKE_SOURCE_DIR}/schedules/2026-05-16-opensource-days.yaml
            WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
        set_tests_properties(operator_${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
    endforeach()
endif()
