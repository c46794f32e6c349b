#include "live/kind_delay.h"

#include "live/delay.h"
#include "live/describe.h"
#include "live/follow.h"

/* More than this is hardly meant. */
#define LONG_DELAY (3 * MILLIS_HOUR)

bool delay_check(Reading *reading) {
    const LiveOp *op = &reading->out->op;
    Millis length = op->by < 0 ? -op->by : op->by;
    if (length <= LONG_DELAY || op->is_forced)
        return true;
    return reading_fail(
        reading, "%+lld minutes are %lld h %lld min; if that is meant, say \"force\" behind it",
        (long long)(op->by / MILLIS_MINUTE), (long long)(length / MILLIS_HOUR),
        (long long)(length % MILLIS_HOUR / MILLIS_MINUTE));
}

void delay_apply_op(Work *work, const LiveOp *op) {
    size_t room = work->plan ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (work->day == SCHEDULE_NONE || (op->room.len && room == SCHEDULE_NONE))
        return; /* the room has gone from the plan */
    Delay delay = {.room = room, .by = op->by, .is_forced = op->is_forced, .at = op->at};
    work_delay(work, &delay, NULL);
}

/* What a delay did to the sessions of its room. */
typedef struct {
    size_t moved;          /* begin at another time than before */
    size_t lasting;        /* only end at another one */
    const Session *longer; /* the last of these */
    size_t shrunk;         /* breaks that are shorter */
    const Session *last;   /* the last that begins at another time */
    const Session *after;  /* the first after it, which does not */
} DelayEffect;

static const Session *session_of(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

static DelayEffect effect_of(const Schedule *before, const Schedule *after, const LiveOp *op) {
    DelayEffect effect = {0};
    size_t room = follow_room(after, op);
    for (size_t i = 0; i < after->session_count; i++) {
        const Session *now = &after->sessions[i];
        if (!session_is_in_room(now, room) || now->status == SESSION_CANCELLED ||
            now->end <= op->at)
            continue;
        const Session *then = session_of(before, now->id);
        if (!then || then->day != now->day)
            continue;
        bool is_shorter = now->end - now->start < then->end - then->start;
        if (now->start != then->start) {
            effect.moved++;
            effect.last = now;
            effect.after = NULL;
        } else if (now->end != then->end) {
            effect.lasting++;
            effect.longer = now;
        } else if (effect.last && !effect.after && now->day == effect.last->day) {
            effect.after = now;
        }
        effect.shrunk += now->type == SESSION_BREAK && is_shorter;
    }
    return effect;
}

/* "Talk A ends 10:10 now (+25 in total)" */
static Str new_time(Arena *arena, const Schedule *after, const Session *session, bool is_end) {
    Instant at = is_end ? session->end : session->start;
    Millis total = at - (is_end ? session->planned_end : session->planned_start);
    return str_printf(arena, "%.*s %s %.*s now (%+lld in total)",
                      str_arg(describe_title(after, session)), is_end ? "ends" : "starts",
                      str_arg(describe_time(arena, after, at)), (long long)(total / MILLIS_MINUTE));
}

Str delay_effect_text(Arena *arena, const Schedule *before, const Schedule *after,
                      const LiveOp *op) {
    DelayEffect effect = effect_of(before, after, op);
    if (effect.moved + effect.lasting == 0)
        return (Str){0};
    const char *word = op->by > 0 ? "later" : "earlier";
    Str text = {0};
    if (effect.lasting == 1)
        text = str_printf(arena, "%.*s%s", str_arg(new_time(arena, after, effect.longer, true)),
                          effect.moved ? ", " : "");
    else if (effect.lasting)
        text = str_printf(arena, "%zu sessions end %s%s", effect.lasting, word,
                          effect.moved ? ", " : "");
    if (effect.moved == 1)
        text = str_printf(arena, "%.*s%.*s", str_arg(text),
                          str_arg(new_time(arena, after, effect.last, false)));
    else if (effect.moved)
        text = str_printf(arena, "%.*s%zu sessions start %s, the last at %.*s", str_arg(text),
                          effect.moved, word,
                          str_arg(describe_time(arena, after, effect.last->start)));
    if (effect.shrunk)
        text = str_printf(arena, "%.*s; %zu break%s shorter", str_arg(text), effect.shrunk,
                          effect.shrunk == 1 ? " is" : "s are");
    if (effect.after)
        text = str_printf(arena, "%.*s; as before from %.*s (%.*s)", str_arg(text),
                          str_arg(describe_time(arena, after, effect.after->start)),
                          str_arg(describe_title(after, effect.after)));
    return text;
}

Str delay_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    if (!before || !after)
        return str_from("no schedule is shown");
    Str room = describe_room(after, op->room), text = delay_effect_text(arena, before, after, op);
    if (text.len == 0)
        return str_printf(arena, "%.*s: nothing changes; nothing more is to come, or it is on time",
                          str_arg(room));
    return str_printf(arena, "%.*s: %.*s", str_arg(room), str_arg(text));
}
