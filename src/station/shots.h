/* shots.h: pictures of the screen on their way to a file.
 *
 * A picture is copied in the loop; packing it takes longer than a frame of a crossfade, and the
 * disk as long as it likes, so a thread does both. */
#pragma once

#include "render/pixmap.h"
#include "station/order.h"
#include "station/wake.h"

typedef struct Shots Shots;

/* `wake` (borrowed) calls when one is written. Costs nothing before the first one. */
Shots *shots_create(Wake *wake);

/* Waits a second for what is being written, and answers who asked. Accepts NULL. */
void shots_close(Shots *shots);

/* False: as many are being written as may be, and why, for who asks for one. To be asked before the
 * picture is copied. */
bool shots_have_room(const Shots *shots, Str *problem);

/* Writes the picture, at most `width` pixels wide (0: as it is), which is the shots' from now on,
 * to `path` (copied), and answers the order then. There must be room. */
void shots_write(Shots *shots, Pixmap *picture, int32_t width, const char *path,
                 const Order *order);
