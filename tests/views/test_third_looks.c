/* test_third_looks.c: a show's own look of lower thirds: where it stands, to which side it opens,
 * how it comes and goes, languages by turns, how long names stay, a strip of all. */
#include <stdio.h>
#include <stdlib.h>

#include <math.h>

#include "views/overlay.h"
#include "world.h"

enum { WIDTH = 1920, HEIGHT = 1080 };

typedef struct {
    Arena *arena;
    TextEngine *text;
    const Strings *strings;
    Schedule *schedule;
    Instant start; /* of a session with two speakers */
    Theme theme;
} Fixture;

static int set_up(void **state) {
    static Fixture f;
    f = (Fixture){.arena = arena_create()};
    f.text = tree_fonts(f.arena);
    f.strings = tree_words(f.arena, "en");
    f.schedule = tree_schedule(f.arena, "schedules/2019-09-26-apsara.yaml");
    f.start = zone_instant(f.schedule->event.zone, f.schedule->days[0].date, 11 * 60 + 15, NULL);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    schedule_free(f->schedule);
    text_engine_free(f->text);
    arena_free(f->arena);
    return 0;
}

typedef struct {
    Scene scene; /* in the fixture's arena */
    OverlayLayer layer;
    float left, right; /* of the grounds */
} Built;

static Built build(Fixture *f, const OverlayLook *look, const char *language, Millis since) {
    f->theme = *theme_builtin();
    f->theme.overlay = *look;
    const char *other = str_equal_c(str_from(language), "zh") ? "en" : "zh";
    ViewContext context = {.schedule = f->schedule,
                           .room = 0,
                           .at = f->start + since,
                           .width = WIDTH,
                           .height = HEIGHT,
                           .theme = &f->theme,
                           .strings = {f->strings, f->strings},
                           .languages = {str_from(language), str_from(other)},
                           .language_count = 2,
                           .zone = zone_utc(),
                           .text = f->text};
    OverlayMoment moment = {.context = &context, .hand = cue_hand_none()};
    moment.hand.stays = look->time;
    moment.hand.shows_strip = look->has_strip;
    Built built = {.scene = scene_create(f->arena, WIDTH, HEIGHT), .left = INFINITY};
    built.layer = overlay_build(&moment, OVERLAY_VIEW_LOWER_THIRD, &built.scene);
    for (size_t i = 0; built.layer.opacity > 0 && i < built.scene.draw_count; i++) {
        const Draw *draw = &built.scene.draws[i];
        if (draw->kind != DRAW_RECT)
            continue;
        built.left = fminf(built.left, draw->bounds.x);
        built.right = fmaxf(built.right, draw->bounds.x + draw->bounds.width);
    }
    return built;
}

static OverlayLook usual(void) {
    return overlay_look_usual();
}

static bool shows(const Built *built, const char *text) {
    for (size_t i = 0; built->layer.opacity > 0 && i < built->scene.text_count; i++)
        if (str_find(built->scene.texts[i].text, text) != SIZE_MAX)
            return true;
    return false;
}

enum { NEAR = 96, FAR = WIDTH - NEAR }; /* where the title safe area begins */

static const struct {
    const char *name;
    ThirdPlace place;
    const char *language;
    float offset;
    bool is_left, is_right; /* at which edge it stands */
} PLACES[] = {
    {"as usual", THIRD_AT_START, "zh", 0, true, false},
    {"from right to left it is mirrored", THIRD_AT_START, "ar", 0, false, true},
    {"Hebrew", THIRD_AT_START, "he", 0, false, true},
    {"left stays left", THIRD_AT_LEFT, "ar", 0, true, false},
    {"right", THIRD_AT_RIGHT, "zh", 0, false, true},
    {"in the middle", THIRD_AT_CENTER, "zh", 0, false, false},
    {"moved in from the left", THIRD_AT_START, "zh", 50, false, false},
    {"moved in from the right", THIRD_AT_RIGHT, "zh", 50, false, false},
};

static void it_stands_and_opens_at_its_side(void **state) {
    Fixture *f = *state;
    for (int which = 0; which < THIRD_LOOK_COUNT; which++)
        for (size_t i = 0; i < countof(PLACES); i++) {
            OverlayLook look = usual();
            look.look = (ThirdLook)which;
            look.place = PLACES[i].place;
            look.offset_x = PLACES[i].offset;
            Built there = build(f, &look, PLACES[i].language, 5000);
            Built opening = build(f, &look, PLACES[i].language, 80);
            bool is_left = fabsf(there.left - NEAR) < 1, is_right = fabsf(there.right - FAR) < 1;
            if (is_left != PLACES[i].is_left || is_right != PLACES[i].is_right)
                fail_msg("%s, %s: %g to %g", overlay_look_name(look.look), PLACES[i].name,
                         (double)there.left, (double)there.right);
            assert_true(opening.layer.is_moving);
            assert_true(opening.right - opening.left < there.right - there.left);
            if (is_left)
                assert_float_equal(opening.left, there.left, 1);
            if (is_right)
                assert_float_equal(opening.right, there.right, 1);
            if (look.place == THIRD_AT_CENTER) {
                assert_float_equal(there.left + there.right, WIDTH, 2);
                assert_float_equal(opening.left + opening.right, WIDTH, 4);
            }
            if (PLACES[i].offset > 0 && look.place == THIRD_AT_START)
                assert_float_equal(there.left, NEAR + PLACES[i].offset, 1);
            if (PLACES[i].offset > 0 && look.place == THIRD_AT_RIGHT)
                assert_float_equal(there.right, FAR - PLACES[i].offset, 1);
        }
}

static void it_comes_as_the_look_says(void **state) {
    Fixture *f = *state;
    OverlayLook look = usual();
    look.animation = THIRD_FADES;
    Built built = build(f, &look, "zh", 100), there = build(f, &look, "zh", 5000);
    assert_true(built.layer.is_moving && built.layer.opacity > 0.1f && built.layer.opacity < 0.9f);
    assert_float_equal(built.right, there.right, 0.5);
    look.animation = THIRD_JUMPS;
    built = build(f, &look, "zh", 0);
    assert_true(!built.layer.is_moving && built.layer.opacity == 1);
    assert_float_equal(built.right, there.right, 0.5);
    /* The second name takes the first one's place at once, 400 ms before it would have gone. */
    built = build(f, &look, "zh", CUE_TIME - CUE_MOTION - 1);
    assert_true(built.layer.opacity == 1 && !built.layer.is_moving);
    built = build(f, &look, "zh", CUE_TIME - CUE_MOTION);
    assert_true(built.layer.opacity == 0);
}

static void languages_take_turns(void **state) {
    Fixture *f = *state;
    OverlayLook look = usual();
    look.second = THIRD_SECOND_ALTERNATE;
    Built first = build(f, &look, "zh", 3000), second = build(f, &look, "zh", 9000);
    assert_true(shows(&first, "韩伟东") && !shows(&first, "Han Weidong"));
    assert_true(shows(&second, "Han Weidong") && !shows(&second, "韩伟东"));
    assert_true(first.scene.next_change == f->start + CUE_TIME / 2);
    look.second = THIRD_SECOND_NONE;
    Built alone = build(f, &look, "zh", 3000);
    assert_true(shows(&alone, "韩伟东") && !shows(&alone, "Han Weidong"));
    look.second = THIRD_SECOND_UNDER;
    Built both = build(f, &look, "zh", 3000);
    assert_true(shows(&both, "韩伟东") && shows(&both, "Han Weidong"));
}

static void names_stay_as_long_as_the_look_says(void **state) {
    Fixture *f = *state;
    OverlayLook look = usual();
    look.time = 5000;
    Built first = build(f, &look, "zh", 4000), second = build(f, &look, "zh", 6000);
    Built gone = build(f, &look, "zh", 10000);
    assert_true(shows(&first, "韩伟东") && shows(&second, "刘将"));
    assert_true(gone.layer.opacity == 0);
    look.has_strip = true;
    Built strip = build(f, &look, "zh", 3000);
    assert_true(shows(&strip, "韩伟东") && shows(&strip, "刘将"));
    gone = build(f, &look, "zh", 5000);
    assert_true(gone.layer.opacity == 0);
}

/* With a picture of the show's own there is no panel: the picture lies under all, where it was
 * drawn. */
static void a_picture_takes_the_panels_place(void **state) {
    Fixture *f = *state;
    OverlayLook look = usual();
    f->theme = *theme_builtin();
    f->theme.overlay = look;
    f->theme.plate = (ThemePicture){str_from("plate.png"), IMAGE_THEME};
    ViewContext context = {.schedule = f->schedule,
                           .at = f->start + 5000,
                           .width = WIDTH,
                           .height = HEIGHT,
                           .theme = &f->theme,
                           .strings = {f->strings},
                           .languages = {str_from("zh")},
                           .language_count = 1,
                           .zone = zone_utc(),
                           .text = f->text};
    OverlayMoment moment = {.context = &context, .hand = cue_hand_none()};
    Scene scene = scene_create(f->arena, WIDTH, HEIGHT);
    assert_true(overlay_build(&moment, OVERLAY_VIEW_LOWER_THIRD, &scene).opacity == 1);
    assert_int_equal(scene.draws[0].kind, DRAW_IMAGE);
    assert_float_equal(scene.draws[0].bounds.width, WIDTH, 0);
    assert_float_equal(scene.draws[0].bounds.height, HEIGHT, 0);
    for (size_t i = 0; i < scene.draw_count; i++)
        assert_true(scene.draws[i].kind != DRAW_RECT || scene.draws[i].rect.fill >> 24 == 0);
}

static void colours_are_those_of_the_look_and_are_read(void **state) {
    Fixture *f = *state;
    Theme theme = *theme_builtin();
    theme.overlay = usual();
    Diagnostics diagnostics = diagnostics_create(f->arena, str_from("t.yaml"), (Str){0});
    assert_int_equal(theme_third_color(&theme, THIRD_NAME), theme.colors[COLOR_TEXT]);
    theme_check_third(&theme, &theme.overlay, &diagnostics);
    assert_int_equal(diagnostics.count, 0);
    theme.overlay.has_colors[THIRD_LINE] = true;
    theme.overlay.colors[THIRD_LINE] = 0x404040; /* on the dark ground */
    theme.overlay.color_at[THIRD_LINE] = (Position){.line = 7, .column = 20};
    assert_int_equal(theme_third_color(&theme, THIRD_LINE), 0xFF404040);
    theme_check_third(&theme, &theme.overlay, &diagnostics);
    assert_int_equal(diagnostics.count, 1);
    assert_int_equal(diagnostics.items[0].at.line, 7);
    assert_true(str_find(diagnostics.items[0].message, "line on ground") != SIZE_MAX);
    theme.plate.path = str_from("plate.png"); /* what lies under them then is not known */
    theme_check_third(&theme, &theme.overlay, &diagnostics);
    assert_int_equal(diagnostics.count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_and_opens_at_its_side),
        cmocka_unit_test(it_comes_as_the_look_says),
        cmocka_unit_test(languages_take_turns),
        cmocka_unit_test(names_stay_as_long_as_the_look_says),
        cmocka_unit_test(a_picture_takes_the_panels_place),
        cmocka_unit_test(colours_are_those_of_the_look_and_are_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
