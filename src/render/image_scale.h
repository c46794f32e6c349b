/* image_scale.h: a part of a picture at another size, once, well. */
#pragma once

#include "render/pixmap.h"

/* The part of the source, in its pixels; need not be whole, must lie within it. */
typedef struct {
    double x, y, width, height;
} ScaleWindow;

/* Reduces by the mean of the area that each pixel stands for, enlarges by a bicubic (Catmull-Rom).
 * Works on premultiplied pixels, so that what is transparent gives no colour to its neighbours. */
void image_scale(Pixmap *to, const Pixmap *from, ScaleWindow window);
