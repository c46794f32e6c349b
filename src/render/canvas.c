/* Gradients, coverage and pictures into a clipped Pixmap; frame.c has the shapes. */
#include "render/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/rows.h"

/* Twice the largest picture: whatever lies beyond is beyond for everyone. */
#define FAR (2.0f * PIXMAP_SIDE_MAX)

Canvas canvas_open(Pixmap *to) {
    size_t cells = 2 * ((size_t)to->width + 2);
    double *cover = calloc(cells, sizeof *cover);
    if (!cover)
        abort();
    return (Canvas){.to = to, .clip = {0, 0, to->width, to->height}, .cover = cover};
}

void canvas_close(Canvas *canvas) {
    free(canvas->cover);
    *canvas = (Canvas){0};
}

static int32_t nearest(float edge) {
    return (int32_t)floorf(fminf(fmaxf(edge, -FAR), FAR) + 0.5f);
}

PixelRect pixel_rect(Rect bounds) {
    float sum = bounds.x + bounds.y + bounds.width + bounds.height;
    if (isnan(sum) || !(bounds.width > 0) || !(bounds.height > 0))
        return (PixelRect){0};
    int32_t left = nearest(bounds.x), top = nearest(bounds.y);
    return (PixelRect){left, top, nearest(bounds.x + bounds.width) - left,
                       nearest(bounds.y + bounds.height) - top};
}

PixelRect pixel_rect_common(PixelRect a, PixelRect b) {
    int32_t left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
    int32_t right = a.x + a.width < b.x + b.width ? a.x + a.width : b.x + b.width;
    int32_t bottom = a.y + a.height < b.y + b.height ? a.y + a.height : b.y + b.height;
    if (right <= left || bottom <= top)
        return (PixelRect){0};
    return (PixelRect){left, top, right - left, bottom - top};
}

static uint32_t *pixel_at(const Canvas *canvas, int32_t x, int32_t y) {
    return canvas->to->pixels + (size_t)y * (size_t)canvas->to->width + x;
}

/* An ordered dither of 8 × 8: entry (x, y) is the rank of its place, found by interleaving the bits
 * of x ^ y and y from the lowest up. Levels lie in the middle of their 64th. */
static float dither_level(int32_t x, int32_t y) {
    int32_t mixed = x ^ y, rank = 0;
    for (int bit = 0; bit < 3; bit++)
        rank = rank << 2 | ((mixed >> bit) & 1) << 1 | ((y >> bit) & 1);
    return ((float)rank + 0.5f) / 64;
}

static void ramp_colors(Ramp *ramp, Color from, Color to) {
    float alpha[2] = {(float)(from >> 24), (float)(to >> 24)};
    ramp->from[3] = alpha[0];
    ramp->delta[3] = alpha[1] - alpha[0];
    for (int c = 0; c < 3; c++) {
        /* CSS Images 3, 3.4.2: premultiplied colours are interpolated. */
        float begin = (float)(from >> (8 * c) & 0xff) * alpha[0] / 255;
        float end = (float)(to >> (8 * c) & 0xff) * alpha[1] / 255;
        ramp->from[c] = begin;
        ramp->delta[c] = end - begin;
    }
}

void canvas_gradient(Canvas *canvas, Rect bounds, Color from, Color to, float degrees,
                     float to_at) {
    PixelRect box = pixel_rect(bounds), area = pixel_rect_common(box, canvas->clip);
    if (!area.width || isnan(degrees) || isnan(to_at))
        return;
    double angle = (double)degrees * 3.14159265358979323846 / 180;
    double across = sin(angle), down = -cos(angle);
    double length = fabs(box.width * across) + fabs(box.height * down);
    double scale = to_at > 0 ? 1 / (length * to_at) : 0;
    double step_x = across * scale, step_y = down * scale;
    /* At the box's centre half of the way is gone. */
    double middle = to_at > 0 ? 0.5 / to_at : 1;
    double left = area.x + 0.5 - (box.x + box.width * 0.5);
    Ramp ramp;
    ramp_colors(&ramp, from, to);
    for (int32_t y = area.y; y < area.y + area.height; y++) {
        double below = y + 0.5 - (box.y + box.height * 0.5);
        double start = middle + left * step_x + below * step_y;
        float dither[8];
        for (int32_t i = 0; i < 8; i++)
            dither[i] = dither_level((area.x + i) & 7, y & 7);
        row_ramp(pixel_at(canvas, area.x, y), area.width, &ramp, start, step_x, dither);
    }
}

void canvas_glow(Canvas *canvas, Rect bounds, Color from, Color to, bool is_left, float reach_x,
                 float reach_y) {
    PixelRect box = pixel_rect(bounds), area = pixel_rect_common(box, canvas->clip);
    if (!area.width || !(reach_x > 0) || !(reach_y > 0))
        return;
    Ramp ramp;
    ramp_colors(&ramp, from | 0xFF000000, to | 0xFF000000);
    double corner = is_left ? box.x : box.x + box.width, step = 1 / (double)reach_x;
    double across = (area.x + 0.5 - corner) * step;
    for (int32_t y = area.y; y < area.y + area.height; y++) {
        float dither[8];
        for (int32_t i = 0; i < 8; i++)
            dither[i] = dither_level((area.x + i) & 7, y & 7);
        row_glow(pixel_at(canvas, area.x, y), area.width, &ramp, across, step,
                 (y + 0.5 - box.y) / (double)reach_y, dither);
    }
}

void canvas_coverage(Canvas *canvas, const uint8_t *coverage, int32_t stride, int32_t x, int32_t y,
                     int32_t width, int32_t height, Color color) {
    PixelRect area = pixel_rect_common((PixelRect){x, y, width, height}, canvas->clip);
    if (area.width > 0)
        rows_cover(pixel_at(canvas, area.x, area.y), canvas->to->width,
                   coverage + (ptrdiff_t)(area.y - y) * stride + (area.x - x), stride, area.width,
                   area.height, color);
}

int32_t canvas_share(float opacity) {
    return opacity > 0 ? (int32_t)(fminf(opacity, 1) * 255 + 0.5f) : 0;
}

void canvas_video(Canvas *canvas, const VideoFrame *frame, int32_t x, int32_t y) {
    PixelRect area =
        pixel_rect_common((PixelRect){x, y, frame->width, frame->height}, canvas->clip);
    for (int32_t row = area.y; row < area.y + area.height; row++)
        video_frame_row(frame, area.x - x, row - y, pixel_at(canvas, area.x, row), area.width);
}

void canvas_pixels(Canvas *canvas, const uint32_t *pixels, int32_t stride, int32_t x, int32_t y,
                   int32_t width, int32_t height, float opacity) {
    PixelRect area = pixel_rect_common((PixelRect){x, y, width, height}, canvas->clip);
    int32_t share = canvas_share(opacity);
    for (int32_t row = area.y; row < area.y + area.height; row++)
        row_over(pixel_at(canvas, area.x, row),
                 pixels + (ptrdiff_t)(row - y) * stride + (area.x - x), area.width, share);
}
