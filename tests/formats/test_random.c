/* test_random.c: random schedules, written as YAML in whatever style, load back to what they were.
 *
 * The numbers come from a generator with a fixed seed, so that a failure can be repeated: it names
 * the round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "loaded.h"

enum { ROUNDS = 300, ROOMS_MAX = 4, DAYS_MAX = 3, SESSIONS_MAX = 60, SEGMENTS_MAX = 4 };

/* ---- random numbers ---- */

typedef struct {
    uint64_t state;
} Random;

static size_t below(Random *random, size_t limit) {
    return splitmix_below(&random->state, limit);
}

static bool chance(Random *random, size_t percent) {
    return below(random, 100) < percent;
}

/* ---- what is to be said ---- */

typedef struct {
    size_t day, room;   /* room ROOMS_MAX: everywhere */
    int32_t start, end; /* minutes after midnight of the date */
    const char *titles[2];
    size_t title_count;
    const char *speaker, *affiliation; /* NULL: none */
    SessionType type;
    SessionStatus status;
    bool do_not_record;
    int32_t segments[SEGMENTS_MAX]; /* minutes */
    size_t segment_count;
} Spec;

typedef struct {
    size_t room_count, day_count, session_count;
    Spec sessions[SESSIONS_MAX];
} Plan;

static const char *random_text(Random *random, Arena *arena) {
    static const char *const PIECES[] = {
        "a",  "B", "z9", "开", "幕", "：", ": ", " #", "\"", "'",  "\\", "{", "}",  "[",   "]",
        ", ", "-", "é",  "😀",  "%",  "@",  "&",  "*",  "!",  "| ", "?",  "~", "no", "：x",
    };
    const char *text = "";
    size_t count = 1 + below(random, 6);
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s", text, PIECES[below(random, countof(PIECES))]);
    /* The ends are trimmed when it is read. */
    return arena_printf(arena, "x%sy", text);
}

/* In each room one session follows the other, from the morning until after midnight. */
static void random_plan(Random *random, Arena *arena, Plan *plan) {
    *plan = (Plan){.room_count = 1 + below(random, ROOMS_MAX),
                   .day_count = 1 + below(random, DAYS_MAX)};
    for (size_t day = 0; day < plan->day_count; day++)
        for (size_t room = 0; room < plan->room_count; room++) {
            int32_t at = 240 + (int32_t)below(random, 600);
            while (at < 1500 && plan->session_count < SESSIONS_MAX && chance(random, 80)) {
                Spec *spec = &plan->sessions[plan->session_count++];
                *spec = (Spec){.day = day, .room = chance(random, 10) ? ROOMS_MAX : room};
                spec->start = at;
                spec->end = at += 5 + (int32_t)below(random, 120);
                spec->title_count = 1 + below(random, 2);
                for (size_t i = 0; i < spec->title_count; i++)
                    spec->titles[i] = random_text(random, arena);
                if (chance(random, 60))
                    spec->speaker = random_text(random, arena);
                if (spec->speaker && chance(random, 60))
                    spec->affiliation = random_text(random, arena);
                spec->type = (SessionType)below(random, SESSION_TYPE_COUNT);
                spec->status = (SessionStatus)below(random, SESSION_STATUS_COUNT);
                spec->do_not_record = chance(random, 20);
                int32_t left = spec->end - spec->start;
                while (chance(random, 40) && spec->segment_count < SEGMENTS_MAX && left > 1) {
                    int32_t minutes = 1 + (int32_t)below(random, (size_t)left);
                    spec->segments[spec->segment_count++] = minutes;
                    left -= minutes;
                }
                at += chance(random, 50) ? (int32_t)below(random, 40) : 0;
            }
        }
}

/* ---- writing it ---- */

static const char *quoted(Random *random, Arena *arena, const char *text) {
    bool is_double = chance(random, 50);
    const char *out = is_double ? "\"" : "'";
    for (const char *c = text; *c; c++) {
        bool is_doubled = is_double ? *c == '"' || *c == '\\' : *c == '\'';
        out = arena_printf(arena, "%s%s%c", out, !is_doubled ? "" : is_double ? "\\" : "'", *c);
    }
    return arena_printf(arena, "%s%s", out, is_double ? "\"" : "'");
}

static const char *clock(Random *random, Arena *arena, int32_t minutes) {
    int32_t hour = minutes / 60;
    if (hour >= 24 && chance(random, 50))
        hour -= 24; /* 00:30 is in the night that follows, as 24:30 is */
    switch (below(random, 5)) {
    case 0:
        return arena_printf(arena, "%d:%02d", (int)hour, (int)(minutes % 60));
    case 1:
        return arena_printf(arena, "%02d:%02d", (int)hour, (int)(minutes % 60));
    case 2:
        return arena_printf(arena, "%d.%02d", (int)hour, (int)(minutes % 60));
    case 3:
        return arena_printf(arena, "%02d：%02d", (int)hour, (int)(minutes % 60));
    default:
        return arena_printf(arena, "\"%dh%02d\"", (int)hour, (int)(minutes % 60));
    }
}

static const char *times(Random *random, Arena *arena, const Spec *spec, const char *comma) {
    static const char *const DASHES[] = {"-", "–", "—", " ~ ", "～", "至", " 到 "};
    const char *start = clock(random, arena, spec->start);
    if (chance(random, 30))
        return arena_printf(arena, "start: %s%sduration: %d", start, comma,
                            (int)(spec->end - spec->start));
    const char *end = clock(random, arena, spec->end);
    if (start[0] != '"' && end[0] != '"' && chance(random, 50))
        return arena_printf(arena, "time: %s%s%s", start, DASHES[below(random, countof(DASHES))],
                            end);
    return arena_printf(arena, "start: %s%send: %s", start, comma, end);
}

/* A session in one line or in several: `comma` stands between its keys. */
static const char *session(Random *random, Arena *arena, const Spec *spec, size_t index,
                           const char *comma) {
    const char *out =
        arena_printf(arena, "id: s%zu%s%s", index, comma, times(random, arena, spec, comma));
    if (spec->title_count == 1)
        out = arena_printf(arena, "%s%stitle: %s", out, comma,
                           quoted(random, arena, spec->titles[0]));
    else
        out = arena_printf(arena, "%s%stitle: {zh: %s, en: %s}", out, comma,
                           quoted(random, arena, spec->titles[0]),
                           quoted(random, arena, spec->titles[1]));
    if (spec->room < ROOMS_MAX)
        out = arena_printf(arena, "%s%sroom: r%zu", out, comma, spec->room);
    if (spec->speaker && spec->affiliation)
        out = arena_printf(arena, "%s%sspeakers: [{name: %s, affiliation: %s}]", out, comma,
                           quoted(random, arena, spec->speaker),
                           quoted(random, arena, spec->affiliation));
    else if (spec->speaker)
        out = arena_printf(arena, "%s%sspeakers: [%s]", out, comma,
                           quoted(random, arena, spec->speaker));
    out = arena_printf(arena, "%s%stype: %s%sstatus: %s", out, comma, session_type_name(spec->type),
                       comma, session_status_name(spec->status));
    if (spec->do_not_record)
        out = arena_printf(arena, "%s%sdo_not_record: yes", out, comma);
    for (size_t i = 0; i < spec->segment_count; i++)
        out = arena_printf(arena, "%s%s%s{minutes: %d, title: t}%s", out, i ? "" : comma,
                           i ? ", " : "segments: [", (int)spec->segments[i],
                           i + 1 == spec->segment_count ? "]" : "");
    return out;
}

static Str write_plan(Random *random, Arena *arena, const Plan *plan) {
    const char *out = "kiosk: 1\nevent: {name: Test, timezone: Asia/Shanghai}\nrooms:\n";
    for (size_t i = 0; i < plan->room_count; i++)
        out = arena_printf(arena, "%s- {id: r%zu, name: Room %zu}\n", out, i, i);
    out = arena_printf(arena, "%sdays:\n", out);
    for (size_t turn = 0; turn < plan->day_count; turn++) {
        size_t day = plan->day_count - 1 - turn; /* the last day first: order does not matter */
        out = arena_printf(arena, "%s- date: 2026-05-%02zu\n  sessions:\n", out, 16 + day);
        for (size_t i = 0; i < plan->session_count; i++) {
            size_t index = turn % 2 ? i : plan->session_count - 1 - i;
            const Spec *spec = &plan->sessions[index];
            if (spec->day != day)
                continue;
            if (chance(random, 50))
                out = arena_printf(arena, "%s  - {%s}\n", out,
                                   session(random, arena, spec, index, ", "));
            else
                out = arena_printf(arena, "%s  - %s\n", out,
                                   session(random, arena, spec, index, "\n    "));
        }
    }
    if (chance(random, 20)) {
        const char *crlf = "\xEF\xBB\xBF";
        for (const char *c = out; *c; c++)
            crlf = arena_printf(arena, "%s%s%c", crlf, *c == '\n' ? "\r" : "", *c);
        out = crlf;
    }
    return str_from(out);
}

/* ---- comparing ---- */

static bool is_text(const Localized *text, size_t index, const char *expected) {
    return index < text->count && str_equal_c(text->items[index].text, expected);
}

static bool is_same(const Schedule *schedule, const Spec *spec, const Session *got) {
    static const Instant MIDNIGHT = INT64_C(1778860800000); /* 2026-05-16 in Shanghai */
    Instant midnight = MIDNIGHT + (Instant)spec->day * 24 * MILLIS_HOUR;
    bool is_good =
        got->start == midnight + spec->start * MILLIS_MINUTE &&
        got->end == midnight + spec->end * MILLIS_MINUTE && got->day == spec->day &&
        schedule->days[got->day].date.day == 16 + (int32_t)spec->day && got->type == spec->type &&
        got->status == spec->status && got->do_not_record == spec->do_not_record &&
        got->title.count == spec->title_count && got->segment_count == spec->segment_count &&
        got->speaker_count == (spec->speaker ? 1 : 0);
    is_good =
        is_good && (spec->room == ROOMS_MAX ? got->room_count == 0
                                            : got->room_count == 1 && got->rooms[0] == spec->room);
    for (size_t i = 0; is_good && i < spec->title_count; i++)
        is_good = is_text(&got->title, i, spec->titles[i]);
    if (is_good && spec->speaker)
        is_good = is_text(&got->speakers[0].name, 0, spec->speaker) &&
                  (spec->affiliation ? is_text(&got->speakers[0].affiliation, 0, spec->affiliation)
                                     : got->speakers[0].affiliation.count == 0);
    Instant at = got->start;
    for (size_t i = 0; is_good && i < spec->segment_count; i++) {
        is_good = got->segments[i].start == at;
        at += spec->segments[i] * MILLIS_MINUTE;
        is_good = is_good && got->segments[i].end == at;
    }
    return is_good;
}

static void check_round(size_t round) {
    Random random = {.state = round};
    Arena *arena = arena_create();
    Plan *plan = arena_new(arena, Plan, 1);
    random_plan(&random, arena, plan);
    Str text = write_plan(&random, arena, plan);
    Loaded loaded = load_bytes(text, "random.yaml");
    if (loaded.diagnostics.counts[SEVERITY_ERROR] + loaded.diagnostics.counts[SEVERITY_WARNING] >
        (plan->session_count ? 0 : 1)) {
        diagnostics_print(&loaded.diagnostics, stderr);
        fail_msg("round %zu", round);
    }
    size_t count = loaded.schedule ? loaded.schedule->session_count : 0;
    if (count != plan->session_count)
        fail_msg("round %zu: %zu of %zu sessions", round, count, plan->session_count);
    for (size_t i = 0; i < count; i++) {
        const Session *got = &loaded.schedule->sessions[i];
        size_t index = strtoul(got->id.s + 1, NULL, 10);
        if (!is_same(loaded.schedule, &plan->sessions[index], got))
            fail_msg("round %zu: session %.*s\n%.*s", round, str_arg(got->id), str_arg(text));
        if (i > 0 &&
            (got->day < got[-1].day || (got->day == got[-1].day && got->start < got[-1].start)))
            fail_msg("round %zu: out of order", round);
    }
    loaded_free(&loaded);
    arena_free(arena);
}

static void random_schedules_load_back(void **state) {
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++)
        check_round(round);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_schedules_load_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
