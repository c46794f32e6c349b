/* Rectangles with round corners and a border.
 *
 * A shape is a function from a height to a span [left, right). A row of pixels that meets a corner
 * is cut into thin strips, whose spans are added up as areas; all other rows are one strip, which
 * is exact. The border is what lies in the outer shape and not in the inner one, so the two meet
 * without a seam and the fill does not shine through at the edge. */
#include <math.h>
#include <string.h>

#include "render/canvas.h"
#include "render/rows.h"

enum { STRIPS = 16 };

typedef struct {
    double left, top, right, bottom;
    double radius_left, radius_right;
} Round;

/* One row of a shape's coverage, from the clip's left edge on. */
typedef struct {
    double *cover;              /* borrowed: 0 to 1 for each pixel, good between from and to */
    int32_t from, to;           /* outside of it nothing is covered */
    int32_t flat_from, flat_to; /* within it all pixels are covered by `flat` */
    double flat;
} RowCover;

typedef struct {
    double fill[4], border[4]; /* premultiplied, 0 to 255, in the pixel's order */
} FramePaints;

static double inset_at(double radius, double below_top, double above_bottom) {
    double nearest = fmin(below_top, above_bottom);
    if (nearest >= radius)
        return 0;
    double rise = radius - nearest;
    return radius - sqrt(fmax(radius * radius - rise * rise, 0));
}

/* Adds the area of the half plane right of `x` within a strip, as differences between neighbours.
 */
static int32_t add_edge(double *cover, double x, double area) {
    int32_t cell = (int32_t)x;
    double part = x - cell;
    cover[cell] += area * (1 - part);
    cover[cell + 1] += area * part;
    return cell;
}

static double clamp_to(double value, double low, double high) {
    return fmin(fmax(value, low), high);
}

/* Fills `row` for the pixels [origin, origin + width) at height `y`. */
static void cover_row(RowCover *row, const Round *shape, int32_t y, int32_t origin, int32_t width) {
    double top = fmax(shape->top, y), bottom = fmin(shape->bottom, y + 1.0);
    row->from = row->to = row->flat_from = row->flat_to = 0;
    row->flat = 0;
    if (bottom <= top || shape->right <= shape->left) {
        row->flat_to = width;
        return;
    }
    double radius = fmax(shape->radius_left, shape->radius_right);
    bool is_straight = top >= shape->top + radius && bottom <= shape->bottom - radius;
    int strips = is_straight ? 1 : STRIPS;
    double height = (bottom - top) / strips;
    memset(row->cover, 0, ((size_t)width + 2) * sizeof *row->cover);
    int32_t first = width, left_end = 0, right_start = width, last = 0;
    for (int i = 0; i < strips; i++) {
        double middle = top + (i + 0.5) * height;
        double below = middle - shape->top, above = shape->bottom - middle;
        double left = shape->left + inset_at(shape->radius_left, below, above);
        double right = shape->right - inset_at(shape->radius_right, below, above);
        left = clamp_to(left - origin, 0, width);
        right = clamp_to(right - origin, left, width);
        int32_t left_cell = add_edge(row->cover, left, height);
        int32_t right_cell = add_edge(row->cover, right, -height);
        first = left_cell < first ? left_cell : first;
        left_end = left_cell + 1 > left_end ? left_cell + 1 : left_end;
        right_start = right_cell < right_start ? right_cell : right_start;
        last = right_cell + 1 > last ? right_cell + 1 : last;
    }
    double sum = 0;
    row->from = first;
    row->to = last < width ? last : width;
    for (int32_t x = row->from; x < row->to; x++) {
        sum += row->cover[x];
        row->cover[x] = sum > 0 ? (sum < 1 ? sum : 1) : 0;
    }
    if (left_end < right_start) {
        row->flat_from = left_end;
        row->flat_to = right_start;
        row->flat = bottom - top;
    }
}

static double cover_at(const RowCover *row, int32_t x) {
    if (x >= row->flat_from && x < row->flat_to)
        return row->flat;
    return x >= row->from && x < row->to ? row->cover[x] : 0;
}

static Paint mix(const FramePaints *paints, double outer, double inner) {
    Paint paint;
    double ring = fmax(outer - inner, 0);
    for (int c = 0; c < 4; c++)
        paint.channels[c] =
            (uint32_t)((paints->fill[c] * inner + paints->border[c] * ring) * 65536 + 0.5);
    return paint;
}

static void paint_row(uint32_t *to, const RowCover *outer, const RowCover *inner,
                      const FramePaints *paints) {
    int32_t flat_from = outer->flat_from > inner->flat_from ? outer->flat_from : inner->flat_from;
    int32_t flat_to = outer->flat_to < inner->flat_to ? outer->flat_to : inner->flat_to;
    for (int32_t x = outer->from; x < outer->to; x++) {
        if (x == flat_from && flat_from < flat_to) {
            row_fill(to + x, flat_to - x, mix(paints, outer->flat, inner->flat));
            x = flat_to - 1;
            continue;
        }
        row_fill(to + x, 1, mix(paints, cover_at(outer, x), cover_at(inner, x)));
    }
}

/* CSS Backgrounds 3, 5.5: corners that would overlap shrink by one factor. */
static void fit_radii(Round *shape) {
    double width = shape->right - shape->left, height = shape->bottom - shape->top;
    double sum = shape->radius_left + shape->radius_right;
    double largest = fmax(shape->radius_left, shape->radius_right);
    double factor = 1;
    if (sum > width)
        factor = width / sum;
    if (2 * largest * factor > height)
        factor = height / (2 * largest);
    shape->radius_left *= factor;
    shape->radius_right *= factor;
}

static void premultiply(double channels[4], Color color) {
    double alpha = (double)(color >> 24);
    for (int c = 0; c < 3; c++)
        channels[c] = (double)(color >> (8 * c) & 0xff) * alpha / 255;
    channels[3] = alpha;
}

static FramePaints frame_paints(Color fill, Color border) {
    FramePaints paints;
    premultiply(paints.fill, fill);
    premultiply(paints.border, border);
    double keep = 1 - paints.border[3] / 255;
    for (int c = 0; c < 4; c++)
        paints.border[c] += paints.fill[c] * keep;
    return paints;
}

static Round inset_shape(const Round *outer, double by) {
    return (Round){.left = outer->left + by,
                   .top = outer->top + by,
                   .right = outer->right - by,
                   .bottom = outer->bottom - by,
                   .radius_left = fmax(outer->radius_left - by, 0),
                   .radius_right = fmax(outer->radius_right - by, 0)};
}

/* The same for every row that meets no corner and no edge, so it need not be done again. */
static bool is_plain_row(const Round *outer, const Round *inner, int32_t y) {
    double outer_radius = fmax(outer->radius_left, outer->radius_right);
    double inner_radius = fmax(inner->radius_left, inner->radius_right);
    return y >= outer->top + outer_radius && y + 1 <= outer->bottom - outer_radius &&
           y >= inner->top + inner_radius && y + 1 <= inner->bottom - inner_radius;
}

void canvas_frame(Canvas *canvas, Rect bounds, Color fill, float radius_left, float radius_right,
                  Color border, float border_width) {
    PixelRect clip = canvas->clip;
    double left = (double)bounds.x, top = (double)bounds.y;
    double right = left + (double)bounds.width, bottom = top + (double)bounds.height;
    if (!isfinite(left + top + right + bottom) || right <= left || bottom <= top)
        return;
    Round outer = {.left = left,
                   .top = top,
                   .right = right,
                   .bottom = bottom,
                   .radius_left = fmax((double)radius_left, 0),
                   .radius_right = fmax((double)radius_right, 0)};
    fit_radii(&outer);
    bool has_border = border_width > 0 && (border >> 24) != 0;
    Round inner = inset_shape(&outer, has_border ? (double)border_width : 0);
    FramePaints paints = frame_paints(fill, border);
    int32_t first = (int32_t)fmax(floor(top), clip.y);
    int32_t end = (int32_t)fmin(ceil(bottom), clip.y + clip.height);
    RowCover outer_row = {.cover = canvas->cover};
    RowCover inner_row = {.cover = canvas->cover + clip.width + 2};
    bool is_ready = false;
    for (int32_t y = first; y < end; y++) {
        bool is_plain = is_plain_row(&outer, &inner, y);
        if (!is_plain || !is_ready) {
            cover_row(&outer_row, &outer, y, clip.x, clip.width);
            cover_row(&inner_row, &inner, y, clip.x, clip.width);
        }
        is_ready = is_plain;
        uint32_t *row = canvas->to->pixels + (size_t)y * (size_t)canvas->to->width + clip.x;
        paint_row(row, &outer_row, &inner_row, &paints);
    }
}
