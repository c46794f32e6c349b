/* nasty.h: schedules that nobody would write and that will come all the same.
 *
 * As text in the native format, so that the readers are part of it, and so that a failure can be
 * kept as a file. */
#pragma once

#include "live/changes.h"

/* The file of that seed: sessions over midnight, over the last day change, over gaps between days,
 * of a day and more, of no time and of a minute, at once in one room, in no room, in rooms that
 * are not listed, of every status, twice the same date, and clocks that are put forward and back.
 * In `arena`. */
Str nasty_schedule(Arena *arena, uint64_t seed);

/* What staff say on one of its days: delays, cancellations, moves, notices. NULL on some seeds. */
LiveState *nasty_changes(const Schedule *plan, uint64_t seed);
