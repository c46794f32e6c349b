/* describe.c: what a change did, told to the person who made it. Part of changes.h. */
#include "live/changes.h"

/* The room's name for staff, or "all rooms". */
static Str room_name(const Schedule *schedule, Str id) {
    size_t room = id.len ? schedule_room_by_id(schedule, id) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return id.len ? id : str_from("all rooms");
    const Localized *name = &schedule->rooms[room].name;
    return name->count
               ? localized_get(name, schedule->display.languages, schedule->display.language_count)
               : id;
}

static Str title_of(const Schedule *schedule, const Session *session) {
    Str title = localized_get(&session->title, schedule->display.languages,
                              schedule->display.language_count);
    return title.len ? title : session->id;
}

static Str time_of(Arena *arena, const Schedule *schedule, Instant at) {
    LocalTime local = zone_local(schedule->event.zone, at);
    return str_printf(arena, "%02d:%02d", local.hour, local.minute);
}

static const Session *session_of(const Schedule *schedule, Str id) {
    for (size_t i = 0; schedule && i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

/* What a delay did to the sessions of its room. */
typedef struct {
    size_t moved;         /* begin at another time than before */
    size_t lasting;       /* only end at another one */
    size_t shrunk;        /* breaks that are shorter */
    const Session *last;  /* the last that begins at another time */
    const Session *after; /* the first after it, which does not */
} DelayEffect;

static DelayEffect effect_of(const Schedule *before, const Schedule *after, const LiveOp *op) {
    DelayEffect effect = {0};
    size_t room = op->room.len ? schedule_room_by_id(after, op->room) : SCHEDULE_NONE;
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
        } else if (effect.last && !effect.after && now->day == effect.last->day) {
            effect.after = now;
        }
        effect.shrunk += now->type == SESSION_BREAK && is_shorter;
    }
    return effect;
}

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

static Str describe_delay(Arena *arena, const Schedule *before, const Schedule *after,
                          const LiveOp *op) {
    DelayEffect effect = effect_of(before, after, op);
    Str room = room_name(after, op->room);
    if (effect.moved + effect.lasting == 0)
        return str_printf(arena, "%.*s: nothing changes; nothing more is to come, or it is on time",
                          str_arg(room));
    const char *word = op->by > 0 ? "later" : "earlier";
    Str text = str_printf(arena, "%.*s:", str_arg(room));
    if (effect.lasting)
        text = str_printf(arena, "%.*s %zu session%s end%s %s%s", str_arg(text), effect.lasting,
                          plural(effect.lasting), effect.lasting == 1 ? "s" : "", word,
                          effect.moved ? "," : "");
    if (effect.moved)
        text = str_printf(arena, "%.*s %zu session%s start%s %s, the last at %.*s", str_arg(text),
                          effect.moved, plural(effect.moved), effect.moved == 1 ? "s" : "", word,
                          str_arg(time_of(arena, after, effect.last->start)));
    if (effect.shrunk)
        text = str_printf(arena, "%.*s; %zu break%s shorter", str_arg(text), effect.shrunk,
                          effect.shrunk == 1 ? " is" : "s are");
    if (effect.after)
        text = str_printf(arena, "%.*s; as before from %.*s (%.*s)", str_arg(text),
                          str_arg(time_of(arena, after, effect.after->start)),
                          str_arg(title_of(after, effect.after)));
    return text;
}

static Str describe_session(Arena *arena, const Schedule *after, const LiveOp *op) {
    const Session *session = session_of(after, op->session);
    if (!session)
        return str_printf(arena, "there is no session \"%.*s\" any more", str_arg(op->session));
    Str title = title_of(after, session);
    Str start = time_of(arena, after, session->start);
    switch (op->kind) {
    case LIVE_CANCEL:
        return str_printf(arena, "cancelled: %.*s (%.*s)", str_arg(title), str_arg(start));
    case LIVE_MOVE:
        return str_printf(arena, "moved: %.*s, now in %.*s at %.*s", str_arg(title),
                          str_arg(room_name(after, op->room)), str_arg(start));
    case LIVE_NOTE:
        return op->text.len ? str_printf(arena, "noted: %.*s", str_arg(title))
                            : str_printf(arena, "no note any more: %.*s", str_arg(title));
    case LIVE_RESTORE:
        return str_printf(arena, "as planned again: %.*s", str_arg(title));
    case LIVE_DELAY:
    case LIVE_NOTICE:
    case LIVE_HOLD:
    case LIVE_LIFT:
    case LIVE_RELEASE:
    case LIVE_UNDO:
    case LIVE_KIND_COUNT:
        break;
    }
    return (Str){0};
}

static Str describe_notice(Arena *arena, const Schedule *after, const LiveOp *op) {
    Str until = op->until == INSTANT_NEVER
                    ? str_from("lifted")
                    : (after ? time_of(arena, after, op->until) : str_from("its end"));
    const char *level = notice_level_name(op->level);
    return str_printf(arena, "%s notice in %.*s until %.*s", level,
                      str_arg(after ? room_name(after, op->room) : str_from("all rooms")),
                      str_arg(until));
}

Str live_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    switch (op->kind) {
    case LIVE_DELAY:
        return before && after ? describe_delay(arena, before, after, op)
                               : str_from("no schedule is shown");
    case LIVE_CANCEL:
    case LIVE_MOVE:
    case LIVE_NOTE:
    case LIVE_RESTORE:
        return after ? describe_session(arena, after, op) : str_from("no schedule is shown");
    case LIVE_NOTICE:
        return describe_notice(arena, after, op);
    case LIVE_HOLD:
        return str_printf(arena, "%s stays until released", view_kind_name(op->view));
    case LIVE_LIFT:
        return str_from("lifted");
    case LIVE_RELEASE:
        return str_from("the cycle goes on");
    case LIVE_UNDO:
        return str_from("the last change is taken back");
    case LIVE_KIND_COUNT:
        break;
    }
    return (Str){0};
}
