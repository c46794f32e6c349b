/* test_now_next.c: what runs, what follows, states of a day, phases, notices; and that nothing
 * changes before it was announced to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "fixture.h"
#include "schedule/now_next.h"

#define ALL SCHEDULE_NONE

static const Date DAYS[] = {{2019, 9, 26}, {2019, 9, 27}, {2019, 10, 1}};

/* Day 0 in rooms 0 and 1, day 1 in room 0, the third day has room 2 only. Room 3 is never used. */
static const SessionSpec SPECS[] = {
    {.id = "a", .start = 900, .end = 930},
    {.id = "b", .start = 900, .end = 1000, .room = 1},
    {.id = "c", .start = 930, .end = 1000},
    {.id = "tea", .start = 1000, .end = 1030, .room = FIXTURE_EVERYWHERE, .type = SESSION_BREAK},
    {.id = "x", .start = 1030, .end = 1100, .status = SESSION_CANCELLED},
    {.id = "p", .start = 1030, .end = 1130, .room = 1, .type = SESSION_PANEL},
    /* moved from room 0 to room 1 */
    {.id = "m",
     .start = 1130,
     .end = 1200,
     .room = 1,
     .status = SESSION_MOVED,
     .was_elsewhere = true},
    /* ten minutes late */
    {.id = "d",
     .start = 1210,
     .end = 1240,
     .status = SESSION_DELAYED,
     .planned_start = 1200,
     .planned_end = 1230},
    {.id = "gap", .start = 1300, .end = 1330},
    {.id = "party", .start = 2330, .end = 2900, .type = SESSION_SOCIAL}, /* to 05:00 */
    {.id = "e", .day = 1, .start = 1000, .end = 1100},
    {.id = "f", .day = 2, .start = 1000, .end = 1100, .room = 2},
};

static Schedule *conference(Arena *arena) {
    return fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), SPECS, countof(SPECS));
}

static const char *ids(Arena *arena, const Schedule *schedule, const size_t *sessions,
                       size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s%.*s", text, i ? " " : "",
                            str_arg(schedule->sessions[sessions[i]].id));
    return text;
}

static void the_day_goes_by(void **state) {
    (void)state;
    static const struct {
        Date date;
        int32_t wall;
        size_t room;
        DayStateKind kind;
        const char *first, *now, *next, *gone;
    } cases[] = {
        /* the foyer's day */
        {{2019, 9, 26}, 800, ALL, DAY_BEFORE, "a", "", "a b c", ""},
        {{2019, 9, 26}, 900, ALL, DAY_RUNNING, "c", "a b", "c tea p", ""},
        {{2019, 9, 26}, 929, ALL, DAY_RUNNING, "c", "a b", "c tea p", ""},
        {{2019, 9, 26}, 930, ALL, DAY_RUNNING, "tea", "b c", "tea p m", ""},
        {{2019, 9, 26}, 1000, ALL, DAY_BREAK, "p", "tea", "p m d", "x"},
        {{2019, 9, 26}, 1030, ALL, DAY_RUNNING, "m", "p", "m d gap", "x"},
        {{2019, 9, 26}, 1130, ALL, DAY_RUNNING, "d", "m", "d gap party", ""},
        {{2019, 9, 26}, 1205, ALL, DAY_GAP, "d", "", "d gap party", ""},
        {{2019, 9, 26}, 1240, ALL, DAY_GAP, "gap", "", "gap party", ""},
        {{2019, 9, 26}, 1330, ALL, DAY_GAP, "party", "", "party", ""},
        {{2019, 9, 26}, 2345, ALL, DAY_BREAK, "", "party", "", ""},
        {{2019, 9, 26}, 2530, ALL, DAY_BREAK, "", "party", "", ""},
        {{2019, 9, 27}, 430, ALL, DAY_BREAK, "e", "party", "e", ""}, /* over the day's change */
        {{2019, 9, 27}, 500, ALL, DAY_BEFORE, "e", "", "e", ""},
        {{2019, 9, 27}, 1000, ALL, DAY_RUNNING, "", "e", "", ""},
        {{2019, 9, 27}, 1100, ALL, DAY_AFTER, "f", "", "", ""},
        {{2019, 9, 28}, 1200, ALL, DAY_NO_SESSIONS, "f", "", "", ""},
        {{2019, 10, 1}, 1200, ALL, DAY_OVER, "", "", "", ""},
        {{2019, 10, 2}, 359, ALL, DAY_OVER, "", "", "", ""},
        {{2019, 10, 2}, 400, ALL, DAY_FAR, "", "", "", ""},
        {{2019, 8, 27}, 359, ALL, DAY_FAR, "", "", "", ""}, /* 31 days to come, at night */
        {{2019, 8, 27}, 400, ALL, DAY_NO_SESSIONS, "a", "", "", ""},
        {{2018, 9, 26}, 1000, ALL, DAY_FAR, "", "", "", ""},
        /* the door of room 0 */
        {{2019, 9, 26}, 800, 0, DAY_BEFORE, "a", "", "a c tea", ""},
        {{2019, 9, 26}, 1000, 0, DAY_BREAK, "d", "tea", "d gap party", "x"},
        {{2019, 9, 26}, 1045, 0, DAY_GAP, "d", "", "d gap party", "x"},
        {{2019, 9, 26}, 1100, 0, DAY_GAP, "d", "", "d gap party", "m"},
        {{2019, 9, 26}, 1145, 0, DAY_GAP, "d", "", "d gap party", "m"},
        {{2019, 9, 26}, 1200, 0, DAY_GAP, "d", "", "d gap party", ""},
        {{2019, 9, 26}, 1215, 0, DAY_RUNNING, "gap", "d", "gap party", ""},
        {{2019, 9, 28}, 1200, 0, DAY_FAR, "", "", "", ""}, /* nothing more in this room */
        {{2019, 9, 27}, 1200, 0, DAY_OVER, "", "", "", ""},
        /* the door of room 1: nothing on the second day */
        {{2019, 9, 26}, 1145, 1, DAY_RUNNING, "", "m", "", ""},
        {{2019, 9, 26}, 1200, 1, DAY_OVER, "", "", "", ""},
        {{2019, 9, 27}, 1200, 1, DAY_FAR, "", "", "", ""},
        /* room 2: two days with other rooms' sessions, then its own (the tea is everywhere) */
        {{2019, 9, 26}, 1200, 2, DAY_AFTER, "f", "", "", ""},
        {{2019, 9, 27}, 1000, 2, DAY_NO_SESSIONS, "f", "", "", ""},
        {{2019, 9, 30}, 1000, 2, DAY_NO_SESSIONS, "f", "", "", ""},
        {{2019, 10, 1}, 1030, 2, DAY_RUNNING, "", "f", "", ""},
    };
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(cases); i++) {
        Instant at = fixture_at(schedule->event.zone, cases[i].date, cases[i].wall);
        DayState day = day_state_at(schedule, cases[i].room, at);
        NowNext lists = now_next_at(arena, schedule, cases[i].room, at, 3);
        const char *now = ids(arena, schedule, lists.now, lists.now_count);
        const char *next = ids(arena, schedule, lists.next, lists.next_count);
        const char *first = day.first == SCHEDULE_NONE ? "" : ids(arena, schedule, &day.first, 1);
        if (day.kind != cases[i].kind || strcmp(now, cases[i].now) != 0 ||
            strcmp(next, cases[i].next) != 0 || strcmp(first, cases[i].first) != 0)
            fail_msg("case %zu at %d: state %d, first \"%s\", now \"%s\", next \"%s\"", i,
                     cases[i].wall, (int)day.kind, first, now, next);
        const char *gone = ids(arena, schedule, lists.gone, lists.gone_count);
        if (strcmp(gone, cases[i].gone) != 0)
            fail_msg("case %zu at %d: gone \"%s\"", i, cases[i].wall, gone);
        assert_true(day.next_change > at && lists.next_change > at);
    }
    arena_free(arena);
}

static void days_are_found(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    const Zone *zone = schedule->event.zone;
    static const struct {
        Date date;
        int32_t wall;
        size_t day, next_day;
    } cases[] = {
        {{2019, 9, 26}, 359, SCHEDULE_NONE, 0},
        {{2019, 9, 26}, 400, 0, 1},
        {{2019, 9, 27}, 359, 0, 1},
        {{2019, 9, 27}, 400, 1, 2},
        {{2019, 9, 29}, 1200, SCHEDULE_NONE, 2},
        {{2019, 10, 1}, 400, 2, SCHEDULE_NONE},
        {{2019, 10, 2}, 400, SCHEDULE_NONE, SCHEDULE_NONE},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Instant at = fixture_at(zone, cases[i].date, cases[i].wall);
        assert_true(schedule_day_at(schedule, at) == cases[i].day);
        DayState day = day_state_at(schedule, ALL, at);
        assert_true(day.day == cases[i].day && day.next_day == cases[i].next_day);
        DayBounds bounds = schedule_day_bounds(schedule, at);
        assert_true(bounds.day == cases[i].day && bounds.from <= at && at < bounds.until);
        assert_true(bounds.until - bounds.from == 24 * MILLIS_HOUR);
    }
    arena_free(arena);
}

static void no_schedule_has_a_state(void **state) {
    (void)state;
    Arena *arena = arena_create();
    assert_int_equal(day_state_at(NULL, ALL, 0).kind, DAY_NO_SCHEDULE);
    assert_true(day_state_at(NULL, ALL, 0).next_change == INSTANT_NEVER);
    assert_true(now_next_at(arena, NULL, ALL, 0, 3).next_change == INSTANT_NEVER);
    assert_true(notice_at(NULL, ALL, 0, NULL) == SCHEDULE_NONE);
    Schedule *empty = fixture_schedule(arena, "UTC", DAYS, 1, NULL, 0);
    assert_int_equal(day_state_at(empty, ALL, empty->days[0].from).kind, DAY_NO_SCHEDULE);
    arena_free(arena);
}

/* Of a day on which all that was planned here is cancelled, the audience is told so. */
static void cancelled_days_are_shown(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "x", .start = 900, .end = 1000, .status = SESSION_CANCELLED},
        {.id = "y", .day = 1, .start = 900, .end = 1000, .status = SESSION_CANCELLED},
        {.id = "z", .day = 2, .start = 900, .end = 1000},
    };
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 3, specs, 3);
    const Zone *zone = schedule->event.zone;
    static const struct {
        int32_t wall;
        DayStateKind kind;
        size_t first, gone_count, next_count;
    } cases[] = {
        {800, DAY_GAP, SCHEDULE_NONE, 0, 0},
        {930, DAY_GAP, SCHEDULE_NONE, 1, 0},
        {1000, DAY_AFTER, 2, 0, 0}, /* the next session that takes place, not the cancelled one */
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Instant at = fixture_at(zone, DAYS[0], cases[i].wall);
        DayState day = day_state_at(schedule, 0, at);
        NowNext lists = now_next_at(arena, schedule, 0, at, 9);
        if (day.kind != cases[i].kind || day.first != cases[i].first || lists.now_count != 0 ||
            lists.gone_count != cases[i].gone_count || lists.next_count != cases[i].next_count)
            fail_msg("case %zu: state %d", i, (int)day.kind);
    }
    arena_free(arena);
}

/* An item of the whole day stands in the agenda. It neither runs nor follows, and no day begins
 * with it: at five in the morning nothing is on. */
static void all_day_items_run_nowhere(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "exhibition", .start = 400, .end = 2800},
        {.id = "talk", .start = 900, .end = 1000},
        {.id = "tomorrow", .day = 1, .start = 400, .end = 2800},
    };
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 2, specs, 3);
    Session *sessions = (Session *)schedule->sessions;
    sessions[0].is_all_day = sessions[2].is_all_day = true;
    static const struct {
        int32_t wall;
        DayStateKind kind;
        size_t now_count, next_count;
    } cases[] = {
        {500, DAY_BEFORE, 0, 1},
        {930, DAY_RUNNING, 1, 0},
        {1000, DAY_OVER, 0, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Instant at = fixture_at(schedule->event.zone, DAYS[0], cases[i].wall);
        DayState day = day_state_at(schedule, 0, at);
        NowNext lists = now_next_at(arena, schedule, 0, at, 9);
        if (day.kind != cases[i].kind || lists.now_count != cases[i].now_count ||
            lists.next_count != cases[i].next_count)
            fail_msg("case %zu: state %d", i, (int)day.kind);
    }
    assert_true(session_concerns_room(&sessions[0], 0)); /* the agenda's rule */
    size_t count;
    schedule_day_changes(arena, schedule, 0, 0, &count);
    assert_int_equal(count, 2);
    arena_free(arena);
}

/* Moved in time as well: its old time says so, its new time is real. */
static void moved_in_time_is_listed_twice(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "t",
         .start = 1400,
         .end = 1430,
         .status = SESSION_MOVED,
         .planned_start = 900,
         .planned_end = 930},
    };
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 1, specs, 1);
    static const struct {
        int32_t wall;
        size_t now_count, next_count;
        DayStateKind kind;
    } cases[] = {
        {800, 0, 1, DAY_BEFORE},  {910, 0, 1, DAY_GAP},      {930, 0, 1, DAY_BEFORE},
        {1000, 0, 1, DAY_BEFORE}, {1410, 1, 0, DAY_RUNNING}, {1430, 0, 0, DAY_OVER},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Instant at = fixture_at(schedule->event.zone, DAYS[0], cases[i].wall);
        NowNext lists = now_next_at(arena, schedule, 0, at, 9);
        DayState day = day_state_at(schedule, 0, at);
        if (lists.now_count != cases[i].now_count || lists.next_count != cases[i].next_count ||
            day.kind != cases[i].kind)
            fail_msg("case %zu: %zu now, %zu next, state %d", i, lists.now_count, lists.next_count,
                     (int)day.kind);
    }
    arena_free(arena);
}

static void phases_follow_plan_and_change(void **state) {
    (void)state;
    static const SessionSpec plain = {.start = 900, .end = 930};
    static const SessionSpec late = {
        .start = 915, .end = 945, .planned_start = 900, .planned_end = 930};
    static const SessionSpec overrun = {
        .start = 900, .end = 950, .planned_start = 900, .planned_end = 930};
    static const SessionSpec very_late = {
        .start = 1000, .end = 1030, .planned_start = 900, .planned_end = 930};
    static const SessionSpec moved = {.start = 1400,
                                      .end = 1430,
                                      .planned_start = 900,
                                      .planned_end = 930,
                                      .status = SESSION_MOVED};
    static const SessionSpec cancelled = {.start = 900, .end = 930, .status = SESSION_CANCELLED};
    static const struct {
        const SessionSpec *spec;
        int32_t wall;
        SessionPhase phase;
    } cases[] = {
        {&plain, 859, SESSION_UPCOMING},
        {&plain, 900, SESSION_RUNNING},
        {&plain, 929, SESSION_RUNNING},
        {&plain, 930, SESSION_PAST},
        {&late, 859, SESSION_UPCOMING},
        {&late, 900, SESSION_STARTS_SOON},
        {&late, 914, SESSION_STARTS_SOON},
        {&late, 915, SESSION_RUNNING},
        {&late, 929, SESSION_RUNNING},
        {&late, 930, SESSION_FINISHING},
        {&late, 945, SESSION_PAST},
        {&overrun, 929, SESSION_RUNNING},
        {&overrun, 930, SESSION_FINISHING},
        {&overrun, 950, SESSION_PAST},
        {&very_late, 950, SESSION_STARTS_SOON},
        {&very_late, 1000, SESSION_RUNNING},
        {&moved, 910, SESSION_UPCOMING},
        {&moved, 1000, SESSION_UPCOMING},
        {&moved, 1410, SESSION_RUNNING},
        {&cancelled, 910, SESSION_UPCOMING},
        {&cancelled, 930, SESSION_PAST},
    };
    const Day day = {.date = {2019, 9, 26}};
    for (size_t i = 0; i < countof(cases); i++) {
        Session session = fixture_session(zone_utc(), &day, cases[i].spec);
        Instant at = fixture_at(zone_utc(), day.date, cases[i].wall);
        if (session_phase_at(&session, at) != cases[i].phase)
            fail_msg("case %zu at %d: %d", i, cases[i].wall, (int)session_phase_at(&session, at));
    }
}

static void segments_run_within_their_session(void **state) {
    (void)state;
    static const Segment segments[] = {
        {.start = 0, .end = 10}, {.start = 10, .end = 15}, {.start = 20, .end = 40}};
    Session session = {.start = 0, .end = 30, .segments = segments, .segment_count = 3};
    static const struct {
        Instant at;
        size_t segment;
    } cases[] = {{-1, SCHEDULE_NONE},
                 {0, 0},
                 {9, 0},
                 {10, 1},
                 {14, 1},
                 {15, SCHEDULE_NONE},
                 {20, 2},
                 {29, 2},
                 {30, SCHEDULE_NONE}};
    for (size_t i = 0; i < countof(cases); i++)
        assert_true(session_segment_at(&session, cases[i].at) == cases[i].segment);
    session.status = SESSION_CANCELLED;
    assert_true(session_segment_at(&session, 5) == SCHEDULE_NONE);
}

static void changes_of_a_day_are_listed(void **state) {
    (void)state;
    static const struct {
        size_t day, room;
        int32_t walls[16]; /* rising, to 0 */
    } cases[] = {
        {0, ALL, {900, 930, 1000, 1030, 1100, 1130, 1200, 1210, 1240, 1300, 1330, 2330}},
        {0, 1, {900, 1000, 1030, 1130, 1200}},
        {0, 3, {1000, 1030}},
        {1, ALL, {500, 1000, 1100}}, /* the party's end */
        {2, 0, {0}},
    };
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(cases); i++) {
        size_t count;
        const Instant *changes =
            schedule_day_changes(arena, schedule, cases[i].day, cases[i].room, &count);
        size_t wanted = 0;
        for (; cases[i].walls[wanted]; wanted++) {
            Instant at =
                fixture_at(schedule->event.zone, DAYS[cases[i].day], cases[i].walls[wanted]);
            if (wanted >= count || changes[wanted] != at)
                fail_msg("case %zu: change %zu", i, wanted);
        }
        assert_int_equal(count, wanted);
    }
    arena_free(arena);
}

static void notices_are_chosen(void **state) {
    (void)state;
    static const size_t room_1[] = {1};
    static const Notice notices[] = {
        {.from = 0, .until = 100, .level = NOTICE_INFO},
        {.from = 10, .until = 50, .level = NOTICE_INFO},
        {.from = 20, .until = 30, .level = NOTICE_WARNING},
        {.from = 22, .until = 24, .level = NOTICE_TEST},
        {.from = 23, .until = 40, .level = NOTICE_EMERGENCY, .rooms = room_1, .room_count = 1},
        {.from = 60, .until = INSTANT_NEVER, .level = NOTICE_WARNING},
        {.from = 60, .until = 70, .level = NOTICE_WARNING},
    };
    static const struct {
        Instant at;
        size_t room, notice;
        Instant next_change;
    } cases[] = {
        {-1, 0, SCHEDULE_NONE, 0},
        {0, 0, 0, 10},
        {9, 0, 0, 10},
        {10, 0, 1, 20},
        {20, 0, 2, 22},
        {22, 0, 3, 24},
        {23, 0, 3, 24},
        {23, 1, 4, 24},
        {23, ALL, 4, 24},
        {24, 0, 2, 30},
        {39, 1, 4, 40},
        {40, 1, 1, 50},
        {50, 0, 0, 60},
        {60, 0, 6, 70},
        {70, 0, 5, 100},
        {100, 0, 5, INSTANT_NEVER},
    };
    Schedule schedule = {.notices = notices, .notice_count = countof(notices)};
    for (size_t i = 0; i < countof(cases); i++) {
        Instant next_change = INSTANT_NEVER;
        size_t notice = notice_at(&schedule, cases[i].room, cases[i].at, &next_change);
        if (notice != cases[i].notice || next_change != cases[i].next_change)
            fail_msg("case %zu: notice %zu, change %lld", i, notice, (long long)next_change);
        next_change = 5;
        notice_at(&schedule, cases[i].room, cases[i].at, &next_change);
        assert_true(next_change <= 5); /* lowered, never raised */
    }
}

static void several_notices_are_all_seen(void **state) {
    (void)state;
    static const size_t room_1[] = {1};
    Notice notices[] = {
        {.from = 0, .until = INSTANT_NEVER, .level = NOTICE_INFO},
        {.from = 0, .until = INSTANT_NEVER, .level = NOTICE_INFO},
        {.from = 0, .until = INSTANT_NEVER, .level = NOTICE_WARNING},
        {.from = 0, .until = INSTANT_NEVER, .level = NOTICE_EMERGENCY, .rooms = room_1, 1},
        {.from = 0, .until = INSTANT_NEVER, .level = NOTICE_EMERGENCY, .rooms = room_1, 1},
    };
    Schedule schedule = {.notices = notices, .notice_count = countof(notices)};
    size_t shown[NOTICES_SHOWN];
    Instant next = INSTANT_NEVER;
    assert_int_equal(notices_at(&schedule, 0, 1000, 2, shown, &next), 2);
    assert_int_equal(shown[0], 2); /* the warning first, then the later in the file */
    assert_int_equal(shown[1], 1);
    assert_true(next == NOTICES_TURN);
    assert_int_equal(notices_at(&schedule, 0, NOTICES_TURN, 2, shown, &next), 1);
    assert_int_equal(shown[0], 0);
    assert_int_equal(notices_at(&schedule, 0, 2 * NOTICES_TURN, 2, shown, NULL), 2);
    /* An emergency is alone; two take turns, and nothing else is seen beside them. */
    assert_int_equal(notices_at(&schedule, 1, 0, 2, shown, NULL), 1);
    assert_int_equal(shown[0], 4);
    assert_int_equal(notices_at(&schedule, 1, NOTICES_TURN, 2, shown, NULL), 1);
    assert_int_equal(shown[0], 3);
    /* Two of them are there at once, for good. */
    schedule.notice_count = 2;
    next = INSTANT_NEVER;
    assert_int_equal(notices_at(&schedule, 0, 1000, 2, shown, &next), 2);
    assert_true(next == INSTANT_NEVER);
    assert_int_equal(notices_at(NULL, 0, 0, 2, shown, &next), 0);
}

static void a_room_is_open_unless_staff_say_otherwise(void **state) {
    (void)state;
    Room rooms[] = {
        {.id = {.s = "a", .len = 1}},
        {.id = {.s = "b", .len = 1}, .state = ROOM_FULL, .state_from = 10, .state_until = 20}};
    Schedule schedule = {.rooms = rooms, .room_count = 2};
    Instant next = INSTANT_NEVER;
    assert_int_equal(room_state_at(&schedule, 0, 15, &next), ROOM_OPEN);
    assert_false(room_is_told(&schedule, 0, 15, &next));
    rooms[0].is_counted = true;
    assert_true(room_is_told(&schedule, 0, 15, NULL));
    assert_int_equal(room_state_at(&schedule, 1, 5, &next), ROOM_OPEN);
    assert_true(next == 10);
    assert_int_equal(room_state_at(&schedule, 1, 10, NULL), ROOM_FULL);
    assert_int_equal(room_state_at(&schedule, 1, 20, NULL), ROOM_OPEN);
    assert_int_equal(room_state_at(&schedule, SCHEDULE_NONE, 15, NULL), ROOM_OPEN);
    assert_int_equal(room_state_at(NULL, 0, 15, NULL), ROOM_OPEN);
}

/* ---- nothing changes before its time ---- */

typedef struct {
    uint64_t hash; /* of all that is to be announced */
    Instant next_change;
} Answer;

static Answer answer_state(Arena *arena, const Schedule *schedule, size_t room, Instant at) {
    (void)arena;
    DayState day = day_state_at(schedule, room, at);
    size_t facts[] = {day.kind, day.day, day.next_day, day.first};
    return (Answer){str_hash(STR_HASH_SEED, facts, sizeof facts), day.next_change};
}

static Answer answer_lists(Arena *arena, const Schedule *schedule, size_t room, Instant at) {
    NowNext lists = now_next_at(arena, schedule, room, at, 4);
    uint64_t hash = str_hash(STR_HASH_SEED, lists.now, lists.now_count * sizeof *lists.now);
    hash = str_hash(hash, &lists.now_count, sizeof lists.now_count);
    hash = str_hash(hash, lists.next, lists.next_count * sizeof *lists.next);
    for (size_t i = 0; i < lists.now_count; i++) {
        SessionPhase phase = session_phase_at(&schedule->sessions[lists.now[i]], at);
        hash = str_hash(hash, &phase, sizeof phase);
    }
    for (size_t i = 0; i < lists.next_count; i++) {
        SessionPhase phase = session_phase_at(&schedule->sessions[lists.next[i]], at);
        hash = str_hash(hash, &phase, sizeof phase);
    }
    return (Answer){hash, lists.next_change};
}

static void nothing_changes_unannounced(void **state) {
    (void)state;
    static const size_t rooms[] = {ALL, 0, 1, 2, 3};
    static Answer (*const asks[])(Arena *, const Schedule *, size_t, Instant) = {answer_state,
                                                                                 answer_lists};
    Arena *arena = arena_create(), *scratch = arena_create();
    Schedule *schedule = conference(arena);
    const Zone *zone = schedule->event.zone;
    Instant begin = fixture_at(zone, (Date){2019, 8, 25}, 0);
    Instant end = fixture_at(zone, (Date){2019, 10, 4}, 0);
    for (size_t i = 0; i < countof(rooms) * countof(asks); i++) {
        size_t room = rooms[i / countof(asks)];
        Answer last = {.next_change = INT64_MIN};
        for (Instant at = begin; at < end; at += 5 * MILLIS_MINUTE) {
            arena_reset(scratch);
            Answer answer = asks[i % countof(asks)](scratch, schedule, room, at);
            assert_true(answer.next_change > at);
            if (at < last.next_change && answer.hash != last.hash)
                fail_msg("room %zu: a change before it was announced", room);
            if (at >= last.next_change)
                last = answer;
        }
    }
    arena_free(scratch);
    arena_free(arena);
}

/* Held over to a later date: not among what follows on the days between. */
static void moved_to_a_later_date_is_not_todays(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "m",
         .start = 5800,
         .end = 5900,
         .status = SESSION_MOVED,
         .planned_start = 1000,
         .planned_end = 1100},
        {.id = "e", .day = 1, .start = 1000, .end = 1100},
    };
    Arena *arena = arena_create();
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 3, specs, 2);
    NowNext lists =
        now_next_at(arena, schedule, 0, fixture_at(schedule->event.zone, DAYS[1], 900), 9);
    assert_int_equal(lists.next_count, 1);
    assert_true(str_equal_c(schedule->sessions[lists.next[0]].id, "e"));
    arena_free(arena);
}

/* The screen that was told no room stands at the only door; among several it is the foyer. */
static void the_only_room_has_the_only_door(void **state) {
    (void)state;
    static const size_t want[][3] = {{ALL, 0, 1}, {0, 0, 1}, {ALL, 0, 1}}; /* by number of rooms */
    const size_t told[] = {ALL, 0, 1};
    for (size_t rooms = 0; rooms < countof(want); rooms++)
        for (size_t i = 0; i < countof(told); i++) {
            Schedule schedule = {.room_count = rooms};
            assert_true(schedule_door(&schedule, told[i]) == want[rooms][i]);
        }
    assert_true(schedule_door(NULL, ALL) == ALL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_goes_by),
        cmocka_unit_test(days_are_found),
        cmocka_unit_test(no_schedule_has_a_state),
        cmocka_unit_test(cancelled_days_are_shown),
        cmocka_unit_test(all_day_items_run_nowhere),
        cmocka_unit_test(moved_in_time_is_listed_twice),
        cmocka_unit_test(phases_follow_plan_and_change),
        cmocka_unit_test(segments_run_within_their_session),
        cmocka_unit_test(changes_of_a_day_are_listed),
        cmocka_unit_test(notices_are_chosen),
        cmocka_unit_test(several_notices_are_all_seen),
        cmocka_unit_test(a_room_is_open_unless_staff_say_otherwise),
        cmocka_unit_test(the_only_room_has_the_only_door),
        cmocka_unit_test(nothing_changes_unannounced),
        cmocka_unit_test(moved_to_a_later_date_is_not_todays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
