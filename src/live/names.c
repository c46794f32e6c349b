#include "live/names.h"

#include "schedule/now_next.h"

enum { NAMES_LISTED = 16, NEXT_LOOKED_AT = 8 };

Str name_suggestion(Arena *arena, Str word, const Str *names, size_t count) {
    const Str *nearest = str_nearest(word, names, count);
    return nearest ? str_printf(arena, "; did you mean \"%.*s\"?", str_arg(*nearest)) : (Str){0};
}

Str name_list(Arena *arena, const Str *names, size_t count) {
    Str text = {0};
    for (size_t i = 0; i < count && i < NAMES_LISTED; i++)
        text = str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? ", " : "", str_arg(names[i]));
    return count > NAMES_LISTED ? str_printf(arena, "%.*s, …", str_arg(text)) : text;
}

bool name_need_schedule(Reading *reading) {
    const Schedule *schedule = reading->schedule;
    return (schedule && (schedule->session_count || schedule->room_count)) ||
           reading_fail(reading, "no schedule is shown");
}

/* ---- rooms ---------------------------------------------------------------------------------- */

bool name_room(Reading *reading, Str word, Str *id) {
    const Schedule *schedule = reading->schedule;
    if (!name_need_schedule(reading))
        return false;
    size_t room = schedule_room_named(schedule, word);
    if (room != SCHEDULE_NONE) {
        *id = str_copy(reading->arena, schedule->rooms[room].id);
        return true;
    }
    Str *ids = arena_new(reading->arena, Str, schedule->room_count);
    for (size_t i = 0; i < schedule->room_count; i++)
        ids[i] = schedule->rooms[i].id;
    Str near = name_suggestion(reading->arena, word, ids, schedule->room_count);
    return reading_fail(reading, "there is no room \"%.*s\"%.*s%s the rooms are %.*s",
                        str_arg(word), str_arg(near), near.len ? "" : ";",
                        str_arg(name_list(reading->arena, ids, schedule->room_count)));
}

/* ---- sessions ------------------------------------------------------------------------------- */

static const Session *session_by_id(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

static bool starts_nocase(Str text, Str with) {
    return with.len && with.len <= text.len && str_equal_nocase(str_slice(text, 0, with.len), with);
}

static bool matches(const Session *session, Str word) {
    if (starts_nocase(session->id, word))
        return true;
    for (size_t i = 0; i < session->title.count; i++)
        if (starts_nocase(session->title.items[i].text, word))
            return true;
    return false;
}

/* rust-intro ("Rust for beginners", 10:00, main) */
static Str told(Arena *arena, const Schedule *schedule, const Session *session) {
    Str title = localized_get(&session->title, schedule->display.languages,
                              schedule->display.language_count);
    LocalTime t = zone_local(schedule->event.zone, session->start);
    Str room = session->room_count ? schedule->rooms[session->rooms[0]].id : (Str){0};
    return str_printf(arena, "%.*s (\"%.*s\", %02d:%02d%s%.*s)", str_arg(session->id),
                      str_arg(title), t.hour, t.minute, room.len ? ", " : "", str_arg(room));
}

/* A sentence with the sessions that `word` could mean. */
static bool say_ambiguous(Reading *reading, Str word, const Session *const *found, size_t count) {
    Str *names = arena_new(reading->arena, Str, count);
    for (size_t i = 0; i < count; i++)
        names[i] = told(reading->arena, reading->schedule, found[i]);
    return reading_fail(reading, "\"%.*s\" could be %.*s", str_arg(word),
                        str_arg(name_list(reading->arena, names, count)));
}

/* Today's sessions, or all when today has none. */
static void sessions_today(const Reading *reading, size_t *first, size_t *count) {
    const Schedule *schedule = reading->schedule;
    size_t day = schedule_day_at(schedule, reading->now);
    *first = day == SCHEDULE_NONE ? 0 : schedule->days[day].first_session;
    *count = day == SCHEDULE_NONE ? schedule->session_count : schedule->days[day].session_count;
}

/* "main@now", "main@next": what runs in that room, or is the next one to. */
static bool is_by_room(Str word, Str *room, bool *is_next) {
    size_t at = word.len;
    while (at > 0 && word.s[at - 1] != '@')
        at--;
    if (at < 2)
        return false;
    Str when = str_slice(word, at, word.len);
    *room = str_slice(word, 0, at - 1);
    *is_next = str_equal_nocase(when, str_from("next"));
    return *is_next || str_equal_nocase(when, str_from("now"));
}

static const Session *session_in_room(Reading *reading, Str word, Str room_word, bool is_next) {
    const Schedule *schedule = reading->schedule;
    Str id;
    if (!name_room(reading, room_word, &id))
        return NULL;
    size_t room = schedule_room_by_id(schedule, id);
    NowNext lists = now_next_at(reading->arena, schedule, room, reading->now, NEXT_LOOKED_AT);
    const size_t *list = is_next ? lists.next : lists.now;
    size_t count = is_next ? lists.next_count : lists.now_count;
    /* Nobody means the tea that all rooms share. */
    while (is_next && count > 1 && schedule->sessions[list[0]].type == SESSION_BREAK) {
        list++;
        count--;
    }
    if (count == 1 || (is_next && count > 0))
        return &schedule->sessions[list[0]];
    if (count == 0) {
        const Session *next = lists.next_count ? &schedule->sessions[lists.next[0]] : NULL;
        reading_fail(reading, "nothing %s in %.*s%s%.*s", is_next ? "is to come" : "runs",
                     str_arg(room_word), next ? "; next is " : "",
                     str_arg(next ? told(reading->arena, schedule, next) : (Str){0}));
        return NULL;
    }
    const Session **found = arena_new(reading->arena, const Session *, count);
    for (size_t i = 0; i < count; i++)
        found[i] = &schedule->sessions[list[i]];
    say_ambiguous(reading, word, found, count);
    return NULL;
}

const Session *name_session(Reading *reading, Str word) {
    const Schedule *schedule = reading->schedule;
    if (!name_need_schedule(reading))
        return NULL;
    const Session *exact = session_by_id(schedule, word);
    Str room;
    bool is_next;
    if (!exact && is_by_room(word, &room, &is_next))
        return session_in_room(reading, word, room, is_next);
    size_t first, count, found_count = 0;
    sessions_today(reading, &first, &count);
    const Session **found = arena_new(reading->arena, const Session *, count);
    Str *ids = arena_new(reading->arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        const Session *session = &schedule->sessions[first + i];
        ids[i] = session->id;
        if (!exact && matches(session, word))
            found[found_count++] = session;
    }
    if (found_count > 1) {
        say_ambiguous(reading, word, found, found_count);
        return NULL;
    }
    if (!exact && found_count == 0) {
        Str near = name_suggestion(reading->arena, word, ids, count);
        reading_fail(reading, "there is no session \"%.*s\" today%.*s%s%.*s", str_arg(word),
                     str_arg(near), near.len ? "" : "; there are ",
                     str_arg(near.len ? (Str){0} : name_list(reading->arena, ids, count)));
        return NULL;
    }
    return exact ? exact : found[0];
}

/* ---- numbers and times ---------------------------------------------------------------------- */

bool name_number(Str word, int64_t max, int64_t *out) {
    int64_t value = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.s[i] < '0' || word.s[i] > '9')
            return false;
        value = value * 10 + (word.s[i] - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return word.len > 0;
}

/* Minutes after midnight from "9:05", "09.05", "0905"; up to 24:59, which is after midnight. */
static bool read_minutes(Str word, int64_t *minutes) {
    size_t colon = 0;
    while (colon < word.len && word.s[colon] != ':' && word.s[colon] != '.')
        colon++;
    size_t skip = 1;
    if (colon == word.len && word.len == 4) {
        colon = 2;
        skip = 0;
    }
    int64_t hour, minute;
    Str tail = str_slice(word, colon + skip, word.len);
    if (tail.len != 2 || !name_number(str_slice(word, 0, colon), 24, &hour) ||
        !name_number(tail, 59, &minute))
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

bool name_time(Reading *reading, Str word, Instant *at) {
    int64_t minutes;
    if (word.len && word.s[0] == '+' &&
        name_number(str_slice(word, 1, word.len), 24 * 60, &minutes)) {
        *at = reading->now + minutes * MILLIS_MINUTE;
        return true;
    }
    if (!read_minutes(word, &minutes))
        return reading_fail(reading, "\"%.*s\" is no time; write 14:05, or +30 for in half an hour",
                            str_arg(word));
    const Schedule *schedule = reading->schedule;
    const Zone *zone = schedule ? schedule->event.zone : zone_utc();
    int32_t change = schedule ? schedule->event.day_change : DAY_CHANGE_USUAL;
    Date date = schedule_date_at(schedule, reading->now);
    if (minutes < change)
        minutes += 24 * 60; /* 01:30 is in the night that follows */
    *at = zone_instant(zone, date, (int32_t)minutes, NULL);
    return true;
}
