#include "live/kind_undo.h"

bool undo_take_back(LiveState *state, const LiveOp *op) {
    size_t index = state->count;
    while (index > 0 && op->target.at != INSTANT_NEVER &&
           (state->ops[index - 1].at != op->target.at ||
            state->ops[index - 1].kind != op->target.kind))
        index--;
    if (index == 0)
        return false;
    for (state->count--; index - 1 < state->count; index++)
        state->ops[index - 1] = state->ops[index];
    return true;
}

Str undo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    (void)after;
    return op->text.len ? str_printf(arena, "taken back: %.*s", str_arg(op->text))
                        : str_from("the last change is taken back");
}
