/* Where people go who do not get into a full room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schedule/instead.h"

#define STR(text)                                                                                  \
    { .s = (text), .len = sizeof(text) - 1 }

enum { MAIN, TWO, THREE, FOUR, ROOMS };

static const size_t IN[ROOMS] = {MAIN, TWO, THREE, FOUR};

typedef struct {
    Schedule schedule;
    Room rooms[ROOMS];
    Session sessions[4];
} World;

static Session session(size_t room, Instant start, Instant end, size_t track) {
    return (Session){.start = start,
                     .end = end,
                     .planned_start = start,
                     .planned_end = end,
                     .rooms = &IN[room],
                     .room_count = 1,
                     .planned_rooms = &IN[room],
                     .planned_room_count = 1,
                     .track = track};
}

/* In MAIN and TWO something of track 0, in THREE of track 1; FOUR is empty until 60. */
static void make(World *world) {
    *world = (World){.rooms = {{.id = STR("main"), .state = ROOM_FULL, .overflow = STR("r4")},
                               {.id = STR("r2")},
                               {.id = STR("r3")},
                               {.id = STR("r4")}},
                     .sessions = {session(MAIN, 0, 100, 0), session(TWO, 0, 80, 0),
                                  session(THREE, 0, 100, 1), session(FOUR, 60, 100, 1)}};
    world->schedule = (Schedule){.rooms = world->rooms,
                                 .room_count = ROOMS,
                                 .sessions = world->sessions,
                                 .session_count = 4};
}

static void count(Room *room, int32_t people, int32_t places) {
    room->is_counted = true;
    room->people = people;
    room->places = places;
}

static void test_the_overflow_room_goes_first(void **state) {
    (void)state;
    World world;
    make(&world);
    Instant next = INSTANT_NEVER;
    Instead instead = room_instead(&world.schedule, MAIN, 10, &next);
    assert_int_equal(instead.room, FOUR);
    assert_int_equal(instead.session, SCHEDULE_NONE);
    assert_int_equal(instead.seats, -1);
    assert_int_equal(next, 60);
    count(&world.rooms[FOUR], 20, 100);
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).seats, 80);
}

static void test_an_overflow_room_that_is_full_closed_or_used_is_none(void **state) {
    (void)state;
    World world;
    make(&world);
    assert_int_equal(room_instead(&world.schedule, MAIN, 60, NULL).room, SCHEDULE_NONE);
    world.rooms[FOUR].state = ROOM_FULL;
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
    world.rooms[FOUR].state = ROOM_CLOSED;
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
    world.rooms[FOUR].state = ROOM_OPEN;
    count(&world.rooms[FOUR], 100, 100);
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
}

static void test_else_something_of_the_track_where_seats_are_known(void **state) {
    (void)state;
    World world;
    make(&world);
    world.rooms[MAIN].overflow = (Str){0};
    /* Nobody counts: nobody knows. */
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
    count(&world.rooms[THREE], 0, 500); /* another track */
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
    count(&world.rooms[TWO], 28, 40);
    Instant next = INSTANT_NEVER;
    Instead instead = room_instead(&world.schedule, MAIN, 10, &next);
    assert_int_equal(instead.room, TWO);
    assert_int_equal(instead.session, 1);
    assert_int_equal(instead.seats, 12);
    assert_int_equal(next, 60);
    assert_int_equal(room_instead(&world.schedule, MAIN, 80, NULL).room, SCHEDULE_NONE);
    world.sessions[1].status = SESSION_CANCELLED;
    assert_int_equal(room_instead(&world.schedule, MAIN, 10, NULL).room, SCHEDULE_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_overflow_room_goes_first),
        cmocka_unit_test(test_an_overflow_room_that_is_full_closed_or_used_is_none),
        cmocka_unit_test(test_else_something_of_the_track_where_seats_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
