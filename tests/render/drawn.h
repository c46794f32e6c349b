/* drawn.h: what the tests of plain SVG files share. */
#pragma once

#include "check.h"

#include "render/drawing.h"
#include "render/image.h"

#define OPENING "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">"

/* The picture of `text` fitted into width × height; a zeroed one when it is not plain or cannot be
 * drawn, and why. */
static UNUSED Image drawn(Str text, int32_t width, int32_t height, const char **why) {
    Arena *arena = arena_create();
    Drawing drawing;
    Image image = {0};
    *why = "";
    if (drawing_read(arena, text, &drawing, why)) {
        Runs runs;
        float factor = drawing_fit(&drawing, &width, &height);
        if (drawing_draw(&drawing, factor, (PixelRect){0, 0, width, height}, &runs))
            image = image_of_runs(runs);
        else
            *why = "too much to draw";
    }
    arena_free(arena);
    return image;
}

static UNUSED Pixmap pixels_of(const Image *image) {
    Pixmap pixels = pixmap_create(image->width, image->height);
    Canvas canvas = canvas_open(&pixels);
    image_draw(image, &canvas, 0, 0, 1);
    canvas_close(&canvas);
    return pixels;
}
