/* stage.h: what is on the window, and how it becomes the next picture.
 *
 * Has the shown picture and the one that will be due next, which is drawn ahead of time, so that a
 * crossfade starts at its first frame. Knows instants, but never asks what time it is: its caller
 * hands them in. The only clock that it reads is the steady one, to measure how long drawing and
 * showing took. */
#pragma once

#include "output/window.h"
#include "picture/screen.h"
#include "station/staff.h"

typedef struct Stage Stage;

/* Screen and window are borrowed. `speed` is the clock's: at 0 nothing can fade. */
Stage *stage_create(Screen *screen, Window *window, double speed);
void stage_free(Stage *stage); /* accepts NULL; leaves its siblings */

/* Both are drawn in one thread: what one has drawn already, the other copies. `name` tells them
 * apart in the log; it is borrowed. */
void stage_join(Stage *stage, Stage *sibling, const char *name);

/* Draws the picture that is due at `at`, beside making the window's memory ready. Shows nothing
 * yet: the first update does. */
void stage_draw_first(Stage *stage, const Staff *staff, Instant at);

/* Draws what is due at `at`, if it is not there, so that the update has only to show it: of several
 * stages each is made ready before the first is updated, and they change together. */
void stage_make_ready(Stage *stage, const Staff *staff, Instant at);

/* Brings the window to `at`: nothing when the shown picture is still right, the next frame of a
 * crossfade, or another picture. Returns the first instant at which it wants to be called again;
 * during a crossfade that is `at` itself: then the next frame is due, at the display's rate. */
Instant stage_update(Stage *stage, const Staff *staff, Instant at);

/* Draws the picture that is due next, if that is not done. True when it did something. */
bool stage_prepare(Stage *stage, const Staff *staff);

/* In a crossfade whose next frame is due at `next_frame` (real milliseconds): draws the frame of a
 * video that is due by then, if that was not done and there is time for it. True when it did. */
bool stage_play_on(Stage *stage, double next_frame);

bool stage_is_fading(const Stage *stage);

/* What was drawn does not hold any more: another schedule or size, or the clock was set. The
 * window keeps the old picture until the next update. */
void stage_invalidate(Stage *stage);

/* The same, but a crossfade that runs is finished first: for a schedule that was read again. */
void stage_refresh(Stage *stage);

/* The same, and what comes next is there at once, without a crossfade: for an emergency. */
void stage_cut(Stage *stage);

/* The shown picture must be put on the window again (it lost it). */
void stage_expose(Stage *stage);

typedef struct {
    Picture shown;
    bool has_shown;
    double draw_ms;       /* of the last picture drawn */
    double frame_ms;      /* of the last frame put on the window */
    double worst_fade_ms; /* longest time between two frames of the last crossfade */
    uint64_t pictures;    /* drawn or copied since the start */
    uint64_t copies;      /* of them, copied from a sibling */
    uint64_t late_frames; /* of crossfades, since the start: more than 1.5 frames apart */
} StageStatistics;

StageStatistics stage_statistics(const Stage *stage);
