/* over.h: what lies over the views now, and who put it there.
 *
 * Pure. The schedule that is shown has all notices in one list; this tells them apart. */
#pragma once

#include "live/changes.h"

typedef struct {
    NoticeLevel level;
    Str text;
    Str from;      /* "the schedule", who of the staff, or the path of emergency.txt */
    Instant until; /* INSTANT_NEVER: until it is taken away */
    Str room;      /* the only one in which it is shown; empty: not only in one */
} LiveOver;

/* All notices that are due at `now`: those of the plan, then staff's, then the file's, which is
 * `path`. `plan`, `state` and `emergency` may be NULL. In `arena`, but texts are borrowed. */
const LiveOver *live_over(Arena *arena, const Schedule *plan, const LiveState *state,
                          const LiveEmergency *emergency, Str path, Instant now, size_t *count);
