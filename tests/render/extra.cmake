# zbar reads the QR codes that we draw, as a phone would.
pkg_check_modules(ZBAR REQUIRED IMPORTED_TARGET zbar)
target_link_libraries(render_qr PRIVATE PkgConfig::ZBAR)
