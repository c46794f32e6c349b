/* The stage timer's page: how large its digits are, what is on it and what never is elsewhere. */

#include <math.h>
#include <stdio.h>

#include "views/views.h"
#include "world.h"

#define CAPITALS 0.727f /* height of Inter's, in em */

typedef struct {
    Arena *arena;
    TextEngine *text;
    Schedule *schedule;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *f = arena_new(arena, Fixture, 1);
    *f = (Fixture){.arena = arena,
                   .text = tree_fonts(arena),
                   .schedule = tree_schedule(arena, "tests/views/cases/stage.yaml")};
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    schedule_free(f->schedule);
    text_engine_free(f->text);
    arena_free(f->arena);
    return 0;
}

static Instant at_time(const Fixture *f, int minutes, int seconds) {
    return zone_instant(f->schedule->event.zone, (Date){2026, 5, 16}, minutes, NULL) +
           seconds * MILLIS_SECOND;
}

static Scene build(const Fixture *f, ViewKind view, size_t room, Instant at, int32_t width,
                   int32_t height) {
    ViewContext context = {.schedule = f->schedule,
                           .room = room,
                           .at = at,
                           .width = width,
                           .height = height,
                           .theme = theme_builtin(),
                           .strings = {strings_builtin(), strings_builtin()},
                           .languages = {str_from("zh"), str_from("en")},
                           .language_count = 2,
                           .zone = zone_utc(),
                           .text = f->text};
    Scene scene = scene_create(f->arena, width, height);
    Slide slide = {.view = view, .until = INSTANT_NEVER};
    view_build(&context, &slide, &scene);
    return scene;
}

static bool shows(const Scene *scene, const char *text) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (str_find(scene->texts[i].text, text) != SIZE_MAX)
            return true;
    return false;
}

/* Of all digits' lines together, in pixels of their capitals; 0: there are none. `*width` is the
 * widest one's. */
static float digits_height(const Scene *scene, float *width) {
    float height = 0;
    *width = 0;
    for (size_t i = 0; i < scene->text_count; i++) {
        if (scene->texts[i].tag.part != PART_COUNT)
            continue;
        const TextLayout *layout = scene->draws[scene->texts[i].draw].text.layout;
        assert_false(layout->is_cut);
        assert_true(layout->width <= (float)scene->width);
        *width = fmaxf(*width, layout->width);
        height += layout->size * CAPITALS;
    }
    return height;
}

/* What staff say: into our own copy. */
static StageWord *word_of(const Fixture *f) {
    return &((Room *)f->schedule->rooms)[0].stage;
}

static Localized text_of(const Fixture *f, const char *text) {
    Translation *items = arena_new(f->arena, Translation, 1);
    items[0].text = str_from(text);
    return (Localized){.items = items, .count = 1};
}

static void test_digits_are_a_third_of_the_height(void **state) {
    const Fixture *f = *state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1280, 720}, {3840, 2160},
                                       {1024, 768},  {800, 480},  {1080, 1920},
                                       {1080, 1080}, {1920, 360}, {3840, 1080}};
    static const struct {
        int minutes, seconds;
    } TIMES[] = {{10 * 60 + 30, 0}, {10 * 60 + 46, 20}, {11 * 60 + 10, 25},
                 {11 * 60 + 14, 1}, {11 * 60 + 17, 15}, {11 * 60 + 29, 59}};
    StageWord *word = word_of(f);
    for (int has_word = 0; has_word < 2; has_word++) {
        if (has_word)
            *word = (StageWord){
                .text = text_of(f, "两个问题之后请结束"), .from = 1, .until = INSTANT_NEVER - 1};
        for (size_t i = 0; i < countof(SIZES); i++)
            for (size_t k = 0; k < countof(TIMES); k++) {
                Scene scene =
                    build(f, VIEW_TIMER, 0, at_time(f, TIMES[k].minutes, TIMES[k].seconds),
                          SIZES[i][0], SIZES[i][1]);
                float width, share = digits_height(&scene, &width) / (float)SIZES[i][1];
                /* Five digits fill a screen of 4:3 before they are as high. */
                if (share < 1.0f / 3 && width < (float)SIZES[i][0] * 0.85f)
                    fail_msg("%dx%d at %d: %.3f", SIZES[i][0], SIZES[i][1], TIMES[k].minutes,
                             (double)share);
                assert_true(shows(&scene, "结束") == (has_word == 1));
            }
    }
    *word = (StageWord){0};
}

static void test_a_second_is_all_that_changes(void **state) {
    const Fixture *f = *state;
    Instant at = at_time(f, 10 * 60 + 46, 20);
    Scene now = build(f, VIEW_TIMER, 0, at, 1920, 1080);
    Scene later = build(f, VIEW_TIMER, 0, at + MILLIS_SECOND, 1920, 1080);
    Scene same = build(f, VIEW_TIMER, 0, at + MILLIS_SECOND - 1, 1920, 1080);
    assert_int_equal(now.next_change, at + MILLIS_SECOND);
    assert_int_equal(scene_hash(&now), scene_hash(&same));
    assert_int_not_equal(scene_hash(&now), scene_hash(&later));
    /* Nothing fades: not to the next colour, session or word either. */
    assert_int_equal(now.identity, later.identity);
    Scene over = build(f, VIEW_TIMER, 0, at_time(f, 11 * 60 + 17, 0), 1920, 1080);
    assert_int_equal(now.identity, over.identity);
}

static void test_the_crews_word_is_for_the_stage_alone(void **state) {
    const Fixture *f = *state;
    Instant at = at_time(f, 10 * 60 + 46, 20);
    *word_of(f) = (StageWord){
        .text = text_of(f, "Whispered"), .from = at - MILLIS_SECOND, .until = INSTANT_NEVER};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        for (size_t room = 0; room < 3; room++) {
            size_t door = room == 2 ? SCHEDULE_NONE : room;
            Scene scene = build(f, view, door, at, 1920, 1080);
            assert_true(shows(&scene, "Whispered") == (view == VIEW_TIMER && room == 0));
        }
    word_of(f)->is_black = true;
    Scene black = build(f, VIEW_TIMER, 0, at, 1920, 1080);
    assert_int_equal(black.text_count, 0);
    assert_int_equal(black.draw_count, 1);
    assert_int_equal(black.next_change, at_time(f, 11 * 60 + 15, 0)); /* no second wakes it */
    *word_of(f) = (StageWord){0};
}

static void test_what_is_hidden_is_not_there(void **state) {
    const Fixture *f = *state;
    Instant at = at_time(f, 10 * 60 + 46, 20);
    Scene whole = build(f, VIEW_TIMER, 0, at, 1920, 1080);
    static const char *const TEXTS[] = {"10:46", "李明", "11:30", "报告 18:40"};
    for (size_t i = 0; i < countof(TEXTS); i++)
        if (!shows(&whole, TEXTS[i]))
            fail_msg("%s is not there", TEXTS[i]);
    f->schedule->display.timer.hides_clock = f->schedule->display.timer.hides_people =
        f->schedule->display.timer.hides_next = f->schedule->display.timer.hides_bar = true;
    Scene bare = build(f, VIEW_TIMER, 0, at, 1920, 1080);
    for (size_t i = 0; i < 3; i++)
        assert_false(shows(&bare, TEXTS[i]));
    assert_true(bare.draw_count < whole.draw_count);
    f->schedule->display.timer = timer_look_default();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_a_third_of_the_height),
        cmocka_unit_test(test_a_second_is_all_that_changes),
        cmocka_unit_test(test_the_crews_word_is_for_the_stage_alone),
        cmocka_unit_test(test_what_is_hidden_is_not_there),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
