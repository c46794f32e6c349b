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

static bool is_said_there(const LiveOp *kept, const LiveOp *op) {
    return kept->kind == LIVE_SAY && str_equal(kept->room, op->room) &&
           str_equal_nocase(kept->screen, op->screen) && str_equal_nocase(kept->group, op->group);
}

/* Of what was said there before one word is enough: the one that holds again when this one is
 * undone. What was said to other screens stays: a screen has the last word of those that are for
 * it. */
bool say_take_back(LiveState *state, const LiveOp *op) {
    size_t left = 0, last = state->count;
    for (size_t i = 0; i < state->count; i++)
        if (is_said_there(&state->ops[i], op))
            last = i;
    for (size_t i = 0; i < state->count; i++)
        if (i == last || !is_said_there(&state->ops[i], op))
            state->ops[left++] = state->ops[i];
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

/* " on screen left", when it is not for all of the room's. */
static Str screens_name(Arena *arena, const LiveOp *op) {
    LiveOp anywhere = *op;
    anywhere.room = (Str){0};
    return describe_place(arena, NULL, &anywhere);
}

Str say_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    size_t room = after ? schedule_room_by_id(after, op->room) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return str_from("the schedule that is shown has no such room");
    Str name = describe_room(after, op->room), screens = screens_name(arena, op);
    if (op->is_cleared)
        return str_printf(arena, "%.*s: the stage timer alone%.*s", str_arg(name),
                          str_arg(screens));
    Str until =
        op->until == INSTANT_NEVER
            ? str_from("as long as it counts this session")
            : str_printf(arena, "until %.*s", str_arg(describe_time(arena, after, op->until)));
    if (op->is_black)
        return str_printf(arena, "%.*s: the stage timer%.*s is black, %.*s", str_arg(name),
                          str_arg(screens), str_arg(until));
    return str_printf(arena, "%.*s: \"%.*s\"%s on the stage timer%.*s, %.*s", str_arg(name),
                      str_arg(describe_text(op)), op->is_blinking ? " blinks" : "",
                      str_arg(screens), str_arg(until));
}
