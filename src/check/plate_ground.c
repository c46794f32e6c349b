#include "check/plate_ground.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "scene/theme.h"

enum { CELL = 4 }; /* pixels */

typedef struct {
    float dark, light; /* mean luminance over a black and over a white camera */
} GroundCell;

struct PlateGround {
    int32_t columns, rows;
    GroundCell *cells;
};

/* Relative luminance, WCAG 2.2, 0 to 1. */
static float luminance(Color color) {
    return (color_contrast(color, 0xFF000000) - 1) * 0.05f;
}

/* Of a premultiplied pixel with as much of the camera's white as it lets through. */
static float pixel_luminance(const float *linear, uint32_t pixel, uint32_t white) {
    uint32_t through = white * (255 - (pixel >> 24)) / 255, part[3];
    for (int i = 0; i < 3; i++) {
        uint32_t channel = (pixel >> (8 * i) & 0xFF) + through;
        part[i] = channel < 255 ? channel : 255;
    }
    return 0.0722f * linear[part[0]] + 0.7152f * linear[part[1]] + 0.2126f * linear[part[2]];
}

static GroundCell measure(const Pixmap *picture, const float *linear, int32_t x, int32_t y) {
    GroundCell sum = {0};
    int32_t count = 0;
    for (int32_t row = y; row < y + CELL && row < picture->height; row++)
        for (int32_t column = x; column < x + CELL && column < picture->width; column++) {
            uint32_t pixel = picture->pixels[(size_t)row * (size_t)picture->width + (size_t)column];
            sum.dark += pixel_luminance(linear, pixel, 0);
            sum.light += pixel_luminance(linear, pixel, 255);
            count++;
        }
    return (GroundCell){sum.dark / (float)count, sum.light / (float)count};
}

PlateGround *plate_ground_create(const Pixmap *picture) {
    float linear[256];
    for (uint32_t i = 0; i < 256; i++)
        linear[i] = luminance(0xFF000000 | i * 0x010101);
    PlateGround *ground = memory_must(calloc(1, sizeof *ground));
    *ground = (PlateGround){.columns = (picture->width + CELL - 1) / CELL,
                            .rows = (picture->height + CELL - 1) / CELL};
    ground->cells =
        memory_must(calloc((size_t)ground->columns * (size_t)ground->rows, sizeof(GroundCell)));
    for (int32_t y = 0; y < ground->rows; y++)
        for (int32_t x = 0; x < ground->columns; x++)
            ground->cells[(size_t)y * (size_t)ground->columns + (size_t)x] =
                measure(picture, linear, x * CELL, y * CELL);
    return ground;
}

void plate_ground_free(PlateGround *ground) {
    if (!ground)
        return;
    free(ground->cells);
    free(ground);
}

static float ratio(float a, float b) {
    return (fmaxf(a, b) + 0.05f) / (fminf(a, b) + 0.05f);
}

/* A camera may be anything between the two. */
static float cell_contrast(GroundCell cell, float text) {
    if (text >= cell.dark && text <= cell.light)
        return 1;
    return fminf(ratio(text, cell.dark), ratio(text, cell.light));
}

static int32_t within(float value, int32_t most) {
    return value <= 0 ? 0 : value >= (float)most ? most : (int32_t)value;
}

float plate_ground_contrast(const PlateGround *ground, Rect where, Color color) {
    float text = luminance(0xFF000000 | color), least = 21;
    int32_t left = within(floorf(where.x / CELL), ground->columns),
            right = within(ceilf((where.x + where.width) / CELL), ground->columns),
            top = within(floorf(where.y / CELL), ground->rows),
            bottom = within(ceilf((where.y + where.height) / CELL), ground->rows);
    for (int32_t y = top; y < bottom; y++)
        for (int32_t x = left; x < right; x++)
            least = fminf(
                least, cell_contrast(ground->cells[(size_t)y * (size_t)ground->columns + (size_t)x],
                                     text));
    return least;
}
