/* picture_frame.h: a picture as bytes for the page: what has anything on it, with a head.
 *
 * A frame is 32 bytes of head, then width × height × 4 bytes R, G, B, A (straight) of the part of
 * the picture that has anything on it. All numbers are 32 bits, little endian:
 * "KFR1", number, picture's width, picture's height, x, y, width, height; the highest bit of
 * "number" says that it is the last one: the picture has come to rest. */
#pragma once

#include "stream/picture_board.h"

enum { FRAME_HEAD = 32 };
#define FRAME_LAST UINT32_C(0x80000000)

/* The smallest rectangle outside of which a picture is empty; width 0 for none. */
PixelRect picture_occupied(const Pixmap *pixmap);

/* Length of the frame with head, and its bytes into `to` (NULL: length alone). */
size_t picture_frame(const BoardPicture *picture, PixelRect area, uint8_t *to);
