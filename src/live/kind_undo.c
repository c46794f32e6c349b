#include "live/kind_undo.h"

bool undo_take_back(LiveState *state, const LiveOp *op) {
    (void)op;
    if (state->count == 0)
        return false;
    state->count--;
    return true;
}

Str undo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)arena;
    (void)before;
    (void)after;
    (void)op;
    return str_from("the last change is taken back");
}
