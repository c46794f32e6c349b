/* kind_view.h: which view is shown, as commands: hold and release; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool hold_takes_away(const LiveOp *op, const LiveOp *kept);
bool release_takes_away(const LiveOp *op, const LiveOp *kept);
Str hold_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
Str release_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
