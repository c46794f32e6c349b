# The soak is run by hand (script/soak): a short walk of it, -DKIOSK_SOAK=ON, is not among the tests
# as long as its comparison of the screen during faults is not the same in each run.
option(KIOSK_SOAK "Run a short walk of the soak with the tests" OFF)
if(KIOSK_SOAK)
    # A short walk of the soak (script/soak), alone, because it watches how fast it is answered.
    find_program(PYTHON3 python3)
    if(PYTHON3)
        add_test(NAME soak COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/soak.py $<TARGET_FILE:kiosk>
            --hours 1000 --minutes 0.4 --seed 14 --keep ${CMAKE_BINARY_DIR}
            WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
        set_tests_properties(soak PROPERTIES RUN_SERIAL TRUE TIMEOUT 300 SKIP_RETURN_CODE 77
            ENVIRONMENT LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp)
    endif()
endif()
