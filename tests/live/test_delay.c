/* test_delay.c: what a late room does to its day, by a table and by what must hold for any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/changes.h"
#include "live/delay.h"
#include "plan.h"

static LiveOp delay_of(const char *room, int minutes, const char *at, bool is_forced) {
    return (LiveOp){.kind = LIVE_DELAY,
                    .at = plan_time(at),
                    .room = str_from(room),
                    .by = minutes * MILLIS_MINUTE,
                    .is_forced = is_forced};
}

#define ONE_ROOM                                                                                   \
    {                                                                                              \
        "A main 09:00 10:00 talk", "B main 10:00 10:30 talk", "coffee main 10:30 11:00 break",     \
            "C main 11:00 11:30 talk", "D main 11:45 12:30 talk", "lunch main 12:30 13:30 break",  \
            "E main 13:30 14:00 talk", NULL                                                        \
    }
#define TWO_ROOMS                                                                                  \
    {                                                                                              \
        "key * 09:00 10:00 keynote", "A main 10:00 11:00 talk", "S side 10:00 11:00 talk",         \
            "coffee * 11:00 11:30 break", "B main 11:30 12:00 talk", "T side 11:30 12:00 talk",    \
            "both main+side 12:00 12:30 panel", "U side 12:30 13:00 talk",                         \
            "party * 18:00 22:00 social", NULL                                                     \
    }

typedef struct {
    const char *name;
    const char *lines[12];
    struct {
        const char *room;
        int minutes;
        const char *at;
        bool is_forced;
    } delays[3];
    const char *expected;
} Case;

static const Case CASES[] = {
    {"a talk that runs ends later; coffee takes the delay",
     ONE_ROOM,
     {{"main", 10, "09:30", false}},
     "A 09:00-10:10, B 10:10-10:40, coffee 10:40-11:00"},
    {"a talk that is due has not begun",
     ONE_ROOM,
     {{"main", 10, "09:04", false}},
     "A 09:10-10:10, B 10:10-10:40, coffee 10:40-11:00"},
    {"due for less than a quarter of an hour: it may not have begun",
     ONE_ROOM,
     {{"main", 20, "09:14", false}},
     "A 09:20-10:20, B 10:20-10:50, coffee 10:50-11:05, C 11:05-11:35"},
    {"due for a quarter of an hour: it runs",
     ONE_ROOM,
     {{"main", 20, "09:15", false}},
     "A 09:00-10:20, B 10:20-10:50, coffee 10:50-11:05, C 11:05-11:35"},
    {"before the first talk",
     ONE_ROOM,
     {{"main", 15, "08:30", false}},
     "A 09:15-10:15, B 10:15-10:45, coffee 10:45-11:00"},
    {"coffee gives half of its time, a gap all, lunch the rest",
     ONE_ROOM,
     {{"main", 30, "09:30", false}},
     "A 09:00-10:30, B 10:30-11:00, coffee 11:00-11:15, C 11:15-11:45"},
    {"more than coffee and gap hold",
     ONE_ROOM,
     {{"main", 40, "09:30", false}},
     "A 09:00-10:40, B 10:40-11:10, coffee 11:10-11:25, C 11:25-11:55, D 11:55-12:40, "
     "lunch 12:40-13:30"},
    {"in the coffee break the next talk is what is late",
     ONE_ROOM,
     {{"main", 10, "10:50", false}},
     "coffee 10:30-11:10, C 11:10-11:40"},
    {"in a gap the next talk",
     ONE_ROOM,
     {{"main", 10, "11:35", false}},
     "D 11:55-12:40, lunch 12:40-13:30"},
    {"twice adds up",
     ONE_ROOM,
     {{"main", 10, "09:30", false}, {"main", 5, "09:40", false}},
     "A 09:00-10:15, B 10:15-10:45, coffee 10:45-11:00"},
    {"taken back", ONE_ROOM, {{"main", 10, "09:30", false}, {"main", -10, "09:40", false}}, ""},
    {"taken back in part",
     ONE_ROOM,
     {{"main", 40, "08:00", false}, {"main", -30, "08:10", false}},
     "A 09:10-10:10, B 10:10-10:40, coffee 10:40-11:00"},
    {"taking back more than there is stops at the plan",
     ONE_ROOM,
     {{"main", 10, "08:00", false}, {"main", -60, "08:10", false}},
     ""},
    {"nothing starts before its plan", ONE_ROOM, {{"main", -10, "08:00", false}}, ""},
    {"unless told; the next pause takes that too",
     ONE_ROOM,
     {{"main", -10, "08:00", true}},
     "A 08:50-09:50, B 09:50-10:20, coffee 10:20-11:00"},
    {"told, while a talk runs: it ends earlier",
     ONE_ROOM,
     {{"main", -10, "09:30", true}},
     "A 09:00-09:50, B 09:50-10:20, coffee 10:20-11:00"},
    {"not before the word is given",
     ONE_ROOM,
     {{"main", -30, "08:50", true}},
     "A 08:50-09:50, B 09:50-10:20, coffee 10:20-11:00"},
    {"after the last talk nothing", ONE_ROOM, {{"main", 10, "20:00", false}}, ""},
    {"a room that is not there", ONE_ROOM, {{"attic", 10, "09:30", false}}, ""},
    {"the other room's day goes on; common coffee begins for those who are ready",
     TWO_ROOMS,
     {{"main", 10, "10:30", false}},
     "A 10:00-11:10"},
    {"half of the common coffee is for those who come late",
     TWO_ROOMS,
     {{"main", 20, "10:30", false}},
     "A 10:00-11:20, B 11:35-12:05, both 12:05-12:35, U 12:35-13:05"},
    {"a talk in both rooms waits for both, and the other room waits for it",
     TWO_ROOMS,
     {{"main", 5, "11:45", false}},
     "B 11:30-12:05, both 12:05-12:35, U 12:35-13:05"},
    {"a keynote everywhere makes every room late",
     TWO_ROOMS,
     {{"main", 10, "09:30", false}},
     "key 09:00-10:10, A 10:10-11:10, S 10:10-11:10, coffee 11:10-11:30"},
    {"all rooms",
     TWO_ROOMS,
     {{"", 10, "10:30", false}},
     "A 10:00-11:10, S 10:00-11:10, coffee 11:10-11:30"},
    {"one room's late coffee",
     TWO_ROOMS,
     {{"main", 10, "11:20", false}},
     "B 11:40-12:10, both 12:10-12:40, U 12:40-13:10"},
    {"all rooms' late coffee",
     TWO_ROOMS,
     {{"", 10, "11:20", false}},
     "coffee 11:00-11:40, B 11:40-12:10, T 11:40-12:10, both 12:10-12:40, U 12:40-13:10"},
    {"parallel in one room stay parallel",
     {"A main 09:00 10:00 talk", "B main 09:30 10:00 talk", "C main 10:00 10:30 talk", NULL},
     {{"main", 10, "08:00", false}},
     "A 09:10-10:10, C 10:10-10:40"},
    {"and keep their order",
     {"A main 09:00 10:00 talk", "B main 09:30 10:30 talk", NULL},
     {{"main", 40, "08:00", false}},
     "A 09:40-10:40, B 09:40-10:40"},
    {"what is over stays as it was",
     ONE_ROOM,
     {{"main", 10, "09:30", false}, {"main", -10, "10:20", false}},
     "A 09:00-10:10, B 10:10-10:30"},
    {"a short break stays",
     {"A main 09:00 10:00 talk", "x main 10:00 10:04 break", "B main 10:04 10:30 talk", NULL},
     {{"main", 10, "09:30", false}},
     "A 09:00-10:10, x 10:10-10:14, B 10:14-10:40"},
    {"five minutes are the least",
     {"A main 09:00 10:00 talk", "x main 10:00 10:08 break", "B main 10:08 10:30 talk", NULL},
     {{"main", 10, "09:30", false}},
     "A 09:00-10:10, x 10:10-10:15, B 10:15-10:37"},
    {"over midnight",
     {"A main 23:30 24:30 talk", "B main 24:30 25:00 talk", NULL},
     {{"main", 10, "24:10", false}},
     "A 23:30-00:40, B 00:40-01:10"},
    {"two days of half breaks do not shrink twice",
     {"A main 09:00 10:00 talk", "x main 10:00 10:30 break", "B main 10:30 11:00 talk", NULL},
     {{"main", 15, "09:30", false}, {"main", 15, "09:40", false}},
     "A 09:00-10:30, x 10:30-10:45, B 10:45-11:15"},
};

static void delays_by_table(void **context) {
    (void)context;
    for (size_t i = 0; i < countof(CASES); i++) {
        const Case *c = &CASES[i];
        Schedule *plan = plan_create("main side", c->lines);
        bool is_single =
            !strstr(c->expected, "side") && strcmp(c->lines[0], "key * 09:00 10:00 keynote") != 0;
        if (is_single)
            plan->room_count = 1;
        LiveState *state = live_create(PLAN_DATE);
        for (size_t k = 0; k < countof(c->delays) && c->delays[k].room; k++) {
            LiveOp op = delay_of(c->delays[k].room, c->delays[k].minutes, c->delays[k].at,
                                 c->delays[k].is_forced);
            assert_true(live_do(state, &op));
        }
        Schedule *shown = live_apply(plan, state, NULL, plan_time("12:00"));
        Str got = plan_differences(plan->arena, plan, shown);
        if (!str_equal_c(got, c->expected))
            fail_msg("%s:\n  expected %s\n  got      %.*s", c->name, c->expected, str_arg(got));
        schedule_free(shown);
        live_free(state);
        schedule_free(plan);
    }
}

static void segments_follow_their_session(void **context) {
    (void)context;
    const char *lines[] = {"A main 09:00 10:00 talk", "B main 10:00 10:20 talk", NULL};
    Schedule *plan = plan_create("main", lines);
    Segment segments[] = {{.start = plan_time("09:00"), .end = plan_time("09:20")},
                          {.start = plan_time("09:20"), .end = plan_time("09:40")},
                          {.start = plan_time("09:40"), .end = plan_time("10:00")}};
    Segment later[] = {{.start = plan_time("10:05"), .end = plan_time("10:10")}};
    ((Session *)plan->sessions)[0].segments = segments;
    ((Session *)plan->sessions)[0].segment_count = countof(segments);
    ((Session *)plan->sessions)[1].segments = later;
    ((Session *)plan->sessions)[1].segment_count = countof(later);
    LiveState *state = live_create(PLAN_DATE);
    LiveOp op = delay_of("main", 10, "09:30", false);
    live_do(state, &op);
    Schedule *shown = live_apply(plan, state, NULL, plan_time("09:30"));
    const Session *a = plan_find(shown, "A"), *b = plan_find(shown, "B");
    assert_true(a->segments[0].end == plan_time("09:20"));
    assert_true(a->segments[1].start == plan_time("09:20"));
    assert_true(a->segments[1].end == plan_time("09:50"));
    assert_true(a->segments[2].start == plan_time("09:50"));
    assert_true(a->segments[2].end == plan_time("10:10"));
    assert_true(b->segments[0].start == plan_time("10:15"));
    assert_true(segments[1].end == plan_time("09:40")); /* the plan's own are not touched */
    schedule_free(shown);
    live_free(state);
    schedule_free(plan);
}

/* ---- what holds for any day ----------------------------------------------------------------- */

typedef struct {
    uint64_t state;
} Random;

static uint32_t random_below(Random *random, uint32_t bound) {
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random->state >> 33) % bound;
}

enum { ROOMS = 3, LINES = 40 };

/* Rooms with talks one after the other, with gaps and breaks, and some things for all. */
static Schedule *random_plan(Random *random) {
    static char texts[LINES * 2][64];
    const char *lines[LINES * 2];
    int starts[LINES * 2];
    size_t count = 0;
    bool has_lunch = random_below(random, 2);
    for (size_t room = 0; room < ROOMS; room++) {
        int at = 8 * 60 + (int)random_below(random, 12) * 5;
        while (at < 17 * 60 && count < LINES * 2 - 4) {
            int length = 5 * (1 + (int)random_below(random, 12));
            bool is_break = random_below(random, 4) == 0;
            if (has_lunch && at < 13 * 60 && at + length > 12 * 60) {
                at = 13 * 60;
                continue;
            }
            starts[count] = at;
            snprintf(texts[count], sizeof texts[count], "s%zu r%zu %02d:%02d %02d:%02d %s", count,
                     room, at / 60, at % 60, (at + length) / 60, (at + length) % 60,
                     is_break ? "break" : "talk");
            count++;
            at += length + (random_below(random, 3) ? 0 : 5 * (int)random_below(random, 6));
        }
    }
    if (has_lunch) {
        starts[count] = 12 * 60;
        snprintf(texts[count], sizeof texts[count], "s%zu * 12:00 13:00 %s", count,
                 random_below(random, 2) ? "break" : "keynote");
        count++;
    }
    size_t order[LINES * 2];
    for (size_t i = 0; i < count; i++) {
        size_t k = i;
        for (; k > 0 && starts[order[k - 1]] > starts[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (size_t i = 0; i < count; i++)
        lines[i] = texts[order[i]];
    lines[count] = NULL;
    return plan_create("r0 r1 r2", lines);
}

static bool is_shared(const Session *session) {
    return session->room_count != 1;
}

static void check_each(const Schedule *plan, const Schedule *shown, const LiveOp *op,
                       uint64_t seed) {
    for (size_t i = 0; i < plan->session_count; i++) {
        const Session *was = &plan->sessions[i];
        char id[32];
        snprintf(id, sizeof id, "%.*s", str_arg(was->id));
        const Session *is = plan_find(shown, id);
        Millis length = was->end - was->start;
        if (is->start < was->start)
            fail_msg("seed %llu: %s starts before its plan", (unsigned long long)seed, id);
        if (is->end < was->end && was->type != SESSION_BREAK)
            fail_msg("seed %llu: %s ends before its plan", (unsigned long long)seed, id);
        if (was->type != SESSION_BREAK && is->end - is->start < length)
            fail_msg("seed %llu: %s is cut short", (unsigned long long)seed, id);
        if (was->type == SESSION_BREAK && is->end - is->start < delay_shortest_break(length))
            fail_msg("seed %llu: break %s is too short", (unsigned long long)seed, id);
        if (was->end <= op->at && (is->start != was->start || is->end != was->end))
            fail_msg("seed %llu: %s is over and was changed", (unsigned long long)seed, id);
        if (is->end - was->end > op->by)
            fail_msg("seed %llu: %s is later than the delay", (unsigned long long)seed, id);
    }
}

/* A keynote for all carries one room's delay to the others. */
static bool has_common_talk(const Schedule *plan) {
    for (size_t i = 0; i < plan->session_count; i++)
        if (is_shared(&plan->sessions[i]) && plan->sessions[i].type != SESSION_BREAK)
            return true;
    return false;
}

/* Within a room: order kept, nothing overlaps that did not, and delays only get less. */
static void check_room(const Schedule *plan, const Schedule *shown, size_t room, const LiveOp *op,
                       uint64_t seed) {
    const Session *was_before = NULL, *is_before = NULL;
    for (size_t i = 0; i < plan->session_count; i++) {
        const Session *was = &plan->sessions[i];
        if (!session_is_in_room(was, room))
            continue;
        char id[32];
        snprintf(id, sizeof id, "%.*s", str_arg(was->id));
        const Session *is = plan_find(shown, id);
        if (was_before && !is_shared(was) && !is_shared(was_before)) {
            if (is->start < is_before->start)
                fail_msg("seed %llu: %s overtakes", (unsigned long long)seed, id);
            if (was->start >= was_before->end && is->start < is_before->end)
                fail_msg("seed %llu: %s overlaps", (unsigned long long)seed, id);
            Millis late_before = is_before->end - was_before->end;
            Millis late = is->start - was->start;
            /* The delay begins with this one, or comes from another room. */
            bool is_first = was_before->end <= op->at || has_common_talk(plan);
            if (!is_first && was->start >= was_before->end && late > late_before)
                fail_msg("seed %llu: the delay grows at %s", (unsigned long long)seed, id);
            Millis gap = was->start - was_before->end;
            if (gap > 0 && late > 0 && !is_first && is->start > is_before->end)
                fail_msg("seed %llu: a gap is left before %s", (unsigned long long)seed, id);
        }
        was_before = was;
        is_before = is;
    }
}

static void delays_by_property(void **context) {
    (void)context;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        Random random = {.state = seed};
        Schedule *plan = random_plan(&random);
        char at[8], room[4];
        snprintf(at, sizeof at, "%02u:%02u", 7 + random_below(&random, 11),
                 random_below(&random, 60));
        snprintf(room, sizeof room, "r%u", random_below(&random, ROOMS));
        LiveOp op = delay_of(random_below(&random, 5) ? room : "",
                             1 + (int)random_below(&random, 90), at, false);
        LiveState *state = live_create(PLAN_DATE);
        live_do(state, &op);
        Schedule *shown = live_apply(plan, state, NULL, plan_time("12:00"));
        check_each(plan, shown, &op, seed);
        for (size_t i = 0; i < ROOMS; i++)
            check_room(plan, shown, i, &op, seed);
        LiveOp back = op;
        back.by = -op.by;
        live_do(state, &back);
        Schedule *again = live_apply(plan, state, NULL, plan_time("12:00"));
        for (size_t i = 0; i < plan->session_count; i++)
            if (again->sessions[i].start < plan->sessions[i].start)
                fail_msg("seed %llu: taken back before the plan", (unsigned long long)seed);
        schedule_free(again);
        schedule_free(shown);
        live_free(state);
        schedule_free(plan);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delays_by_table),
        cmocka_unit_test(segments_follow_their_session),
        cmocka_unit_test(delays_by_property),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
