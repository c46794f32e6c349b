/* test_clash_search.c: the clashes are those that a look at all pairs finds, and finding them takes
 * as many steps as there are sessions, and clashes that are wanted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "schedule/clash_search.h"

enum { SMALL = 60, MANY = 43556, ROOMS = 5, NAMES = 6 };

static const size_t ROOM_NUMBERS[] = {0, 1, 2, 3, 4, 0, 1};

/* ---- all pairs ------------------------------------------------------------------------------ */

static size_t plain_room(const Session *a, const Session *b) {
    for (size_t i = 0; i < a->room_count; i++)
        for (size_t k = 0; k < b->room_count; k++)
            if (a->rooms[i] == b->rooms[k])
                return a->rooms[i];
    return SCHEDULE_NONE;
}

static Str plain_speaker(const Session *a, const Session *b) {
    for (size_t i = 0; i < a->speaker_count; i++)
        for (size_t k = 0; k < b->speaker_count; k++)
            if (str_equal_nocase(a->speakers[i].name.items[0].text,
                                 b->speakers[k].name.items[0].text))
                return a->speakers[i].name.items[0].text;
    return (Str){0};
}

static bool is_for_all(const Session *session) {
    return session->type == SESSION_BREAK || session->type == SESSION_SOCIAL;
}

static bool plain_clash(const Schedule *schedule, size_t i, size_t k, Clash *clash) {
    const Session *a = &schedule->sessions[i], *b = &schedule->sessions[k];
    *clash = (Clash){.first = i, .second = k, .room = plain_room(a, b)};
    if (b->start >= a->end || a->is_all_day || b->is_all_day || a->status == SESSION_CANCELLED ||
        b->status == SESSION_CANCELLED)
        return false;
    if (clash->room != SCHEDULE_NONE)
        return true;
    if (!a->room_count && !b->room_count)
        return !is_for_all(a) && !is_for_all(b);
    if (a->room_count && b->room_count)
        clash->speaker = plain_speaker(a, b);
    return clash->speaker.len > 0;
}

static size_t plain_clashes(const Schedule *schedule, Clash *out) {
    size_t count = 0;
    for (size_t i = 0; i < schedule->session_count; i++)
        for (size_t k = i + 1; k < schedule->session_count; k++)
            count += plain_clash(schedule, i, k, &out[count]);
    return count;
}

/* ---- by chance ------------------------------------------------------------------------------ */

typedef struct {
    Session sessions[SMALL];
    Speaker speakers[SMALL][2];
    Translation names[NAMES];
    Schedule schedule;
} Plan;

static void make(Plan *plan, uint64_t *seed) {
    static const char *const NAME[NAMES] = {"Ada", "ada", "Bob", "bob", "Chen", "Dee"};
    *plan = (Plan){0};
    size_t count = splitmix_below(seed, SMALL);
    Instant start = 0;
    for (size_t i = 0; i < NAMES; i++)
        plan->names[i].text = str_from(NAME[i]);
    for (size_t i = 0; i < count; i++) {
        Session *session = &plan->sessions[i];
        start += (Millis)(splitmix_below(seed, 3));
        size_t rooms = splitmix_below(seed, 4);
        *session =
            (Session){.start = start,
                      .end = start + (Millis)(splitmix_below(seed, 6)),
                      .rooms = &ROOM_NUMBERS[splitmix_below(seed, ROOMS)],
                      .room_count = rooms == 3 ? 1 : rooms,
                      .speakers = plan->speakers[i],
                      .speaker_count = splitmix_below(seed, 3),
                      .is_all_day = splitmix_below(seed, 16) == 0,
                      .type = splitmix_below(seed, 4) ? SESSION_TALK : SESSION_BREAK,
                      .status = splitmix_below(seed, 8) ? SESSION_CONFIRMED : SESSION_CANCELLED};
        for (size_t k = 0; k < 2; k++)
            plan->speakers[i][k].name =
                (Localized){.items = &plan->names[splitmix_below(seed, NAMES)], .count = 1};
    }
    plan->schedule = (Schedule){.sessions = plan->sessions, .session_count = count};
}

static void they_are_those_of_all_pairs(void **state) {
    (void)state;
    static Plan plan;
    static Clash wanted[SMALL * SMALL];
    uint64_t seed = 14;
    size_t total = 0;
    for (int round = 0; round < 2000; round++) {
        make(&plan, &seed);
        size_t count = plain_clashes(&plan.schedule, wanted);
        size_t most = round % 2 ? SMALL * SMALL : splitmix_below(&seed, 20);
        Arena *arena = arena_create();
        Clashes found = clashes_find(arena, &plan.schedule, most);
        assert_int_equal(found.count, count < most ? count : most);
        assert_true(found.count + found.more <= count);
        for (size_t i = 0; i < found.count; i++) {
            assert_int_equal(found.items[i].first, wanted[i].first);
            assert_int_equal(found.items[i].second, wanted[i].second);
            assert_int_equal(found.items[i].room, wanted[i].room);
            assert_true(str_equal_nocase(found.items[i].speaker, wanted[i].speaker));
        }
        total += count;
        arena_free(arena);
    }
    assert_true(total > 10000);
}

/* ---- how it grows --------------------------------------------------------------------------- */

static Clashes find_in(Arena *arena, size_t count, const Session *like) {
    Session *sessions = arena_new(arena, Session, count);
    for (size_t i = 0; i < count; i++)
        sessions[i] = *like;
    const Schedule schedule = {.sessions = sessions, .session_count = count};
    return clashes_find(arena, &schedule, 200);
}

static void all_at_one_time_take_no_longer(void **state) {
    (void)state;
    Translation name = {.text = str_from("Ada")};
    Speaker speaker = {.name = {.items = &name, .count = 1}};
    const Session in_a_room = {.end = 10, .rooms = ROOM_NUMBERS, .room_count = 1},
                  nowhere = {.end = 10}, lunch = {.end = 10, .type = SESSION_BREAK},
                  one_speaker = {.end = 10,
                                 .rooms = ROOM_NUMBERS,
                                 .room_count = 1,
                                 .speakers = &speaker,
                                 .speaker_count = 1};
    const Session *const kinds[] = {&in_a_room, &nowhere, &lunch, &one_speaker};
    for (size_t i = 0; i < countof(kinds); i++) {
        Arena *arena = arena_create();
        Clashes found = find_in(arena, MANY, kinds[i]);
        assert_int_equal(found.count, kinds[i] == &lunch ? 0 : 200);
        size_t pairs = (size_t)MANY * (MANY - 1) / 2;
        assert_int_equal(found.more, kinds[i] == &lunch ? 0 : pairs - 200);
        /* A look up and a binary search for each, and the 200. */
        assert_true(found.steps < (uint64_t)MANY * 20);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_those_of_all_pairs),
        cmocka_unit_test(all_at_one_time_take_no_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
