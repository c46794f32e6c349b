/* test_checks.c: each check finds its case at its place, and nothing in a plan that is fine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schedule/checks.h"

enum { SESSIONS_MAX = 4, EVERYWHERE = 9 };

#define DAY INT64_C(1778860800000) /* 2026-05-16 00:00 in Shanghai, which is UTC+8 */

typedef struct {
    const char *id;
    int32_t start, end; /* as on the wall: 930 is 09:30 */
    size_t room;
    const char *speaker;
    SessionType type;
    SessionStatus status;
} Plan;

static Instant wall(int32_t time) {
    return DAY + (time / 100 * 60 + time % 100) * MILLIS_MINUTE;
}

static Localized say(Translation *item, const char *text) {
    *item = (Translation){.text = str_from(text)};
    return (Localized){.items = item, .count = text ? 1 : 0};
}

/* Line 10 + n holds the n-th session. */
static void check(const Plan *plans, size_t count, Instant now, Diagnostics *diagnostics) {
    static const size_t ROOMS[] = {0, 1};
    static Translation names[SESSIONS_MAX], titles[SESSIONS_MAX];
    Room rooms[] = {{.id = str_from("main")}, {.id = str_from("r2")}};
    Session sessions[SESSIONS_MAX] = {0};
    Speaker speakers[SESSIONS_MAX] = {0};
    for (size_t i = 0; i < count; i++) {
        speakers[i].name = say(&names[i], plans[i].speaker);
        sessions[i] = (Session){.id = str_from(plans[i].id),
                                .start = wall(plans[i].start),
                                .end = wall(plans[i].end),
                                .rooms = &ROOMS[plans[i].room == EVERYWHERE ? 0 : plans[i].room],
                                .room_count = plans[i].room == EVERYWHERE ? 0 : 1,
                                .title = say(&titles[i], plans[i].id),
                                .speakers = &speakers[i],
                                .speaker_count = plans[i].speaker ? 1 : 0,
                                .type = plans[i].type,
                                .status = plans[i].status,
                                .at = {10 + (int32_t)i, 5, 1}};
    }
    Arena *arena = arena_create();
    Day day = {.date = {2026, 5, 16}, .session_count = count, .at = {3, 9, 10}};
    Schedule schedule = {
        .event = {.zone = zone_open(arena, str_from("Asia/Shanghai")), .day_change = 240},
        .rooms = rooms,
        .room_count = 2,
        .days = &day,
        .day_count = 1,
        .sessions = sessions,
        .session_count = count};
    schedule_check(&schedule, now, diagnostics);
    arena_free(arena);
}

static void sessions_that_clash(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Plan plans[2];
        const char *code; /* NULL: nothing is wrong */
        const char *says;
    } cases[] = {
        {"one after the other",
         {{"A", 900, 930, 0, "X", 0, 0}, {"B", 930, 1000, 0, "X", 0, 0}},
         NULL,
         NULL},
        {"in two rooms",
         {{"A", 900, 1000, 0, "X", 0, 0}, {"B", 930, 1030, 1, "Y", 0, 0}},
         NULL,
         NULL},
        {"in one room",
         {{"A", 900, 1000, 0, NULL, 0, 0}, {"B", 959, 1030, 0, NULL, 0, 0}},
         "overlap",
         "\"B\" overlaps \"A\" (09:00–10:00, line 10) in room \"main\""},
        {"one was cancelled",
         {{"A", 900, 1000, 0, "X", 0, SESSION_CANCELLED}, {"B", 930, 1030, 0, "X", 0, 0}},
         NULL,
         NULL},
        {"one moved in",
         {{"A", 900, 1000, 0, NULL, 0, 0}, {"B", 930, 1030, 0, NULL, 0, SESSION_MOVED}},
         "overlap",
         NULL},
        {"a break for all beside a workshop",
         {{"Lunch", 1200, 1300, EVERYWHERE, NULL, SESSION_BREAK, 0},
          {"W", 1230, 1330, 1, NULL, 0, 0}},
         NULL,
         NULL},
        {"two without a room",
         {{"A", 900, 1000, EVERYWHERE, NULL, 0, 0}, {"B", 930, 1030, EVERYWHERE, NULL, 0, 0}},
         "overlap",
         "without a room"},
        {"two without a room, one a break",
         {{"A", 900, 1000, EVERYWHERE, NULL, 0, 0},
          {"B", 930, 1030, EVERYWHERE, NULL, SESSION_BREAK, 0}},
         NULL,
         NULL},
        {"a speaker in two rooms",
         {{"A", 900, 1000, 0, "Li Ming", 0, 0}, {"B", 930, 1030, 1, "li ming", 0, 0}},
         "speaker-twice",
         "Li Ming speaks in two rooms at once: here and in \"A\" (09:00–10:00, line 10)"},
        {"the same id",
         {{"A", 900, 930, 0, NULL, 0, 0}, {"A", 930, 1000, 0, NULL, 0, 0}},
         "duplicate-id",
         "the same id \"A\""},
        {"six hours",
         {{"A", 800, 900, 0, NULL, 0, 0}, {"B", 900, 1500, 0, NULL, 0, 0}},
         NULL,
         NULL},
        {"six hours and a minute",
         {{"A", 800, 900, 0, NULL, 0, 0}, {"B", 900, 1501, 0, NULL, 0, 0}},
         "long-session",
         "\"B\" takes 6 h 1 min"},
        {"a long party",
         {{"A", 800, 900, 0, NULL, 0, 0}, {"B", 1800, 2600, 0, NULL, SESSION_SOCIAL, 0}},
         NULL,
         NULL},
        {"a long exhibition",
         {{"A", 800, 900, 0, NULL, 0, 0}, {"B", 900, 1800, 0, NULL, SESSION_OTHER, 0}},
         NULL,
         NULL},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
        check(cases[i].plans, 2, wall(800), &diagnostics);
        if (diagnostics.count != (cases[i].code ? 1 : 0))
            fail_msg("%s: %zu findings", cases[i].name, diagnostics.count);
        if (cases[i].code) {
            const Diagnostic *found = &diagnostics.items[0];
            assert_string_equal(found->code, cases[i].code);
            assert_int_equal(found->severity, SEVERITY_WARNING);
            assert_int_equal(found->at.line, 11); /* at the later one of the two */
            assert_true(found->hint.len > 0);
            if (cases[i].says && str_find(found->message, cases[i].says) == SIZE_MAX)
                fail_msg("%s: %.*s", cases[i].name, str_arg(found->message));
        }
        arena_free(arena);
    }
}

static void days_at_the_wrong_time(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int32_t days; /* from the day to now */
        const char *code, *hint;
    } cases[] = {
        {"today", 0, NULL, NULL},
        {"tomorrow", -1, NULL, NULL},
        {"in three months", -90, NULL, NULL},
        {"in three hundred days", -300, "days-far", NULL},
        {"yesterday", 1, "days-past", "check the date"},
        {"a year ago, less two weeks", 351, "year-off", "did you mean 2027-05-16?"},
        {"seven years ago, less a month", 7 * 365 + 2 - 30, "year-off", "did you mean 2033-05-16?"},
        {"half a year ago", 180, "days-past", NULL},
        {"in a year and two weeks", -379, "year-off", "did you mean 2025-05-16?"},
    };
    static const Plan PLAN = {"A", 900, 1000, 0, NULL, 0, 0};
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
        check(&PLAN, 1, wall(1000) + cases[i].days * 24 * MILLIS_HOUR, &diagnostics);
        if (diagnostics.count != (cases[i].code ? 1 : 0))
            fail_msg("%s: %zu findings", cases[i].name, diagnostics.count);
        if (cases[i].code) {
            if (strcmp(diagnostics.items[0].code, cases[i].code) != 0)
                fail_msg("%s: %s", cases[i].name, diagnostics.items[0].code);
            assert_int_equal(diagnostics.items[0].at.line, 3);
            if (cases[i].hint && str_find(diagnostics.items[0].hint, cases[i].hint) == SIZE_MAX)
                fail_msg("%s: %.*s", cases[i].name, str_arg(diagnostics.items[0].hint));
        }
        arena_free(arena);
    }
}

static void the_night_after_still_counts(void **state) {
    (void)state;
    static const Plan PLAN = {"A", 900, 1000, 0, NULL, 0, 0};
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
    check(&PLAN, 1, wall(2759), &diagnostics); /* 03:59 in the night that follows */
    assert_int_equal(diagnostics.count, 0);
    check(&PLAN, 1, wall(2800), &diagnostics);
    assert_int_equal(diagnostics.count, 1);
    arena_free(arena);
}

static void notices_that_end_too_early(void **state) {
    (void)state;
    Notice notices[] = {
        {.from = wall(900), .until = wall(1000), .at = {20, 5, 1}},
        {.from = wall(900), .until = wall(859), .at = {21, 5, 1}},
        {.from = wall(900), .until = wall(859), .at = {21, 5, 1}}, /* the same on the next day */
        {.from = INT64_MIN, .until = INSTANT_NEVER, .at = {22, 5, 1}},
        {.from = wall(900), .until = wall(900), .at = {23, 5, 1}},
    };
    Schedule schedule = {
        .event = {.zone = zone_utc()}, .notices = notices, .notice_count = countof(notices)};
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
    schedule_check(&schedule, wall(900), &diagnostics);
    assert_int_equal(diagnostics.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(diagnostics.items[i].code, "notice-order");
        assert_int_equal(diagnostics.items[i].at.line, i ? 23 : 21);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_that_clash),
        cmocka_unit_test(days_at_the_wrong_time),
        cmocka_unit_test(the_night_after_still_counts),
        cmocka_unit_test(notices_that_end_too_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
