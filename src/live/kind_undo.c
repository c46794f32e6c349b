#include "live/kind_undo.h"

/* The place behind the op's target, or behind the last when it has none; 0: it is not there.
 * Several changes can be of one instant (the clock of a rehearsal may stand still), and two kiosks
 * that could not read each other's can have given one number twice: it is both that tells. */
static size_t behind_target(const LiveOp *ops, size_t count, const LiveOp *op) {
    if (op->target.at == INSTANT_NEVER)
        return count;
    while (count > 0 &&
           (ops[count - 1].at != op->target.at || ops[count - 1].kind != op->target.kind ||
            (op->target.number > 0 && ops[count - 1].number != op->target.number)))
        count--;
    return count;
}

static LiveOp take_out(LiveOp *ops, size_t *count, size_t behind) {
    LiveOp op = ops[behind - 1];
    for (size_t i = behind; i < *count; i++)
        ops[i - 1] = ops[i];
    --*count;
    return op;
}

bool undo_take_back(LiveState *state, const LiveOp *op) {
    size_t behind = behind_target(state->ops, state->count, op);
    if (behind == 0)
        return false;
    LiveOp undone = take_out(state->ops, &state->count, behind);
    if (state->undone_count == LIVE_OPS_MAX) /* the oldest is forgotten */
        take_out(state->undone, &state->undone_count, 1);
    LiveOp *place = arena_push(state->arena, &state->undone, &state->undone_count,
                               &state->undone_capacity, sizeof *place, _Alignof(LiveOp));
    *place = undone;
    return true;
}

/* Back to where it stood: changes hold in the order in which they were given. */
bool redo_take_back(LiveState *state, const LiveOp *op) {
    size_t behind = behind_target(state->undone, state->undone_count, op);
    if (behind == 0 || state->count >= LIVE_OPS_MAX)
        return false;
    LiveOp again = take_out(state->undone, &state->undone_count, behind);
    live_keep(state, &again);
    size_t at = state->count - 1;
    LiveOp kept = state->ops[at];
    for (; at > 0 && state->ops[at - 1].number > kept.number; at--)
        state->ops[at] = state->ops[at - 1];
    state->ops[at] = kept;
    return true;
}

Str undo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    (void)after;
    return op->text.len ? str_printf(arena, "taken back: %.*s", str_arg(op->text))
                        : str_from("the last change is taken back");
}

Str redo_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    (void)after;
    return str_printf(arena, "done again: %.*s", str_arg(op->text));
}
