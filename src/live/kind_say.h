/* kind_say.h: the crew's word to whoever stands on a stage, as a command; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool say_check(Reading *reading);
bool say_take_back(LiveState *state, const LiveOp *op);
void say_apply(Work *work, const LiveOp *op);
Str say_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
