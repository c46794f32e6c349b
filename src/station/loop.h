/* loop.h: the running kiosk: clock, schedule, keys and displays tied together.
 *
 * The loop sleeps until the picture's next change or an event, draws nothing in between, and uses
 * the time after a change to draw the next picture ahead. */
#pragma once

#include "base/exits.h"
#include "picture/source.h"
#include "station/heads.h"
#include "stream/overlay_server.h"

typedef struct {
    SourceSettings source;
    HeadsSettings heads;      /* and the speed of the clock; 1: real */
    Instant until;            /* a rehearsal ends then by itself; 0: nobody ends it but staff */
    const char *state_folder; /* see DeskSettings */
    const char *screen_name;
    const char *cache_folder;
    const OverlaySettings *overlay; /* served beside the screen; NULL: none */
} LoopSettings;

/* Runs until somebody ends it. Borrows everything. */
ExitCode loop_run(const LoopSettings *settings);
