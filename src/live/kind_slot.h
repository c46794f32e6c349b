/* kind_slot.h: sessions that trade places, and new ones, as commands: swap and add; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool swap_check(Reading *reading);
void swap_apply(Work *work, const LiveOp *op);
Str swap_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);

bool add_check(Reading *reading);
void add_apply(Work *work, const LiveOp *op);
Str add_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
