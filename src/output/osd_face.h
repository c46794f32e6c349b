/* osd_face.h: letters for staff's panels where there is no font: ASCII, in dots, drawn by us.
 *
 * For the hour in which somebody asks what is wrong and the fonts are what is wrong. Not for the
 * audience. */
#pragma once

#include "base/str.h"
#include "render/canvas.h"

/* Pixels from one character to the next, for letters of about that size; all have the same. */
int32_t osd_face_step(int32_t size);

/* How wide a text is. What is not ASCII is a hollow box, a character each. */
int32_t osd_face_advance(Str text, int32_t size);

/* Draws what fits into `width`, with its baseline at `baseline`. */
void osd_face_draw(Canvas *canvas, Str text, int32_t size, int32_t x, int32_t baseline,
                   int32_t width, Color color);
