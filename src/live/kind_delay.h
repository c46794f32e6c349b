/* kind_delay.h: a room runs late, as a command: see kinds.h. */
#pragma once

#include "live/kinds.h"

bool delay_check(Reading *reading);
void delay_apply_op(Work *work, const LiveOp *op);
Str delay_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
