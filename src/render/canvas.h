/* canvas.h: shapes, coverage and pictures drawn into a Pixmap, clipped to a part of it.
 *
 * Colours are straight 0xAARRGGBB, coordinates pixels with the origin in the upper left corner.
 * Edges on whole pixels are exact; others, and round corners, are anti-aliased by the area that is
 * covered. */
#pragma once

#include "render/pixmap.h"
#include "render/rows_video.h"
#include "render/runs.h"
#include "scene/scene.h"

typedef struct {
    Pixmap *to; /* borrowed */
    PixelRect clip;
    double *cover; /* owned: room for two rows of coverage */
} Canvas;

/* Draws into all of `to`. */
Canvas canvas_open(Pixmap *to);
void canvas_close(Canvas *canvas);

/* A rectangle with a border inside its bounds, over which the fill lies too, as in CSS. Radii that
 * do not fit are scaled down together. */
void canvas_frame(Canvas *canvas, Rect bounds, Color fill, float radius_left, float radius_right,
                  Color border, float border_width);

/* A linear gradient over the bounds, rounded to whole pixels; angle and length as in CSS Images
 * 3, 3.1. Dithered with a fixed pattern, so that it has no bands and is the same each time. */
void canvas_gradient(Canvas *canvas, Rect bounds, Color from, Color to, float degrees, float to_at);

/* A radial gradient of opaque colours over the bounds, around their upper left or right corner;
 * `to` is reached on the ellipse of those half axes, in pixels. Dithered as above. */
void canvas_glow(Canvas *canvas, Rect bounds, Color from, Color to, bool is_left, float reach_x,
                 float reach_y);

/* A colour through coverage (8 bits a pixel), its corner at (x, y). */
void canvas_coverage(Canvas *canvas, const uint8_t *coverage, int32_t stride, int32_t x, int32_t y,
                     int32_t width, int32_t height, Color color);

/* A video's picture in place of what is there, its corner at (x, y). */
void canvas_video(Canvas *canvas, const VideoFrame *frame, int32_t x, int32_t y);

/* Premultiplied pixels, `stride` pixels a row, its corner at (x, y); opacity 0 to 1. */
void canvas_pixels(Canvas *canvas, const uint32_t *pixels, int32_t stride, int32_t x, int32_t y,
                   int32_t width, int32_t height, float opacity);

/* The same of a picture that is kept as runs: to the bit what its pixels would give. */
void canvas_runs(Canvas *canvas, const Runs *runs, int32_t x, int32_t y, float opacity);

/* An opacity as what rows.h takes: 0 to 255. */
int32_t canvas_share(float opacity);

/* `bounds` with each edge on the nearest whole pixel; edges far outside of every picture are moved
 * in, values that are no numbers give an empty rectangle. */
PixelRect pixel_rect(Rect bounds);

/* What both hold; width and height 0 when nothing. */
PixelRect pixel_rect_common(PixelRect a, PixelRect b);
