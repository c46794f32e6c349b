/* Pictures that the window takes over without a copy, and fades that touch only what differs. Under
 * SDL's dummy driver. */
#include "check.h"

#include "output/window.h"
#include "output/window_backend.h"
#include "pictures.h"
#include "render/rows.h"
#include "screen.h"

/* See test_window.c. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1\n";
}

typedef struct {
    const char *name;
    RendererKind renderer;
    int32_t rotate;
    int tolerance;
} Way;

static const Way WAYS[] = {
    {"software", RENDERER_SOFTWARE, 0, 0},
    {"software, 90", RENDERER_SOFTWARE, 90, 0},
    {"software, 180", RENDERER_SOFTWARE, 180, 0},
    {"software, 270", RENDERER_SOFTWARE, 270, 0},
    {"gpu", RENDERER_GPU, 0, 5},
};

enum { WIDE = 1280, HIGH = 720 };

static Window *open_way(const Way *way) {
    WindowSettings settings = {
        .width = WIDE, .height = HIGH, .rotate = way->rotate, .renderer = way->renderer};
    pixmap_rotated_size(way->rotate, &settings.width, &settings.height);
    Window *window = window_open(&settings);
    if (!window)
        fail_msg("%s: %s", way->name, SDL_GetError());
    SDL_Event event;
    while (SDL_PollEvent(&event))
        window_handle_event(window, &event);
    return window;
}

static void assert_screen(const Window *window, const Pixmap *picture, const Way *way) {
    Pixmap screen = screen_read(window);
    Pixmap wanted = pixmap_create(screen.width, screen.height);
    pixmap_rotate(&wanted, picture, way->rotate);
    for (int32_t i = 0; i < screen.width * screen.height; i++)
        for (int c = 0; c < 3; c++)
            if (abs(channel_of(screen.pixels[i], c) - channel_of(wanted.pixels[i], c)) >
                way->tolerance)
                fail_msg("%s: %06x at %d, %d, not %06x", way->name, screen.pixels[i] & 0xffffff,
                         i % screen.width, i / screen.width, wanted.pixels[i] & 0xffffff);
    pixmap_free(&screen);
    pixmap_free(&wanted);
}

static Pixmap copy_of(const Pixmap *picture) {
    Pixmap copy = pixmap_create(picture->width, picture->height);
    pixmap_copy(&copy, picture);
    return copy;
}

/* The same page with other words in three places. */
static Pixmap reworded(const Pixmap *page, uint64_t seed) {
    static const PixelRect WORDS[] = {{40, 50, 300, 44}, {900, 60, 200, 31}, {333, 600, 555, 77}};
    Pixmap other = random_picture(seed, page->width, page->height), copy = copy_of(page);
    for (size_t i = 0; i < countof(WORDS); i++)
        for (int32_t y = WORDS[i].y; y < WORDS[i].y + WORDS[i].height; y++)
            memcpy(copy.pixels + y * copy.width + WORDS[i].x,
                   other.pixels + y * copy.width + WORDS[i].x, (size_t)WORDS[i].width * 4);
    pixmap_free(&other);
    return copy;
}

static void swaps(const Way *way) {
    Window *window = open_way(way);
    Pixmap page = random_picture(1, WIDE, HIGH), next = reworded(&page, 2);
    Pixmap first = copy_of(&page), second = copy_of(&next);
    const uint32_t *pixels = page.pixels;
    window_show_swap(window, &page);
    assert_null(page.pixels);
    assert_screen(window, &first, way);
    window_show_swap(window, &next);
    assert_ptr_equal(next.pixels, pixels);
    assert_screen(window, &second, way);
    uint64_t presents = window_present_count(window);
    window_show_again(window);
    assert_int_equal(window_present_count(window), presents + 1);
    Pixmap small = quartered(WIDE / 2, HIGH / 2, 0); /* of another size: scaled */
    window_show_swap(window, &small);
    Pixmap read = pixmap_create(WIDE, HIGH), wanted = quartered(WIDE, HIGH, 0);
    window_read(window, &read);
    assert_true(quarters_differ(&read, &wanted) < 4);
    Pixmap *const all[] = {&page, &next, &first, &second, &small, &read, &wanted};
    for (size_t i = 0; i < countof(all); i++)
        pixmap_free(all[i]);
    window_close(window);
}

static void fades(const Way *way) {
    static const int32_t SHARES[] = {0, 1, 64, 200, 255, 256};
    Window *window = open_way(way);
    Pixmap page = random_picture(3, WIDE, HIGH), next = reworded(&page, 4);
    Pixmap a = copy_of(&page), b = copy_of(&next), wanted = pixmap_create(WIDE, HIGH);
    window_show_swap(window, &page);
    window_begin_fade_to(window, &next);
    for (size_t i = 0; i < countof(SHARES); i++) {
        window_show_fade(window, SHARES[i]);
        pixmap_blend(&wanted, &a, &b, SHARES[i], (PixelRect){0, 0, WIDE, HIGH});
        assert_screen(window, &wanted, way);
        Pixmap read = pixmap_create(WIDE, HIGH);
        window_read(window, &read);
        assert_int_equal(pixmap_difference(&read, &wanted).width, 0);
        pixmap_free(&read);
    }
    window_show_fade(window, 100);
    window_show_swap(window, &next); /* the end of it, a little early */
    assert_screen(window, &b, way);
    assert_int_equal(pixmap_difference(&next, &a).width, 0);
    window_begin_fade_to(window, &next); /* and back, left for something else */
    window_show_fade(window, 77);
    Pixmap other = random_picture(5, WIDE, HIGH), kept = copy_of(&other);
    window_show_swap(window, &other);
    assert_screen(window, &kept, way);
    Pixmap *const all[] = {&page, &next, &a, &b, &wanted, &other, &kept};
    for (size_t i = 0; i < countof(all); i++)
        pixmap_free(all[i]);
    window_close(window);
}

/* Videos: both pictures change in the middle of the fade, of which each frame is the blend of the
 * newest ones, to its end. */
static void both_go_on(const Way *way) {
    static const int32_t SHARES[] = {1, 64, 64, 200, 256};
    Window *window = open_way(way);
    Pixmap page = random_picture(3, WIDE, HIGH), next = reworded(&page, 4);
    Pixmap a = copy_of(&page), wanted = pixmap_create(WIDE, HIGH);
    window_show_swap(window, &page);
    window_begin_fade_to(window, &next);
    for (size_t i = 0; i < countof(SHARES); i++) {
        if (i != 3) { /* then the other one alone */
            Pixmap out = random_picture(10 + i, WIDE, HIGH), canvas;
            pixmap_copy(&a, &out);
            assert_true(window_lend_fade_from(window, &canvas));
            pixmap_copy(&canvas, &out);
            window_renew_fade_from(window);
            pixmap_free(&out);
        }
        if (i > 1) {
            Pixmap in = random_picture(20 + i, WIDE, HIGH);
            pixmap_copy(&next, &in);
            pixmap_free(&in);
            window_renew_fade_to(window);
        }
        window_show_fade(window, SHARES[i]);
        pixmap_blend(&wanted, &a, &next, SHARES[i], (PixelRect){0, 0, WIDE, HIGH});
        assert_screen(window, &wanted, way);
        Pixmap read = pixmap_create(WIDE, HIGH);
        window_read(window, &read);
        assert_int_equal(pixmap_difference(&read, &wanted).width, 0);
        pixmap_free(&read);
    }
    pixmap_copy(&wanted, &next);
    window_show_swap(window, &next);
    assert_screen(window, &wanted, way);
    /* The next fade touches what differs again. */
    Pixmap last = reworded(&wanted, 5), kept = copy_of(&wanted);
    window_begin_fade_to(window, &last);
    window_show_fade(window, 99);
    pixmap_blend(&wanted, &kept, &last, 99, (PixelRect){0, 0, WIDE, HIGH});
    assert_screen(window, &wanted, way);
    window_end_fade(window);
    Pixmap *const all[] = {&page, &next, &a, &wanted, &last, &kept};
    for (size_t i = 0; i < countof(all); i++)
        pixmap_free(all[i]);
    window_close(window);
}

/* Stripes, so that a patch of the fade has cells in which nothing changes. */
static Pixmap striped(const Pixmap *page) {
    Pixmap copy = copy_of(page);
    for (int32_t y = 100; y < 200; y++)
        for (int32_t x = 200; x < 600; x++)
            if (x / 32 % 2 == 0)
                copy.pixels[y * copy.width + x] ^= 0x00ffffff;
    return copy;
}

/* A translucent panel over a fade: laid over each frame once, and gone without a trace. */
static void panels(const Way *way) {
    static const int32_t SHARES[] = {64, 128, 200};
    enum { LEFT = 150, TOP = 90, PANEL_WIDE = 300, PANEL_HIGH = 60 };
    Window *window = open_way(way);
    Pixmap page = random_picture(6, WIDE, HIGH), next = striped(&page);
    Pixmap panel = pixmap_create(PANEL_WIDE, PANEL_HIGH), wanted = pixmap_create(WIDE, HIGH);
    for (int32_t i = 0; i < PANEL_WIDE * PANEL_HIGH; i++)
        panel.pixels[i] = 0x80204060;
    window_show(window, &page);
    window_set_panel(window, &panel, LEFT, TOP);
    window_begin_fade(window, &page, &next);
    for (size_t i = 0; i < countof(SHARES); i++) {
        window_show_fade(window, SHARES[i]);
        pixmap_blend(&wanted, &page, &next, SHARES[i], (PixelRect){0, 0, WIDE, HIGH});
        for (int32_t y = 0; y < PANEL_HIGH; y++)
            row_over(wanted.pixels + (TOP + y) * WIDE + LEFT, panel.pixels + y * PANEL_WIDE,
                     PANEL_WIDE, 255);
        assert_screen(window, &wanted, way);
    }
    window_set_panel(window, NULL, 0, 0);
    pixmap_blend(&wanted, &page, &next, 200, (PixelRect){0, 0, WIDE, HIGH});
    assert_screen(window, &wanted, way);
    window_end_fade(window);
    Pixmap *const all[] = {&page, &next, &panel, &wanted};
    for (size_t i = 0; i < countof(all); i++)
        pixmap_free(all[i]);
    window_close(window);
}

static void resize(Window *window, const Way *way, int32_t width, int32_t height) {
    SDL_Event event;
    pixmap_rotated_size(way->rotate, &width, &height);
    SDL_SetWindowSize(window->sdl, width, height);
    while (SDL_PollEvent(&event))
        window_handle_event(window, &event);
}

/* What was found out about the pictures at one size must not be used at another one. */
static void sizes_that_come_back(const Way *way) {
    Window *window = open_way(way);
    Pixmap page = random_picture(7, WIDE, HIGH), next = reworded(&page, 8);
    Pixmap wanted = pixmap_create(WIDE, HIGH);
    window_begin_fade(window, &page, &next);
    window_show_fade(window, 10);
    resize(window, way, WIDE / 2, HIGH / 2);
    window_show_fade(window, 20);
    resize(window, way, WIDE, HIGH);
    static const int32_t SHARES[] = {30, 90, 256};
    for (size_t i = 0; i < countof(SHARES); i++) {
        window_show_fade(window, SHARES[i]);
        pixmap_blend(&wanted, &page, &next, SHARES[i], (PixelRect){0, 0, WIDE, HIGH});
        assert_screen(window, &wanted, way);
    }
    window_end_fade(window);
    pixmap_free(&page);
    pixmap_free(&next);
    pixmap_free(&wanted);
    window_close(window);
}

static void test_sizes_that_come_back(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WAYS); i++)
        if (WAYS[i].renderer == RENDERER_SOFTWARE)
            sizes_that_come_back(&WAYS[i]);
}

static void test_panels(void **state) {
    (void)state;
    panels(&WAYS[0]);
}

static void test_swaps(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WAYS); i++)
        swaps(&WAYS[i]);
}

static void test_fades(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WAYS); i++)
        fades(&WAYS[i]);
}

static void test_both_go_on(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WAYS); i++)
        both_go_on(&WAYS[i]);
}

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("SDL_RENDER_DRIVER", "software", 0);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fprintf(stderr, "%s\n", SDL_GetError());
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_swaps),
        cmocka_unit_test(test_fades),
        cmocka_unit_test(test_both_go_on),
        cmocka_unit_test(test_panels),
        cmocka_unit_test(test_sizes_that_come_back),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
