#include "live/kind_view.h"

#include "live/describe.h"

static bool is_same_place(const LiveOp *a, const LiveOp *b) {
    return str_equal(a->room, b->room) && str_equal_nocase(a->screen, b->screen) &&
           str_equal_nocase(a->group, b->group);
}

bool hold_takes_away(const LiveOp *op, const LiveOp *kept) {
    return kept->kind == LIVE_HOLD && is_same_place(op, kept);
}

/* Said of no place, it is said of all. */
bool release_takes_away(const LiveOp *op, const LiveOp *kept) {
    bool is_everywhere = !op->room.len && !op->screen.len && !op->group.len;
    return kept->kind == LIVE_HOLD && (is_everywhere || is_same_place(op, kept));
}

Str hold_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    return str_printf(arena, "%s stays until released%.*s", view_kind_name(op->view),
                      str_arg(describe_place(arena, after, op)));
}

Str release_describe(Arena *arena, const Schedule *before, const Schedule *after,
                     const LiveOp *op) {
    (void)before;
    return str_printf(arena, "the cycle goes on%.*s", str_arg(describe_place(arena, after, op)));
}
