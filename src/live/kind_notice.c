#include "live/kind_notice.h"

#include "live/describe.h"
#include "live/follow.h"

/* ---- notice --------------------------------------------------------------------------------- */

bool notice_check(Reading *reading) {
    LiveOp *op = &reading->out->op;
    if (op->level == NOTICE_LEVEL_COUNT)
        op->level = NOTICE_INFO;
    return true;
}

bool notice_is_urgent(const LiveOp *op) {
    return op->level == NOTICE_EMERGENCY || op->level == NOTICE_TEST;
}

void notice_apply(Work *work, const LiveOp *op) {
    if (op->until <= op->at)
        return;
    Notice *notice = &work->notices[work->notice_count++];
    *notice = (Notice){.text = work_one_text(work->copy->arena, op->text),
                       .from = op->at,
                       .until = op->until,
                       .level = op->level};
    size_t room = follow_room(work->copy, op);
    if (room != SCHEDULE_NONE) { /* a room that has gone: better everywhere than nowhere */
        notice->rooms = work_one_room(work->copy->arena, room);
        notice->room_count = 1;
    }
}

Str notice_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    Str until = op->until == INSTANT_NEVER
                    ? str_from("lifted")
                    : (after ? describe_time(arena, after, op->until) : str_from("its end"));
    const char *level = notice_level_name(op->level);
    return str_printf(arena, "%s notice in %.*s until %.*s", level,
                      str_arg(after ? describe_room(after, op->room) : str_from("all rooms")),
                      str_arg(until));
}

/* ---- lift ----------------------------------------------------------------------------------- */

bool lift_takes_away(const LiveOp *op, const LiveOp *kept) {
    return kept->kind == LIVE_NOTICE &&
           (op->level == NOTICE_LEVEL_COUNT || op->level == kept->level);
}

bool lift_is_urgent(const LiveOp *op) {
    return op->level == NOTICE_LEVEL_COUNT || notice_is_urgent(op);
}

Str lift_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)arena;
    (void)before;
    (void)after;
    (void)op;
    return str_from("lifted");
}
