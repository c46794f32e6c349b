/* kept.h: changes on their way to the disk, and those who wait to hear that they are there.
 *
 * The screen has shown a change long before; it is answered when the disk has it, or refused it. */
#pragma once

#include "live/keeper.h"
#include "station/order.h"

typedef struct Kept Kept;

/* As keeper_create. */
Kept *kept_open(const char *path, Str schedule_name, Millis again_after);

/* Waits for the disk, and answers everybody. Accepts NULL. */
void kept_close(Kept *kept);

/* Readable when kept_take has something to do. */
int kept_fd(const Kept *kept);

/* The change goes to the disk; then the order is answered with `text`, which says what it did.
 * `state` has the change already: see state_do. All is copied. */
void kept_do(Kept *kept, const LiveState *state, const LiveOp *op, const Order *order, Str text);

/* Answers those whose changes are done. */
void kept_take(Kept *kept);

/* Everything is on the disk, or could not be, and kept_take knows. */
bool kept_is_idle(const Kept *kept);

/* A change could not be kept yet, so that the file is not what this run was told. */
bool kept_is_behind(const Kept *kept);
