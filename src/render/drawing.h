/* drawing.h: plain SVG files, read strictly and drawn by FreeType.
 *
 * Plain is: svg, g, path, rect without round corners and circle, with width, height, viewBox, fill,
 * fill-rule, stroke, stroke-width, stroke-linejoin and stroke-linecap; comments, title and desc are
 * skipped. Whatever else a file has, if only an attribute that means nothing, makes it not plain:
 * it is for librsvg then, in the decoders' process (decode_svg.c).
 *
 * Files come from anybody: everything has a limit, and nothing is allocated by a number in a file.
 */
#pragma once

#include "base/str.h"
#include "render/drawing_path.h"
#include "render/pixmap.h"
#include "render/runs.h"

typedef enum { DRAWING_MITER, DRAWING_ROUND_JOIN, DRAWING_BEVEL } DrawingJoin;
typedef enum { DRAWING_BUTT, DRAWING_ROUND_CAP, DRAWING_SQUARE } DrawingCap;

/* What a shape takes from the elements around it. */
typedef struct {
    uint32_t fill, stroke; /* opaque 0xffRRGGBB; 0: none */
    bool is_even_odd;
    double stroke_width; /* of the viewBox's units; 0: none */
    DrawingJoin join;
    DrawingCap cap;
} DrawingStyle;

typedef struct {
    DrawingStyle style;
    size_t first, count; /* of Drawing.path.steps */
} DrawingShape;

typedef struct {
    double width, height; /* its own size */
    double scale, dx, dy; /* from the viewBox's units to that: x × scale + dx */
    DrawingShape *shapes; /* owned by the arena; in the order in which they lie over each other */
    size_t count, capacity;
    DrawingPath path; /* the shapes', one behind the other */
} Drawing;

enum {
    DRAWING_BYTES_MAX = 512 * 1024,
    DRAWING_SHAPES_MAX = 2048,
    DRAWING_DEPTH_MAX = 32,
};

/* False with a reason (a literal) when the file is not plain. `text` may be any bytes. */
bool drawing_read(Arena *arena, Str text, Drawing *drawing, const char **why);

/* The factor, and the size in pixels, with which a file of that size is drawn that is to fit into
 * width × height. Rounding may make it a pixel larger. */
float drawing_fit(const Drawing *drawing, int32_t *width, int32_t *height);

/* The part `seen` of the drawing, enlarged by `factor`. False when it is more than FreeType takes,
 * or takes in bounded time. */
bool drawing_draw(const Drawing *drawing, float factor, PixelRect seen, Runs *out);
