/* backdrop.h: on an X server without a desktop, the last picture stays when the program dies: the
 * root window has it as its background, which the server shows by itself.
 *
 * The server copies from the window to a pixmap of its own, so that no pixel goes over the
 * connection. With a window manager the root window is the desktop's, and nothing is done. */
#pragma once

#include "output/window.h"

typedef struct Backdrop Backdrop;

/* SDL's video must be up. NULL: another display than X's, a window manager runs, or libxcb is
 * missing. */
Backdrop *backdrop_open(void);

/* The program ends as it should: the root is black again, as it was. Accepts NULL, as does the
 * other one. */
void backdrop_close(Backdrop *backdrop);

/* Has the root show what all windows of the program show, and black on displays that none of them
 * is on any more. To be called when nothing is due for a while: for each window that has shown
 * something since it costs the server a copy. */
void backdrop_keep(Backdrop *backdrop, const Window *const *windows, size_t count);
