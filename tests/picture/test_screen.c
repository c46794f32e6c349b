/* test_screen.c: a picture says truly until when it holds: the loop sleeps on that word.
 *
 * For instants all over the bundled days, in every view: the present picture is due for a while to
 * come, is the same a millisecond before the end of that while, and the same again when it is made
 * a second time, with other pictures in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "own_resources.h"
#include "picture/screen.h"
#include "picture/source.h"

typedef struct {
    Arena *arena;
    Resources resources;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *fixture = arena_new(arena, Fixture, 1);
    *fixture = (Fixture){.arena = arena, .resources = own_resources()};
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    arena_free(fixture->arena);
    return 0;
}

/* xorshift64 (Marsaglia, "Xorshift RNGs"): the same instants in each run. */
static uint64_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

typedef struct {
    const char *file;
    const char *room; /* "": the foyer */
    const char *from; /* the instants lie in the 40 hours from here */
} Case;

static void check_case(Fixture *fixture, const Case *c, int32_t width, int32_t height) {
    SourceSettings settings = {.resources = &fixture->resources,
                               .path = str_printf(fixture->arena, TEST_SOURCE_DIR "/%s", c->file).s,
                               .room = str_from(c->room),
                               .has_at = true};
    assert_true(moment_parse(str_from(c->from), &settings.at));
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    assert_int_equal(source->problem.len, 0);
    ScreenSettings size = {.resources = &fixture->resources, .width = width, .height = height};
    Screen *screen = screen_create(&size);
    assert_non_null(screen);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folder);
    Pixmap pixels = pixmap_create(width, height), again = pixmap_create(width, height);
    size_t bytes = (size_t)width * (size_t)height * sizeof *pixels.pixels;
    uint64_t seed = 20190926;
    for (size_t i = 0; i < 100; i++) {
        Instant at = source->now + (Instant)(random_next(&seed) % (40 * MILLIS_HOUR));
        /* Every other instant is a whole minute: there things change. */
        if (i % 2)
            at -= at % MILLIS_MINUTE;
        ScreenHold hold = {.is_held = i % 5 != 0, .view = (ViewKind)(i % 5 ? i % 5 - 1 : 0)};
        Slide slide = screen_slide_at(screen, hold, at);
        Picture first = screen_draw(screen, &slide, at, &pixels);
        const char *name = view_kind_name(slide.view);
        Instant says = screen_scene(screen)->next_change;
        Str text = moment_format(fixture->arena, screen_zone(screen), at);
        if (says <= at)
            fail_msg("%s %s at %.*s: changes %lld ms before it", c->file, name, str_arg(text),
                     (long long)(at - says));
        if (first.until == INSTANT_NEVER)
            continue;
        Slide later = screen_slide_at(screen, hold, first.until - 1);
        assert_int_equal(later.turn, slide.turn);
        Picture last = screen_draw(screen, &later, first.until - 1, &again);
        if (last.hash != first.hash || memcmp(pixels.pixels, again.pixels, bytes) != 0)
            fail_msg("%s %s at %.*s: not the same %lld ms later", c->file, name, str_arg(text),
                     (long long)(first.until - 1 - at));
        if (last.until != first.until)
            fail_msg("%s %s at %.*s: holds %lld ms, and then %lld more", c->file, name,
                     str_arg(text), (long long)(first.until - at),
                     (long long)(last.until - first.until));
        Slide next = screen_slide_at(screen, hold, first.until);
        screen_draw(screen, &next, first.until, &again);
        Picture same = screen_draw(screen, &slide, at, &again);
        assert_true(same.hash == first.hash && same.identity == first.identity);
        assert_memory_equal(pixels.pixels, again.pixels, bytes);
    }
    pixmap_free(&pixels);
    pixmap_free(&again);
    screen_free(screen);
    source_close(source);
}

static void pictures_hold_as_long_as_they_say(void **state) {
    static const Case CASES[] = {
        {"schedules/2019-09-26-apsara.yaml", "", "2019-09-26 00:00"},
        {"schedules/2026-05-16-opensource-days.yaml", "", "2026-05-16 06:00"},
        {"schedules/2026-05-16-opensource-days.yaml", "main", "2026-05-16 06:00"},
        /* A party that goes on when the last day has changed. */
        {"tests/truth/cases/crash-midnight.yaml", "", "2026-08-15 20:00"},
        {"tests/truth/cases/crash-last-night.yaml", "b", "2026-08-15 20:00"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        check_case(*state, &CASES[i], i == 1 ? 360 : 640, i == 1 ? 640 : 360);
    }
}

/* Also without a schedule there is a picture, with a clock in it. */
static void there_is_always_a_picture(void **state) {
    Fixture *fixture = *state;
    ScreenSettings size = {.resources = &fixture->resources, .width = 640, .height = 360};
    Screen *screen = screen_create(&size);
    assert_non_null(screen);
    screen_set_schedule(screen, NULL, SCHEDULE_NONE, (Str){0});
    Pixmap pixels = pixmap_create(640, 360);
    Instant at = INT64_C(1569461460000);
    Slide slide = screen_slide_at(screen, (ScreenHold){0}, at);
    Picture picture = screen_draw(screen, &slide, at, &pixels);
    assert_true(picture.until > at && picture.until <= at + MILLIS_MINUTE);
    assert_int_equal(pixels.pixels[0] >> 24, 255);
    screen_resize(screen, 320, 480);
    Pixmap tall = pixmap_create(320, 480);
    screen_draw(screen, &slide, at, &tall);
    assert_int_equal(tall.pixels[320 * 480 - 1] >> 24, 255);
    pixmap_free(&tall);
    pixmap_free(&pixels);
    screen_free(screen);
}

/* The door of a room that is not there: the event's name and no session, though many run. */
static void a_door_without_its_room_is_calm(void **state) {
    Fixture *fixture = *state;
    SourceSettings settings = {.resources = &fixture->resources,
                               .path = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml",
                               .room = str_from("cellar"),
                               .has_at = true};
    assert_true(moment_parse(str_from("2026-05-16 10:08"), &settings.at));
    Source *source = source_open(&settings, 0, NULL);
    size_t room = source_room(source, 0);
    assert_int_equal(room, SCHEDULE_NO_ROOM);
    ScreenSettings size = {.resources = &fixture->resources, .width = 640, .height = 360};
    Screen *screen = screen_create(&size);
    screen_set_schedule(screen, source->schedule, room, source->loaded->folder);
    assert_ptr_equal(screen_schedule(screen), source->schedule);
    Slide slide = screen_slide_at(screen, (ScreenHold){0}, source->now);
    assert_int_equal(slide.view, VIEW_NOW_NEXT);
    screen_compose(screen, &slide, source->now);
    const Scene *scene = screen_scene(screen);
    bool has_name = false;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *text = &scene->texts[i];
        assert_int_equal(text->tag.role, ROLE_NONE);
        has_name |= text->at.line == source->schedule->event.name.at.line;
    }
    assert_true(has_name);
    screen_free(screen);
    source_close(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_hold_as_long_as_they_say),
        cmocka_unit_test(there_is_always_a_picture),
        cmocka_unit_test(a_door_without_its_room_is_calm),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
