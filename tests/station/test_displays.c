/* test_displays.c: the real program on several displays: side by side in windows (Xvfb), and full
 * screen on three monitors of which one is unplugged and comes back (Xorg). */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "child.h"
#include "compare.h"
#include "monitors.h"
#include "picture/source.h"
#include "said.h"

#define DAY TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"

/* For a program with sanitizers: what the libraries keep. */
#define LEAKS "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/station/displays.supp"

enum { PATIENCE_MS = 60000, HEADS = 4 };

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    Server server;
    bool has_server;
    Monitors monitors;
    bool has_monitors;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *fixture = arena_new(arena, Fixture, 1);
    fixture->arena = arena;
    setenv("KIOSK_DATA", TEST_SOURCE_DIR, 1);
    fixture->resources = resources_find(arena);
    SourceSettings source = {.resources = &fixture->resources, .path = DAY};
    fixture->source = source_open(&source, 0, NULL);
    *state = fixture;
    return fixture->source->schedule ? 0 : -1;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    if (fixture->has_server)
        server_end(&fixture->server);
    if (fixture->has_monitors)
        monitors_end(&fixture->monitors);
    source_close(fixture->source);
    arena_free(fixture->arena);
    return 0;
}

static Child start_kiosk(const char *display, const char *const *args) {
    const char *argv[24] = {KIOSK_PROGRAM, "--log-level", "debug", "--renderer", "software"};
    char display_env[32];
    size_t count = 5;
    while (*args)
        argv[count++] = *args++;
    argv[count] = DAY;
    snprintf(display_env, sizeof display_env, "DISPLAY=%s", display);
    const char *env[] = {display_env, "SDL_VIDEODRIVER=x11", "DBUS_SESSION_BUS_ADDRESS=", LEAKS,
                         NULL};
    return child_start(argv, env);
}

/* What a kiosk with that room alone shows on a screen of that size. */
static Pixmap expected(const Fixture *fixture, const char *room, int32_t width, int32_t height,
                       const Said *said) {
    ScreenSettings settings = {.resources = &fixture->resources, .width = width, .height = height};
    Screen *screen = screen_create(&settings);
    assert_non_null(screen);
    const Schedule *schedule = fixture->source->schedule;
    screen_set_schedule(screen, schedule, schedule_room_by_id(schedule, str_from(room)),
                        fixture->source->loaded->folder);
    Pixmap picture = pixmap_create(width, height);
    screen_draw(screen, &said->slide, said->at, &picture);
    screen_free(screen);
    return picture;
}

/* Reads on until each of the first `count` displays has said what it shows, and nothing fades. */
static void wait_shown(Child *kiosk, Said *shown, int count) {
    Said said;
    bool is_shown[HEADS] = {false};
    for (int left = count; left > 0;) {
        assert_true(said_next(kiosk, &said, PATIENCE_MS));
        assert_in_range(said.display, 0, count - 1);
        bool is_now = strcmp(said.what, "shown") == 0;
        left -= is_now - is_shown[said.display];
        is_shown[said.display] = is_now;
        if (is_now)
            shown[said.display] = said;
    }
}

static void check_equal(const Pixmap *got, const Pixmap *wanted, const char *what) {
    Comparison found = compare_pictures(got, wanted);
    if (found.worst > 0)
        fail_msg("%s differs by up to %d, in %dx%d at %d,%d", what, found.worst, found.area.width,
                 found.area.height, found.area.x, found.area.y);
}

static Pixmap part_of(const Pixmap *from, int32_t x, int32_t y, int32_t width, int32_t height) {
    Pixmap part = pixmap_create(width, height);
    for (int32_t row = 0; row < height; row++)
        memcpy(part.pixels + (size_t)row * (size_t)width,
               from->pixels + (size_t)(y + row) * (size_t)from->width + x,
               (size_t)width * sizeof *part.pixels);
    return part;
}

/* ---- in windows ------------------------------------------------------------------------------ */

static void windows_lie_side_by_side(void **state) {
    Fixture *fixture = *state;
    static const char *const ARGS[] = {"--windowed", "640x360",     "--display", "0,1,2",
                                       "--room",     "main,r2,all", "--at",      "2026-05-16 10:08",
                                       "--speed",    "0",           NULL};
    static const char *const ROOMS[] = {"main", "r2", ""};
    static const int PLACES[][2] = {{16, 16}, {688, 16}, {16, 408}};
    fixture->has_server = server_start(&fixture->server, "1400x800");
    if (!fixture->has_server) {
        print_message("Xvfb is not installed\n");
        skip();
    }
    Child kiosk = start_kiosk(fixture->server.display, ARGS);
    Said shown[HEADS];
    wait_shown(&kiosk, shown, 3);
    child_stop(&kiosk);
    Pixmap screen = server_screen(&fixture->server);
    for (int i = 0; i < 3; i++) {
        Pixmap wanted = expected(fixture, ROOMS[i], 640, 360, &shown[i]);
        Pixmap got = part_of(&screen, PLACES[i][0], PLACES[i][1], 640, 360);
        check_equal(&got, &wanted, ROOMS[i]);
        pixmap_free(&got);
        pixmap_free(&wanted);
    }
    pixmap_free(&screen);
    child_continue(&kiosk);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* ---- on monitors ----------------------------------------------------------------------------- */

/* Of different sizes, and one below the others. */
static const MonitorPlace PLACES[] = {
    {0, 0, 640, 480}, {640, 0, 1280, 720}, {1920, 0, 800, 600}, {0, 720, 960, 540}};
static const char *const ROOMS[] = {"main", "r2", "", "r3"};

static Monitors *start_monitors(Fixture *fixture, int count) {
    fixture->has_monitors = monitors_start(&fixture->monitors);
    if (!fixture->has_monitors) {
        print_message("Xorg with its dummy driver is not installed\n");
        skip();
    }
    for (int i = 1; i < count; i++)
        monitors_place(&fixture->monitors, i, PLACES[i]);
    return &fixture->monitors;
}

static bool is_there(const Fixture *fixture, const Monitors *monitors, int i, const Said *said) {
    Pixmap got = monitors_screen(monitors, PLACES[i]);
    Pixmap wanted = expected(fixture, ROOMS[i], PLACES[i].width, PLACES[i].height, said);
    bool is_equal = compare_pictures(&got, &wanted).worst == 0;
    pixmap_free(&got);
    pixmap_free(&wanted);
    return is_equal;
}

/* Asks the server until it is so: its answer comes when it has done what was asked before. */
static void wait_for_picture(const Fixture *fixture, const Monitors *monitors, int i,
                             const Said *said, bool is_wanted) {
    for (int tries = 0; is_there(fixture, monitors, i, said) != is_wanted; tries++)
        if (tries > 600)
            fail_msg("monitor %d %s its picture", i, is_wanted ? "never has" : "keeps");
}

static void a_monitor_goes_and_comes_back(void **state) {
    Fixture *fixture = *state;
    static const char *const ARGS[] = {"--display",      "all",  "--room",
                                       "main,r2,all,r3", "--at", "2026-05-16 10:08",
                                       "--speed",        "0",    NULL};
    Monitors *monitors = start_monitors(fixture, 3);
    Child kiosk = start_kiosk(monitors->display, ARGS);
    Said shown[HEADS], said;
    wait_shown(&kiosk, shown, 3);
    for (int i = 0; i < 3; i++)
        wait_for_picture(fixture, monitors, i, &shown[i], true);

    /* The others stay where they are, though SDL counts them otherwise. */
    monitors_plug(monitors, 1, false);
    said_wait(&kiosk, "DUMMY1 is gone: display 1 waits for it", PATIENCE_MS);
    wait_for_picture(fixture, monitors, 1, &shown[1], false);
    wait_for_picture(fixture, monitors, 0, &shown[0], true);
    wait_for_picture(fixture, monitors, 2, &shown[2], true);
    monitors_plug(monitors, 1, true);
    wait_for_picture(fixture, monitors, 1, &shown[1], true);
    wait_for_picture(fixture, monitors, 2, &shown[2], true);

    /* One more, which gets its room of the list. */
    monitors_place(monitors, 3, PLACES[3]);
    said_wait(&kiosk, "DUMMY3 is new: display 3", PATIENCE_MS);
    do
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
    while (said.display != 3 || strcmp(said.what, "shown") != 0);
    wait_for_picture(fixture, monitors, 3, &said, true);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* The display that was asked for, the other way round, and turned. */
static void displays_are_chosen_by_number(void **state) {
    Fixture *fixture = *state;
    static const char *const ARGS[] = {"--display", "2,0", "--rotate", "180,0",
                                       "--room",    "r2",  "--at",     "2026-05-16 10:08",
                                       "--speed",   "0",   NULL};
    Monitors *monitors = start_monitors(fixture, 3);
    Child kiosk = start_kiosk(monitors->display, ARGS);
    Said said;
    int left = 2;
    while (left > 0) {
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
        if (strcmp(said.what, "shown") != 0)
            continue;
        assert_true(said.display == 0 || said.display == 2);
        MonitorPlace place = PLACES[said.display];
        Pixmap drawn = expected(fixture, "r2", place.width, place.height, &said);
        Pixmap wanted = pixmap_create(place.width, place.height);
        pixmap_rotate(&wanted, &drawn, said.display == 2 ? 180 : 0);
        Pixmap got = monitors_screen(monitors, place);
        check_equal(&got, &wanted, said.display == 2 ? "display 2" : "display 0");
        pixmap_free(&got);
        pixmap_free(&wanted);
        pixmap_free(&drawn);
        left--;
    }
    /* Nothing is on the one that nobody asked for. */
    Pixmap other = monitors_screen(monitors, PLACES[1]);
    for (size_t i = 1; i < (size_t)other.width * (size_t)other.height; i++)
        assert_int_equal(other.pixels[i], other.pixels[0]);
    pixmap_free(&other);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void what_cannot_be_is_said(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *args[6];
        int code;
        const char *words;
    } CASES[] = {
        {{"--display", "0,3"},
         3,
         "there is no display 3: there are 2, counted from 0; 0 is DUMMY0"},
        {{"--display", "7"}, 3, "there is no display 7: there are 2, counted from 0"},
        {{"--display", "0,1", "--room", "main,r2,r3"}, 1, "3 rooms for 2 displays"},
    };
    Monitors *monitors = start_monitors(fixture, 2);
    for (size_t i = 0; i < countof(CASES); i++) {
        Child kiosk = start_kiosk(monitors->display, CASES[i].args);
        said_wait(&kiosk, CASES[i].words, PATIENCE_MS);
        assert_int_equal(child_end(&kiosk, 0), CASES[i].code);
    }
    /* Fewer rooms than displays: nobody knows which room the third one is at. */
    static const char *const ALL[] = {"--display", "all", "--room", "main,r2", NULL};
    monitors_place(monitors, 2, PLACES[2]);
    Child kiosk = start_kiosk(monitors->display, ALL);
    said_wait(&kiosk, "--room has 2 rooms for 3 displays", PATIENCE_MS);
    assert_int_equal(child_end(&kiosk, 0), 1);
}
#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(windows_lie_side_by_side),
        test(a_monitor_goes_and_comes_back),
        test(displays_are_chosen_by_number),
        test(what_cannot_be_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
