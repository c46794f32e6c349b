
# Ten thousand connections: what runs beside it is held up.
set_tests_properties(stream_overlay_http PROPERTIES RUN_SERIAL TRUE)
