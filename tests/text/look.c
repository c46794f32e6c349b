/* look.c: draws the page of page.h for a person: text_look FILE.png [SCALE]. */
#include <stdio.h>
#include <stdlib.h>

#include "page.h"

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: text_look FILE.png [SCALE]\n");
        return 2;
    }
    Arena *arena = arena_create();
    TextEngine *engine = canvas_engine(arena);
    if (!engine)
        return 1;
    Canvas canvas = page_draw(engine, arena, argc > 2 ? strtof(argv[2], NULL) : 1);
    bool is_written = canvas_write_png(&canvas, argv[1]);
    canvas_free(&canvas);
    text_engine_free(engine);
    arena_free(arena);
    return is_written ? 0 : 1;
}
