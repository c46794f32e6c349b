/* test_join.c: several sources as one day: what is one, what is two, and what is said about it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats/join.h"
#include "imported.h"

#define HEAD "kiosk: 1\nevent: {name: Bees, timezone: Europe/Berlin}\n"
#define DAY  "days:\n- date: 2027-03-05\n  sessions:\n"

typedef struct {
    Imported first, second;
    Diagnostics found;
    Schedule *whole;
} Joined;

static Joined join(const char *first, const char *second) {
    Joined joined = {.first = import_bytes(str_from(first), "a.yaml", NULL),
                     .second = import_bytes(str_from(second), "b.yaml", NULL)};
    JoinPart parts[] = {{joined.first.loaded.schedule, str_from("a.yaml")},
                        {joined.second.loaded.schedule, str_from("b.yaml")}};
    assert_non_null(parts[0].schedule);
    assert_non_null(parts[1].schedule);
    joined.found = diagnostics_create(joined.first.loaded.arena, str_from("a.yaml"), (Str){0});
    joined.whole = schedule_join(parts, 2, &joined.found);
    return joined;
}

static void joined_free(Joined *joined) {
    schedule_free(joined->whole);
    imported_free(&joined->first);
    imported_free(&joined->second);
}

static const struct {
    const char *name, *first, *second, *sessions, *message; /* the only one; NULL: none */
} CASES[] = {
    {"breaks beside the talks", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A}\n",
     HEAD DAY "  - {time: 10:00-10:30, title: Coffee, type: break}\n",
     "09:00-10:00 A Ants; 10:00-10:30 Coffee", NULL},
    {"a room by its name, in another case",
     HEAD "rooms:\n- {id: h, name: Hall  A}\n" DAY "  - {time: 9:00-10:00, title: Ants, room: h}\n",
     HEAD DAY "  - {time: 10:00-10:30, title: Bees, room: hall a}\n",
     "09:00-10:00 h Ants; 10:00-10:30 h Bees", NULL},
    {"a room that is another one", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A 1}\n",
     HEAD DAY "  - {time: 9:00-10:00, title: Bees, room: A-1}\n",
     "09:00-10:00 A 1 Ants; 09:00-10:00 A-1 Bees", NULL},
    {"another day", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A}\n",
     HEAD "days:\n- date: 2027-03-06\n  sessions:\n  - {time: 9:00-10:00, title: Bees, room: A}\n",
     "09:00-10:00 A Ants / 09:00-10:00 A Bees", NULL},
    {"the same session", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A}\n",
     HEAD DAY "  - {time: 9:00-10:00, title: ants, room: a}\n", "09:00-10:00 A Ants",
     "note joined \"ants\" stands in a.yaml:6 and in b.yaml:6"},
    {"the same by guid, at another time",
     HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A, guid: g}\n",
     HEAD DAY "  - {time: 9:30-10:00, title: Aunts, room: A, guid: g}\n", "09:00-10:00 A Ants",
     "warning conflict \"Aunts\" stands in a.yaml:6 and, with another time, room or state, in "
     "b.yaml:6; the first one counts"},
    {"two in one room", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A}\n",
     HEAD DAY "  - {time: 9:30-10:30, title: Bees, room: A}\n",
     "09:00-10:00 A Ants; 09:30-10:30 A Bees",
     "warning conflict \"Ants\" (a.yaml:6) and \"Bees\" (b.yaml:6) are in the same room at the "
     "same time"},
    {"one id for two", HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A, id: x}\n",
     HEAD DAY "  - {time: 10:00-10:30, title: Bees, room: A, id: x}\n",
     "09:00-10:00 A Ants; 10:00-10:30 A Bees", NULL},
};

static void sources_are_joined(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Joined joined = join(CASES[i].first, CASES[i].second);
        Loaded shown = {.arena = joined.first.loaded.arena, .schedule = joined.whole};
        const char *sessions = loaded_sessions(&shown);
        if (strcmp(sessions, CASES[i].sessions) != 0)
            fail_msg("%s: %s", CASES[i].name, sessions);
        assert_int_equal(joined.found.count, CASES[i].message != NULL);
        const Diagnostic *found = joined.found.items;
        const char *message =
            found ? arena_printf(shown.arena, "%s %s %.*s", severity_name(found->severity),
                                 found->code, str_arg(found->message))
                  : NULL;
        if (message && strcmp(message, CASES[i].message) != 0)
            fail_msg("%s: %s", CASES[i].name, message);
        for (size_t k = 1; k < joined.whole->session_count; k++)
            assert_false(str_equal(joined.whole->sessions[k].id, joined.whole->sessions[k - 1].id));
        joined_free(&joined);
    }
}

static void partners_projects_and_notices_come_along(void **state) {
    (void)state;
    Joined joined = join(
        HEAD "partners:\n  gold:\n  - {id: p, name: Pollen}\n" DAY
             "  - {time: 9:00-10:00, title: Ants, room: A}\n",
        HEAD "rooms: [{id: Z, name: Z}, {id: A, name: A}]\n"
             "partners:\n  silver:\n  - {id: w, name: Wax}\n  gold:\n  - {id: h, name: Honey}\n"
             "notices:\n- {text: Mind the step, room: A}\n" DAY
             "  - time: 11:00-12:00\n    title: Short talks\n    room: A\n    segments:\n"
             "    - {title: On wax, duration: 30m, partner: w}\n");
    const Schedule *whole = joined.whole;
    assert_int_equal(whole->tier_count, 2);
    assert_true(str_equal_c(whole->tiers[0].id, "gold"));
    assert_int_equal(whole->tiers[0].partner_count, 2);
    assert_true(str_equal_c(whole->partners[whole->tiers[1].first_partner].id, "w"));
    assert_int_equal(whole->session_count, 2);
    const Session *talks = &whole->sessions[1];
    assert_int_equal(talks->segment_count, 1);
    assert_true(str_equal_c(whole->partners[talks->segments[0].partner].id, "w"));
    assert_int_equal(whole->notice_count, 1);
    assert_int_equal(whole->notices[0].room_count, 1);
    assert_true(str_equal_c(whole->rooms[whole->notices[0].rooms[0]].id, "A"));
    assert_int_equal(whole->room_count, 2);
    assert_int_equal(talks->at.line, 0); /* it is not in the first file */
    joined_free(&joined);
}

static void the_whole_is_another_when_a_part_is(void **state) {
    (void)state;
    const char *first = HEAD DAY "  - {time: 9:00-10:00, title: Ants, room: A}\n";
    Joined one = join(first, HEAD DAY "  - {time: 10:00-10:30, title: Coffee}\n");
    Joined two = join(first, HEAD DAY "  - {time: 10:00-10:30, title: Tea}\n");
    assert_true(one.whole->hash != two.whole->hash);
    joined_free(&one);
    joined_free(&two);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_are_joined),
        cmocka_unit_test(partners_projects_and_notices_come_along),
        cmocka_unit_test(the_whole_is_another_when_a_part_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
