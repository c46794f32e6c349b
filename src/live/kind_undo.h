/* kind_undo.h: the last change is taken back, or done again; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool undo_take_back(LiveState *state, const LiveOp *op);
Str undo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
bool redo_take_back(LiveState *state, const LiveOp *op);
Str redo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
