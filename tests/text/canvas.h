/* canvas.h: a plain grey-and-colour canvas for tests and for looking: draws layouts pixel by pixel,
 * the slow way, and writes PNG. Also reads the engine's fonts for a test. */
#pragma once

#include "text/text.h"

typedef struct {
    int32_t width, height;
    uint32_t *pixels; /* owned: 0xffRRGGBB */
} Canvas;

Canvas canvas_create(int32_t width, int32_t height, uint32_t background);
void canvas_free(Canvas *canvas);

/* Draws `layout` with its corner at (x, y). */
void canvas_text(Canvas *canvas, TextEngine *engine, const TextLayout *layout, float x, float y,
                 uint32_t color);

/* False when it cannot be written. */
bool canvas_write_png(const Canvas *canvas, const char *path);

/* Without a size when it cannot be read. */
Canvas canvas_read_png(const char *path);

/* An engine with the fonts of fonts/fonts.yaml (or the built-in ones when there is no such file).
 * Everything it keeps is in `arena`. */
TextEngine *canvas_engine(Arena *arena);

/* The bytes of a file, at most a megabyte; empty when it cannot be read. */
Str canvas_read_file(Arena *arena, const char *path);
