/* clashes.h: what staff's changes put into each other's way. Pure. */
#pragma once

#include "schedule/schedule.h"

/* A sentence for each pair of sessions that clash in `after` and did not in `before` (two in one
 * room, a speaker in two), as `kiosk check` would find them. In `arena`. */
const Str *live_clashes(Arena *arena, const Schedule *before, const Schedule *after, size_t *count);
