#include "live/kind_hide.h"

#include "schedule/feeds.h"

/* Said twice it is said once. */
bool hide_takes_away(const LiveOp *op, const LiveOp *kept) {
    return kept->kind == LIVE_HIDE && str_equal(kept->about, op->about);
}

void hide_apply(Work *work, const LiveOp *op) {
    feeds_hide(work->copy->arena, work->slides, work->slide_count, op->about);
}

Str hide_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    (void)after;
    return str_printf(arena, "hidden: \"%.*s\"; it stays so, until \"undo\" brings it back",
                      str_arg(op->text));
}

/* It is taken off because somebody must not see it. */
bool hide_is_urgent(const LiveOp *op) {
    (void)op;
    return true;
}
