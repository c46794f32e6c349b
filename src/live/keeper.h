/* keeper.h: writes staff's changes to the disk, in order, in a thread of its own.
 *
 * An emergency is on the screen before a slow disk has it; whoever gave it is answered when the
 * disk does. What the disk refused is tried again, before the next change and by the clock, until
 * it is there or its day is over. */
#pragma once

#include "live/changes.h"

typedef struct Keeper Keeper;

#define KEEPER_AGAIN_AFTER (5 * MILLIS_SECOND)

/* Both texts are copied; what was refused is tried again after `again_after`. NULL, after a line in
 * the log, when the system refuses. */
Keeper *keeper_create(const char *path, Str schedule_name, Millis again_after);
void keeper_free(Keeper *keeper); /* finishes what it was given; accepts NULL */

/* Waits until everything that was given is done; keeper_take then has it all, and nothing more may
 * be given. Accepts NULL. */
void keeper_finish(Keeper *keeper);

/* Readable when keeper_take has something, or keeper_is_behind is another. */
int keeper_fd(const Keeper *keeper);

/* Copied. `known` (may be NULL): see state_do. `id` comes back with keeper_take. */
void keeper_do(Keeper *keeper, Date date, const LiveOp *op, const LiveState *known, uint64_t id);

/* One that is done, in the order in which they were given; false when there is none. */
bool keeper_take(Keeper *keeper, uint64_t *id, bool *is_kept);

/* Something was refused and is still to be written. */
bool keeper_is_behind(Keeper *keeper);
