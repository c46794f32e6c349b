/* ink.h: what of a picture is to be seen, how large that is, and what it is seen on.
 *
 * A logo's file says little about its size: one has a wide empty margin, another none, a third is a
 * white sheet with a small sign in its middle. So logos are fitted by their ink: all that is not
 * empty, or in an opaque picture that lies on plain white or black all that is not like that. */
#pragma once

#include "render/picture_fit.h"

typedef struct {
    PixelRect bounds; /* the smallest that holds all of it, pixels */
    double cover;     /* pixels that it covers, soft ones in part */
    bool has_ground;  /* the picture is opaque and brings its own white or black around it */
    uint32_t ground;  /* that colour, 0xFFRRGGBB */
} Ink;

/* Of the part width × height at the picture's top left. A picture in which nothing stands out is
 * all ink. False when nothing is to be seen. */
bool ink_find(const Pixmap *picture, int32_t width, int32_t height, Ink *ink);

/* The factor with which the picture is to be drawn. FIT_SIGN: so that the ink fits the box;
 * FIT_LOGO: it has also the size that all logos of boxes of that height have, by the mean of what
 * they cover and of the rectangle around it (see INK_SHARE). */
double ink_scale(const Ink *ink, const PictureBox *box);

/* Cuts away what is around the ink. Takes the picture. */
Pixmap ink_cut(Pixmap picture, const Ink *ink);

/* A picture of pixels at its final size: no larger than the box, its ink reaching all its edges.
 * *scale is pixels of it for one of the picture. Takes `stored`, of which width × height is the
 * picture (picture_fit). */
Pixmap ink_fit(Pixmap stored, double width, double height, const PictureBox *box, Ink *ink,
               double *scale);

/* A vector drawing of width × height units, which is drawn twice: `seen` of it, with `scale` pixels
 * for a unit, once small and, after a look at that, at its final size. */
typedef struct {
    double width, height; /* units */
    double scale;
    PixelRect seen; /* pixels of the whole drawing */
    Ink ink;        /* of what was drawn last */
} InkDrawing;

/* False when it is too long and thin. */
bool ink_drawing_begin(InkDrawing *plan, double width, double height);
bool ink_drawing_look(InkDrawing *plan, const Pixmap *small, const PictureBox *box);

/* Takes what was drawn, gives the picture: no larger than the box. */
Pixmap ink_drawing_end(InkDrawing *plan, Pixmap drawn, const PictureBox *box);

/* ---- what it is seen on ---------------------------------------------------------------------- */

enum { INK_STEPS = 32 };

/* How light the ink is along its edge, where it meets what it stands on: pixels by luminance. What
 * lies within, such as white letters on a red shield, brings its own ground. */
typedef struct {
    uint32_t pixels[INK_STEPS]; /* from black to white in equal steps of contrast */
    bool has_ground;
    uint32_t ground;
} InkEdge;

/* Of a picture that is nothing but its ink (ink_fit). */
InkEdge ink_edge(const Pixmap *picture, const Ink *ink);

/* The share of the edge that has at least that contrast (WCAG 2.2) with an opaque colour. */
float ink_seen_on(const InkEdge *edge, uint32_t color, float contrast);

/* What the logo is to stand on: its own ground, else `plate`, or `other` where clearly more of its
 * edge is seen. */
uint32_t ink_plate(const InkEdge *edge, uint32_t plate, uint32_t other);

/* The share of the edge that is hardly seen on either, 0 for one that has its own ground. */
float ink_lost(const InkEdge *edge, uint32_t plate, uint32_t other);
