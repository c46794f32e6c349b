/* kind_slide.h: a page of words in the cycle, on the spot; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool slide_check(Reading *reading);
void slide_apply(Work *work, const LiveOp *op);
Str slide_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
