/* drawing_path.h: SVG's path data (SVG 2, 9.3) as moves, lines and cubic curves. */
#pragma once

#include "base/str.h"

typedef struct {
    double x, y;
} DrawingPoint;

/* DRAWING_CLOSE goes back to the last DRAWING_MOVE, and a DRAWING_MOVE follows it. */
typedef enum { DRAWING_MOVE, DRAWING_LINE, DRAWING_CURVE, DRAWING_CLOSE } DrawingStepKind;

typedef struct {
    DrawingStepKind kind;
    DrawingPoint to;
    DrawingPoint control[2]; /* of a curve */
} DrawingStep;

typedef struct {
    Arena *arena; /* borrowed */
    DrawingStep *steps;
    size_t count, capacity;
} DrawingPath;

enum { DRAWING_STEPS_MAX = 16384 };

/* No coordinate lies further out. */
#define DRAWING_FAR 1e6

/* A number at the start of `text`, which moves behind it. False when there is none, or one that is
 * beyond DRAWING_FAR. The same in every locale. */
bool drawing_take_number(Str *text, double *number);

/* White space, and one comma within it when `takes_comma`. */
void drawing_take_space(Str *text, bool takes_comma);

/* Each appends. Every DRAWING_MOVE is followed by something. False when the data is wrong anywhere,
 * or too much. */
bool drawing_path_data(DrawingPath *path, Str data);
bool drawing_path_rect(DrawingPath *path, double x, double y, double width, double height);
bool drawing_path_circle(DrawingPath *path, double x, double y, double radius);
