/* kms_world.h: a card of fake_drm.h, and a full screen on its first display: what test_kms.c and
 * test_kms_cards.c share. */
#pragma once

#include "check.h"

#include <SDL.h>

#include "fake_drm.h"
#include "output/kms.h"
#include "output/window.h"

static UNUSED const uint32_t RED = 0xFFCC2211, BLUE = 0xFF1122CC, GREEN = 0xFF11CC22;

/* What a test needs: the cards, and a window on the first display. */
typedef struct {
    FakeCard *card;
    Kms *kms;
    Window *window;
} World;

static bool is_atomic; /* of this round of tests */

static UNUSED Window *open_window(Kms *kms, int32_t display, int32_t rotate) {
    Window *window = window_open(
        &(WindowSettings){.is_fullscreen = true, .kms = kms, .display = display, .rotate = rotate});
    assert_non_null(window);
    return window;
}

/* With a display of that size plugged in; width 0: with none. */
static UNUSED World begin(int width, int height) {
    World world = {.card = fake_begin(is_atomic)};
    if (width)
        fake_plug(world.card, 0, width, height);
    world.kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0});
    world.window = open_window(world.kms, width ? 0 : DISPLAY_NONE, 0);
    return world;
}

static UNUSED void end(World *world) {
    window_close(world->window);
    kms_close(world->kms);
    assert_int_equal(fake.torn, 0);
    assert_int_equal(fake_buffer_count(), 0);
    fake_end();
}

static UNUSED Pixmap plain(const Window *window, uint32_t colour) {
    int32_t width, height;
    window_size(window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        picture.pixels[i] = colour;
    return picture;
}

static UNUSED void show(const World *world, uint32_t colour) {
    Pixmap picture = plain(world->window, colour);
    window_show(world->window, &picture);
    pixmap_free(&picture);
}

/* The vertical blank, and what the loop does when its event is there. */
static UNUSED void blank(const World *world) {
    fake_vblank();
    KmsOpen cards[KMS_CARDS_MAX];
    size_t count = kms_cards(world->kms, cards);
    for (size_t i = 0; i < count; i++)
        kms_read(world->kms, cards[i].fd);
    kms_tidy(world->kms);
}

/* What was handed in before is on the display, whatever was on its way. */
static UNUSED void settle(const World *world) {
    blank(world);
    blank(world);
}

/* What heads.c does after the displays have changed. */
static UNUSED bool take_displays(const World *world) {
    Displays displays = kms_displays(world->kms);
    window_set_display(world->window, displays.count ? 0 : DISPLAY_NONE);
    const SDL_Event event = {.type = SDL_DISPLAYEVENT};
    return window_handle_event(world->window, &event);
}

static UNUSED bool look(const World *world) {
    kms_look(world->kms);
    return take_displays(world);
}

static UNUSED uint32_t shown(const World *world) {
    return fake_pixel(world->card, 0, 1, 1) | 0xFF000000;
}

static UNUSED const uint32_t DARK = 0xFF00DEAD;

/* Everything that is on the display is the picture. */
static UNUSED void expect_picture(const World *world, const Pixmap *picture) {
    for (int32_t y = 0; y < picture->height; y++)
        for (int32_t x = 0; x < picture->width; x++) {
            uint32_t is = fake_pixel(world->card, 0, x, y) & 0xFFFFFF;
            uint32_t wanted = picture->pixels[y * picture->width + x] & 0xFFFFFF;
            if (is != wanted)
                fail_msg("(%d, %d) is %06x, not %06x", x, y, is, wanted);
        }
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
