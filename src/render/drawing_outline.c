#include "render/drawing_outline.h"

#include <math.h>
#include <stdlib.h>

#include FT_STROKER_H

enum {
    REACH_MAX = 65536, /* pixels; further out FreeType's numbers end */
    RADIUS_MAX = 8192  /* pixels; of a stroke */
};

/* False when too far. */
static bool to_pixels(const DrawingView *view, DrawingPoint from, FT_Vector *to) {
    double x = from.x * view->scale + view->dx, y = from.y * view->scale + view->dy;
    if (!(fabs(x) <= REACH_MAX) || !(fabs(y) <= REACH_MAX))
        return false;
    *to = (FT_Vector){lround(x * 64), lround(y * 64)};
    return true;
}

/* A step in pixels. */
typedef struct {
    DrawingStepKind kind;
    FT_Vector to, control[2];
} PixelStep;

static bool step_at(const DrawingView *view, size_t index, PixelStep *step) {
    const DrawingStep *from = &view->drawing->path.steps[index];
    step->kind = from->kind;
    if (!to_pixels(view, from->to, &step->to))
        return false;
    return from->kind != DRAWING_CURVE || (to_pixels(view, from->control[0], &step->control[0]) &&
                                           to_pixels(view, from->control[1], &step->control[1]));
}

static void put_point(FT_Outline *outline, FT_Vector point, int tag) {
    outline->points[outline->n_points] = point;
    outline->tags[outline->n_points] = (__typeof__(*outline->tags))tag;
    outline->n_points++;
}

/* The contours' ends are shorts, signed or not as FreeType's version wants them. */
static void end_contour(FT_Outline *outline) {
    if (outline->n_points > 0)
        outline->contours[outline->n_contours++] =
            (__typeof__(*outline->contours))(outline->n_points - 1);
}

static bool take_steps(const DrawingView *view, const DrawingShape *shape, FT_Outline *outline) {
    FT_UInt points = 0;
    FT_Int contours = 0;
    for (size_t i = shape->first; i < shape->first + shape->count; i++) {
        DrawingStepKind kind = view->drawing->path.steps[i].kind;
        points += kind == DRAWING_CURVE ? 3 : kind != DRAWING_CLOSE;
        contours += kind == DRAWING_MOVE;
    }
    if (FT_Outline_New(view->library, points, contours, outline) != 0)
        return false;
    outline->n_points = 0;
    outline->n_contours = 0;
    if (shape->style.is_even_odd)
        outline->flags |= FT_OUTLINE_EVEN_ODD_FILL;
    for (size_t i = shape->first; i < shape->first + shape->count; i++) {
        PixelStep step;
        if (!step_at(view, i, &step))
            return false;
        switch (step.kind) {
        case DRAWING_MOVE:
            end_contour(outline);
            put_point(outline, step.to, FT_CURVE_TAG_ON);
            break;
        case DRAWING_LINE:
            put_point(outline, step.to, FT_CURVE_TAG_ON);
            break;
        case DRAWING_CURVE:
            put_point(outline, step.control[0], FT_CURVE_TAG_CUBIC);
            put_point(outline, step.control[1], FT_CURVE_TAG_CUBIC);
            put_point(outline, step.to, FT_CURVE_TAG_ON);
            break;
        case DRAWING_CLOSE:
            break;
        }
    }
    end_contour(outline);
    return true;
}

static bool is_beside(FT_Vector a, FT_Vector b) {
    return labs(a.x - b.x) < 2 && labs(a.y - b.y) < 2;
}

/* FreeType leaves out lines of no length and curves of next to none. Of a subpath of nothing else
 * it must not be told, because it would write where it has no points: such a curve becomes a line,
 * and a line of no length is told from one. */
static bool stroke_step(FT_Stroker stroker, FT_Vector from, PixelStep *step, bool *is_long) {
    bool is_curve =
        step->kind == DRAWING_CURVE &&
        !(is_beside(from, step->control[0]) && is_beside(step->control[0], step->control[1]) &&
          is_beside(step->control[1], step->to));
    if (!is_curve && from.x == step->to.x && from.y == step->to.y)
        return true;
    *is_long = true;
    if (is_curve)
        return FT_Stroker_CubicTo(stroker, &step->control[0], &step->control[1], &step->to) == 0;
    return FT_Stroker_LineTo(stroker, &step->to) == 0;
}

/* A point has no direction, but round and square ends make it visible: a 64th of a pixel to the
 * right, then (SVG 2, 13.5.4). */
static bool stroke_point(FT_Stroker stroker, FT_Vector at) {
    FT_Vector beside = {at.x + 1, at.y};
    return FT_Stroker_BeginSubPath(stroker, &at, true) == 0 &&
           FT_Stroker_LineTo(stroker, &beside) == 0 && FT_Stroker_EndSubPath(stroker) == 0;
}

/* The subpath that begins with the move at `first`; its end in *end. */
static bool stroke_subpath(const DrawingView *view, FT_Stroker stroker, const DrawingShape *shape,
                           size_t first, size_t *end) {
    const DrawingStep *steps = view->drawing->path.steps;
    size_t last = first;
    while (last + 1 < shape->first + shape->count && steps[last + 1].kind != DRAWING_MOVE)
        last++;
    *end = last + 1;
    PixelStep step;
    bool is_open = steps[last].kind != DRAWING_CLOSE, is_long = false;
    if (!step_at(view, first, &step) || FT_Stroker_BeginSubPath(stroker, &step.to, is_open) != 0)
        return false;
    FT_Vector start = step.to, at = step.to;
    for (size_t i = first + 1; i <= last; i++) {
        if (!step_at(view, i, &step) || !stroke_step(stroker, at, &step, &is_long))
            return false;
        at = step.to;
    }
    if (is_long)
        return FT_Stroker_EndSubPath(stroker) == 0;
    return shape->style.cap == DRAWING_BUTT || stroke_point(stroker, start);
}

static bool widen_steps(const DrawingView *view, const DrawingShape *shape, FT_Outline *outline) {
    static const FT_Stroker_LineJoin JOINS[] = {
        [DRAWING_MITER] = FT_STROKER_LINEJOIN_MITER_FIXED,
        [DRAWING_ROUND_JOIN] = FT_STROKER_LINEJOIN_ROUND,
        [DRAWING_BEVEL] = FT_STROKER_LINEJOIN_BEVEL,
    };
    static const FT_Stroker_LineCap CAPS[] = {
        [DRAWING_BUTT] = FT_STROKER_LINECAP_BUTT,
        [DRAWING_ROUND_CAP] = FT_STROKER_LINECAP_ROUND,
        [DRAWING_SQUARE] = FT_STROKER_LINECAP_SQUARE,
    };
    enum { MITER_LIMIT = 4 }; /* SVG 2, 13.5.5 */
    double radius = shape->style.stroke_width * view->scale / 2;
    FT_Stroker stroker = NULL;
    if (!(radius <= RADIUS_MAX) || FT_Stroker_New(view->library, &stroker) != 0)
        return false;
    FT_Stroker_Set(stroker, lround(fmax(radius * 64, 1)), CAPS[shape->style.cap],
                   JOINS[shape->style.join], MITER_LIMIT * 65536);
    bool is_stroked = true;
    for (size_t at = shape->first; is_stroked && at < shape->first + shape->count;)
        is_stroked = stroke_subpath(view, stroker, shape, at, &at);
    FT_UInt points, contours;
    if (is_stroked && FT_Stroker_GetCounts(stroker, &points, &contours) == 0 &&
        FT_Outline_New(view->library, points, (FT_Int)contours, outline) == 0) {
        outline->n_points = 0;
        outline->n_contours = 0;
        FT_Stroker_Export(stroker, outline);
    } else {
        is_stroked = false;
    }
    FT_Stroker_Done(stroker);
    return is_stroked;
}

/* An outline of lines on its way. */
typedef struct {
    FT_Outline *to; /* NULL: the points are counted only */
    size_t points;
    FT_Vector at;
} Flattening;

static int flat_move_to(const FT_Vector *to, void *user) {
    Flattening *flattening = user;
    if (flattening->to) {
        end_contour(flattening->to);
        put_point(flattening->to, *to, FT_CURVE_TAG_ON);
    }
    flattening->points++;
    flattening->at = *to;
    return 0;
}

static int flat_line_to(const FT_Vector *to, void *user) {
    Flattening *flattening = user;
    if (flattening->to)
        put_point(flattening->to, *to, FT_CURVE_TAG_ON);
    flattening->points++;
    flattening->at = *to;
    return 0;
}

static int flat_conic_to(const FT_Vector *control, const FT_Vector *to, void *user) {
    (void)control;
    return flat_line_to(to, user); /* not that there were any: all curves are cubic */
}

/* Twice the middle one of three points' distance from the middle of the others, at most. */
static double bend(FT_Vector a, FT_Vector b, FT_Vector c) {
    return hypot((double)(a.x - 2 * b.x + c.x), (double)(a.y - 2 * b.y + c.y));
}

/* Into as many lines as keep each within a 32nd of a pixel of the curve (Wang's formula). */
static int flat_cubic_to(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *user) {
    enum { LINES_MAX = 256 };
    Flattening *flattening = user;
    FT_Vector from = flattening->at;
    double most = fmax(bend(from, *a, *b), bend(*a, *b, *to));
    int lines = (int)fmin(ceil(sqrt(0.375 * most)), LINES_MAX);
    for (int i = 1; i < lines; i++) {
        double t = (double)i / lines, s = 1 - t;
        double w[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
        FT_Vector point = {
            lround(w[0] * (double)from.x + w[1] * (double)a->x + w[2] * (double)b->x +
                   w[3] * (double)to->x),
            lround(w[0] * (double)from.y + w[1] * (double)a->y + w[2] * (double)b->y +
                   w[3] * (double)to->y),
        };
        flat_line_to(&point, user);
    }
    return flat_line_to(to, user);
}

/* FreeType draws curves as chords that may lie an eighth of a pixel inside, which makes a thin ring
 * uneven. What has too many points for lines stays as it is. */
static void flatten(const DrawingView *view, FT_Outline *outline) {
    const FT_Outline_Funcs funcs = {.move_to = flat_move_to,
                                    .line_to = flat_line_to,
                                    .conic_to = flat_conic_to,
                                    .cubic_to = flat_cubic_to};
    FT_Outline flat = {0};
    Flattening flattening = {0};
    if (FT_Outline_Decompose(outline, &funcs, &flattening) != 0 ||
        flattening.points > FT_OUTLINE_POINTS_MAX ||
        FT_Outline_New(view->library, (FT_UInt)flattening.points, outline->n_contours, &flat) != 0)
        return;
    flat.n_points = 0;
    flat.n_contours = 0;
    flat.flags |= outline->flags & FT_OUTLINE_EVEN_ODD_FILL;
    flattening = (Flattening){.to = &flat};
    FT_Outline_Decompose(outline, &funcs, &flattening);
    end_contour(&flat);
    FT_Outline_Done(view->library, outline);
    *outline = flat;
}

bool drawing_outline_fill(const DrawingView *view, const DrawingShape *shape, FT_Outline *out) {
    if (!take_steps(view, shape, out))
        return false;
    flatten(view, out);
    return true;
}

bool drawing_outline_stroke(const DrawingView *view, const DrawingShape *shape, FT_Outline *out) {
    if (!widen_steps(view, shape, out))
        return false;
    flatten(view, out);
    return true;
}
