/* overlay_run.h: `kiosk overlay`: the overlay without a screen.
 *
 * Follows the schedule's file, staff's changes and signals as the screens do, and ends when nobody
 * can read the frames any more. */
#pragma once

#include "picture/source.h"
#include "stream/overlay_server.h"

typedef struct {
    SourceSettings source;
    double speed;             /* of the clock; 1: real */
    OverlaySettings overlay;  /* clock and show are filled in */
    const char *state_folder; /* see DeskSettings */
    const char *screen_name;
    const char *cache_folder;
} OverlayRunSettings;

/* Runs until somebody ends it. Borrows everything. */
ExitCode overlay_run(const OverlayRunSettings *settings);

/* What is sent, for people: "frames of 1920x270 bgra in Matroska, 30 a second, to be laid at
 * 0,810". In `arena`; empty when no frames are sent. */
Str overlay_describe(Arena *arena, const OverlaySettings *settings);

/* Says on stderr where the page is and what is sent. */
void overlay_announce(const OverlayServer *server, const OverlaySettings *settings);
