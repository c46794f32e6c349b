/* The stage timer against a table of instants, with staff's delays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "formats/formats.h"
#include "live/changes.h"
#include "playlist/stage_timer.h"

static const char DAY[] =
    "kiosk: 1\n"
    "event: {name: E, timezone: Asia/Shanghai}\n"
    "rooms: [{id: main, name: Main}, {id: r2, name: Two}]\n"
    "display: {languages: [en], timer: {over: 45m}}\n"
    "days:\n"
    "  - date: 2026-05-16\n"
    "    sessions:\n"
    "      - {id: a, start: \"10:00\", end: \"10:45\", room: main, title: A,\n"
    "         segments: [{title: Talk, minutes: 30}, {title: Questions, minutes: 15}]}\n"
    "      - {id: tea, start: \"10:45\", end: \"11:00\", type: break, title: Tea}\n"
    "      - {id: b, start: \"11:00\", end: \"12:30\", room: main, title: B}\n"
    "      - {id: gone, start: \"12:30\", end: \"13:00\", room: main, title: G, status: cancelled}\n"
    "      - {id: c, start: \"15:00\", end: \"15:30\", room: main, title: C}\n"
    "      - {id: other, start: \"10:00\", end: \"11:30\", room: r2, title: O}\n";

enum { MAIN, TWO };

static Schedule *load(Arena *arena, const char *text) {
    Str source = str_from(text);
    Diagnostics diagnostics = diagnostics_create(arena, str_from("day.yaml"), source);
    FormatInput input = {.source = source, .source_name = str_from("day.yaml")};
    Schedule *schedule = schedule_load(&input, &diagnostics);
    assert_non_null(schedule);
    return schedule;
}

/* "10:46:20" and milliseconds on the day. */
static Instant at_time(const Schedule *schedule, const char *time, Millis more) {
    int h = 0, m = 0, s = 0;
    sscanf(time, "%d:%d:%d", &h, &m, &s);
    return zone_instant(schedule->event.zone, (Date){2026, 5, 16}, h * 60 + m, NULL) +
           s * MILLIS_SECOND + more;
}

static const char *const PHASES[] = {"idle", "before", "running", "amber", "red", "over"};
_Static_assert(countof(PHASES) == TIMER_PHASE_COUNT, "a name for each phase");

typedef struct {
    const char *time;
    Millis more;
    size_t room;
    TimerPhase phase;
    const char *session; /* id; NULL: none */
    int64_t seconds;
    const char *part; /* NULL: none */
    const char *next;
} Row;

static void check(const Schedule *schedule, const Row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Row *row = &rows[i];
        Instant at = at_time(schedule, row->time, row->more);
        StageTimer timer = stage_timer_at(schedule, row->room, at);
        const char *none = "-";
        const char *session = none, *next = none, *part = none;
        if (timer.session != SCHEDULE_NONE)
            session = schedule->sessions[timer.session].id.s;
        if (timer.next != SCHEDULE_NONE)
            next = schedule->sessions[timer.next].id.s;
        if (timer.segment != SCHEDULE_NONE)
            part = schedule->sessions[timer.session].segments[timer.segment].title.items[0].text.s;
        if (timer.phase != row->phase || timer.seconds != row->seconds ||
            strcmp(session, row->session ? row->session : none) != 0 ||
            strcmp(part, row->part ? row->part : none) != 0 ||
            strcmp(next, row->next ? row->next : none) != 0)
            fail_msg("%s+%lld: %s %s %lld s, part %s, next %s", row->time, (long long)row->more,
                     PHASES[timer.phase], session, (long long)timer.seconds, part, next);
        assert_true(timer.next_change > at);
    }
}

static void test_the_table(void **state) {
    (void)state;
    static const Row ROWS[] = {
        {"08:00:00", 0, MAIN, TIMER_BEFORE, "a", 7200, NULL, "b"},
        {"09:59:59", 999, MAIN, TIMER_BEFORE, "a", 1, NULL, "b"},
        {"10:00:00", 0, MAIN, TIMER_RUNNING, "a", 2700, "Talk", "b"},
        {"10:00:00", 999, MAIN, TIMER_RUNNING, "a", 2700, "Talk", "b"},
        {"10:00:01", 0, MAIN, TIMER_RUNNING, "a", 2699, "Talk", "b"},
        {"10:30:00", 0, MAIN, TIMER_RUNNING, "a", 900, "Questions", "b"},
        {"10:39:59", 999, MAIN, TIMER_RUNNING, "a", 301, "Questions", "b"},
        {"10:40:00", 0, MAIN, TIMER_AMBER, "a", 300, "Questions", "b"},
        {"10:42:59", 0, MAIN, TIMER_AMBER, "a", 121, "Questions", "b"},
        {"10:43:00", 0, MAIN, TIMER_RED, "a", 120, "Questions", "b"},
        {"10:44:59", 999, MAIN, TIMER_RED, "a", 1, "Questions", "b"},
        {"10:45:00", 0, MAIN, TIMER_OVER, "a", 0, NULL, "b"},
        {"10:45:00", 999, MAIN, TIMER_OVER, "a", 0, NULL, "b"},
        {"10:47:15", 0, MAIN, TIMER_OVER, "a", 135, NULL, "b"}, /* though tea has begun */
        {"10:59:59", 999, MAIN, TIMER_OVER, "a", 899, NULL, "b"},
        {"11:00:00", 0, MAIN, TIMER_RUNNING, "b", 5400, NULL, "c"},
        {"12:40:00", 0, MAIN, TIMER_OVER, "b", 600, NULL, "c"}, /* the cancelled one never counts */
        {"13:14:59", 999, MAIN, TIMER_OVER, "b", 2699, NULL, "c"},
        {"13:15:00", 0, MAIN, TIMER_BEFORE, "c", 6300, NULL, NULL}, /* 45 minutes are enough */
        {"15:30:00", 0, MAIN, TIMER_OVER, "c", 0, NULL, NULL},
        {"16:15:00", 0, MAIN, TIMER_IDLE, NULL, 0, NULL, NULL},
        {"10:30:00", 0, TWO, TIMER_RUNNING, "other", 3600, NULL, NULL},
        {"10:30:00", 0, SCHEDULE_NONE, TIMER_IDLE, NULL, 0, NULL, NULL}, /* two stages */
    };
    Arena *arena = arena_create();
    Schedule *schedule = load(arena, DAY);
    check(schedule, ROWS, countof(ROWS));
    schedule_free(schedule);
    arena_free(arena);
}

static void test_it_follows_delays(void **state) {
    (void)state;
    static const Row ROWS[] = {
        {"10:44:00", 0, MAIN, TIMER_RUNNING, "a", 660, "Questions", "b"},
        {"10:50:00", 0, MAIN, TIMER_AMBER, "a", 300, "Questions", "b"},
        {"10:56:00", 0, MAIN, TIMER_OVER, "a", 60, NULL, "b"},
        {"11:00:00", 0, MAIN, TIMER_OVER, "a", 300, NULL, "b"}, /* the break keeps a half of it */
        {"11:02:30", 0, MAIN, TIMER_RUNNING, "b", 5400, NULL, "c"},
    };
    Arena *arena = arena_create();
    Schedule *plan = load(arena, DAY);
    LiveState *changes = live_create((Date){2026, 5, 16});
    LiveOp op = {.kind = LIVE_DELAY,
                 .at = at_time(plan, "10:20:00", 0),
                 .room = str_from("main"),
                 .by = 10 * MILLIS_MINUTE,
                 .until = INSTANT_NEVER};
    assert_true(live_do(changes, &op));
    Schedule *schedule = live_apply(plan, changes, NULL, op.at);
    check(schedule, ROWS, countof(ROWS));
    schedule_free(schedule);
    live_free(changes);
    schedule_free(plan);
    arena_free(arena);
}

static void test_it_counts_parts_where_it_is_told_to(void **state) {
    (void)state;
    static const Row ROWS[] = {
        {"10:25:00", 0, MAIN, TIMER_AMBER, "a", 300, "Talk", "b"},
        {"10:30:00", 0, MAIN, TIMER_RUNNING, "a", 900, "Questions", "b"},
    };
    Arena *arena = arena_create();
    Schedule *schedule = load(arena, DAY);
    schedule->display.timer.counts_parts = true;
    check(schedule, ROWS, countof(ROWS));
    schedule_free(schedule);
    arena_free(arena);
}

static bool is_same(const StageTimer *a, const StageTimer *b) {
    return a->phase == b->phase && a->session == b->session && a->segment == b->segment &&
           a->seconds == b->seconds && a->part_seconds == b->part_seconds && a->next == b->next &&
           a->word == b->word && a->is_lit == b->is_lit && fabsf(a->share - b->share) < 1e-6f;
}

/* The loop sleeps on next_change, and at full seconds only. */
static void test_it_changes_when_it_says_so(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = load(arena, DAY);
    Instant at = at_time(schedule, "09:59:57", 217), end = at_time(schedule, "16:20:00", 0);
    size_t steps = 0;
    while (at < end) {
        StageTimer now = stage_timer_at(schedule, MAIN, at);
        assert_true(now.next_change > at);
        assert_int_equal(now.next_change % MILLIS_SECOND, 0);
        StageTimer last = stage_timer_at(schedule, MAIN, now.next_change - 1);
        assert_true(is_same(&now, &last));
        if (now.phase != TIMER_IDLE)
            assert_true(now.next_change - at <= MILLIS_SECOND);
        at = now.next_change;
        steps++;
    }
    assert_in_range(steps, 6 * 3600, 6 * 3600 + 20 * 60 + 10);
    schedule_free(schedule);
    arena_free(arena);
}

static LiveOp say(const Schedule *plan, const char *time, const char *text) {
    return (LiveOp){.kind = LIVE_SAY,
                    .at = at_time(plan, time, 0),
                    .room = str_from("main"),
                    .text = str_from(text),
                    .until = INSTANT_NEVER};
}

static bool is_said(const Schedule *plan, const LiveState *changes, const char *time,
                    const char *text) {
    Instant at = at_time(plan, time, 0);
    Schedule *schedule = live_apply(plan, changes, NULL, at);
    StageTimer timer = stage_timer_at(schedule ? schedule : plan, MAIN, at);
    Str said = timer.word && timer.word->text.count ? timer.word->text.items[0].text : (Str){0};
    bool is_same_text = text ? str_equal_c(said, text) : !timer.word;
    StageTimer other = stage_timer_at(schedule ? schedule : plan, TWO, at);
    assert_null(other.word);
    schedule_free(schedule);
    return is_same_text;
}

static void test_a_word_goes_with_its_session(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *plan = load(arena, DAY);
    LiveState *changes = live_create((Date){2026, 5, 16});
    LiveOp op = say(plan, "10:50:00", "please close");
    assert_true(live_do(changes, &op));
    assert_true(is_said(plan, changes, "10:49:59", NULL));
    assert_true(is_said(plan, changes, "10:50:00", "please close"));
    assert_true(is_said(plan, changes, "10:59:59", "please close"));
    assert_true(is_said(plan, changes, "11:00:00", NULL));
    op = say(plan, "13:30:00", "wait for the sign"); /* while the start is counted down to */
    assert_true(live_do(changes, &op));
    assert_true(is_said(plan, changes, "15:10:00", "wait for the sign"));
    op = say(plan, "15:10:00", "two more questions");
    op.until = at_time(plan, "15:12:00", 0);
    assert_true(live_do(changes, &op));
    assert_true(is_said(plan, changes, "15:11:59", "two more questions"));
    assert_true(is_said(plan, changes, "15:12:00", NULL));
    LiveOp undo = {.kind = LIVE_UNDO, .target = {LIVE_SAY, op.at}};
    assert_true(live_do(changes, &undo));
    LiveOp clear = say(plan, "15:14:00", "");
    clear.is_cleared = true;
    assert_true(is_said(plan, changes, "15:14:00", "wait for the sign"));
    assert_true(live_do(changes, &clear));
    assert_true(is_said(plan, changes, "15:14:00", NULL));
    live_free(changes);
    schedule_free(plan);
    arena_free(arena);
}

static void test_a_blinking_word_blinks_once_in_two_seconds_and_black_is_quiet(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *plan = load(arena, DAY);
    LiveState *changes = live_create((Date){2026, 5, 16});
    LiveOp op = say(plan, "10:20:00", "louder");
    op.is_blinking = true;
    assert_true(live_do(changes, &op));
    Schedule *schedule = live_apply(plan, changes, NULL, op.at);
    StageTimer even = stage_timer_at(schedule, MAIN, op.at);
    StageTimer odd = stage_timer_at(schedule, MAIN, op.at + MILLIS_SECOND);
    assert_true(even.is_lit != odd.is_lit);
    schedule_free(schedule);
    op = say(plan, "10:21:00", "");
    op.is_black = true;
    assert_true(live_do(changes, &op));
    schedule = live_apply(plan, changes, NULL, op.at);
    StageTimer black = stage_timer_at(schedule, MAIN, op.at);
    assert_true(black.word->is_black);
    assert_int_equal(black.next_change, at_time(plan, "10:45:00", 0)); /* no second wakes it */
    schedule_free(schedule);
    live_free(changes);
    schedule_free(plan);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table),
        cmocka_unit_test(test_it_follows_delays),
        cmocka_unit_test(test_it_counts_parts_where_it_is_told_to),
        cmocka_unit_test(test_it_changes_when_it_says_so),
        cmocka_unit_test(test_a_word_goes_with_its_session),
        cmocka_unit_test(test_a_blinking_word_blinks_once_in_two_seconds_and_black_is_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
