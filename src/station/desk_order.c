/* desk_order.c: what an order says, who may say it, and what it would make of the day. Part of
 * desk.h. */
#include "station/desk_inner.h"

bool desk_read_order(const Desk *desk, Arena *arena, const Order *order, Instant now, Command *out,
                     Str *problem) {
    if (!command_parse(arena, order->text, order->sender,
                       desk_schedule(desk) ? desk_schedule(desk) : desk->bare, now, out, problem))
        return false;
    if (order->is_remote)
        out->op.sender = order->sender; /* whatever the text says */
    bool names_file = order->is_remote && command_names_file(out->op.kind);
    if (names_file)
        *problem = str_from("a file of the kiosk's computer can only be named there");
    bool is_not_theirs = order->is_without_alarm && command_is_alarm(&out->op, desk->state);
    if (is_not_theirs)
        *problem = str_from("you may not raise or lift an emergency; \"lift info\" and \"lift "
                            "warning\" you may");
    return !names_file && !is_not_theirs;
}

bool desk_preview(const Desk *desk, Arena *arena, const Order *order, Schedule **made,
                  Str *problem) {
    const Schedule *plan = desk->source ? desk->source->schedule : NULL;
    Instant now = clock_now(desk->settings->clock);
    Command command;
    *made = NULL;
    if (!desk_read_order(desk, arena, order, now, &command, problem))
        return false;
    if (!command_has_preview(command.op.kind)) {
        *problem = str_from("this command does not change the day: there is nothing to draw");
        return false;
    }
    if (!live_aim(arena, plan, desk->state, &command.op, problem))
        return false;
    LiveState *state = live_copy(desk->state);
    bool is_done = live_do(state, &command.op);
    if (is_done) {
        LiveState *own =
            live_for_screen(state, desk_screen_name(desk, arena), desk->groups, desk->group_count);
        if (desk->settings->hold)
            care_filter(desk->settings->hold, own);
        *made = live_apply(desk_base(desk), own, &desk->emergency.emergency, now);
        live_free(own);
    } else {
        *problem = live_why_not(&command.op);
    }
    live_free(state);
    return is_done;
}
