/* Sessions that outlive their conference day: whose they are, with the index by room and without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "schedule/now_next.h"
#include "schedule/room_index.h"

static const Date DAYS[] = {{2019, 9, 26}, {2019, 9, 27}};

/* The party of the last night goes on when the conference has no day any more; a day that follows
 * has it beside its own sessions. */
static void a_session_outlives_its_day(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "talk", .start = 1000, .end = 1100},
        {.id = "party", .start = 2200, .end = 2900, .room = 1},
        {.id = "off", .start = 2300, .end = 2900, .room = 2, .status = SESSION_CANCELLED},
        {.id = "morning", .day = 1, .start = 900, .end = 1000},
        {.id = "last", .day = 1, .start = 2200, .end = 2900, .room = 1},
    };
    static const struct {
        const char *name;
        size_t day;
        int32_t wall;
        size_t room;
        const char *sessions;
    } CASES[] = {
        {"first day", 0, 1200, SCHEDULE_NONE, "talk party off "},
        {"first night is the first day's", 0, 2730, SCHEDULE_NONE, "talk party off "},
        {"it lasts into the second", 0, 2830, SCHEDULE_NONE, "party off morning last "},
        {"all that day", 1, 2000, SCHEDULE_NONE, "party off morning last "},
        {"at its door", 1, 2000, 1, "party last "},
        {"at another door", 1, 2000, 0, "morning "},
        {"after the last day", 1, 2830, SCHEDULE_NONE, "last "},
        {"all that day too", 1, 4000, SCHEDULE_NONE, "last "},
        {"and then no more", 1, 5300, SCHEDULE_NONE, ""},
    };
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 2, specs, countof(specs));
    schedule->arena = arena;
    for (size_t index = 0; index < 2; index++) {
        schedule->room_index = index ? room_index_create(schedule) : NULL;
        for (size_t i = 0; i < countof(CASES); i++) {
            Instant at = fixture_at(schedule->event.zone, DAYS[CASES[i].day], CASES[i].wall);
            DayBounds bounds = schedule_day_bounds(schedule, at);
            size_t count;
            const size_t *found =
                schedule_day_sessions(arena, schedule, CASES[i].room, &bounds, &count);
            Str ids = {0};
            for (size_t k = 0; k < count; k++)
                ids = str_printf(arena, "%.*s%.*s ", str_arg(ids),
                                 str_arg(schedule->sessions[found[k]].id));
            if (!str_equal_c(ids, CASES[i].sessions))
                fail_msg("%s: %.*s", CASES[i].name, str_arg(ids));
            assert_int_equal(schedule_day_has_sessions(schedule, CASES[i].room, &bounds),
                             count > 0);
        }
        Instant late = fixture_at(schedule->event.zone, DAYS[1], 2830);
        DayState day = day_state_at(schedule, SCHEDULE_NONE, late);
        assert_int_equal(day.day, SCHEDULE_NONE);
        assert_int_equal(day.kind, DAY_RUNNING);
    }
    arena_free(arena);
}

/* A day that has no session, because the file's could not be read, hides nothing that goes on. */
static void an_empty_day_hides_nothing(void **state) {
    (void)state;
    static const SessionSpec specs[] = {{.id = "party", .start = 2200, .end = 2900}};
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 2, specs, 1);
    schedule->arena = arena;
    ((Day *)schedule->days)[1].first_session = 0; /* as the readers leave it */
    for (size_t index = 0; index < 2; index++) {
        schedule->room_index = index ? room_index_create(schedule) : NULL;
        Instant late = fixture_at(schedule->event.zone, DAYS[1], 430);
        assert_int_equal(now_next_at(arena, schedule, 0, late, 9).now_count, 1);
        assert_int_equal(day_state_at(schedule, 0, late).kind, DAY_RUNNING);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_outlives_its_day),
        cmocka_unit_test(an_empty_day_hides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
