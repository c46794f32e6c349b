/* loop.h: the running kiosk: clock, schedule, keys and window tied together.
 *
 * The loop sleeps until the picture's next change or an event, draws nothing in between, and uses
 * the time after a change to draw the next picture ahead. */
#pragma once

#include "app/exits.h"
#include "app/overlay_server.h"
#include "app/source.h"
#include "app/staff.h"
#include "output/window.h"

typedef struct {
    SourceSettings source;
    ScreenHold hold; /* --view */
    double speed;    /* of the clock; 1: real */
    Str theme;       /* see ScreenSettings */
    const Str *languages;
    size_t language_count;
    Instant until; /* a rehearsal ends then by itself; 0: nobody ends it but staff */
    WindowSettings window;
    const char *state_folder; /* see DeskSettings */
    const char *screen_name;
    const char *cache_folder;
    const OverlaySettings *overlay; /* served beside the screen; NULL: none */
} LoopSettings;

/* Runs until somebody ends it. Borrows everything. */
ExitCode loop_run(const LoopSettings *settings);
