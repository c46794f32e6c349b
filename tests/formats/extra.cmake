# Files that conferences really published. They are not ours to ship: the tests that want them pass
# over them, with a word, where the folder is missing.
set(KIOSK_REAL_DATA "${CMAKE_SOURCE_DIR}/../shared/data/real" CACHE PATH
    "Folder with published schedules, for the tests")
foreach(name formats_import_real formats_ical_series)
    if(TARGET ${name})
        target_compile_definitions(${name} PRIVATE KIOSK_REAL_DATA="${KIOSK_REAL_DATA}")
    endif()
endforeach()

# Schedules of all that the model can hold.
if(TARGET formats_write_native)
    target_sources(formats_write_native PRIVATE ${CMAKE_CURRENT_LIST_DIR}/random_schedule.c)
endif()
