/* station_inner.h: what a station is made of. Inner header of station.c and station_asked.c. */
#pragma once

#include "output/displays.h"
#include "station/desk.h"
#include "station/identity.h"
#include "station/proof.h"
#include "station/pulse.h"
#include "station/reader.h"
#include "station/restarts.h"
#include "station/settling.h"
#include "station/shots.h"
#include "station/station.h"
#include "station/supervisor.h"

struct Station {
    const StationSettings *settings;
    Face own_faces[STATION_FACES_MAX]; /* owned */
    const Face *faces, *faces_end;     /* those that are left, and what is behind the last */
    Arena *arena;                      /* owned: what lives as long as the station */
    Clock clock;
    Source *source; /* owned */
    Settling settling;
    Wake *wake;     /* owned */
    Reader *reader; /* owned; NULL: schedules are read in this thread */
    DeskSettings desk_settings;
    Desk *desk;                  /* owned */
    Shots *shots;                /* owned */
    uint32_t held[DISPLAYS_MAX]; /* by staff, from afar, by screen: 1 + the view; 0: nothing */
    Str fault;                   /* why the newest file is not shown; empty: it is */
    Arena *fault_arena;
    Pulse *pulse;           /* owned; NULL before the loop */
    Supervisor *supervisor; /* owned; NULL: nobody is told */
    Restarts runs;
    CareHold hold;     /* what is not shown after crashes */
    Str care;          /* the sentence about it, for staff; in its arena */
    Arena *care_arena; /* owned */
    Proof *proof;      /* owned; NULL: nothing is kept */
    const char *proven_path;
    Identity identity; /* of the machine; empty: nothing is kept */
    bool is_reload_wanted;
    bool is_trusting; /* what waits of several sources is shown by the next reading */
    bool is_done;
    bool is_display_lost;
    ExitCode code;
};
