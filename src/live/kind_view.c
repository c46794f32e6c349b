#include "live/kind_view.h"

bool hold_takes_away(const LiveOp *op, const LiveOp *kept) {
    (void)op;
    return kept->kind == LIVE_HOLD;
}

Str hold_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    (void)after;
    return str_printf(arena, "%s stays until released", view_kind_name(op->view));
}

Str release_describe(Arena *arena, const Schedule *before, const Schedule *after,
                     const LiveOp *op) {
    (void)arena;
    (void)before;
    (void)after;
    (void)op;
    return str_from("the cycle goes on");
}
