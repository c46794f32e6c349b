/* kind_extend.h: one session lasts longer, as commands: extend and break; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool extend_check(Reading *reading);
bool break_check(Reading *reading); /* finds the break that runs, or the next one */
void extend_apply(Work *work, const LiveOp *op);
Str extend_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
