/* care.h: what is held back after runs that ended too early (restarts.h): versions of the sources
 * and changes of the day that no run has shown for a minute (proven.h). Inner header of station.c
 * and desk.c. */
#pragma once

#include "live/changes.h"
#include "picture/source.h"
#include "station/proven.h"
#include "station/restarts.h"

/* What is tried after runs that ended too early. */
typedef enum {
    CARE_NONE,
    CARE_PROVEN, /* only what a former run has shown for a minute */
    CARE_BARE,   /* no run comes to a picture: nothing but the page that says so */
} Care;

typedef struct {
    Care level;          /* CARE_NONE: nothing is held back */
    uint32_t ends;       /* so many runs were ended too early */
    HeldBack *sources;   /* what is shown instead, in the arena of care_begin … */
    const bool *is_held; /* … where this says so */
    size_t count;        /* of both */
    Date date;           /* of these changes … */
    int32_t proven;      /* … the last that was shown for a minute */
    int32_t seen;        /* and the last that there was at the start; negative: not known yet */
} CareHold;

/* Decides what is held back after these runs: after three ends within a minute what stands on the
 * disk and in the contents now and is not what was proven, if anything was; everything after six
 * that came to no picture, after three where nothing was proven. `proven_file` may be NULL. All in
 * `arena`, which must live as long. */
CareHold care_begin(Arena *arena, const Restarts *runs, const char *proven_file,
                    const SourceSettings *settings, const SourceContent *contents);

/* The contents with what is held back noted in them. In `arena`, borrows. */
const SourceContent *care_contents(const CareHold *hold, Arena *arena,
                                   const SourceContent *contents);

/* The changes that there are now are what the run has found at its start; the first call counts. */
void care_see(CareHold *hold, const LiveState *state);

/* Takes out of the changes those that are held back: how many. */
size_t care_filter(const CareHold *hold, LiveState *state);

/* A sentence for staff; empty when nothing is held back. */
Str care_problem(const CareHold *hold, Arena *arena, size_t changes);
