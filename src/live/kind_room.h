/* kind_room.h: may people still go in: room and close, as commands; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool room_check(Reading *reading);
bool close_check(Reading *reading);
bool room_takes_away(const LiveOp *op, const LiveOp *kept);
void room_apply(Work *work, const LiveOp *op);
Str room_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
