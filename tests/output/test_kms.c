/* test_kms.c: full screens without a desktop, on displays that come, go and change: with atomic
 * commits and without. */
#include "kms_world.h"

/* ---- pictures ------------------------------------------------------------------------------- */

static void the_first_picture_sets_the_mode(void **state) {
    (void)state;
    World world = begin(64, 48);
    assert_int_equal(world.card->crtcs[0].modesets, 0); /* what is there stays until then */
    show(&world, RED);
    assert_int_equal(shown(&world), RED);
    assert_int_equal(world.card->crtcs[0].modesets, 1);
    assert_int_equal(world.card->crtcs[0].mode.hdisplay, 64);
    end(&world);
}

static void pictures_change_at_the_vertical_blank_and_the_newest_wins(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    show(&world, BLUE);
    assert_int_equal(shown(&world), RED);
    show(&world, GREEN); /* before the other one was shown */
    blank(&world);
    assert_int_equal(shown(&world), BLUE);
    blank(&world);
    assert_int_equal(shown(&world), GREEN);
    assert_int_equal(world.card->crtcs[0].flips, 2);
    blank(&world);
    assert_int_equal(shown(&world), GREEN);
    assert_int_equal(world.card->crtcs[0].flips, 2); /* nothing without a reason */
    end(&world);
}

/* Each of the two buffers has missed what the other one got. */
static void small_changes_reach_both_buffers(void **state) {
    (void)state;
    World world = begin(64, 48);
    Pixmap picture = random_picture(7, 64, 48);
    uint64_t seed = 99;
    for (int i = 0; i < 200; i++) {
        size_t at = random_next(&seed) % (64 * 48);
        picture.pixels[at] = 0xFF000000 | random_next(&seed);
        window_show(world.window, &picture);
        if (random_next(&seed) % 3 == 0)
            continue;
        blank(&world);
        blank(&world);
        expect_picture(&world, &picture);
    }
    if (is_atomic)
        assert_in_range(fake.clip_count, 1, 4); /* and the card is told where */
    pixmap_free(&picture);
    end(&world);
}

static void a_fade_is_the_blend_of_both_at_every_frame(void **state) {
    (void)state;
    for (int32_t rotate = 0; rotate < 360; rotate += 90) {
        World world = begin(64, 48);
        window_close(world.window);
        world.window = open_window(world.kms, 0, rotate);
        int32_t width, height;
        window_size(world.window, &width, &height);
        assert_int_equal(width, rotate % 180 ? 48 : 64);
        Pixmap a = random_picture(1, width, height), b = random_picture(2, width, height);
        Pixmap blend = pixmap_create(width, height), turned = pixmap_create(64, 48);
        window_show(world.window, &a);
        window_begin_fade(world.window, &a, &b);
        for (int32_t share = 0; share <= 256; share += 16) {
            window_show_fade(world.window, share);
            blank(&world);
            pixmap_blend(&blend, &a, &b, share, (PixelRect){0, 0, width, height});
            pixmap_rotate(&turned, &blend, rotate);
            expect_picture(&world, &turned);
        }
        window_show_swap(world.window, &b);
        blank(&world);
        window_end_fade(world.window);
        pixmap_free(&a);
        pixmap_free(&b);
        pixmap_free(&blend);
        pixmap_free(&turned);
        end(&world);
    }
}

static void a_lent_canvas_is_shown(void **state) {
    (void)state;
    World world = begin(64, 48);
    Pixmap canvas, picture = random_picture(3, 64, 48);
    window_warm_up(world.window);
    assert_true(window_lend(world.window, &canvas));
    pixmap_copy(&canvas, &picture);
    assert_true(window_show_lent(world.window, &canvas));
    expect_picture(&world, &picture);
    pixmap_free(&picture);
    end(&world);
}

/* ---- displays that come, go and change ------------------------------------------------------ */

static void a_display_that_is_plugged_in_later_is_used(void **state) {
    (void)state;
    World world = begin(0, 0);
    assert_true(window_is_hidden(world.window));
    assert_true(kms_problem(world.kms).len > 0);
    show(&world, RED); /* reaches nobody, and harms nobody */
    fake_plug(world.card, 0, 64, 48);
    assert_true(look(&world));
    assert_false(window_is_hidden(world.window));
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(kms_problem(world.kms).len, 0);
    end(&world);
}

static void off_and_on_again_with_another_size(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    for (int i = 0; i < 20; i++) {
        fake_unplug(world.card, 0);
        look(&world);
        assert_true(window_is_hidden(world.window));
        assert_int_equal(fake_buffer_count(), 0);
        bool is_large = i % 2;
        fake_plug(world.card, 0, is_large ? 128 : 64, is_large ? 96 : 48);
        assert_true(look(&world));
        int32_t width, height;
        window_size(world.window, &width, &height);
        assert_int_equal(width, is_large ? 128 : 64);
        show(&world, i % 3 ? BLUE : GREEN);
        settle(&world);
        assert_int_equal(shown(&world), i % 3 ? BLUE : GREEN);
        assert_int_equal(fake_buffer_count(), 2);
    }
    end(&world);
}

/* Another display on the same cable, faster than anybody looked: 4K for 1080p. */
static void another_mode_is_taken_without_a_dark_moment(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    fake_plug(world.card, 0, 128, 96);
    kms_look(world.kms);
    assert_int_equal(shown(&world), RED); /* until there is a picture for it */
    take_displays(&world);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(world.card->crtcs[0].mode.hdisplay, 128);
    assert_int_equal(fake_buffer_count(), 2);
    end(&world);
}

static void an_empty_list_of_modes_is_waited_for(void **state) {
    (void)state;
    World world = begin(0, 0);
    world.card->connectors[0].connection = DRM_MODE_CONNECTED; /* and no word of what it can do */
    look(&world);
    assert_true(window_is_hidden(world.window));
    for (int i = 0; i < 10; i++) { /* it is asked again, for ever, but not without pause */
        assert_in_range(kms_look_in(world.kms), i < 2 ? 1 : 1000, 10000);
        kms_look_again(world.kms);
    }
    fake_plug(world.card, 0, 64, 48);
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, RED);
    settle(&world);
    assert_int_equal(shown(&world), RED);
    assert_true(kms_look_in(world.kms) == INT64_MAX);
    end(&world);
}

/* A television that has just been switched on, and is slow with its EDID, must not stay at 1024. */
static void an_edid_that_comes_late_is_taken(void **state) {
    (void)state;
    World world = begin(0, 0);
    fake_plug(world.card, 0, 64, 48); /* what the kernel makes up without EDID */
    world.card->connectors[0].has_edid = false;
    look(&world);
    show(&world, RED);
    assert_int_equal(shown(&world), RED);
    assert_in_range(kms_look_in(world.kms), 0, 5000);
    fake_plug(world.card, 0, 192, 108);
    kms_look_again(world.kms);
    assert_true(take_displays(&world));
    show(&world, BLUE);
    assert_int_equal(world.card->crtcs[0].mode.hdisplay, 192);
    assert_true(kms_look_in(world.kms) == INT64_MAX);
    end(&world);
}

/* One that never tells is left alone after a while: nothing wakes a screen at rest. */
static void without_edid_it_comes_to_rest(void **state) {
    (void)state;
    World world = begin(0, 0);
    fake_plug(world.card, 0, 64, 48);
    world.card->connectors[0].has_edid = false;
    look(&world);
    int looks = 0;
    while (kms_look_in(world.kms) != INT64_MAX && looks < 100) {
        kms_look_again(world.kms);
        looks++;
    }
    assert_in_range(looks, 3, 10);
    end(&world);
}

/* The kernel lists nothing for a moment after a fast restart; what runs goes on. */
static void a_display_that_forgets_its_modes_goes_on(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    world.card->connectors[0].mode_count = 0;
    world.card->connectors[0].has_edid = false;
    look(&world);
    assert_false(window_is_hidden(world.window));
    assert_int_equal(shown(&world), RED);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    end(&world);
}

static void a_mode_that_is_refused_is_left_for_the_next(void **state) {
    (void)state;
    World world = begin(0, 0);
    world.card->refused_width = 128;
    fake_plug(world.card, 0, 128, 96);
    world.card->connectors[0].modes[1] = fake_mode(64, 48, 60, false);
    world.card->connectors[0].mode_count = 2;
    look(&world);
    show(&world, RED);
    assert_int_equal(kms_look_in(world.kms), 0); /* at once, from the loop */
    kms_look_again(world.kms);
    assert_true(take_displays(&world));
    show(&world, RED);
    assert_int_equal(shown(&world), RED);
    assert_int_equal(world.card->crtcs[0].mode.hdisplay, 64);
    end(&world);
}

/* A switch box: it cannot be told whether anything is there, and there may be. */
static void what_may_be_there_is_used_when_nothing_is_certain(void **state) {
    (void)state;
    World world = begin(0, 0);
    fake_plug(world.card, 0, 64, 48);
    world.card->connectors[0].connection = DRM_MODE_UNKNOWNCONNECTION;
    look(&world);
    assert_int_equal(kms_displays(world.kms).count, 1);
    fake_plug(world.card, 1, 96, 48);
    look(&world);
    Displays displays = kms_displays(world.kms);
    assert_int_equal(displays.count, 1);
    assert_int_equal(displays.items[0].width, 96);
    end(&world);
}

static void several_displays_have_a_picture_each(void **state) {
    (void)state;
    World world = begin(64, 48);
    fake_plug(world.card, 1, 96, 48);
    look(&world);
    Displays displays = kms_displays(world.kms);
    assert_int_equal(displays.count, 2);
    assert_string_equal(displays.items[0].name, "HDMI-A-1");
    assert_string_equal(displays.items[1].name, "HDMI-A-2");
    assert_int_equal(displays.items[1].x, 64);
    Window *second = open_window(world.kms, 1, 0);
    Pixmap picture = plain(second, BLUE);
    show(&world, RED);
    window_show(second, &picture);
    assert_int_equal(shown(&world), RED);
    assert_int_equal(fake_pixel(world.card, 1, 1, 1) | 0xFF000000, BLUE);
    fake_unplug(world.card, 1);
    look(&world);
    assert_true(window_is_hidden(second));
    show(&world, GREEN);
    settle(&world);
    assert_int_equal(shown(&world), GREEN);
    pixmap_free(&picture);
    window_close(second);
    end(&world);
}

/* A third display at a card that can drive two stays dark, and is told of in the log. */
static void more_displays_than_the_card_can_drive(void **state) {
    (void)state;
    World world = begin(64, 48);
    world.card->crtc_count = 1;
    fake_plug(world.card, 1, 96, 48);
    look(&world);
    assert_int_equal(kms_displays(world.kms).count, 1);
    fake_unplug(world.card, 0);
    look(&world);
    assert_int_equal(kms_displays(world.kms).count, 1);
    assert_int_equal(kms_displays(world.kms).items[0].width, 96);
    end(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        both(the_first_picture_sets_the_mode),
        both(pictures_change_at_the_vertical_blank_and_the_newest_wins),
        both(small_changes_reach_both_buffers),
        both(a_fade_is_the_blend_of_both_at_every_frame),
        both(a_lent_canvas_is_shown),
        both(a_display_that_is_plugged_in_later_is_used),
        both(off_and_on_again_with_another_size),
        both(another_mode_is_taken_without_a_dark_moment),
        both(an_empty_list_of_modes_is_waited_for),
        both(an_edid_that_comes_late_is_taken),
        both(without_edid_it_comes_to_rest),
        both(a_display_that_forgets_its_modes_goes_on),
        both(a_mode_that_is_refused_is_left_for_the_next),
        both(what_may_be_there_is_used_when_nothing_is_certain),
        both(several_displays_have_a_picture_each),
        both(more_displays_than_the_card_can_drive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
