# Two minutes of the soak (script/soak), alone, because it stops and starts what it looks at. On a
# slower machine fewer faults happen in them; nothing else depends on how fast it is. What it uses
# (memory, descriptors, threads) is judged by longer runs.
option(KIOSK_SOAK "Run two minutes of the soak with the tests" ON)
find_program(PYTHON3 python3)
if(KIOSK_SOAK AND PYTHON3)
    add_test(NAME soak COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/soak.py $<TARGET_FILE:kiosk>
        --hours 1000 --minutes 2 --brief --seed 14 --keep ${CMAKE_BINARY_DIR}
        --slow $<TARGET_FILE:slow_files> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(soak PROPERTIES RUN_SERIAL TRUE TIMEOUT 900 SKIP_RETURN_CODE 77
        ENVIRONMENT LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp)
endif()
