
# Ten thousand connections: what runs beside it is held up.
set_tests_properties(stream_overlay_http PROPERTIES RUN_SERIAL TRUE)

# Looks at pixels, as picture_golden does.
target_sources(stream_overlay_golden PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/compare.c)
