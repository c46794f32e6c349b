# zbar reads the QR codes that we draw, as a phone would.
pkg_check_modules(ZBAR REQUIRED IMPORTED_TARGET zbar)
target_link_libraries(render_qr PRIVATE PkgConfig::ZBAR)

# The inner loops without the widest vectors, and without any.
foreach(kind narrow plain)
    foreach(file render/rows render/rows_video render/image_scale text/outline)
        string(REPLACE "/" "_" name ${kind}_${file})
        add_library(loops_${name} OBJECT ${CMAKE_CURRENT_LIST_DIR}/plain_loops.c)
        target_link_libraries(loops_${name} PRIVATE kiosk_render)
        target_compile_definitions(loops_${name} PRIVATE PREFIX=${kind}_ "LOOPS=\"${file}.c\"")
        target_compile_options(loops_${name} PRIVATE -Wno-missing-prototypes
            $<IF:$<STREQUAL:${kind},plain>,-O1;-fno-tree-vectorize;-fno-tree-slp-vectorize,-O3>)
        target_sources(render_loops PRIVATE $<TARGET_OBJECTS:loops_${name}>)
    endforeach()
endforeach()
