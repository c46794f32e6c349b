/* Logos: their size is that of what is to be seen, their tile one on which it is. */
#include "check.h"

#include "render/ink.h"

#define LIGHT  0xFFF6F3ECu
#define DARK   0xFF101820u
#define GROUND 0xFF204080u /* of the scene: no logo's */

enum { TILE_WIDTH = 560, TILE_HEIGHT = 240, PAD_X = 32, PAD_Y = 28 };

typedef struct {
    Arena *arena;
    TextEngine *text;
    Renderer *renderer;
} Screen;

static Screen screen_open(void) {
    Screen screen = {0};
    screen.arena = arena_create();
    screen.text = text_engine_create(&(TextSettings){0}, NULL);
    assert_non_null(screen.text);
    screen.renderer = renderer_create(
        &(RenderSettings){.text = screen.text,
                          .asset_folder = str_from(TEST_SOURCE_DIR "/tests/render/images/logos")});
    return screen;
}

static void screen_close(Screen *screen) {
    renderer_free(screen->renderer);
    text_engine_free(screen->text);
    arena_free(screen->arena);
}

/* The tile with that logo, alone in a picture. */
static Pixmap tile_of(Screen *screen, const char *path, ImageFit fit, bool is_page) {
    Scene scene = scene_create(screen->arena, TILE_WIDTH, TILE_HEIGHT);
    const Rect all = {0, 0, TILE_WIDTH, TILE_HEIGHT};
    const LogoPlate plate = {.plate = is_page ? GROUND : LIGHT,
                             .other = is_page ? LIGHT : DARK,
                             .is_page = is_page,
                             .pad_x = PAD_X,
                             .pad_y = PAD_Y};
    const Rect slot = {PAD_X, PAD_Y, TILE_WIDTH - 2 * PAD_X, TILE_HEIGHT - 2 * PAD_Y};
    scene_rect(&scene, all, GROUND, 0);
    scene_logo(&scene, is_page ? slot : all, IMAGE_ASSET, str_from(path), fit, &plate);
    Pixmap to = pixmap_create(TILE_WIDTH, TILE_HEIGHT);
    renderer_draw(screen->renderer, &scene, &to);
    return to;
}

/* Where anything differs from the tile's colour by more than noise, and how many pixels do. */
typedef struct {
    uint32_t plate;
    int32_t left, top, right, bottom;
    double cover;
} Seen;

static Seen seen_in(const Pixmap *tile) {
    Seen seen = {.plate = pixel_of(tile, 4, 4),
                 .left = tile->width,
                 .top = tile->height,
                 .right = 0,
                 .bottom = 0};
    for (int32_t y = 0; y < tile->height; y++)
        for (int32_t x = 0; x < tile->width; x++) {
            uint32_t pixel = pixel_of(tile, x, y);
            int most = 0;
            for (int c = 0; c < 3; c++)
                most = (int)fmax(most, abs(channel_of(pixel, c) - channel_of(seen.plate, c)));
            if (most <= 24)
                continue;
            seen.left = x < seen.left ? x : seen.left;
            seen.right = x + 1 > seen.right ? x + 1 : seen.right;
            seen.top = y < seen.top ? y : seen.top;
            seen.bottom = y + 1;
            seen.cover++;
        }
    return seen;
}

/* By optical size: the mean of what a logo covers and of the rectangle around it. Alike means
 * within a tenth, and smaller only where the tile's edge is in the way. */
static void logos_of_a_tier_look_alike(void **state) {
    (void)state;
    static const struct {
        const char *path;
        uint32_t plate; /* 0: a light or a dark one; else this, within what JPEG leaves */
        bool is_bounded;
    } LOGOS[] = {
        {.path = "square.svg", .plate = LIGHT},
        {.path = "padded.svg", .plate = LIGHT},
        {.path = "white.svg", .plate = DARK},
        {.path = "yellow.svg", .plate = DARK},
        {.path = "tall.svg", .plate = LIGHT, .is_bounded = true},
        {.path = "wide.svg", .plate = DARK},
        {.path = "white.png", .plate = DARK},
        {.path = "opaque.jpg", .plate = 0xFFFEFEFE},
        {.path = "black.jpg", .plate = 0xFF000000},
        {.path = "ring.png", .plate = LIGHT, .is_bounded = true},
        {.path = "verywide.png", .plate = LIGHT, .is_bounded = true},
        {.path = "verytall.png", .plate = LIGHT, .is_bounded = true},
    };
    const double wanted = 0.74 * (TILE_HEIGHT - 2 * PAD_Y);
    Screen screen = screen_open();
    for (size_t i = 0; i < countof(LOGOS); i++) {
        Pixmap tile = tile_of(&screen, LOGOS[i].path, FIT_LOGO, false);
        Seen seen = seen_in(&tile);
        double width = seen.right - seen.left, height = seen.bottom - seen.top;
        double side = sqrt(sqrt(width * height * seen.cover));
        bool is_alike = fabs(side - wanted) < wanted * 0.1;
        bool touches = width >= TILE_WIDTH - 2 * PAD_X - 2 || height >= TILE_HEIGHT - 2 * PAD_Y - 2;
        bool is_within = seen.left >= PAD_X - 1 && seen.top >= PAD_Y - 1 &&
                         seen.right <= TILE_WIDTH - PAD_X + 1 &&
                         seen.bottom <= TILE_HEIGHT - PAD_Y + 1;
        bool is_centred = abs(seen.left + seen.right - TILE_WIDTH) <= 4 &&
                          abs(seen.top + seen.bottom - TILE_HEIGHT) <= 4;
        bool is_on_plate = true;
        for (int c = 0; c < 3; c++)
            is_on_plate &= abs(channel_of(seen.plate, c) - channel_of(LOGOS[i].plate, c)) <= 2;
        if (!(LOGOS[i].is_bounded ? touches && side < wanted * 1.1 : is_alike) || !is_within ||
            !is_centred || !is_on_plate)
            fail_msg("%s: %g × %g pixels, a side of %g where %g is wanted, at %d, %d, on %08x",
                     LOGOS[i].path, width, height, side, wanted, seen.left, seen.top, seen.plate);
        pixmap_free(&tile);
    }
    screen_close(&screen);
}

/* On the page itself there is nothing around a logo unless it needs it. */
static void a_sign_has_a_plate_where_it_needs_one(void **state) {
    (void)state;
    Screen screen = screen_open();
    Pixmap page = tile_of(&screen, "yellow.svg", FIT_SIGN_RIGHT, true);
    Seen seen = seen_in(&page);
    assert_int_equal(seen.plate, GROUND);
    assert_in_range(seen.right, TILE_WIDTH - PAD_X - 1, TILE_WIDTH - PAD_X);
    pixmap_free(&page);
    /* Blue on blue: it is drawn on the other colour, which reaches the edge of the slot. */
    page = tile_of(&screen, "square.svg", FIT_SIGN_RIGHT, true);
    assert_int_equal(pixel_of(&page, TILE_WIDTH - PAD_X - 2, TILE_HEIGHT / 2), LIGHT);
    assert_int_equal(pixel_of(&page, TILE_WIDTH - PAD_X + 2, TILE_HEIGHT / 2), GROUND);
    pixmap_free(&page);
    screen_close(&screen);
}

/* White letters within a shield count for nothing; light and dark parts side by side are told. */
static void what_no_tile_shows_is_found(void **state) {
    (void)state;
    Pixmap picture = pixmap_create(60, 40);
    for (int32_t y = 10; y < 30; y++)
        for (int32_t x = 10; x < 50; x++)
            picture.pixels[y * 60 + x] =
                x > 20 && x < 40 && y > 15 && y < 25 ? 0xFFFFFFFF : 0xFF8A1010;
    Ink ink;
    assert_true(ink_find(&picture, 60, 40, &ink));
    assert_int_equal(ink.bounds.x, 10);
    assert_int_equal(ink.bounds.y, 10);
    assert_int_equal(ink.bounds.width, 40);
    assert_int_equal(ink.bounds.height, 20);
    assert_true(fabs(ink.cover - 800) < 0.5);
    assert_false(ink.has_ground);
    InkEdge edge = ink_edge(&picture, &ink);
    assert_int_equal(ink_plate(&edge, LIGHT, DARK), LIGHT);
    assert_true(ink_lost(&edge, LIGHT, DARK) < 0.01f);
    for (int32_t y = 10; y < 30; y++)
        for (int32_t x = 10; x < 30; x++)
            picture.pixels[y * 60 + x] = 0xFFFFFFFF;
    edge = ink_edge(&picture, &ink);
    assert_true(ink_lost(&edge, LIGHT, DARK) > 0.3f);
    pixmap_free(&picture);
}

/* A white sheet's own colour is its tile's; a white sheet alone is a white sign. */
static void a_ground_of_its_own_stays(void **state) {
    (void)state;
    Pixmap picture = pixmap_create(60, 40);
    Ink ink;
    assert_false(ink_find(&picture, 60, 40, &ink));
    fill(&picture, 0xFFFFFFFF);
    assert_true(ink_find(&picture, 60, 40, &ink));
    assert_false(ink.has_ground);
    assert_int_equal(ink.bounds.width, 60);
    for (int32_t y = 20; y < 24; y++)
        for (int32_t x = 30; x < 40; x++)
            picture.pixels[y * 60 + x] = 0xFF204020;
    assert_true(ink_find(&picture, 60, 40, &ink));
    assert_true(ink.has_ground);
    assert_int_equal(ink.ground, 0xFFFFFFFF);
    assert_int_equal(ink.bounds.x, 30);
    assert_int_equal(ink.bounds.width, 10);
    /* A coloured field is a part of the sign. */
    for (size_t i = 0; i < 60 * 40; i++)
        if (picture.pixels[i] == 0xFFFFFFFF)
            picture.pixels[i] = 0xFF11BB66;
    assert_true(ink_find(&picture, 60, 40, &ink));
    assert_false(ink.has_ground);
    assert_int_equal(ink.bounds.width, 60);
    pixmap_free(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logos_of_a_tier_look_alike),
        cmocka_unit_test(a_sign_has_a_plate_where_it_needs_one),
        cmocka_unit_test(what_no_tile_shows_is_found),
        cmocka_unit_test(a_ground_of_its_own_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
