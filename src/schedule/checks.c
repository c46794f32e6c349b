/* checks.c: looks at a whole schedule for what was hardly meant. */
#include "schedule/checks.h"

#include <stdlib.h>
#include <string.h>

#include "schedule/clash_search.h"

enum {
    LONG_HOURS = 6,
    FAR_DAYS = 300,
    NEAR_DAYS = 60 /* an event is put up at most this long before it begins */
};

/* Nobody reads more; a schedule of nothing but clashes is checked in bounded time. */
static bool is_enough(const Diagnostics *diagnostics) {
    return diagnostics->counts[SEVERITY_WARNING] > DIAGNOSTICS_MAX;
}

static Str title_of(const Session *session) {
    return session->title.count ? session->title.items[0].text : session->id;
}

/* "09:05–09:25" in the venue's time. */
static const char *time_of(const Schedule *schedule, const Session *session, Arena *scratch) {
    LocalTime from = zone_local(schedule->event.zone, session->start);
    LocalTime to = zone_local(schedule->event.zone, session->end);
    return arena_printf(scratch, "%02d:%02d–%02d:%02d", (int)from.hour, (int)from.minute,
                        (int)to.hour, (int)to.minute);
}

/* ---- two sessions at once ---- */

const Clash *schedule_clashes(Arena *arena, const Schedule *schedule, size_t *count) {
    Clashes clashes = clashes_find(arena, schedule, DIAGNOSTICS_MAX);
    *count = clashes.count;
    return clashes.items;
}

static void tell_clash(const Schedule *schedule, const Clash *clash, Diagnostics *diagnostics) {
    const Session *first = &schedule->sessions[clash->first];
    const Session *second = &schedule->sessions[clash->second];
    Arena *scratch = arena_create();
    const char *time = time_of(schedule, first, scratch);
    if (clash->speaker.len) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, "speaker-twice", second->at,
                        "correct the times, or the speakers",
                        "%.*s speaks in two rooms at once: here and in \"%.*s\" (%s, line %d)",
                        str_arg(clash->speaker), str_arg(title_of(first)), time,
                        (int)first->at.line);
    } else {
        bool has_room = clash->room != SCHEDULE_NONE;
        Str where = has_room ? str_printf(scratch, "in room \"%.*s\"",
                                          str_arg(schedule->rooms[clash->room].id))
                             : str_from("without a room");
        diagnostics_add(diagnostics, SEVERITY_WARNING, "overlap", second->at,
                        has_room ? "correct the times, or give one another room"
                                 : "give them rooms, or correct the times",
                        "\"%.*s\" overlaps \"%.*s\" (%s, line %d) %.*s", str_arg(title_of(second)),
                        str_arg(title_of(first)), time, (int)first->at.line, str_arg(where));
    }
    arena_free(scratch);
}

static void check_clashes(const Schedule *schedule, Diagnostics *diagnostics) {
    Arena *scratch = arena_create();
    Clashes clashes = clashes_find(scratch, schedule, DIAGNOSTICS_MAX);
    size_t told = 0;
    while (told < clashes.count && !is_enough(diagnostics))
        tell_clash(schedule, &clashes.items[told++], diagnostics);
    diagnostics_count(diagnostics, SEVERITY_WARNING, clashes.count - told + clashes.more);
    arena_free(scratch);
}

/* ---- single sessions ---- */

/* A session by its id; of those with the same one the first in the file comes first. */
typedef struct {
    Str id;
    size_t index;
} Named;

static int compare_named(const void *a, const void *b) {
    const Named *left = a, *right = b;
    size_t len = left->id.len < right->id.len ? left->id.len : right->id.len;
    int order = len ? memcmp(left->id.s, right->id.s, len) : 0;
    if (order == 0 && left->id.len != right->id.len)
        order = left->id.len < right->id.len ? -1 : 1;
    return order ? order : left->index < right->index ? -1 : 1;
}

/* For each session the first one with its id: itself, where that is its own. In `arena`. */
static size_t *first_of_ids(Arena *arena, const Schedule *schedule) {
    size_t count = schedule->session_count;
    Named *named = arena_new(arena, Named, count);
    size_t *first = arena_new(arena, size_t, count);
    for (size_t i = 0; i < count; i++)
        named[i] = (Named){.id = schedule->sessions[i].id, .index = i};
    if (count > 1)
        qsort(named, count, sizeof *named, compare_named);
    for (size_t i = 0; i < count; i++) {
        bool is_same = i > 0 && str_equal(named[i].id, named[i - 1].id);
        first[named[i].index] = is_same ? first[named[i - 1].index] : named[i].index;
    }
    return first;
}

static void check_ids(const Schedule *schedule, Diagnostics *diagnostics) {
    Arena *scratch = arena_create();
    const size_t *firsts = first_of_ids(scratch, schedule);
    for (size_t i = 1; i < schedule->session_count && !is_enough(diagnostics); i++) {
        if (firsts[i] == i)
            continue;
        const Session *first = &schedule->sessions[firsts[i]], *second = &schedule->sessions[i];
        diagnostics_add(diagnostics, SEVERITY_WARNING, "duplicate-id", second->at,
                        "give each session an id of its own, or none",
                        "\"%.*s\" and \"%.*s\" (line %d) have the same id \"%.*s\"",
                        str_arg(title_of(second)), str_arg(title_of(first)), (int)first->at.line,
                        str_arg(second->id));
    }
    arena_free(scratch);
}

static void check_lengths(const Schedule *schedule, Diagnostics *diagnostics) {
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        Millis length = session->end - session->start;
        if (length <= LONG_HOURS * MILLIS_HOUR || session->type == SESSION_SOCIAL ||
            session->type == SESSION_OTHER || session->is_all_day)
            continue;
        diagnostics_add(diagnostics, SEVERITY_WARNING, "long-session", session->at,
                        "correct start or end; if it is that long, give it type: other",
                        "\"%.*s\" takes %d h %d min", str_arg(title_of(session)),
                        (int)(length / MILLIS_HOUR), (int)(length % MILLIS_HOUR / MILLIS_MINUTE));
    }
}

/* ---- days ---- */

/* The date in another year: 29 February becomes the 28th where there is none. */
static Date in_year(Date date, int32_t year) {
    date.year = year;
    if (!date_is_valid(date))
        date.day--;
    return date;
}

/* The year in which `date` would be about now, or 0. */
static int32_t likely_year(Date date, Date today) {
    for (int32_t year = today.year - 1; year <= today.year + 1; year++) {
        int32_t days = date_diff(today, in_year(date, year));
        if (year != date.year && days >= -3 && days <= NEAR_DAYS)
            return year;
    }
    return 0;
}

static void check_days(const Schedule *schedule, Instant now, Diagnostics *diagnostics) {
    if (schedule->day_count == 0)
        return;
    Date today = zone_conference_date(schedule->event.zone, now, schedule->event.day_change);
    const Day *first = &schedule->days[0], *last = &schedule->days[schedule->day_count - 1];
    int32_t since = date_diff(last->date, today), until = date_diff(today, first->date);
    if (since <= 0 && until < FAR_DAYS)
        return;
    const Day *day = since > 0 ? last : first;
    int32_t year = likely_year(day->date, today);
    Arena *scratch = arena_create();
    const char *hint = "check the date, and that this is the right file";
    if (year) {
        Date likely = in_year(day->date, year);
        hint = arena_printf(scratch, "did you mean %04d-%02d-%02d?", (int)likely.year,
                            (int)likely.month, (int)likely.day);
    }
    const char *code = year ? "year-off" : since > 0 ? "days-past" : "days-far";
    if (since > 0)
        diagnostics_add(diagnostics, SEVERITY_WARNING, code, day->at, hint,
                        "all days are past: the last one was %d day%s ago", (int)since,
                        since == 1 ? "" : "s");
    else
        diagnostics_add(diagnostics, SEVERITY_WARNING, code, day->at, hint,
                        "the first day is %d days from now", (int)until);
    arena_free(scratch);
}

/* ---- notices ---- */

static void check_notices(const Schedule *schedule, Diagnostics *diagnostics) {
    for (size_t i = 0; i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        if (notice->until > notice->from)
            continue;
        /* One that is shown on each day has been made into several. */
        if (i > 0 && schedule->notices[i - 1].at.line == notice->at.line &&
            schedule->notices[i - 1].at.column == notice->at.column)
            continue;
        diagnostics_add(diagnostics, SEVERITY_WARNING, "notice-order", notice->at,
                        "correct from or until",
                        "the notice ends before it starts: it is never "
                        "shown");
    }
}

void schedule_check(const Schedule *schedule, Instant now, Diagnostics *diagnostics) {
    check_days(schedule, now, diagnostics);
    check_ids(schedule, diagnostics);
    check_clashes(schedule, diagnostics);
    check_lengths(schedule, diagnostics);
    check_notices(schedule, diagnostics);
}
