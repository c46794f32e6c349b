/* outline.c: see outline.h.
 *
 * An edge puts the area below it within its cell into the cell, and the rest of its width into the
 * cell beneath. The sum of a column's cells from the top is then the coverage, and a row's sums are
 * made side by side. Upright edges cost nothing, level ones little: Han are made of both.
 *
 * Coordinates have 8 bits behind the point; an edge's y is from the top. */
#include "text/outline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A second copy of the loop for processors with AVX2, as in src/render/rows.c. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

enum {
    ONE = 256,             /* a pixel */
    BLOCK = OUTLINE_SPARE, /* columns; rows of cells are whole blocks */
    HALVINGS = 16,         /* of a curve, at most: it is a point by then */
};

#define FRACTION (INT64_C(1) << 32) /* of slopes: a long edge is not to end beside its end */

typedef struct {
    int32_t x, y;
} Point;

typedef struct {
    uint32_t *cells; /* borrowed */
    ptrdiff_t stride;
    Point move;  /* what is added to the outline's points */
    Point limit; /* the canvas's upper right corner */
    Point pen;
} Drawing;

/* ---- edges -----------------------------------------------------------------------------------*/

/* An edge within a cell: `width` to the right, `depth` the sum of how deep its two ends lie. */
static inline void add_to_cell(uint32_t *cell, ptrdiff_t stride, int32_t width, int32_t depth) {
    cell[0] += (uint32_t)(width * (2 * ONE - depth));
    cell[stride] += (uint32_t)(width * depth);
}

/* An edge within a column, over several rows; `sign` −1: it is walked the other way. */
static void add_to_rows(const Drawing *drawing, int32_t column, Point from, Point to,
                        int32_t sign) {
    if (to.y < from.y) {
        Point kept = from;
        from = to;
        to = kept;
        sign = -sign;
    }
    int32_t row = from.y / ONE, last = (to.y - 1) / ONE;
    uint32_t *cell = drawing->cells + row * drawing->stride + column;
    int64_t slope = (int64_t)(to.x - from.x) * FRACTION / (to.y - from.y);
    int64_t x = (int64_t)from.x * FRACTION + FRACTION / 2 + slope * ((row + 1) * ONE - from.y);
    int32_t before = from.x, depth = from.y - row * ONE + ONE;
    for (; row < last; row++, cell += drawing->stride, x += slope * ONE, depth = ONE) {
        int32_t now = (int32_t)(x / FRACTION);
        add_to_cell(cell, drawing->stride, sign * (now - before), depth);
        before = now;
    }
    depth = row == from.y / ONE ? from.y + to.y - 2 * row * ONE : to.y - row * ONE;
    add_to_cell(cell, drawing->stride, sign * (to.x - before), depth);
}

static inline void add_to_column(const Drawing *drawing, int32_t column, Point from, Point to,
                                 int32_t sign) {
    int32_t row = from.y / ONE;
    if (row == to.y / ONE)
        add_to_cell(drawing->cells + row * drawing->stride + column, drawing->stride,
                    sign * (to.x - from.x), from.y + to.y - 2 * row * ONE);
    else
        add_to_rows(drawing, column, from, to, sign);
}

/* Whole columns of a level edge. */
static inline void add_level(const Drawing *drawing, int32_t column, int32_t end, int32_t y,
                             int32_t sign) {
    int32_t row = y / ONE, depth = 2 * (y - row * ONE);
    uint32_t *cells = drawing->cells + row * drawing->stride;
    uint32_t above = (uint32_t)(sign * ONE * (2 * ONE - depth));
    for (int32_t i = column; i < end; i++)
        cells[i] += above;
    if (depth == 0) /* hinted outlines: nearly always */
        return;
    uint32_t below = (uint32_t)(sign * ONE * depth);
    cells += drawing->stride;
    for (int32_t i = column; i < end; i++)
        cells[i] += below;
}

static inline void add_edge(const Drawing *drawing, Point from, Point to) {
    int32_t sign = 1;
    if (from.x == to.x)
        return;
    if (to.x < from.x) {
        Point kept = from;
        from = to;
        to = kept;
        sign = -1;
    }
    int32_t column = from.x / ONE, last = (to.x - 1) / ONE;
    if (column == last) {
        add_to_column(drawing, column, from, to, sign);
        return;
    }
    if (from.y == to.y) {
        Point first = {(column + 1) * ONE, from.y}, end = {last * ONE, from.y};
        add_to_column(drawing, column, from, first, sign);
        add_level(drawing, column + 1, last, from.y, sign);
        add_to_column(drawing, last, end, to, sign);
        return;
    }
    int64_t slope = (int64_t)(to.y - from.y) * FRACTION / (to.x - from.x);
    int64_t y = (int64_t)from.y * FRACTION + FRACTION / 2 + slope * ((column + 1) * ONE - from.x);
    for (; column < last; column++, y += slope * ONE) {
        Point now = {(column + 1) * ONE, (int32_t)(y / FRACTION)};
        add_to_column(drawing, column, from, now, sign);
        from = now;
    }
    add_to_column(drawing, last, from, to, sign);
}

/* ---- curves ----------------------------------------------------------------------------------*/

/* They are divided as they come, y upwards, so that they are rounded as FreeType rounds them. */
static inline void line_to(Drawing *drawing, Point to) {
    Point pen = drawing->pen;
    drawing->pen = to;
    add_edge(drawing, (Point){pen.x, drawing->limit.y - pen.y},
             (Point){to.x, drawing->limit.y - to.y});
}

/* As many lines as FreeType draws: halved until the middle is a quarter pixel from the chord's. */
static inline void conic_to(Drawing *drawing, Point b, Point c) {
    Point a = drawing->pen;
    int32_t bend_x = a.x - 2 * b.x + c.x, bend_y = a.y - 2 * b.y + c.y;
    int32_t bend = abs(bend_x) > abs(bend_y) ? abs(bend_x) : abs(bend_y);
    int shift = 0;
    for (; bend > ONE / 4 && shift < HALVINGS; bend >>= 2)
        shift++;
    int64_t count = INT64_C(1) << shift, whole = count * count;
    for (int64_t i = 1; i < count; i++) {
        /* a + 2 t (b − a) + t² (a − 2 b + c), rounded down */
        int64_t x = 2 * (b.x - a.x) * i * count + bend_x * i * i;
        int64_t y = 2 * (b.y - a.y) * i * count + bend_y * i * i;
        line_to(drawing, (Point){(int32_t)((a.x * whole + x) >> (2 * shift)),
                                 (int32_t)((a.y * whole + y) >> (2 * shift))});
    }
    line_to(drawing, c);
}

/* The two control points stand at the thirds of the chord, within a sixth of a pixel. */
static inline bool is_flat(const Point *arc) {
    return abs(2 * arc[0].x - 3 * arc[1].x + arc[3].x) <= ONE / 2 &&
           abs(2 * arc[0].y - 3 * arc[1].y + arc[3].y) <= ONE / 2 &&
           abs(arc[0].x - 3 * arc[2].x + 2 * arc[3].x) <= ONE / 2 &&
           abs(arc[0].y - 3 * arc[2].y + 2 * arc[3].y) <= ONE / 2;
}

/* arc[0..3] to arc[0..3] and arc[3..6]. */
static inline void halve(Point *arc) {
    Point a = {arc[0].x + arc[1].x, arc[0].y + arc[1].y};
    Point b = {arc[1].x + arc[2].x, arc[1].y + arc[2].y};
    Point c = {arc[2].x + arc[3].x, arc[2].y + arc[3].y};
    arc[6] = arc[3];
    arc[5] = (Point){c.x >> 1, c.y >> 1};
    arc[1] = (Point){a.x >> 1, a.y >> 1};
    a = (Point){a.x + b.x, a.y + b.y};
    c = (Point){b.x + c.x, b.y + c.y};
    arc[2] = (Point){a.x >> 2, a.y >> 2};
    arc[4] = (Point){c.x >> 2, c.y >> 2};
    arc[3] = (Point){(a.x + c.x) >> 3, (a.y + c.y) >> 3};
}

static inline void cubic_to(Drawing *drawing, Point first, Point second, Point to) {
    Point arcs[3 * HALVINGS + 4]; /* the end first: the arc to draw next is the last */
    Point *arc = arcs;
    arc[0] = to;
    arc[1] = second;
    arc[2] = first;
    arc[3] = drawing->pen;
    for (;;) {
        if (arc < arcs + 3 * HALVINGS && !is_flat(arc)) {
            halve(arc);
            arc += 3;
            continue;
        }
        line_to(drawing, arc[0]);
        if (arc == arcs)
            return;
        arc -= 3;
    }
}

/* ---- the outline -----------------------------------------------------------------------------*/

/* All points within the canvas? */
static bool is_inside(const Drawing *drawing, const FT_Outline *outline) {
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    return box.xMin * 4 + drawing->move.x >= 0 && box.yMin * 4 + drawing->move.y >= 0 &&
           box.xMax * 4 + drawing->move.x <= drawing->limit.x &&
           box.yMax * 4 + drawing->move.y <= drawing->limit.y;
}

static inline Point place(const Drawing *drawing, const FT_Vector *from) {
    return (Point){(int32_t)from->x * 4 + drawing->move.x, (int32_t)from->y * 4 + drawing->move.y};
}

/* In 26.6, as FreeType rounds it. */
static inline Point middle(Point a, Point b) {
    return (Point){(a.x + b.x) / 8 * 4, (a.y + b.y) / 8 * 4};
}

/* A contour is a ring of points, some of which are on it and the others control curves: single ones
 * (two in a row have a point between them, in their middle), or pairs. False when it is broken. */
static bool draw_contour(Drawing *drawing, const FT_Vector *points, const OutlineTag *tags,
                         int count) {
    Point start = place(drawing, &points[0]);
    int i = 1, end = count;
    if (FT_CURVE_TAG(tags[0]) == FT_CURVE_TAG_CUBIC)
        return false;
    if (FT_CURVE_TAG(tags[0]) == FT_CURVE_TAG_CONIC) {
        Point last = place(drawing, &points[count - 1]);
        bool is_on = FT_CURVE_TAG(tags[count - 1]) == FT_CURVE_TAG_ON;
        start = is_on ? last : middle(start, last);
        end -= is_on;
        i = 0;
    }
    drawing->pen = start;
    while (i < end) {
        Point point = place(drawing, &points[i]);
        int tag = FT_CURVE_TAG(tags[i++]);
        if (tag == FT_CURVE_TAG_ON) {
            line_to(drawing, point);
        } else if (tag == FT_CURVE_TAG_CONIC) {
            Point to = i < end ? place(drawing, &points[i]) : start;
            if (i < end && FT_CURVE_TAG(tags[i]) == FT_CURVE_TAG_CONIC)
                to = middle(point, to);
            else if (i < end && FT_CURVE_TAG(tags[i++]) != FT_CURVE_TAG_ON)
                return false;
            conic_to(drawing, point, to);
        } else {
            if (i >= end || FT_CURVE_TAG(tags[i]) != FT_CURVE_TAG_CUBIC)
                return false;
            Point second = place(drawing, &points[i++]);
            cubic_to(drawing, point, second, i < end ? place(drawing, &points[i]) : start);
            i++;
        }
    }
    line_to(drawing, start);
    return true;
}

static bool draw_contours(Drawing *drawing, const FT_Outline *outline) {
    int first = 0;
    for (int i = 0; i < outline->n_contours; i++) {
        int end = outline->contours[i] + 1;
        if (end <= first || end > outline->n_points ||
            !draw_contour(drawing, outline->points + first, outline->tags + first, end - first))
            return false;
        first = end;
    }
    return true;
}

/* ---- coverage --------------------------------------------------------------------------------*/

typedef int32_t Sums __attribute__((vector_size(BLOCK * sizeof(int32_t))));
typedef uint8_t Levels __attribute__((vector_size(BLOCK)));

/* Sums of 2 × 256 × 256 for a full pixel to levels of 255, and all cells to zero. From the right to
 * the left: a row's last block ends within the next row, which is written after it. */
WIDE static void sum_up(uint32_t *cells, ptrdiff_t stride, uint8_t *pixels, int32_t width,
                        int32_t height) {
    for (ptrdiff_t x = stride - BLOCK; x >= 0; x -= BLOCK) {
        uint32_t *from = cells + x;
        uint8_t *to = pixels + x;
        Sums sums = {0};
        for (int32_t y = 0; y < height; y++, from += stride, to += width) {
            Sums own, none = {0};
            memcpy(&own, from, sizeof own);
            memcpy(from, &none, sizeof none);
            sums += own;
            Sums level = sums >> 9;
            level ^= level >> 31;
            Sums is_full = level > 255;
            Levels levels = __builtin_convertvector((level & ~is_full) | (is_full & 255), Levels);
            memcpy(to, &levels, sizeof levels);
        }
    }
}

/* Cells for width × height pixels and the two rows below that edges on the lower border touch. */
static size_t reserve(OutlineScratch *scratch, size_t count) {
    if (count <= scratch->count)
        return count;
    free(scratch->cells);
    scratch->cells = calloc(count, sizeof *scratch->cells);
    if (!scratch->cells) {
        fputs("kiosk: out of memory\n", stderr);
        abort();
    }
    return scratch->count = count;
}

void outline_scratch_free(OutlineScratch *scratch) {
    free(scratch->cells);
    *scratch = (OutlineScratch){0};
}

bool outline_draw(OutlineScratch *scratch, const FT_Outline *outline, FT_Pos x, FT_Pos y,
                  uint8_t *pixels, int32_t width, int32_t height) {
    if (width < 1 || height < 1 || width > OUTLINE_SIDE_MAX || height > OUTLINE_SIDE_MAX ||
        (outline->flags & FT_OUTLINE_EVEN_ODD_FILL) || labs(x) > INT16_MAX * 64 ||
        labs(y) > INT16_MAX * 64)
        return false;
    ptrdiff_t stride = (width + BLOCK - 1) / BLOCK * BLOCK;
    size_t count = reserve(scratch, (size_t)stride * ((size_t)height + 2));
    Drawing drawing = {.cells = scratch->cells,
                       .stride = stride,
                       .move = {(int32_t)x * 4, (int32_t)y * 4},
                       .limit = {width * ONE, height * ONE}};
    if (!is_inside(&drawing, outline))
        return false;
    if (!draw_contours(&drawing, outline)) {
        memset(scratch->cells, 0, count * sizeof *scratch->cells);
        return false;
    }
    sum_up(scratch->cells, stride, pixels, width, height);
    memset(scratch->cells + stride * height, 0, 2 * (size_t)stride * sizeof *scratch->cells);
    return true;
}
