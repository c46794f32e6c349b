/* test_displays.c: which display is which after one went, came or moved. No SDL is asked: the lists
 * are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "output/displays.h"

/* "LG@0 Dell@1920": a list, by names and left edges. */
static Displays list(const char *text) {
    Displays displays = {0};
    char copy[256], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        DisplayInfo *display = &displays.items[displays.count++];
        *display = (DisplayInfo){.width = 1920, .height = 1080};
        assert_int_equal(sscanf(word, "%63[^@]@%d", display->name, &display->x), 2);
    }
    return displays;
}

static void a_display_is_known_again(void **state) {
    (void)state;
    static const struct {
        const char *what, *known, *present;
        int32_t places[4]; /* of those known, and of those that are new */
        size_t count;      /* known then */
    } CASES[] = {
        {"nothing happened", "A@0 B@1920", "A@0 B@1920", {0, 1}, 2},
        {"they are counted otherwise", "A@0 B@1920", "B@1920 A@0", {1, 0}, 2},
        {"the first went: the others count from 0", "A@0 B@1 C@2", "B@1 C@2", {-1, 0, 1}, 3},
        {"and the desktop moved up", "A@0 B@1 C@2", "B@0 C@1", {-1, 0, 1}, 3},
        {"the middle one of three alike went", "A@0 A@1 A@2", "A@0 A@2", {0, -1, 1}, 3},
        {"it came back", "A@0 A@1 A@2", "A@0 A@2 A@1", {0, 2, 1}, 3},
        {"another monitor hangs there now", "A@0 B@1", "A@0 C@1", {0, 1}, 2},
        {"another one, somewhere else", "A@0 B@1", "A@0 C@5", {0, 1}, 2},
        {"two that are alike changed places", "A@0 A@1", "A@1 A@0", {1, 0}, 2},
        {"a name is worth more than a place", "A@0 B@1", "B@0", {-1, 0}, 2},
        {"a third one", "A@0 B@1", "A@0 C@2 B@1", {0, 2, 1}, 3},
        {"none is left", "A@0 B@1", "", {-1, -1}, 2},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Displays known = list(CASES[i].known), present = list(CASES[i].present);
        int32_t places[DISPLAYS_MAX];
        displays_match(&known, &present, places);
        if (known.count != CASES[i].count)
            fail_msg("%s: %zu are known", CASES[i].what, known.count);
        for (size_t k = 0; k < known.count; k++) {
            if (places[k] != CASES[i].places[k])
                fail_msg("%s: display %zu is number %d", CASES[i].what, k, places[k]);
            if (places[k] >= 0)
                assert_string_equal(known.items[k].name, present.items[places[k]].name);
        }
    }
}

static void what_is_asked_for_must_be_there(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Displays present = list("LG@0 Dell@1920");
    DisplayChoice out;
    Str problem = {0};
    DisplayChoice all = {.is_all = true}, both = {.numbers = {1, 0}, .count = 2};
    assert_true(displays_choose(&all, &present, arena, &out, &problem));
    assert_int_equal(out.count, 2);
    assert_int_equal(out.numbers[1], 1);
    assert_true(displays_choose(&both, &present, arena, &out, &problem));
    assert_int_equal(out.numbers[0], 1);
    DisplayChoice third = {.numbers = {0, 3}, .count = 2};
    assert_false(displays_choose(&third, &present, arena, &out, &problem));
    assert_true(str_starts(problem, "there is no display 3: there are 2, counted from 0"));
    assert_true(str_find(problem, "1 is Dell with 1920x1080") != SIZE_MAX);
    present = list("LG@0");
    assert_false(displays_choose(&both, &present, arena, &out, &problem));
    assert_true(str_starts(problem, "there is no display 1: there is 1, counted from 0"));
    arena_free(arena);
}

/* Side by side, in rows, and none beyond the desktop as long as there is room. */
static void windows_lie_side_by_side(void **state) {
    (void)state;
    const DisplayInfo area = {.x = 100, .y = 50, .width = 1400, .height = 800};
    static const int32_t PLACES[][2] = {{116, 66}, {788, 66}, {116, 458}, {788, 458}, {148, 98}};
    for (size_t i = 0; i < countof(PLACES); i++) {
        int32_t x, y;
        displays_tile(&area, 640, 360, 16, i, &x, &y);
        assert_int_equal(x, PLACES[i][0]);
        assert_int_equal(y, PLACES[i][1]);
    }
    int32_t x, y;
    displays_tile(&area, 4000, 4000, 16, 1, &x, &y);
    assert_int_equal(x, 100 + 16 + 32);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_display_is_known_again),
        cmocka_unit_test(what_is_asked_for_must_be_there),
        cmocka_unit_test(windows_lie_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
