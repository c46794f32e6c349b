/* test_kms.c: full screens without a desktop, on cards that come, go and change (fake_drm.h): with
 * atomic commits and without. */
#include "check.h"

#include <SDL.h>

#include "fake_drm.h"
#include "output/kms.h"
#include "output/window.h"

static const uint32_t RED = 0xFFCC2211, BLUE = 0xFF1122CC, GREEN = 0xFF11CC22;

/* What a test needs: the cards, and a window on the first display. */
typedef struct {
    FakeCard *card;
    Kms *kms;
    Window *window;
} World;

static bool is_atomic; /* of this round of tests */

static Window *open_window(Kms *kms, int32_t display, int32_t rotate) {
    Window *window = window_open(
        &(WindowSettings){.is_fullscreen = true, .kms = kms, .display = display, .rotate = rotate});
    assert_non_null(window);
    return window;
}

/* With a display of that size plugged in; width 0: with none. */
static World begin(int width, int height) {
    World world = {.card = fake_begin(is_atomic)};
    if (width)
        fake_plug(world.card, 0, width, height);
    world.kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0});
    world.window = open_window(world.kms, width ? 0 : DISPLAY_NONE, 0);
    return world;
}

static void end(World *world) {
    window_close(world->window);
    kms_close(world->kms);
    assert_int_equal(fake.torn, 0);
    assert_int_equal(fake_buffer_count(), 0);
    fake_end();
}

static Pixmap plain(const Window *window, uint32_t colour) {
    int32_t width, height;
    window_size(window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        picture.pixels[i] = colour;
    return picture;
}

static void show(const World *world, uint32_t colour) {
    Pixmap picture = plain(world->window, colour);
    window_show(world->window, &picture);
    pixmap_free(&picture);
}

/* The vertical blank, and what the loop does when its event is there. */
static void blank(const World *world) {
    fake_vblank();
    KmsOpen cards[KMS_CARDS_MAX];
    size_t count = kms_cards(world->kms, cards);
    for (size_t i = 0; i < count; i++)
        kms_read(world->kms, cards[i].fd);
    kms_tidy(world->kms);
}

/* What was handed in before is on the display, whatever was on its way. */
static void settle(const World *world) {
    blank(world);
    blank(world);
}

/* What heads.c does after the displays have changed. */
static bool take_displays(const World *world) {
    Displays displays = kms_displays(world->kms);
    window_set_display(world->window, displays.count ? 0 : DISPLAY_NONE);
    const SDL_Event event = {.type = SDL_DISPLAYEVENT};
    return window_handle_event(world->window, &event);
}

static bool look(const World *world) {
    kms_look(world->kms);
    return take_displays(world);
}

static uint32_t shown(const World *world) {
    return fake_pixel(world->card, 0, 1, 1) | 0xFF000000;
}

static const uint32_t DARK = 0xFF00DEAD;

/* Everything that is on the display is the picture. */
static void expect_picture(const World *world, const Pixmap *picture) {
    for (int32_t y = 0; y < picture->height; y++)
        for (int32_t x = 0; x < picture->width; x++) {
            uint32_t is = fake_pixel(world->card, 0, x, y) & 0xFFFFFF;
            uint32_t wanted = picture->pixels[y * picture->width + x] & 0xFFFFFF;
            if (is != wanted)
                fail_msg("(%d, %d) is %06x, not %06x", x, y, is, wanted);
        }
}

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

/* ---- cards ---------------------------------------------------------------------------------- */

static void the_card_with_connectors_is_taken(void **state) {
    (void)state;
    FakeCard *first = fake_begin(is_atomic), *second = &fake.cards[1];
    first->connector_count = 0; /* it only draws */
    second->exists = true;
    second->connectors[0].type = DRM_MODE_CONNECTOR_WRITEBACK;
    fake_plug(second, 0, 32, 32);
    fake_plug(second, 1, 64, 48);
    World world = {.card = second, .kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0})};
    Displays displays = kms_displays(world.kms);
    assert_int_equal(displays.count, 1);
    assert_int_equal(displays.items[0].width, 64);
    assert_false(first->is_open);
    world.window = open_window(world.kms, 0, 0);
    show(&world, RED);
    assert_int_equal(fake_pixel(second, 1, 1, 1) | 0xFF000000, RED);
    end(&world);
}

static void a_card_that_comes_back_with_another_number_is_found(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    for (int i = 0; i < 10; i++) {
        FakeCard *gone = world.card, *back = &fake.cards[(i + 1) % 2];
        gone->exists = false;
        gone->is_dead = true;
        show(&world, i % 2 ? RED : BLUE);
        settle(&world);
        look(&world);
        assert_true(window_is_hidden(world.window));
        assert_false(gone->is_open);
        back->exists = true;
        back->number = i + 7;
        fake_plug(back, 0, 64, 48);
        world.card = back;
        look(&world);
        show(&world, GREEN);
        settle(&world);
        assert_int_equal(shown(&world), GREEN);
        assert_int_equal(fake_buffer_count(), 2);
    }
    end(&world);
}

static void another_program_is_waited_for(void **state) {
    (void)state;
    FakeCard *card = fake_begin(is_atomic);
    card->is_taken = true;
    fake_plug(card, 0, 64, 48);
    World world = {.card = card, .kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0})};
    world.window = open_window(world.kms, DISPLAY_NONE, 0);
    assert_true(window_is_hidden(world.window));
    assert_true(kms_look_in(world.kms) < INT64_MAX);
    card->is_taken = false;
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, RED);
    assert_int_equal(shown(&world), RED);
    end(&world);
}

static void a_console_that_is_switched_to_has_the_display(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    kms_pause(world.kms);
    assert_false(world.card->is_master);
    assert_true(window_is_hidden(world.window));
    uint64_t flips = world.card->crtcs[0].flips, modesets = world.card->crtcs[0].modesets;
    show(&world, BLUE);
    settle(&world);
    look(&world);
    assert_int_equal(world.card->crtcs[0].flips, flips);
    assert_int_equal(world.card->crtcs[0].modesets, modesets);
    world.card->crtcs[0].cursor = 5; /* what the other one leaves behind */
    kms_resume(world.kms);
    take_displays(&world);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(world.card->crtcs[0].cursor, 0);
    end(&world);
}

/* It happens that somebody takes the card without a word. */
static void a_card_that_was_taken_away_comes_back(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    world.card->is_master = false;
    show(&world, BLUE);
    assert_in_range(kms_look_in(world.kms), 0, 5000);
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, GREEN);
    settle(&world);
    assert_int_equal(shown(&world), GREEN);
    end(&world);
}

/* On a descriptor that was kept lie events of a process that is dead. */
static void events_of_others_are_nobodys(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    show(&world, BLUE);
    show(&world, GREEN);
    world.card->events[world.card->event_count++] = (struct drm_event_vblank){
        .base = {.type = DRM_EVENT_FLIP_COMPLETE, .length = sizeof *world.card->events},
        .user_data = 0xDEADBEEFDEADBEEF,
        .crtc_id = 4711};
    KmsOpen cards[KMS_CARDS_MAX];
    assert_int_equal(kms_cards(world.kms, cards), 1);
    kms_read(world.kms, cards[0].fd);
    assert_int_equal(shown(&world), RED);
    settle(&world);
    assert_int_equal(shown(&world), GREEN);
    end(&world);
}

static void dark_hours_switch_the_display_off(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    window_set_power(world.window, true); /* as it is */
    assert_int_equal(shown(&world), RED);
    window_set_power(world.window, false);
    assert_int_equal(shown(&world), DARK);
    show(&world, BLUE); /* what changes meanwhile is not shown, and does not switch it on */
    look(&world);
    assert_int_equal(shown(&world), DARK);
    window_set_power(world.window, true);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    end(&world);
}

/* ---- a process that ends, and the next one -------------------------------------------------- */

/* The descriptor is in somebody's care: ended in the middle of whatever it did. */
static KmsKept die(World *world) {
    KmsOpen cards[KMS_CARDS_MAX];
    assert_int_equal(kms_cards(world->kms, cards), 1);
    fake.is_kept = true;
    window_close(world->window);
    kms_close(world->kms);
    return (KmsKept){cards[0].fd, cards[0].place};
}

static void live(World *world, const KmsKept *kept) {
    world->kms = kms_open(&FAKE_CALLS, &(KmsSettings){.kept = kept, .kept_count = 1});
    fake.is_kept = false;
    bool is_there = kms_displays(world->kms).count > 0;
    world->window = open_window(world->kms, is_there ? 0 : DISPLAY_NONE, 0);
}

static void the_last_picture_stays_until_the_next_process_has_one(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    uint64_t modesets = world.card->crtcs[0].modesets;
    for (int i = 0; i < 50; i++) {
        uint32_t before = i % 2 ? BLUE : RED, next = i % 2 ? RED : BLUE;
        if (i % 5 == 1)
            show(&world, GREEN); /* dies with a flip on its way */
        KmsKept kept = die(&world);
        fake_vblank();
        before = i % 5 == 1 ? GREEN : before;
        assert_int_equal(shown(&world), before);
        fake.was_asked = false;
        live(&world, &kept);
        assert_int_equal(shown(&world), before);
        show(&world, next);
        assert_false(fake.was_asked); /* which would have taken long */
        settle(&world);
        assert_int_equal(shown(&world), next);
        assert_int_equal(fake_buffer_count(), 2); /* what the dead one had is freed */
        if (is_atomic)
            assert_int_equal(world.card->crtcs[0].modesets, modesets); /* no flicker */
    }
    kms_look_again(world.kms);
    assert_true(fake.was_asked); /* later they are */
    end(&world);
}

static void a_card_that_was_kept_and_is_gone_is_replaced(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    KmsKept kept = die(&world);
    world.card->exists = false;
    world.card->is_dead = true;
    FakeCard *back = &fake.cards[1];
    back->exists = true;
    back->number = 5;
    fake_plug(back, 0, 64, 48);
    world.card = back;
    live(&world, &kept);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_false(fake.cards[0].is_open);
    end(&world);
}

/* While nobody was there the display was swapped for another one. */
static void another_display_than_before_is_noticed(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    KmsKept kept = die(&world);
    fake_plug(world.card, 0, 128, 96);
    live(&world, &kept);
    int32_t width, height;
    window_size(world.window, &width, &height);
    assert_int_equal(width, 128);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(fake_buffer_count(), 2);
    end(&world);
}

static int atomic(void **state) {
    (void)state;
    is_atomic = true;
    return 0;
}

static int legacy(void **state) {
    (void)state;
    is_atomic = false;
    return 0;
}

#define both(test)                                                                                 \
    {#test ", atomic", test, atomic, NULL, NULL}, {                                                \
#test ", legacy", test, legacy, NULL, NULL                                                 \
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
        both(the_card_with_connectors_is_taken),
        both(a_card_that_comes_back_with_another_number_is_found),
        both(another_program_is_waited_for),
        both(a_console_that_is_switched_to_has_the_display),
        both(a_card_that_was_taken_away_comes_back),
        both(events_of_others_are_nobodys),
        both(dark_hours_switch_the_display_off),
        both(the_last_picture_stays_until_the_next_process_has_one),
        both(a_card_that_was_kept_and_is_gone_is_replaced),
        both(another_display_than_before_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
