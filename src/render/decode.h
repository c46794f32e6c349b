/* decode.h: from a picture file's bytes to pixels at their final size.
 *
 * Runs in the decoders' process (picture_child.h) and nowhere else: it may take any time, any
 * memory and any path through somebody else's library. What cannot be drawn whole and right is
 * refused: a picture that is cut, has nothing to see, or needs what the library does not do. */
#pragma once

#include "render/decode_rows.h"
#include "render/image_header.h"
#include "render/ink.h"

enum { DECODE_WHY_MAX = 160 };

typedef struct {
    double width, height;     /* its own, upright; of SVG what it says, of 96 to the inch */
    Ink ink;                  /* of what is fitted by it, before it was */
    double scale;             /* pixels drawn for one of its own; the same pictures */
    bool has_text;            /* SVG: texts that this machine's fonts draw */
    bool moves;               /* it has several pictures: this is the first one */
    char why[DECODE_WHY_MAX]; /* why it was refused */
} DecodeFacts;

/* False with facts->why. `out` is the caller's then. */
bool decode_picture(const uint8_t *bytes, size_t len, const PictureBox *box, Pixmap *out,
                    DecodeFacts *facts);
