#include "live/over.h"

#include "live/describe.h"

static bool is_due(Instant from, Instant until, Instant now) {
    return from <= now && now < until;
}

static LiveOver of_plan(const Schedule *plan, const Notice *notice) {
    const Display *display = &plan->display;
    return (LiveOver){
        .level = notice->level,
        .text = localized_get(&notice->text, display->languages, display->language_count),
        .from = str_from("the schedule"),
        .until = notice->until,
        .room = notice->room_count == 1 ? plan->rooms[notice->rooms[0]].id : (Str){0}};
}

static bool holds(const Schedule *plan, const LiveState *state, Instant now) {
    Instant until;
    return state &&
           (!plan || date_compare(live_date_at(plan, state, now, &until), state->date) == 0);
}

const LiveOver *live_over(Arena *arena, const Schedule *plan, const LiveState *state,
                          const LiveEmergency *emergency, Str path, Instant now, size_t *count) {
    size_t max = (plan ? plan->notice_count : 0) + (state ? state->count : 0) + 1;
    LiveOver *list = arena_new(arena, LiveOver, max);
    *count = 0;
    for (size_t i = 0; plan && i < plan->notice_count; i++)
        if (is_due(plan->notices[i].from, plan->notices[i].until, now))
            list[(*count)++] = of_plan(plan, &plan->notices[i]);
    for (size_t i = 0; holds(plan, state, now) && i < state->count; i++) {
        const LiveOp *op = &state->ops[i];
        if (op->kind == LIVE_NOTICE && is_due(op->at, op->until, now))
            list[(*count)++] = (LiveOver){.level = op->level,
                                          .text = describe_text(op),
                                          .from = op->sender,
                                          .until = op->until,
                                          .room = op->room};
    }
    if (emergency && emergency->text.len)
        list[(*count)++] = (LiveOver){.level = NOTICE_EMERGENCY,
                                      .text = emergency->text,
                                      .from = path,
                                      .until = INSTANT_NEVER};
    return list;
}
