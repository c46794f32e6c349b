/* test_room_index.c: with an index by room the answers are those of a walk over all sessions, on
 * random schedules. The numbers come from a generator with a fixed seed: a failure names the round.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "fixture.h"
#include "schedule/now_next.h"
#include "schedule/room_index.h"

enum { ROUNDS = 300, SESSIONS_MAX = 60, MOMENTS = 60 };

static const Date DAYS[] = {{2019, 9, 26}, {2019, 9, 27}, {2019, 10, 1}};

static int32_t random_wall(uint64_t *state) {
    return (int32_t)(splitmix_below(state, 22) + 5) * 100 + (int32_t)splitmix_below(state, 4) * 15;
}

static SessionSpec random_spec(uint64_t *state) {
    SessionSpec spec = {
        .id = "s",
        .day = splitmix_below(state, countof(DAYS)),
        .start = random_wall(state),
        .room = splitmix_below(state, 6) ? splitmix_below(state, 4) : FIXTURE_EVERYWHERE,
        .type = (SessionType)splitmix_below(state, SESSION_TYPE_COUNT),
        .status = (SessionStatus)splitmix_below(state, SESSION_STATUS_COUNT),
        .was_elsewhere = splitmix_below(state, 4) == 0,
        .planned_room = splitmix_below(state, 4),
    };
    /* Now and then over the day's end, or over several. */
    spec.end =
        spec.start + 100 * (int32_t)(1 + splitmix_below(state, splitmix_below(state, 9) ? 3 : 80));
    if (splitmix_below(state, 4) == 0) {
        spec.planned_start = random_wall(state);
        spec.planned_end = spec.planned_start + 100;
    }
    return spec;
}

/* Gives some sessions several rooms, now and as planned, one of them perhaps twice. */
static void add_rooms(uint64_t *state, Arena *arena, Schedule *schedule) {
    Session *sessions = (Session *)(uintptr_t)schedule->sessions;
    for (size_t i = 0; i < schedule->session_count; i++) {
        size_t *rooms = arena_new(arena, size_t, 4);
        for (size_t k = 0; k < 4; k++)
            rooms[k] = splitmix_below(state, 4);
        if (splitmix_below(state, 4) == 0) {
            sessions[i].rooms = rooms;
            sessions[i].room_count = splitmix_below(state, 5);
        }
        if (splitmix_below(state, 6) == 0) {
            sessions[i].planned_rooms = rooms;
            sessions[i].planned_room_count = splitmix_below(state, 5);
        }
    }
}

static bool same_list(const size_t *a, size_t a_count, const size_t *b, size_t b_count) {
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

static void compare_at(Arena *arena, const Schedule *plain, const Schedule *indexed, size_t room,
                       Instant at, int round) {
    DayState a = day_state_at(plain, room, at), b = day_state_at(indexed, room, at);
    NowNext x = now_next_at(arena, plain, room, at, 5),
            y = now_next_at(arena, indexed, room, at, 5);
    bool is_same = a.kind == b.kind && a.day == b.day && a.next_day == b.next_day &&
                   a.first == b.first && a.next_change == b.next_change &&
                   x.next_change == y.next_change &&
                   same_list(x.now, x.now_count, y.now, y.now_count) &&
                   same_list(x.next, x.next_count, y.next, y.next_count);
    if (!is_same)
        fail_msg("round %d, room %zd, instant %lld", round, (ptrdiff_t)room, (long long)at);
}

static void the_answers_are_the_same(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        SessionSpec specs[SESSIONS_MAX];
        size_t count = 1 + splitmix_below(&seed, SESSIONS_MAX);
        for (size_t i = 0; i < count; i++)
            specs[i] = random_spec(&seed);
        Schedule *plain =
            fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), specs, count);
        plain->arena = arena;
        add_rooms(&seed, arena, plain);
        Schedule indexed = *plain;
        indexed.room_index = room_index_create(plain);
        Instant from = plain->days[0].from - 24 * MILLIS_HOUR;
        for (int moment = 0; moment < MOMENTS; moment++) {
            Instant at = from + (Instant)splitmix_below(&seed, 8 * 24 * 4) * 15 * MILLIS_MINUTE;
            for (size_t room = 0; room <= 4; room++)
                compare_at(arena, plain, &indexed, room < 4 ? room : SCHEDULE_NONE, at, round);
        }
        arena_free(arena);
    }
}

/* A room's walk meets its sessions in their order, and few others. */
static void a_walk_is_short(void **state) {
    (void)state;
    static const SessionSpec SPECS[] = {
        {.id = "a", .start = 900, .end = 930},
        {.id = "b", .start = 900, .end = 1000, .room = 1},
        {.id = "tea", .start = 1000, .end = 1030, .room = FIXTURE_EVERYWHERE},
        {.id = "c", .start = 1100, .end = 1200},
        {.id = "d", .day = 1, .start = 1100, .end = 1200},
        {.id = "e", .day = 1, .start = 1100, .end = 1200, .room = 1},
    };
    Arena *arena = arena_create();
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), SPECS, countof(SPECS));
    schedule->arena = arena;
    schedule->room_index = room_index_create(schedule);
    size_t met[countof(SPECS)], count = 0;
    RoomWalk walk = room_walk(schedule, 0, 2, schedule->days[0].from);
    for (size_t i; room_walk_next(&walk, &i);)
        met[count++] = i;
    static const size_t ALL[] = {0, 2, 3, 4}, LATER[] = {4};
    assert_true(same_list(met, count, ALL, countof(ALL)));
    count = 0;
    walk = room_walk(schedule, 0, 2, schedule->days[1].from);
    for (size_t i; room_walk_next(&walk, &i);)
        met[count++] = i;
    assert_true(same_list(met, count, LATER, countof(LATER)));
    arena_free(arena);
}

/* What was made for other sessions is left alone. */
static void a_copy_walks_over_its_own(void **state) {
    (void)state;
    static const SessionSpec SPECS[] = {{.id = "a", .start = 900, .end = 930},
                                        {.id = "b", .start = 930, .end = 1000, .room = 1}};
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 1, SPECS, countof(SPECS));
    schedule->arena = arena;
    schedule->room_index = room_index_create(schedule);
    Schedule copy = *schedule;
    Session *sessions = arena_new(arena, Session, countof(SPECS));
    memcpy(sessions, schedule->sessions, sizeof *sessions * countof(SPECS));
    sessions[1].rooms = sessions[1].planned_rooms = FIXTURE_ROOMS; /* room 0 */
    copy.sessions = sessions;
    Instant at = schedule->sessions[1].start;
    assert_int_equal(now_next_at(arena, schedule, 0, at, 1).now_count, 0);
    assert_int_equal(now_next_at(arena, &copy, 0, at, 1).now_count, 1);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answers_are_the_same),
        cmocka_unit_test(a_walk_is_short),
        cmocka_unit_test(a_copy_walks_over_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
