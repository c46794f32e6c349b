#include "live/clashes.h"

#include "live/describe.h"
#include "schedule/checks.h"

static bool is_of(const Schedule *schedule, size_t session, Str id) {
    return str_equal(schedule->sessions[session].id, id);
}

/* The same two were in each other's way already. */
static bool is_known(const Schedule *before, const Clash *clashes, size_t count, Str a, Str b) {
    for (size_t i = 0; i < count; i++)
        if ((is_of(before, clashes[i].first, a) && is_of(before, clashes[i].second, b)) ||
            (is_of(before, clashes[i].first, b) && is_of(before, clashes[i].second, a)))
            return true;
    return false;
}

/* "Talk A" (09:00–10:00) */
static Str name_of(Arena *arena, const Schedule *schedule, const Session *session) {
    return str_printf(arena, "\"%.*s\" (%.*s–%.*s)", str_arg(describe_title(schedule, session)),
                      str_arg(describe_time(arena, schedule, session->start)),
                      str_arg(describe_time(arena, schedule, session->end)));
}

static Str sentence_of(Arena *arena, const Schedule *schedule, const Clash *clash) {
    Str first = name_of(arena, schedule, &schedule->sessions[clash->first]);
    Str second = name_of(arena, schedule, &schedule->sessions[clash->second]);
    if (clash->speaker.len)
        return str_printf(arena, "%.*s speaks in two rooms at once: %.*s and %.*s",
                          str_arg(clash->speaker), str_arg(first), str_arg(second));
    if (clash->room == SCHEDULE_NONE)
        return str_printf(arena, "%.*s overlaps %.*s", str_arg(second), str_arg(first));
    return str_printf(arena, "%.*s overlaps %.*s in %.*s", str_arg(second), str_arg(first),
                      str_arg(describe_room(schedule, schedule->rooms[clash->room].id)));
}

const Str *live_clashes(Arena *arena, const Schedule *before, const Schedule *after,
                        size_t *count) {
    size_t known_count, found_count;
    const Clash *known = schedule_clashes(arena, before, &known_count);
    const Clash *found = schedule_clashes(arena, after, &found_count);
    Str *sentences = arena_new(arena, Str, found_count);
    *count = 0;
    for (size_t i = 0; i < found_count; i++) {
        Str a = after->sessions[found[i].first].id, b = after->sessions[found[i].second].id;
        if (!is_known(before, known, known_count, a, b))
            sentences[(*count)++] = sentence_of(arena, after, &found[i]);
    }
    return sentences;
}
