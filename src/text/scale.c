/* scale.c: see scale.h. */
#include "text/scale.h"

#include <math.h>
#include <stdbool.h>

/* What of the source a pixel of the result covers, along one axis. */
typedef struct {
    double from, to;
} Cover;

/* Enlarging, a pixel covers less than one of the source: at least one is taken, which blurs like
 * linear interpolation instead of showing squares. */
static Cover cover(int32_t at, double origin, double scale, int32_t size, double *share) {
    double from = (at - origin) / scale, to = (at + 1 - origin) / scale;
    double inside_from = fmax(from, 0), inside_to = fmin(to, size);
    *share = inside_to > inside_from ? (inside_to - inside_from) / (to - from) : 0;
    if (scale > 1) {
        double middle = (inside_from + inside_to) / 2;
        inside_from = fmax(middle - 0.5, 0);
        inside_to = fmin(middle + 0.5, size);
    }
    return (Cover){inside_from, inside_to};
}

static double overlap(Cover cover, int32_t at) {
    return fmin(cover.to, at + 1) - fmax(cover.from, at);
}

void scale_picture(const ScaleSource *from, double scale, double x, double y, uint32_t *to,
                   int32_t width, int32_t height) {
    for (int32_t row = 0; row < height; row++) {
        double share_y;
        Cover rows = cover(row, y, scale, from->height, &share_y);
        for (int32_t column = 0; column < width; column++) {
            double share_x;
            Cover columns = cover(column, x, scale, from->width, &share_x);
            if (share_x <= 0 || share_y <= 0)
                continue;
            double sum[4] = {0}, weight = 0;
            for (int32_t v = (int32_t)rows.from; v < rows.to && v < from->height; v++) {
                const uint8_t *line = from->pixels + (ptrdiff_t)v * from->stride;
                double part_y = overlap(rows, v);
                for (int32_t u = (int32_t)columns.from; u < columns.to && u < from->width; u++) {
                    double part = part_y * overlap(columns, u);
                    weight += part;
                    for (int k = 0; k < 4; k++)
                        sum[k] += part * line[u * 4 + k];
                }
            }
            if (weight <= 0)
                continue;
            uint32_t pixel = 0;
            for (int k = 3; k >= 0; k--)
                pixel = pixel << 8 | (uint32_t)(sum[k] / weight * share_x * share_y + 0.5);
            to[row * width + column] = pixel;
        }
    }
}
