/* What a page and a crossfade cost, counted and not timed: display list items, glyphs rasterised,
 * pictures decoded, presents, and allocations in the frame loop, of which there are none.
 *
 * With the argument "draw" it draws one page and ends: costs.cmake counts its instructions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <SDL.h>
#include <math.h>
#include <stdatomic.h>

#include "own_resources.h"
#include "picture/screen.h"
#include "picture/source.h"
#include "station/stage.h"

/* ---- malloc, counted. AddressSanitizer has its own: there nothing is counted. ---------------- */

static atomic_long allocations;

#ifdef __SANITIZE_ADDRESS__
enum { IS_COUNTED = 0 };
#else
enum { IS_COUNTED = 1 };

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *pointer, size_t size);

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *pointer, size_t size) {
    allocations++;
    return __libc_realloc(pointer, size);
}
#endif

/* See tests/output/test_window.c. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1\n";
}

/* ---- the bundled day ------------------------------------------------------------------------- */

enum { WIDE = 1280, HIGH = 720 };

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    Screen *screen;
} Show;

static Show day_open(void) {
    Show day = {.arena = arena_create()};
    Resources *resources = arena_new(day.arena, Resources, 1);
    *resources = own_resources();
    SourceSettings source = {.resources = resources,
                             .path = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml",
                             .has_at = true};
    moment_parse(str_from("2019-09-26 09:31:05"), &source.at);
    day.source = source_open(&source, 0, NULL);
    ScreenSettings screen = {.resources = resources, .width = WIDE, .height = HIGH};
    day.screen = screen_create(&screen);
    if (!day.source->schedule || !day.screen) {
        fputs("the bundled day cannot be loaded\n", stderr);
        exit(1);
    }
    screen_set_schedule(day.screen, day.source->schedule, day.source->room,
                        day.source->loaded->folder);
    return day;
}

static void day_close(Show *day) {
    screen_free(day->screen);
    source_close(day->source);
    arena_free(day->arena);
}

static void draw_view(Show *day, ViewKind view, Pixmap *to) {
    Slide slide = screen_slide_at(day->screen, (ScreenHold){true, view}, day->source->now);
    screen_draw(day->screen, &slide, day->source->now, to);
}

/* ---- counts ---------------------------------------------------------------------------------- */

static bool is_within(size_t count, size_t recorded, double share) {
    return fabs((double)count - (double)recorded) <= (double)recorded * share;
}

/* Recorded with an engine that has drawn nothing before. A change of a view's design moves them:
 * look at the new number, and write it here if it is meant. */
static void test_a_page_costs_what_it_did(void **state) {
    (void)state;
    static const struct {
        ViewKind view;
        const char *name;
        size_t draws, rasterised, decoded;
    } PAGES[] = {
        {VIEW_NOW_NEXT, "now/next", 51, 254, 2},
        {VIEW_AGENDA, "agenda", 49, 247, 2},
        {VIEW_SPOTLIGHT, "spotlight", 38, 204, 2},
        {VIEW_PARTNERS, "partners", 30, 118, 2},
    };
    for (size_t i = 0; i < countof(PAGES); i++) {
        Show day = day_open();
        Pixmap to = pixmap_create(WIDE, HIGH);
        draw_view(&day, PAGES[i].view, &to);
        ScreenStatistics first = screen_statistics(day.screen);
        if (!is_within(first.render.draws, PAGES[i].draws, 0.1) ||
            !is_within(first.text.rasterised, PAGES[i].rasterised, 0.1) ||
            first.render.decoded > PAGES[i].decoded)
            fail_msg("%s: %zu draws, %zu glyphs rasterised, %zu pictures decoded", PAGES[i].name,
                     first.render.draws, first.text.rasterised, first.render.decoded);
        draw_view(&day, PAGES[i].view, &to);
        ScreenStatistics again = screen_statistics(day.screen);
        assert_int_equal(again.render.draws, 2 * first.render.draws);
        assert_int_equal(again.text.rasterised, first.text.rasterised);
        assert_int_equal(again.text.layout_misses, first.text.layout_misses);
        assert_int_equal(again.render.decoded, first.render.decoded);
        pixmap_free(&to);
        day_close(&day);
    }
}

/* From one slide to the next, frame by frame at 60 a second. */
static void test_a_crossfade_allocates_nothing(void **state) {
    (void)state;
    Show day = day_open();
    Window *window = window_open(&(WindowSettings){
        .width = WIDE, .height = HIGH, .renderer = RENDERER_SOFTWARE, .title = "kiosk's test"});
    assert_non_null(window);
    Staff staff = {0};
    Instant at = day.source->now;
    Stage *stage = stage_create(day.screen, window, 1);
    stage_draw_first(stage, &staff, at);
    Instant next = stage_update(stage, &staff, at);
    while (!stage_is_fading(stage)) { /* minutes pass within a slide */
        stage_prepare(stage, &staff);
        at = next;
        next = stage_update(stage, &staff, at);
    }
    uint64_t presents = window_present_count(window), pictures = stage_statistics(stage).pictures;
    long before = allocations;
    int frames = 0;
    Millis length = screen_transition(day.screen);
    for (Instant from = at; (at = from + ++frames * 16) < from + length;) {
        stage_update(stage, &staff, at);
        /* Of 600 ms: shares of 1 and 2 of 256, which nobody sees, then 5. */
        if (frames <= 3)
            assert_int_equal(window_present_count(window) - presents, frames == 3);
    }
    if (IS_COUNTED)
        assert_int_equal(allocations, before);
    assert_in_range(window_present_count(window) - presents, frames - 4, frames);
    assert_int_equal(stage_statistics(stage).pictures, pictures);
    assert_true(frames > 30);

    /* And at rest nothing is drawn or shown. */
    next = stage_update(stage, &staff, at);
    assert_false(stage_is_fading(stage));
    presents = window_present_count(window);
    for (int i = 1; i < 100; i++)
        assert_int_equal(stage_update(stage, &staff, at + (next - at) * i / 100), next);
    assert_int_equal(window_present_count(window), presents);
    assert_int_equal(stage_statistics(stage).pictures, pictures);
    stage_free(stage);
    window_close(window);
    day_close(&day);
}

/* A picture a second, drawn ahead, and one waking for it. */
static void test_the_stage_timer_costs_a_picture_a_second(void **state) {
    (void)state;
    enum { SECONDS = 90 };
    Show day = day_open();
    Window *window = window_open(&(WindowSettings){
        .width = WIDE, .height = HIGH, .renderer = RENDERER_SOFTWARE, .title = "kiosk's test"});
    assert_non_null(window);
    Staff staff = {.base = {.is_held = true, .view = VIEW_TIMER}};
    screen_set_schedule(day.screen, day.source->schedule, 0, day.source->loaded->folder);
    Instant begin = day.source->now, at = begin;
    Stage *stage = stage_create(day.screen, window, 1);
    stage_draw_first(stage, &staff, at);
    stage_update(stage, &staff, at);
    uint64_t pictures = stage_statistics(stage).pictures, presents = window_present_count(window);
    size_t wakings = 0;
    for (Instant next; at < begin + SECONDS * MILLIS_SECOND; at = next) {
        next = stage_update(stage, &staff, at);
        assert_false(stage_is_fading(stage));
        stage_prepare(stage, &staff);
        assert_int_equal(next - at, MILLIS_SECOND);
        wakings++;
    }
    assert_int_equal(wakings, SECONDS);
    assert_int_equal(stage_statistics(stage).pictures - pictures, SECONDS);
    assert_int_equal(window_present_count(window) - presents, SECONDS - 1);
    stage_free(stage);
    window_close(window);
    day_close(&day);
}

static int draw_one(void) {
    Show day = day_open();
    Pixmap to = pixmap_create(WIDE, HIGH);
    draw_view(&day, VIEW_NOW_NEXT, &to);
    pixmap_free(&to);
    day_close(&day);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "draw") == 0)
        return draw_one();
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_costs_what_it_did),
        cmocka_unit_test(test_a_crossfade_allocates_nothing),
        cmocka_unit_test(test_the_stage_timer_costs_a_picture_a_second),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
