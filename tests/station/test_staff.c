/* test_staff.c: what the keys of staff do to the cycle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "own_resources.h"
#include "picture/source.h"
#include "station/staff.h"

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    Screen *screen;
    Instant at; /* 10:08 of the bundled day */
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *f = arena_new(arena, Fixture, 1);
    f->arena = arena;
    f->resources = own_resources();
    SourceSettings source = {.resources = &f->resources,
                             .path = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml",
                             .has_at = true};
    moment_parse(str_from("2019-09-26 10:08"), &source.at);
    f->source = source_open(&source, 0, NULL);
    f->at = f->source->now;
    ScreenSettings screen = {.resources = &f->resources, .width = 640, .height = 360};
    f->screen = screen_create(&screen);
    if (!f->screen || !f->source->schedule)
        return -1;
    screen_set_schedule(f->screen, f->source->schedule, SCHEDULE_NONE, (Str){0});
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    screen_free(f->screen);
    source_close(f->source);
    arena_free(f->arena);
    return 0;
}

static const ScreenHold NOTHING_HELD = {0};

static bool is_same_slide(Slide a, Slide b) {
    return a.view == b.view && a.page == b.page && a.item == b.item && a.turn == b.turn;
}

static void without_keys_the_cycle_runs(void **state) {
    Fixture *f = *state;
    Staff staff = {0};
    for (Instant at = f->at; at < f->at + 120 * MILLIS_SECOND; at += 700) {
        Slide slide = staff_slide_at(&staff, f->screen, at);
        assert_true(is_same_slide(slide, screen_slide_at(f->screen, NOTHING_HELD, at)));
        assert_true(slide.from <= at && at < slide.until);
    }
    assert_string_equal(staff_state(&staff), "cycle");
}

static void a_step_begins_the_neighbours_time(void **state) {
    Fixture *f = *state;
    Slide due = screen_slide_at(f->screen, NOTHING_HELD, f->at);
    Instant forget_at = f->at + 10 * MILLIS_MINUTE;
    static const int DIRECTIONS[] = {1, -1};
    for (size_t i = 0; i < 2; i++) {
        int direction = DIRECTIONS[i];
        Staff staff = {0};
        staff_step(&staff, f->screen, direction, f->at, forget_at);
        Slide neighbour =
            screen_slide_at(f->screen, NOTHING_HELD, direction > 0 ? due.until : due.from - 1);
        Slide shown = staff_slide_at(&staff, f->screen, f->at);
        assert_true(is_same_slide(shown, neighbour));
        assert_int_equal(shown.from, f->at);
        assert_int_equal(shown.until - shown.from, neighbour.until - neighbour.from);
        /* After its time the next one follows, as in the cycle. */
        Slide after = staff_slide_at(&staff, f->screen, shown.until);
        assert_true(
            is_same_slide(after, screen_slide_at(f->screen, NOTHING_HELD, neighbour.until)));
        assert_int_equal(after.from, shown.until);
        /* There and back again. */
        staff_step(&staff, f->screen, -direction, f->at, forget_at);
        assert_true(is_same_slide(staff_slide_at(&staff, f->screen, f->at), due));
    }
}

static void a_step_is_forgotten(void **state) {
    Fixture *f = *state;
    Staff staff = {0};
    Instant forget_at = f->at + 60 * MILLIS_SECOND;
    staff_step(&staff, f->screen, 1, f->at, forget_at);
    assert_false(staff_expire(&staff, forget_at - 1));
    Slide last = staff_slide_at(&staff, f->screen, forget_at - 1);
    assert_true(last.until <= forget_at);
    assert_true(staff_expire(&staff, forget_at));
    assert_false(staff_expire(&staff, forget_at));
    assert_true(is_same_slide(staff_slide_at(&staff, f->screen, forget_at),
                              screen_slide_at(f->screen, NOTHING_HELD, forget_at)));
}

static void space_pins_and_lets_go(void **state) {
    Fixture *f = *state;
    Staff staff = {0};
    Slide due = screen_slide_at(f->screen, NOTHING_HELD, f->at);
    staff_pin(&staff, f->screen, f->at);
    for (Instant at = f->at; at < f->at + MILLIS_HOUR; at += 7 * MILLIS_MINUTE) {
        Slide slide = staff_slide_at(&staff, f->screen, at);
        assert_true(is_same_slide(slide, due));
        assert_true(slide.until == INSTANT_NEVER);
    }
    /* A step from the pinned slide goes to its neighbour, and lets it go. */
    Staff stepped = staff;
    Instant later = f->at + MILLIS_HOUR;
    staff_step(&stepped, f->screen, 1, later, later + MILLIS_MINUTE);
    assert_true(is_same_slide(staff_slide_at(&stepped, f->screen, later),
                              screen_slide_at(f->screen, NOTHING_HELD, due.until)));
    assert_false(stepped.is_pinned);

    staff_pin(&staff, f->screen, later);
    assert_true(is_same_slide(staff_slide_at(&staff, f->screen, later),
                              screen_slide_at(f->screen, NOTHING_HELD, later)));
    /* Space takes a step back too. */
    staff_step(&staff, f->screen, 1, later, later + MILLIS_MINUTE);
    staff_pin(&staff, f->screen, later);
    assert_false(staff.is_stepped || staff.is_pinned);
}

static void a_number_holds_its_view(void **state) {
    Fixture *f = *state;
    Staff staff = {.base = {.is_held = true, .view = VIEW_AGENDA}};
    assert_int_equal(staff_slide_at(&staff, f->screen, f->at).view, VIEW_AGENDA);
    staff_choose_view(&staff, VIEW_PARTNERS);
    for (Instant at = f->at; at < f->at + MILLIS_HOUR; at += MILLIS_MINUTE)
        assert_int_equal(staff_slide_at(&staff, f->screen, at).view, VIEW_PARTNERS);
    /* A view with one page has no neighbour: the arrows do nothing. */
    Slide slide = staff_slide_at(&staff, f->screen, f->at);
    if (slide.until == INSTANT_NEVER) {
        staff_step(&staff, f->screen, 1, f->at, INSTANT_NEVER);
        staff_step(&staff, f->screen, -1, f->at, INSTANT_NEVER);
        assert_false(staff.is_stepped);
    }
    /* Space goes back to what the command line holds. */
    staff_pin(&staff, f->screen, f->at);
    assert_false(staff.is_pinned);
    assert_int_equal(staff_slide_at(&staff, f->screen, f->at).view, VIEW_AGENDA);
    assert_string_equal(staff_state(&staff), "one view (--view)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_keys_the_cycle_runs),
        cmocka_unit_test(a_step_begins_the_neighbours_time),
        cmocka_unit_test(a_step_is_forgotten),
        cmocka_unit_test(space_pins_and_lets_go),
        cmocka_unit_test(a_number_holds_its_view),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
