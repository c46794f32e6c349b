/* kind_delay.h: a room runs late, as a command: see kinds.h. */
#pragma once

#include "live/kinds.h"

bool delay_check(Reading *reading);
void delay_apply_op(Work *work, const LiveOp *op);
Str delay_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);

/* "A ends 10:55 now (+25 in total), 2 sessions start later, …": what is at another time than before
 * in the op's room (all, when it has none). Empty: nothing. */
Str delay_effect_text(Arena *arena, const Schedule *before, const Schedule *after,
                      const LiveOp *op);
