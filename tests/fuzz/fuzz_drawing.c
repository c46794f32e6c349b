/* fuzz_drawing.c: any bytes as an SVG file: what is plain is drawn, at any size, whole or in part.
 */
#include <assert.h>
#include <stdint.h>

#include "render/drawing.h"
#include "render/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pixels(const Pixmap *pixels) {
    for (size_t i = 0; i < (size_t)pixels->width * (size_t)pixels->height; i++) {
        uint32_t pixel = pixels->pixels[i], alpha = pixel >> 24;
        assert((pixel >> 16 & 0xff) <= alpha && (pixel >> 8 & 0xff) <= alpha &&
               (pixel & 0xff) <= alpha);
    }
}

static void check_drawing(const Drawing *drawing, int32_t width, int32_t height) {
    int32_t box_width = width, box_height = height;
    float factor = drawing_fit(drawing, &width, &height);
    assert(width >= 1 && width <= box_width + 1 && height >= 1 && height <= box_height + 1);
    PixelRect parts[] = {{0, 0, width, height}, {width / 3, height / 3, width / 3 + 1, 1}};
    for (size_t i = 0; i < countof(parts); i++) {
        Runs runs;
        if (!drawing_draw(drawing, factor, parts[i], &runs))
            continue;
        Pixmap pixels = runs_to_pixmap(&runs);
        assert(pixels.width == parts[i].width && pixels.height == parts[i].height);
        check_pixels(&pixels);
        pixmap_free(&pixels);
        runs_free(&runs);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int32_t SIZES[][2] = {{64, 64}, {1, 1}, {300, 20}, {3, 500}};
    Arena *arena = arena_create();
    Drawing drawing;
    const char *why = NULL;
    if (drawing_read(arena, (Str){(const char *)data, size}, &drawing, &why))
        for (size_t i = 0; i < countof(SIZES); i++)
            check_drawing(&drawing, SIZES[i][0], SIZES[i][1]);
    else
        assert(why);
    arena_free(arena);
    return 0;
}
