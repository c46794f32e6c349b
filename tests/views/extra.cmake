# The views are looked at with real schedules.
target_link_libraries(views_pages PRIVATE kiosk_formats)
target_link_libraries(views_overlay PRIVATE kiosk_formats)
target_link_libraries(views_third_looks PRIVATE kiosk_formats)
target_link_libraries(views_rules PRIVATE kiosk_formats)
target_link_libraries(views_door PRIVATE kiosk_formats)
target_link_libraries(views_alternate PRIVATE kiosk_formats)
target_link_libraries(views_timer PRIVATE kiosk_formats)
