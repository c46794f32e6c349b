/* pictures.h: pictures for test_window.c, and what is to be seen of them. Header only. */
#pragma once

#include "check.h"

static inline Pixmap panel_picture(void) {
    Pixmap panel = random_picture(9, 31, 17);
    for (int i = 0; i < 31 * 17; i++)
        panel.pixels[i] = i % 3 ? (panel.pixels[i] & 0x3f3f3f) | 0x40000000 : 0xff00ff80;
    return panel;
}

/* What a screen shows with an panel over it. */
static inline void put_panel(Pixmap *picture, const Pixmap *panel, int32_t left, int32_t top) {
    for (int32_t y = 0; y < panel->height; y++)
        for (int32_t x = 0; x < panel->width; x++) {
            int32_t px = left + x, py = top + y;
            if (px < 0 || py < 0 || px >= picture->width || py >= picture->height)
                continue;
            uint32_t *pixel = &picture->pixels[py * picture->width + px], result = 0xff000000;
            uint32_t above = panel->pixels[y * panel->width + x];
            for (int c = 0; c < 3; c++) {
                double keep = 1 - channel_of(above, 3) / 255.0;
                result |= (uint32_t)lround(channel_of(above, c) + channel_of(*pixel, c) * keep)
                          << (8 * c);
            }
            *pixel = result;
        }
}

/* The greatest difference of a channel between two pictures' means over quarters: enough to know a
 * scaled picture from a black one or from a wrong turn. */
static inline double quarters_differ(const Pixmap *a, const Pixmap *b) {
    double worst = 0;
    for (int quarter = 0; quarter < 4; quarter++) {
        const Pixmap *pictures[2] = {a, b};
        double means[2] = {0};
        for (int i = 0; i < 2; i++) {
            int32_t width = pictures[i]->width, height = pictures[i]->height, count = 0;
            for (int32_t y = quarter / 2 * height / 2; y < (quarter / 2 + 1) * height / 2; y++)
                for (int32_t x = quarter % 2 * width / 2; x < (quarter % 2 + 1) * width / 2; x++) {
                    means[i] += channel_of(pictures[i]->pixels[y * width + x], 1);
                    count++;
                }
            means[i] /= count;
        }
        worst = fmax(worst, fabs(means[0] - means[1]));
    }
    return worst;
}

/* Four colours, so that no turn looks like another. */
static inline Pixmap quartered(int32_t width, int32_t height, uint32_t shift) {
    static const uint32_t COLORS[4] = {0xff101010, 0xff50a050, 0xffa050f0, 0xfff0f0f0};
    Pixmap picture = pixmap_create(width, height);
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++)
            picture.pixels[y * width + x] =
                COLORS[(uint32_t)(y >= height / 2) * 2 + (x >= width / 2)] ^ shift;
    return picture;
}
