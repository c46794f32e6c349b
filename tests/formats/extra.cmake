# Files that conferences really published. They are not ours to ship: the tests that want them pass
# over them, with a word, where the folder is missing.
set(KIOSK_REAL_DATA "${CMAKE_SOURCE_DIR}/../shared/data/real" CACHE PATH
    "Folder with published schedules, for the tests")
foreach(name formats_import_real formats_ical_series formats_two_threads)
    if(TARGET ${name})
        target_compile_definitions(${name} PRIVATE KIOSK_REAL_DATA="${KIOSK_REAL_DATA}")
    endif()
endforeach()

# Schedules of all that the model can hold.
if(TARGET formats_write_native)
    target_sources(formats_write_native PRIVATE ${CMAKE_CURRENT_LIST_DIR}/random_schedule.c)
endif()

if(TARGET formats_limits)
    target_sources(formats_limits PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/allocated.c)
endif()

# What import writes, read by PyYAML.
find_program(PYTHON3 python3)
if(PYTHON3)
    add_executable(yaml_trees ${CMAKE_CURRENT_LIST_DIR}/yaml_trees.c
        ${CMAKE_CURRENT_LIST_DIR}/random_schedule.c)
    target_link_libraries(yaml_trees PRIVATE kiosk_formats)
    add_test(NAME fuzz_other_yaml COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/other_yaml.py
        $<TARGET_FILE:yaml_trees> 5000)
    set_tests_properties(fuzz_other_yaml PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1500)
endif()
