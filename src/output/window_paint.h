/* window_paint.h: what a window shows, or a frame of its fade, drawn by the processor into memory
 * as the screen hangs: turned, with the panel over it. For the two ways to the screen that have
 * such memory, window_software.c and window_kms.c. */
#pragma once

#include "output/window_backend.h"
#include "render/crew.h"
#include "render/patches.h"

/* Zeroed: nothing was drawn yet. All is as the screen hangs. */
typedef struct {
    Crossfade crossfade; /* owned: what the pictures of the fade differ in */
    Patches patches;     /* the same for whoever sends it to the screen */
    Patches one;         /* of a frame that is no fade's */
    Crew *crew;          /* owned; NULL until there is much to blend */
    bool has_crew;
    bool is_all;      /* the fade goes over all that there is, whatever differs */
    Pixmap turned[2]; /* owned: the fade's pictures as the screen hangs, when it is turned */
} WindowPaint;

/* Where the pixels go. Between two frames of a fade it must keep what it has. */
typedef struct {
    uint32_t *pixels;
    ptrdiff_t stride; /* pixels */
    int32_t width, height;
} PaintTarget;

/* Draws `area` (of the picture) as window_backend.h's `present` wants it. What was drawn is
 * returned, borrowed until the next call. */
const Patches *window_paint(Window *window, WindowPaint *paint, PaintTarget target, PixelRect area);

/* As the backend's. */
PixelRect window_paint_begin_fade(Window *window, WindowPaint *paint);
PixelRect window_paint_renew_fade(Window *window, WindowPaint *paint, int which);
void window_paint_end_fade(WindowPaint *paint);
void window_paint_close(WindowPaint *paint); /* leaves it zeroed */
