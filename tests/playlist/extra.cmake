# The stage timer follows what staff change of a file's day.
target_link_libraries(playlist_stage_timer PRIVATE kiosk_live kiosk_formats)
