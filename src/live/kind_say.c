#include "live/kind_say.h"

#include "live/describe.h"
#include "live/follow.h"

bool say_check(Reading *reading) {
    const LiveOp *op = &reading->out->op;
    bool has_text = op->text.len > 0 || op->text_count > 0;
    if (has_text + op->is_cleared + op->is_black > 1)
        return reading_fail(reading, "a text, --clear and --blackout: one of them at a time");
    if (!has_text && !op->is_cleared && !op->is_black)
        return reading_fail(reading, "there is nothing to say; write: %s",
                            "say ROOM \"text\", say ROOM --clear or say ROOM --blackout");
    if (op->is_blinking && !has_text)
        return reading_fail(reading, "--blink wants a text that blinks");
    return true;
}

/* Of what was said before one word is enough: the one that holds again when this one is undone. */
bool say_take_back(LiveState *state, const LiveOp *op) {
    size_t left = 0, last = state->count;
    for (size_t i = 0; i < state->count; i++)
        if (state->ops[i].kind == LIVE_SAY && str_equal(state->ops[i].room, op->room))
            last = i;
    for (size_t i = 0; i < state->count; i++) {
        bool is_old =
            state->ops[i].kind == LIVE_SAY && str_equal(state->ops[i].room, op->room) && i != last;
        if (!is_old)
            state->ops[left++] = state->ops[i];
    }
    state->count = left;
    return true;
}

void say_apply(Work *work, const LiveOp *op) {
    size_t index = work->plan ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (index == SCHEDULE_NONE)
        return;
    Room *room = (Room *)&work->copy->rooms[index]; /* our own copy */
    room->stage = (StageWord){0};
    if (!op->is_cleared)
        room->stage = (StageWord){.text = work_texts(work->copy->arena, op),
                                  .is_blinking = op->is_blinking,
                                  .is_black = op->is_black,
                                  .from = op->at,
                                  .until = op->until};
}

Str say_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    size_t room = after ? schedule_room_by_id(after, op->room) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return str_from("the schedule that is shown has no such room");
    Str name = describe_room(after, op->room);
    if (op->is_cleared)
        return str_printf(arena, "%.*s: the stage timer alone", str_arg(name));
    Str until =
        op->until == INSTANT_NEVER
            ? str_from("as long as it counts this session")
            : str_printf(arena, "until %.*s", str_arg(describe_time(arena, after, op->until)));
    if (op->is_black)
        return str_printf(arena, "%.*s: the stage timer is black, %.*s", str_arg(name),
                          str_arg(until));
    return str_printf(arena, "%.*s: \"%.*s\"%s on the stage timer, %.*s", str_arg(name),
                      str_arg(describe_text(op)), op->is_blinking ? " blinks" : "", str_arg(until));
}
