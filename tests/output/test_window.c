/* The window, by what is on the screen: both ways of drawing, in every turn, through fades,
 * resizes, covers and losses. Runs under SDL's dummy driver; with the argument "x11" under an X
 * server (extra.cmake), whose own pixels are asked then. */
#include "check.h"

#include "output/window.h"
#include "output/window_manager.h"
#include "pictures.h"
#include "screen.h"

/* The session bus's library, by which SDL holds off the screensaver, keeps some memory for good.
 * Asked by the leak sanitizer. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1\n";
}

typedef struct {
    const char *name;
    RendererKind renderer;
    int32_t rotate;
} Way;

/* SDL's software renderer stands for the graphics card: the same calls, no card needed. */
static const Way WAYS[] = {
    {"software", RENDERER_SOFTWARE, 0},
    {"software, 90", RENDERER_SOFTWARE, 90},
    {"software, 180", RENDERER_SOFTWARE, 180},
    {"software, 270", RENDERER_SOFTWARE, 270},
    {"gpu", RENDERER_GPU, 0},
    {"gpu, 90", RENDERER_GPU, 90},
    {"gpu, 180", RENDERER_GPU, 180},
    {"gpu, 270", RENDERER_GPU, 270},
};

static bool is_x11;
static int depth_tolerance; /* of a screen with fewer bits */

/* Levels that a blended pixel may be off: ours are exact, SDL's are cut off, and cut off twice on a
 * screen with fewer bits. */
static int tolerance_of(const Way *way) {
    return way->renderer == RENDERER_GPU ? 5 + depth_tolerance : 1;
}

static Window *open_way(const Way *way) {
    Window *window = window_open(&(WindowSettings){.width = 160,
                                                   .height = 90,
                                                   .rotate = way->rotate,
                                                   .renderer = way->renderer,
                                                   .title = "kiosk's test"});
    if (!window)
        fail_msg("%s: %s", way->name, SDL_GetError());
    return window;
}

/* Hands over what is waiting; true when the window asked for a picture. */
static bool pump(Window *window) {
    bool must_draw = false;
    SDL_Event event;
    SDL_PumpEvents();
    while (SDL_PollEvent(&event))
        must_draw |= window_handle_event(window, &event);
    return must_draw;
}

/* Waits for the window's event of a kind, handing over all; true when it asked for a picture. */
static bool pump_until(Window *window, Uint8 kind) {
    bool must_draw = false;
    SDL_Event event;
    while (SDL_WaitEventTimeout(&event, 5000)) {
        must_draw |= window_handle_event(window, &event);
        if (event.type == SDL_WINDOWEVENT && event.window.event == kind)
            return must_draw;
    }
    fail_msg("no window event %d came", kind);
    return false;
}

static void send(Window *window, Uint32 type, Uint8 kind, bool wanted) {
    SDL_Event event = {.type = type};
    if (type == SDL_WINDOWEVENT) {
        event.window.windowID = SDL_GetWindowID(window->sdl);
        event.window.event = kind;
    }
    assert_int_equal(window_handle_event(window, &event), wanted);
}

/* The screen shows `picture`, turned. */
static void assert_screen(const Window *window, const Pixmap *picture, int tolerance,
                          const char *what) {
    int32_t width = picture->width, height = picture->height;
    pixmap_rotated_size(window->settings.rotate, &width, &height);
    Pixmap wanted = pixmap_create(width, height), screen = screen_read(window);
    pixmap_rotate(&wanted, picture, window->settings.rotate);
    if (screen.width != width || screen.height != height)
        fail_msg("%s: the screen has %dx%d, not %dx%d", what, screen.width, screen.height, width,
                 height);
    for (int32_t i = 0; i < width * height; i++)
        for (int c = 0; c < 3; c++) {
            int got = channel_of(screen.pixels[i], c), want = channel_of(wanted.pixels[i], c);
            if (abs(got - want) > tolerance + depth_tolerance)
                fail_msg("%s: %06x at %d, %d, not %06x", what, screen.pixels[i] & 0xffffff,
                         i % width, i / width, wanted.pixels[i] & 0xffffff);
        }
    pixmap_free(&wanted);
    pixmap_free(&screen);
}

static void assert_reads(const Window *window, const Pixmap *picture) {
    Pixmap read = pixmap_create(picture->width, picture->height);
    window_read(window, &read);
    assert_int_equal(pixmap_difference(&read, picture).width, 0);
    pixmap_free(&read);
}

static Pixmap picture_for(const Window *window, uint64_t seed) {
    int32_t width, height;
    window_size(window, &width, &height);
    return random_picture(seed, width, height);
}

/* Runs before anything else: nothing but the window itself may have loaded it. */
static void test_no_opengl_is_loaded(void **state) {
    (void)state;
    Window *window = window_open(&(WindowSettings){.width = 160, .height = 90});
    assert_non_null(window);
    Pixmap picture = picture_for(window, 1);
    window_show(window, &picture);
    pump(window);
    bool is_software = strncmp(window_renderer_name(window), "software (", 10) == 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[4096];
    while (is_software && fgets(line, sizeof line, maps)) {
        static const char *const LIBRARIES[] = {"/libGL",   "/libEGL",    "_dri.so",
                                                "/libLLVM", "/libOSMesa", "/libgallium"};
        for (size_t i = 0; i < countof(LIBRARIES); i++)
            if (strstr(line, LIBRARIES[i]))
                fail_msg("%s", line);
    }
    fclose(maps);
    pixmap_free(&picture);
    window_close(window);
    window_close(NULL);
}

static void show_and_rest(const Way *way) {
    Window *window = open_way(way);
    int32_t width, height;
    window_size(window, &width, &height);
    bool is_upright = way->rotate % 180 == 0;
    assert_int_equal(width, is_upright ? 160 : 90);
    assert_int_equal(height, is_upright ? 90 : 160);
    Pixmap picture = picture_for(window, 1);
    window_show(window, &picture);
    pump(window);
    assert_screen(window, &picture, 0, way->name);
    assert_reads(window, &picture);
    uint64_t presents = window_present_count(window);
    assert_true(presents > 0);
    window_show(window, &picture); /* the same again is nothing to do */
    pump(window);
    assert_int_equal(window_present_count(window), presents);
    picture.pixels[5 * width + 7] ^= 0xffffff;
    picture.pixels[9 * width + 30] ^= 0xffffff;
    window_show(window, &picture);
    assert_int_equal(window_present_count(window), presents + 1);
    assert_screen(window, &picture, 0, way->name);
    assert_false(SDL_IsScreenSaverEnabled());
    assert_true(window_frame_time(window) > 1 && window_frame_time(window) < 100);
    pixmap_free(&picture);
    window_close(window);
}

/* The first picture, drawn where it is shown from. */
static void lending(const Way *way) {
    Window *window = open_way(way);
    pump(window);
    window_warm_up(window);
    Pixmap canvas, picture = picture_for(window, 1), other = picture_for(window, 2);
    bool is_lent = window_lend(window, &canvas);
    if (way->renderer == RENDERER_GPU || way->rotate != 0)
        assert_false(is_lent);
    else if (is_x11 && depth_tolerance == 0)
        assert_true(is_lent);
    uint64_t presents = window_present_count(window);
    if (is_lent) {
        pixmap_copy(&canvas, &picture);
        assert_true(window_show_lent(window, &canvas));
        window_show(window, &picture); /* it is there already */
        assert_int_equal(window_present_count(window), presents + 1);
        pump(window);
        assert_screen(window, &picture, 0, way->name);
        assert_reads(window, &picture);
        assert_false(window_lend(window, &canvas)); /* the next picture goes another way */
        assert_false(window_show_lent(window, &canvas));
        window_show(window, &other);
        assert_reads(window, &other);
    }
    window_close(window);
    /* Not the memory that it was: the window has another size meanwhile. */
    window = open_way(way);
    pump(window);
    if (window_lend(window, &canvas)) {
        SDL_SetWindowSize(window->sdl, 120, 100);
        pump_until(window, SDL_WINDOWEVENT_SIZE_CHANGED);
        assert_false(window_show_lent(window, &canvas));
        canvas = (Pixmap){.width = 120, .height = 100, .pixels = picture.pixels};
        assert_false(window_show_lent(window, &canvas));
    }
    window_close(window);
    pixmap_free(&picture);
    pixmap_free(&other);
}

static void fade(const Way *way) {
    static const int32_t SHARES[] = {0, 1, 64, 128, 200, 256};
    int tolerance = way->renderer == RENDERER_GPU ? tolerance_of(way) : 0;
    Window *window = open_way(way);
    Pixmap a = picture_for(window, 1), b = picture_for(window, 2);
    Pixmap wanted = pixmap_create(a.width, a.height);
    for (int32_t y = 0; y < a.height; y++) /* a part is the same in both */
        memcpy(b.pixels + y * a.width, a.pixels + y * a.width, (size_t)(a.width / 3) * 4);
    window_show(window, &a);
    pump(window);
    window_begin_fade(window, &a, &b);
    for (size_t i = 0; i < countof(SHARES); i++) {
        window_show_fade(window, SHARES[i]);
        pixmap_blend(&wanted, &a, &b, SHARES[i], (PixelRect){0, 0, a.width, a.height});
        assert_screen(window, &wanted, tolerance, way->name);
        assert_reads(window, &wanted);
    }
    uint64_t presents = window_present_count(window);
    assert_in_range(presents, countof(SHARES), countof(SHARES) + 4); /* exposures among them */
    window_end_fade(window);
    window_show(window, &b);
    assert_int_equal(window_present_count(window), presents); /* it is there already */
    assert_screen(window, &b, 0, way->name);
    window_begin_fade(window, &b, &a); /* left in the middle, then something else */
    window_show_fade(window, 100);
    window_end_fade(window);
    pixmap_blend(&wanted, &b, &a, 100, (PixelRect){0, 0, a.width, a.height});
    assert_reads(window, &wanted);
    Pixmap c = picture_for(window, 3);
    window_show(window, &c);
    assert_screen(window, &c, 0, way->name);
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&c);
    pixmap_free(&wanted);
    window_close(window);
}

static void panels(const Way *way) {
    static const int32_t PLACES[][2] = {{10, 12}, {0, 0}, {-9, -5}, {75, 80}, {500, 500}};
    Window *window = open_way(way);
    Pixmap a = picture_for(window, 1), b = picture_for(window, 2), panel = panel_picture();
    Pixmap wanted = pixmap_create(a.width, a.height);
    window_show(window, &a);
    pump(window);
    for (size_t i = 0; i < countof(PLACES); i++) {
        window_set_panel(window, &panel, PLACES[i][0], PLACES[i][1]);
        pixmap_copy(&wanted, &a);
        put_panel(&wanted, &panel, PLACES[i][0], PLACES[i][1]);
        assert_screen(window, &wanted, tolerance_of(way), way->name);
        assert_reads(window, &a);
    }
    window_set_panel(window, &panel, 20, 20);
    window_begin_fade(window, &a, &b); /* stays over a fade */
    window_show_fade(window, 77);
    pixmap_blend(&wanted, &a, &b, 77, (PixelRect){0, 0, a.width, a.height});
    put_panel(&wanted, &panel, 20, 20);
    assert_screen(window, &wanted, tolerance_of(way), way->name);
    window_set_panel(window, NULL, 0, 0); /* and goes in the middle of one */
    pixmap_blend(&wanted, &a, &b, 77, (PixelRect){0, 0, a.width, a.height});
    assert_screen(window, &wanted, tolerance_of(way), way->name);
    window_end_fade(window);
    window_show(window, &b);
    assert_screen(window, &b, 0, way->name);
    uint64_t presents = window_present_count(window);
    window_set_panel(window, NULL, 0, 0);
    assert_int_equal(window_present_count(window), presents);
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&panel);
    pixmap_free(&wanted);
    window_close(window);
}

/* What a card does when it is reset: the textures are there, their pixels are not. */
static void spoil_textures(const Window *window) {
    if (window->backend != &WINDOW_GPU)
        return;
    const WindowGpu *gpu = window->state;
    SDL_Texture *textures[] = {gpu->base, gpu->above, gpu->panel};
    for (size_t i = 0; i < countof(textures); i++) {
        int width, height, pitch;
        void *pixels;
        if (!textures[i])
            continue;
        SDL_QueryTexture(textures[i], NULL, NULL, &width, &height);
        assert_int_equal(SDL_LockTexture(textures[i], NULL, &pixels, &pitch), 0);
        memset(pixels, 0xaa, (size_t)pitch * (size_t)height);
        SDL_UnlockTexture(textures[i]);
    }
}

static void losses(const Way *way) {
    Window *window = open_way(way);
    Pixmap a = picture_for(window, 1), b = picture_for(window, 2), panel = panel_picture();
    Pixmap wanted = pixmap_create(a.width, a.height);
    static const struct {
        Uint32 type;
        Uint8 kind;
        bool must_draw;
    } EVENTS[] = {
        {SDL_WINDOWEVENT, SDL_WINDOWEVENT_EXPOSED, false},
        {SDL_WINDOWEVENT, SDL_WINDOWEVENT_SHOWN, false},
        {SDL_WINDOWEVENT, SDL_WINDOWEVENT_MINIMIZED, false},
        {SDL_WINDOWEVENT, SDL_WINDOWEVENT_RESTORED, true}, /* time went on meanwhile */
        {SDL_DISPLAYEVENT, 0, false},
        {SDL_RENDER_TARGETS_RESET, 0, false},
        {SDL_RENDER_DEVICE_RESET, 0, false},
    };
    window_show(window, &a);
    window_set_panel(window, &panel, 5, 5);
    pump(window);
    for (int is_fading = 0; is_fading < 2; is_fading++) {
        pixmap_copy(&wanted, &a);
        if (is_fading) {
            window_begin_fade(window, &a, &b);
            window_show_fade(window, 130);
            pixmap_blend(&wanted, &a, &b, 130, (PixelRect){0, 0, a.width, a.height});
        }
        put_panel(&wanted, &panel, 5, 5);
        for (size_t i = 0; i < countof(EVENTS); i++) {
            screen_spoil(window);
            if (EVENTS[i].type >= SDL_RENDER_TARGETS_RESET)
                spoil_textures(window);
            send(window, EVENTS[i].type, EVENTS[i].kind, EVENTS[i].must_draw);
            if (EVENTS[i].kind == SDL_WINDOWEVENT_MINIMIZED)
                continue; /* nobody sees it */
            assert_screen(window, &wanted, tolerance_of(way), way->name);
        }
    }
    uint64_t presents = window_present_count(window);
    send(window, SDL_MOUSEMOTION, 0, false);
    SDL_Event foreign = {.window = {.type = SDL_WINDOWEVENT,
                                    .windowID = SDL_GetWindowID(window->sdl) + 100,
                                    .event = SDL_WINDOWEVENT_EXPOSED}};
    assert_false(window_handle_event(window, &foreign));
    assert_int_equal(window_present_count(window), presents);
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&panel);
    pixmap_free(&wanted);
    window_close(window);
}

static void resizes(const Way *way) {
    Window *window = open_way(way);
    int32_t width, height;
    window_size(window, &width, &height);
    Pixmap a = quartered(width, height, 0), b = quartered(width, height, 0x00202020);
    window_show(window, &a);
    pump(window);
    window_begin_fade(window, &a, &b);
    window_show_fade(window, 50);
    SDL_SetWindowSize(window->sdl, 240, 130);
    bool must_draw = is_x11 ? pump_until(window, SDL_WINDOWEVENT_SIZE_CHANGED) : pump(window);
    must_draw |= pump(window);
    assert_true(must_draw);
    window_size(window, &width, &height);
    assert_int_equal(width, way->rotate % 180 ? 130 : 240);
    assert_int_equal(height, way->rotate % 180 ? 240 : 130);
    window_show_fade(window, 60); /* the old pair goes on, scaled */
    Pixmap wanted = pixmap_create(a.width, a.height), read = pixmap_create(width, height);
    pixmap_blend(&wanted, &a, &b, 60, (PixelRect){0, 0, a.width, a.height});
    window_read(window, &read);
    assert_true(quarters_differ(&wanted, &read) < 4);
    assert_screen(window, &read, tolerance_of(way), way->name);
    window_end_fade(window);
    window_read(window, &read);
    assert_true(quarters_differ(&wanted, &read) < 4);
    window_show(window, &a); /* of the former size still */
    window_read(window, &read);
    assert_true(quarters_differ(&a, &read) < 4);
    assert_screen(window, &read, 0, way->name);
    Pixmap fresh = picture_for(window, 5);
    window_show(window, &fresh);
    assert_screen(window, &fresh, 0, way->name);
    assert_reads(window, &fresh);
    pump(window);
    send(window, SDL_WINDOWEVENT, SDL_WINDOWEVENT_EXPOSED,
         false); /* asked for once, not for ever */
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&wanted);
    pixmap_free(&read);
    pixmap_free(&fresh);
    window_close(window);
}

static void hiding(const Way *way) {
    Window *window = open_way(way);
    Pixmap a = picture_for(window, 1), b = picture_for(window, 2);
    window_show(window, &a);
    pump(window);
    assert_false(window_is_hidden(window));
    SDL_HideWindow(window->sdl);
    pump_until(window, SDL_WINDOWEVENT_HIDDEN);
    assert_true(window_is_hidden(window));
    uint64_t presents = window_present_count(window);
    window_show(window, &b); /* for nobody: kept for later */
    assert_int_equal(window_present_count(window), presents);
    assert_reads(window, &b);
    SDL_ShowWindow(window->sdl);
    assert_true(pump_until(window, SDL_WINDOWEVENT_SHOWN));
    if (is_x11)
        pump_until(window, SDL_WINDOWEVENT_EXPOSED);
    pump(window);
    assert_false(window_is_hidden(window));
    assert_screen(window, &b, 0, way->name);
    pixmap_free(&a);
    pixmap_free(&b);
    window_close(window);
}

static void full_screen(const Way *way) {
    Window *window = open_way(way);
    SDL_Rect display;
    Pixmap first = picture_for(window, 1);
    window_show(window, &first);
    pixmap_free(&first);
    SDL_GetDisplayBounds(0, &display);
    assert_false(window_is_fullscreen(window));
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
    for (int round = 0; round < 2; round++) {
        window_set_fullscreen(window, true);
        pump(window);
        assert_true(window_is_fullscreen(window));
        assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
        int32_t width, height;
        window_size(window, &width, &height);
        assert_int_equal(width, way->rotate % 180 ? display.h : display.w);
        assert_int_equal(height, way->rotate % 180 ? display.w : display.h);
        Pixmap picture = picture_for(window, 4);
        window_show(window, &picture);
        pump(window);
        assert_screen(window, &picture, 0, way->name);
        pixmap_free(&picture);
        window_set_fullscreen(window, false);
        pump(window);
        assert_false(window_is_fullscreen(window));
        assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
        window_size(window, &width, &height);
        assert_int_equal(width, way->rotate % 180 ? 90 : 160);
    }
    window_close(window);
}

static void for_each_way(void (*check)(const Way *way)) {
    for (size_t i = 0; i < countof(WAYS); i++)
        check(&WAYS[i]);
}

static void test_show_and_rest(void **state) {
    (void)state;
    for_each_way(show_and_rest);
}

static void test_lending(void **state) {
    (void)state;
    for_each_way(lending);
}

static void test_fade(void **state) {
    (void)state;
    for_each_way(fade);
}

static void test_panels(void **state) {
    (void)state;
    for_each_way(panels);
}

static void test_losses(void **state) {
    (void)state;
    for_each_way(losses);
}

static void test_resizes(void **state) {
    (void)state;
    for_each_way(resizes);
}

static void test_hiding(void **state) {
    (void)state;
    for_each_way(hiding);
}

static void test_full_screen(void **state) {
    (void)state;
    for_each_way(full_screen);
}

static void test_opening_in_full_screen(void **state) {
    (void)state;
    Window *window = window_open(
        &(WindowSettings){.is_fullscreen = true, .display = 7, .renderer = RENDERER_SOFTWARE});
    assert_non_null(window); /* on the first display, when there is no eighth */
    Pixmap picture = picture_for(window, 4);
    window_show(window, &picture);
    pump(window);
    assert_screen(window, &picture, 0, "full screen");
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
    pixmap_free(&picture);
    window_close(window);
}

#if HAVE_X11
/* A full screen without a window manager is as large as the display; when a manager comes, it is to
 * make a true one. This test plays the manager. */
static void test_a_window_manager_that_comes_late(void **state) {
    (void)state;
    if (!is_x11) {
        assert_true(window_manager_runs()); /* not known: SDL's own way */
        return;                             /* the rest is for output_window_x11 */
    }
    assert_false(window_manager_runs());
    Window *window = window_open(&(WindowSettings){
        .is_fullscreen = true, .width = 160, .height = 90, .renderer = RENDERER_SOFTWARE});
    assert_non_null(window);
    assert_true(window->is_covering && window_is_fullscreen(window));
    assert_false(SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN);
    Display *manager = XOpenDisplay(NULL);
    assert_non_null(manager);
    XSelectInput(manager, DefaultRootWindow(manager), SubstructureRedirectMask);
    XSync(manager, False);
    assert_true(window_manager_runs());
    SDL_Event moved = {.window = {.type = SDL_WINDOWEVENT,
                                  .windowID = SDL_GetWindowID(window->sdl),
                                  .event = SDL_WINDOWEVENT_MOVED}};
    window_handle_event(window, &moved);
    assert_true(window_is_fullscreen(window));
    assert_false(window->is_covering);
    assert_true(SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN);
    window_close(window);
    XCloseDisplay(manager);
    assert_false(window_manager_runs());
}
#endif

static void test_names_of_software_drivers(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool is_software;
    } CASES[] = {
        {"llvmpipe (LLVM 15.0.6, 256 bits)", true},
        {"softpipe", true},
        {"Mesa DRI Software Rasterizer", true},
        {"SwiftShader Device", true},
        {"Mesa Intel(R) UHD Graphics 620 (KBL GT2)", false},
        {"AMD Radeon RX 6600 (radeonsi, navi23, LLVM 15.0.6, DRM 3.49)", false},
        {"V3D 4.2", false},
        {"NVIDIA GeForce GTX 1650/PCIe/SSE2", false},
    };
    for (size_t i = 0; i < countof(CASES); i++)
        assert_int_equal(window_is_software_driver(CASES[i].name), CASES[i].is_software);
}

int main(int argc, char **argv) {
    is_x11 = argc > 1 && strncmp(argv[1], "x11", 3) == 0;
    depth_tolerance = argc > 1 && strcmp(argv[1], "x11-16") == 0 ? 8 : 0;
    setenv("SDL_VIDEODRIVER", is_x11 ? "x11" : "dummy", 1);
    setenv("SDL_RENDER_DRIVER", "software", 0); /* extra.cmake has it do OpenGL too */
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fprintf(stderr, "%s\n", SDL_GetError());
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_opengl_is_loaded),
        cmocka_unit_test(test_show_and_rest),
        cmocka_unit_test(test_lending),
        cmocka_unit_test(test_fade),
        cmocka_unit_test(test_panels),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_resizes),
        cmocka_unit_test(test_hiding),
        cmocka_unit_test(test_full_screen),
        cmocka_unit_test(test_opening_in_full_screen),
#if HAVE_X11
        cmocka_unit_test(test_a_window_manager_that_comes_late),
#endif
        cmocka_unit_test(test_names_of_software_drivers),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
