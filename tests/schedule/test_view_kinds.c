/* test_view_kinds.c: the rows of the views: nothing in them is empty or there twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schedule/schedule.h"
#include "schedule/view_content.h"

static void rows_are_whole(void **state) {
    (void)state;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        const ViewRow *row = view_row(view);
        assert_non_null(row->name);
        assert_non_null(row->words);
        assert_true(row->dwell >= MILLIS_SECOND);
        assert_true(row->content < CONTENT_KIND_COUNT);
        assert_true(row->key == 0 || (row->key >= '1' && row->key <= '9'));
        assert_int_equal(view_kind_by_name(str_from(row->name)), view);
        if (row->key)
            assert_int_equal(view_kind_by_key(row->key), view);
        assert_string_equal(view_kind_name(view), row->name);
    }
    assert_int_equal(view_kind_by_key(0), VIEW_KIND_COUNT);
    assert_int_equal(view_kind_by_key('0'), VIEW_KIND_COUNT);
    assert_string_equal(view_kind_name(VIEW_KIND_COUNT), "?");
}

static void names_are_read_from_a_persons_hand(void **state) {
    (void)state;
    static const char *const GOOD[] = {"now_next", "now-next", "Now Next", "NOW_NEXT"};
    static const char *const BAD[] = {"", "now", "now_nex", "now__next", "now_next "};
    for (size_t i = 0; i < countof(GOOD); i++)
        assert_int_equal(view_kind_by_name(str_from(GOOD[i])), VIEW_NOW_NEXT);
    for (size_t i = 0; i < countof(BAD); i++)
        assert_int_equal(view_kind_by_name(str_from(BAD[i])), VIEW_KIND_COUNT);
}

static void the_usual_cycle_is_that_of_the_rows(void **state) {
    (void)state;
    Display display = display_default();
    size_t count = 0;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        assert_true(display.dwell[view] == view_row(view)->dwell);
        count += view_row(view)->place > 0;
    }
    assert_int_equal(display.view_count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(view_row(display.views[i])->place, i + 1);
    assert_false(display.are_views_written);
}

/* A file that does not say has the grid in the foyer of more than eight rooms; one that says it has
 * it wherever it is. */
static void the_grid_is_for_many_rooms(void **state) {
    (void)state;
    static const struct {
        size_t rooms, room;
        bool is_written, is_wanted;
    } CASES[] = {
        {8, SCHEDULE_NONE, false, false},
        {9, SCHEDULE_NONE, false, true},
        {9, 3, false, false},
        {1, SCHEDULE_NONE, true, true},
        {9, 3, true, true},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Schedule schedule = {.room_count = CASES[i].rooms, .display = display_default()};
        schedule.display.are_views_written = CASES[i].is_written;
        assert_int_equal(view_is_wanted(&schedule, CASES[i].room, VIEW_GRID), CASES[i].is_wanted);
        assert_true(view_is_wanted(&schedule, CASES[i].room, VIEW_AGENDA));
    }
    Schedule other = {.room_count = 9, .display = display_default()};
    other.display.view_count = 1; /* now and next alone */
    other.display.are_views_written = true;
    assert_false(view_is_wanted(&other, SCHEDULE_NONE, VIEW_GRID));
}

static void the_list_has_all_names(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str list = view_kind_list(arena, "|");
    size_t bars = 0;
    for (size_t i = 0; i < list.len; i++)
        bars += list.s[i] == '|';
    assert_int_equal(bars + 1, VIEW_KIND_COUNT);
    assert_true(str_starts(list, "now_next|agenda|"));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_whole),
        cmocka_unit_test(names_are_read_from_a_persons_hand),
        cmocka_unit_test(the_usual_cycle_is_that_of_the_rows),
        cmocka_unit_test(the_grid_is_for_many_rooms),
        cmocka_unit_test(the_list_has_all_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
