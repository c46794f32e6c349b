# kiosk check as staff run it.
target_compile_definitions(cli_check PRIVATE KIOSK_PROGRAM="$<TARGET_FILE:kiosk>")
add_dependencies(cli_check kiosk)
