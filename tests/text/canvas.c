/* canvas.c: see canvas.h. */
#include "canvas.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

Canvas canvas_create(int32_t width, int32_t height, uint32_t background) {
    Canvas canvas = {width, height, calloc((size_t)width * (size_t)height, sizeof(uint32_t))};
    for (int32_t i = 0; i < width * height; i++)
        canvas.pixels[i] = background | 0xff000000u;
    return canvas;
}

void canvas_free(Canvas *canvas) {
    free(canvas->pixels);
    *canvas = (Canvas){0};
}

static uint32_t channel(uint32_t pixel, unsigned shift) {
    return pixel >> shift & 255;
}

/* `over` is premultiplied. */
static uint32_t blend(uint32_t under, uint32_t over) {
    uint32_t left = 255 - (over >> 24), out = 0xff000000u;
    for (unsigned shift = 0; shift < 24; shift += 8)
        out |= (channel(over, shift) + (channel(under, shift) * left + 127) / 255) << shift;
    return out;
}

static uint32_t premultiplied(uint32_t color, uint32_t alpha) {
    uint32_t out = alpha << 24;
    for (unsigned shift = 0; shift < 24; shift += 8)
        out |= (channel(color, shift) * alpha + 127) / 255 << shift;
    return out;
}

static void draw_glyph(Canvas *canvas, const GlyphBitmap *bitmap, int32_t x, int32_t y,
                       uint32_t color) {
    for (int32_t row = 0; row < bitmap->height; row++) {
        for (int32_t column = 0; column < bitmap->width; column++) {
            int32_t to_x = x + bitmap->left + column, to_y = y + bitmap->top + row;
            if (to_x < 0 || to_y < 0 || to_x >= canvas->width || to_y >= canvas->height)
                continue;
            const uint8_t *from = bitmap->pixels + (ptrdiff_t)row * bitmap->stride;
            uint32_t over = bitmap->is_color ? ((const uint32_t *)(const void *)from)[column]
                                             : premultiplied(color, from[column]);
            uint32_t *pixel = &canvas->pixels[to_y * canvas->width + to_x];
            *pixel = blend(*pixel, over);
        }
    }
}

void canvas_text(Canvas *canvas, TextEngine *engine, const TextLayout *layout, float x, float y,
                 uint32_t color) {
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        float quarters = floorf((x + glyph->x) * 4 + 0.5f);
        float whole = floorf(quarters / 4);
        draw_glyph(canvas,
                   text_glyph(engine, glyph->font, glyph->glyph, layout->size,
                              (uint32_t)(quarters - whole * 4)),
                   (int32_t)whole, (int32_t)lroundf(y + glyph->y), color);
    }
}

bool canvas_write_png(const Canvas *canvas, const char *path) {
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)canvas->width,
                       .height = (png_uint_32)canvas->height,
                       .format = PNG_FORMAT_BGRA};
    return png_image_write_to_file(&image, path, 0, canvas->pixels, 0, NULL);
}

Canvas canvas_read_png(const char *path) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return (Canvas){0};
    image.format = PNG_FORMAT_BGRA;
    Canvas canvas = canvas_create((int32_t)image.width, (int32_t)image.height, 0);
    png_image_finish_read(&image, NULL, canvas.pixels, 0, NULL);
    return canvas;
}

Str canvas_read_file(Arena *arena, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return (Str){0};
    enum { MOST = 1 << 20 };
    char *bytes = arena_new(arena, char, MOST);
    size_t len = fread(bytes, 1, MOST, file);
    fclose(file);
    return (Str){bytes, len};
}

TextEngine *canvas_engine(Arena *arena) {
    Str *folder = arena_new(arena, Str, 1);
    *folder = str_from(TEST_SOURCE_DIR "/fonts");
    Str source = canvas_read_file(arena, TEST_SOURCE_DIR "/fonts/fonts.yaml");
    Diagnostics diagnostics = diagnostics_create(arena, str_from("fonts.yaml"), source);
    const TextSettings settings = {.config = source,
                                   .config_name = str_from("fonts.yaml"),
                                   .folders = folder,
                                   .folder_count = 1};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    diagnostics_print(&diagnostics, stderr);
    return engine;
}
