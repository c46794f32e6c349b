#include "live/kind_notice.h"

#include "live/describe.h"
#include "live/follow.h"

/* ---- notice --------------------------------------------------------------------------------- */

bool notice_check(Reading *reading) {
    LiveOp *op = &reading->out->op;
    if (op->level == NOTICE_LEVEL_COUNT)
        op->level = NOTICE_INFO;
    if (op->text.len == 0 && op->text_count == 0)
        return reading_fail(reading, "the notice has no text; write: %s",
                            "notice \"text\", or notice --de \"…\" --en \"…\"");
    return true;
}

bool notice_is_urgent(const LiveOp *op) {
    return op->level == NOTICE_EMERGENCY || op->level == NOTICE_TEST;
}

void notice_apply(Work *work, const LiveOp *op) {
    if (op->until <= op->at)
        return;
    Notice *notice = &work->notices[work->notice_count++];
    *notice = (Notice){.text = work_texts(work->copy->arena, op),
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
                    ? str_from(live_is_emergency(op) ? "lifted" : "lifted or the day ends")
                    : (after ? describe_time(arena, after, op->until) : str_from("its end"));
    const char *level = notice_level_name(op->level);
    Str place = describe_place(arena, after, op);
    return str_printf(arena, "%s notice%.*s until %.*s", level,
                      str_arg(place.len ? place : str_from(" in all rooms")), str_arg(until));
}

/* ---- lift ----------------------------------------------------------------------------------- */

bool lift_takes_away(const LiveOp *op, const LiveOp *kept) {
    if ((kept->kind == LIVE_NOTICE || kept->kind == LIVE_SLIDE) && op->number > 0)
        return kept->number == op->number;
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
