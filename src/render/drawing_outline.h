/* drawing_outline.h: a shape's inside and its stroke as outlines that FreeType fills. */
#pragma once

#include <ft2build.h>
#include FT_OUTLINE_H

#include "render/drawing.h"

/* From where a drawing is looked at. */
typedef struct {
    FT_Library library; /* borrowed */
    const Drawing *drawing;
    double scale, dx, dy; /* from the viewBox's units to pixels: x × scale + dx */
} DrawingView;

/* In 64ths of a pixel, y downwards (to FreeType it makes no difference), of lines unless there are
 * too many. False when the shape is too far out or has too many points. In any case *out, which
 * must be zeroed, is to be ended with FT_Outline_Done. */
bool drawing_outline_fill(const DrawingView *view, const DrawingShape *shape, FT_Outline *out);
bool drawing_outline_stroke(const DrawingView *view, const DrawingShape *shape, FT_Outline *out);
