/* The hours in which a screen is black. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schedule/dark.h"

static Instant at(int hour, int minute) {
    return (hour * 60 + minute) * MILLIS_MINUTE + 20000 * 24 * MILLIS_HOUR;
}

static void test_it_is_dark_but_for_what_takes_place(void **state) {
    (void)state;
    static const size_t MAIN[] = {0};
    Session sessions[] = {{.start = at(21, 0),
                           .end = at(23, 30),
                           .planned_start = at(21, 0),
                           .planned_end = at(23, 30),
                           .rooms = MAIN,
                           .room_count = 1},
                          {.start = at(30, 30), /* half past six on the next day */
                           .end = at(31, 0),
                           .planned_start = at(30, 30),
                           .planned_end = at(31, 0),
                           .rooms = MAIN,
                           .room_count = 1}};
    Room rooms[2] = {0};
    Schedule schedule = {.event = {.zone = zone_utc(), .day_change = 240},
                         .rooms = rooms,
                         .room_count = 2,
                         .sessions = sessions,
                         .session_count = 2,
                         .display.dark = {.is_set = true, .from = 22 * 60, .until = 7 * 60}};
    static const struct {
        int hour, minute;
        size_t room;
        bool is_dark;
        int next_hour, next_minute;
    } CASES[] = {
        {21, 59, 0, false, 22, 0}, {22, 0, 0, false, 23, 30}, {23, 30, 0, true, 30, 0},
        {29, 59, 0, true, 30, 0},  {30, 0, 0, false, 31, 0},  {31, 0, 0, false, 46, 0},
        {22, 0, 1, true, 31, 0},   {30, 59, 1, true, 31, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Instant now = at(CASES[i].hour, CASES[i].minute), next = INSTANT_NEVER;
        bool is_dark = schedule_is_dark(&schedule, CASES[i].room, now, &next);
        if (is_dark != CASES[i].is_dark)
            fail_msg("%d:%02d in room %zu", CASES[i].hour, CASES[i].minute, CASES[i].room);
        assert_true(next <= at(CASES[i].next_hour, CASES[i].next_minute));
        assert_int_equal(schedule_is_dark(&schedule, CASES[i].room, next - 1, NULL), is_dark);
    }
    schedule.display.dark = (DarkHours){0};
    assert_false(schedule_is_dark(&schedule, 1, at(23, 0), NULL));
    assert_false(schedule_is_dark(NULL, 1, at(23, 0), NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_it_is_dark_but_for_what_takes_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
