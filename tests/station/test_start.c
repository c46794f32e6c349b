/* test_start.c: what is done beside the start of SDL leaves the same picture as everything in turn,
 * and ends whatever becomes of the window. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sched.h>
#include <sys/mount.h>

#include "own_resources.h"
#include "station/start.h"

#define DAY TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"

typedef struct {
    Arena *arena;
    Resources resources;
    SourceSettings source;
    HeadsSettings heads;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *f = arena_new(arena, Fixture, 1);
    f->arena = arena;
    f->resources = own_resources();
    f->source = (SourceSettings){.resources = &f->resources, .path = DAY, .has_at = true};
    moment_parse(str_from("2026-05-16 10:08"), &f->source.at);
    f->heads = (HeadsSettings){.window = {.is_fullscreen = true},
                               .rotate_count = 1,
                               .screen = {.resources = &f->resources},
                               .speed = 1};
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

static Pixmap draw(Screen *screen, const Fixture *f, Instant at) {
    int32_t width, height;
    screen_size(screen, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    Slide slide = screen_slide_at(screen, f->heads.hold, at);
    screen_draw(screen, &slide, at, &picture);
    return picture;
}

/* Starts for a display of that size, and returns how many glyphs and pictures were to be drawn when
 * all was over. */
static size_t start_on(const Fixture *f, int32_t width, int32_t height) {
    Start *start = start_begin(&f->source, &f->heads, 0);
    Source *source = start_source(start);
    assert_non_null(source->schedule);
    size_t room = source_room(source, 0);
    start_set_size(start, width, height);
    Screen *screen = start_finish(start);
    assert_non_null(screen);
    assert_ptr_equal(screen_schedule(screen), source->schedule);
    int32_t has_width, has_height;
    screen_size(screen, &has_width, &has_height);
    assert_int_equal(has_width, width);
    assert_int_equal(has_height, height);

    ScreenStatistics before = screen_statistics(screen);
    assert_int_equal(before.render.draws, 0);
    Pixmap got = draw(screen, f, source->now);
    ScreenStatistics after = screen_statistics(screen);

    ScreenSettings settings = f->heads.screen;
    settings.width = width;
    settings.height = height;
    settings.font_folder = source->loaded->folder;
    Screen *other = screen_create(&settings);
    screen_set_schedule(other, source->schedule, room, source->loaded->folder);
    Pixmap wanted = draw(other, f, source->now);
    assert_int_equal(pixmap_difference(&got, &wanted).width, 0);
    pixmap_free(&got);
    pixmap_free(&wanted);
    screen_free(other);
    screen_free(screen);
    source_close(source);
    return after.text.rasterised - before.text.rasterised + after.render.decoded -
           before.render.decoded;
}

static void the_first_picture_is_prepared(void **state) {
    Fixture *f = *state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1280, 720}, {1080, 1920}};
    for (size_t i = 0; i < countof(SIZES); i++)
        assert_int_equal(start_on(f, SIZES[i][0], SIZES[i][1]), 0);
    f->heads.rotates[0] = 90;
    assert_int_equal(start_on(f, 1080, 1920), 0);
    f->heads.hold = (ScreenHold){.is_held = true, .view = VIEW_PARTNERS};
    assert_int_equal(start_on(f, 1920, 1080), 0);
    f->heads.window = (WindowSettings){.width = 640, .height = 360};
    assert_int_equal(start_on(f, 640, 360), 0);
    f->source.room = str_from("main");
    assert_int_equal(start_on(f, 640, 360), 0);
}

/* There is no display, or no such room: nobody tells the size, or that there is none. */
static void it_ends_without_a_window(void **state) {
    Fixture *f = *state;
    for (int is_told = 0; is_told < 2; is_told++) {
        Start *start = start_begin(&f->source, &f->heads, 0);
        Source *source = start_source(start);
        if (is_told)
            start_set_size(start, 0, 0);
        Screen *screen = start_finish(start);
        assert_non_null(screen);
        screen_free(screen);
        source_close(source);
    }
}

static void a_room_that_is_not_there_is_told_of(void **state) {
    Fixture *f = *state;
    f->source.room = str_from("nowhere");
    Start *start = start_begin(&f->source, &f->heads, 0);
    Source *source = start_source(start);
    assert_true(source->is_room_unknown);
    screen_free(start_finish(start));
    source_close(source);
}

static void without_a_schedule_there_is_a_screen(void **state) {
    Fixture *f = *state;
    f->source.path = TEST_SOURCE_DIR "/schedules/none.yaml";
    Start *start = start_begin(&f->source, &f->heads, INT64_C(1569461460000));
    Source *source = start_source(start);
    assert_null(source->schedule);
    start_set_size(start, 320, 180);
    Screen *screen = start_finish(start);
    assert_non_null(screen);
    Pixmap picture = draw(screen, f, source->now);
    assert_int_equal(picture.pixels[0] >> 24, 255);
    pixmap_free(&picture);
    screen_free(screen);
    source_close(source);
}

/* Hides the machine's fonts from this process; false when it may not. */
static bool hide_fonts(void) {
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", "/usr/share/fonts", "tmpfs", 0, NULL) == 0;
}

/* The last one: what follows has no fonts. */
static void without_fonts_no_window_is_wanted(void **state) {
    Fixture *f = *state;
    Start *start = start_begin(&f->source, &f->heads, 0);
    Source *source = start_source(start);
    assert_true(start_has_fonts(start));
    screen_free(start_finish(start));
    source_close(source);
    if (!hide_fonts()) {
        print_message("a namespace of its own is not allowed here\n");
        skip();
    }
    start = start_begin(&f->source, &f->heads, 0);
    source = start_source(start);
    assert_false(start_has_fonts(start));
    assert_null(start_finish(start));
    source_close(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_picture_is_prepared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_ends_without_a_window, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_room_that_is_not_there_is_told_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_schedule_there_is_a_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_fonts_no_window_is_wanted, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
