/* kind_notice.h: words over the picture, as commands: notice and lift; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool notice_check(Reading *reading);
bool notice_is_urgent(const LiveOp *op);
void notice_apply(Work *work, const LiveOp *op);
Str notice_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);

bool lift_takes_away(const LiveOp *op, const LiveOp *kept);
bool lift_is_urgent(const LiveOp *op);
Str lift_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
