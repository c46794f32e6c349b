/* kind_hide.h: an item of a feed that staff take off the screens. Its row is in kinds.c. */
#pragma once

#include "live/kinds.h"

bool hide_takes_away(const LiveOp *op, const LiveOp *kept);
void hide_apply(Work *work, const LiveOp *op);
Str hide_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
bool hide_is_urgent(const LiveOp *op);
