/* test_window.c: the real program on a real X server (Xvfb): what is on the screen is the picture
 * that a Screen makes for the same instant; crossfades stay between their two pictures; a broken
 * file changes nothing; at rest nothing happens. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "child.h"
#include "compare.h"
#include "picture/screen.h"
#include "picture/source.h"
#include "said.h"
#include "schedule/view_content.h"

#define DAY TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml"

/* For a program with sanitizers: the X libraries keep some memory. */
#define LEAKS "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp"

enum { WIDTH = 1280, HEIGHT = 720, PATIENCE_MS = 60000, REST_MS = 5000 };

typedef struct {
    Arena *arena;
    Server server;
    bool has_server;
    char display_env[32];
    Source *source;
    Resources resources;
    Screen *screen; /* makes what the program is to show */
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *fixture = arena_new(arena, Fixture, 1);
    fixture->arena = arena;
    fixture->has_server = server_start(&fixture->server, "1280x720");
    snprintf(fixture->display_env, sizeof fixture->display_env, "DISPLAY=%s",
             fixture->server.display);
    setenv("KIOSK_DATA", TEST_SOURCE_DIR, 1);
    fixture->resources = resources_find(arena);
    SourceSettings source = {.resources = &fixture->resources, .path = DAY};
    fixture->source = source_open(&source, 0, NULL);
    ScreenSettings screen = {.resources = &fixture->resources, .width = WIDTH, .height = HEIGHT};
    fixture->screen = screen_create(&screen);
    if (!fixture->source->schedule || !fixture->screen)
        return -1;
    screen_set_schedule(fixture->screen, fixture->source->schedule, SCHEDULE_NONE,
                        fixture->source->loaded->folder);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    if (fixture->has_server)
        server_end(&fixture->server);
    screen_free(fixture->screen);
    source_close(fixture->source);
    arena_free(fixture->arena);
    return 0;
}

static void need_server(const Fixture *fixture) {
    if (fixture->has_server)
        return;
    print_message("Xvfb is not installed\n");
    skip();
}

/* Starts the kiosk with `args` (NULL at the end) before the file `path`. */
static Child start_kiosk(const Fixture *fixture, const char *const *args, const char *path) {
    const char *argv[16] = {KIOSK_PROGRAM, "--log-level", "debug", "--renderer", "software"};
    size_t count = 5;
    while (*args)
        argv[count++] = *args++;
    argv[count] = path;
    const char *env[] = {fixture->display_env, "SDL_VIDEODRIVER=x11",
                         "DBUS_SESSION_BUS_ADDRESS=", LEAKS, NULL};
    return child_start(argv, env);
}

static Pixmap expected(const Fixture *fixture, const Said *said) {
    Pixmap picture = pixmap_create(WIDTH, HEIGHT);
    screen_draw(fixture->screen, &said->slide, said->at, &picture);
    return picture;
}

/* Everything that shows in `a` or `b` alone, and all between: a crossfade's frame. Two levels for
 * rounding. */
static size_t pixels_not_between(const Pixmap *frame, const Pixmap *a, const Pixmap *b) {
    size_t count = 0;
    for (size_t i = 0; i < (size_t)frame->width * (size_t)frame->height; i++) {
        bool is_between = true;
        for (int shift = 0; shift < 24; shift += 8) {
            int value = (int)(frame->pixels[i] >> shift & 0xff);
            int x = (int)(a->pixels[i] >> shift & 0xff), y = (int)(b->pixels[i] >> shift & 0xff);
            is_between &= value >= (x < y ? x : y) - 2 && value <= (x > y ? x : y) + 2;
        }
        count += !is_between;
    }
    return count;
}

static void check_shown(const Fixture *fixture, const Said *said) {
    Pixmap screen = server_screen(&fixture->server), wanted = expected(fixture, said);
    Comparison found = compare_pictures(&screen, &wanted);
    pixmap_free(&screen);
    pixmap_free(&wanted);
    if (found.worst > 0)
        fail_msg("%s: the screen differs by up to %d, in %dx%d at %d,%d",
                 view_kind_name(said->slide.view), found.worst, found.area.width, found.area.height,
                 found.area.x, found.area.y);
}

static void check_fade(const Fixture *fixture, const Said *from, const Said *to) {
    Pixmap screen = server_screen(&fixture->server), a = expected(fixture, from),
           b = expected(fixture, to);
    size_t strange = pixels_not_between(&screen, &a, &b);
    pixmap_free(&screen);
    pixmap_free(&a);
    pixmap_free(&b);
    if (strange)
        fail_msg("%s to %s: %zu pixels of the crossfade are of neither",
                 view_kind_name(from->slide.view), view_kind_name(to->slide.view), strange);
}

/* Runs through the cycle, stops the program now and then, and looks at the screen. */
static void the_screen_shows_the_snapshot_of_its_moment(void **state) {
    Fixture *fixture = *state;
    need_server(fixture);
    static const char *const ARGS[] = {"--at", "2019-09-26 10:08", "--speed", "15", NULL};
    Child kiosk = start_kiosk(fixture, ARGS, DAY);
    size_t seen[VIEW_KIND_COUNT] = {0}, fades = 0, views = 0, wanted = 0;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        wanted += view_is_wanted(fixture->source->schedule, SCHEDULE_NONE, view);
    assert_true(wanted >= 4);
    Said shown = {0}, said;
    while (views < wanted || fades < 3) {
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
        child_stop(&kiosk);
        /* What it said before it stopped. */
        do {
            if (strcmp(said.what, "shown") == 0)
                shown = said;
        } while (said_next(&kiosk, &said, 0));
        if (strcmp(said.what, "shown") == 0) {
            check_shown(fixture, &said);
            views += seen[said.slide.view]++ == 0;
        } else if (strcmp(said.what, "fading to") == 0 && shown.at > 0) {
            check_fade(fixture, &shown, &said);
            fades++;
        }
        child_continue(&kiosk);
    }
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* Voluntary and other switches of all threads of the process: it ran when they change. */
static unsigned long switches(const Fixture *fixture, pid_t pid) {
    const char *tasks = arena_printf(fixture->arena, "/proc/%d/task", (int)pid);
    const Str *names;
    size_t count;
    unsigned long sum = 0;
    assert_true(folder_list(fixture->arena, tasks, &names, &count));
    for (size_t i = 0; i < count; i++) {
        FILE *file = fopen(arena_printf(fixture->arena, "%s/%s/status", tasks, names[i].s), "re");
        char line[256];
        unsigned long n;
        while (file && fgets(line, sizeof line, file))
            if (strstr(line, "ctxt_switches") && sscanf(strchr(line, ':') + 1, "%lu", &n) == 1)
                sum += n;
        if (file)
            fclose(file);
    }
    return sum;
}

/* Five seconds of a picture that does not change: no line, and no wake-up. So long because a loop
 * that looks around every second or two is asleep in between. */
static void nothing_happens_at_rest(void **state) {
    Fixture *fixture = *state;
    need_server(fixture);
    static const char *const ARGS[] = {"--at", "2019-09-26 10:08:05", "--view", "partners", NULL};
    Child kiosk = start_kiosk(fixture, ARGS, DAY);
    Said said = {0};
    while (strcmp(said.what, "shown") != 0)
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
    /* The first moments are the server's, and the next picture is drawn ahead: how long that takes
     * depends on who else wants the processor. What never rests does not pass. */
    bool has_rested = false;
    for (int attempt = 0; attempt < 8 && !has_rested; attempt++) {
        unsigned long before = switches(fixture, kiosk.pid);
        bool is_silent = !said_next(&kiosk, &said, REST_MS);
        has_rested = is_silent && switches(fixture, kiosk.pid) == before;
    }
    assert_true(has_rested);
    assert_int_equal(child_end(&kiosk, SIGINT), 0);
}

static void write_text(const char *path, Str text) {
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fwrite(text.s, 1, text.len, file);
    assert_int_equal(fclose(file), 0);
}

static void a_broken_file_changes_nothing(void **state) {
    Fixture *fixture = *state;
    need_server(fixture);
    const char *path = TEST_BUILD_DIR "/window-day.yaml";
    Str day;
    assert_true(file_read(fixture->arena, DAY, &day));
    write_text(path, day);
    /* The copy has not its theme beside it. */
    SourceSettings settings = {.resources = &fixture->resources, .path = path};
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    screen_set_schedule(fixture->screen, source->schedule, SCHEDULE_NONE, source->loaded->folder);
    static const char *const ARGS[] = {"--at", "2019-09-26 10:08:00", "--speed", "0", NULL};
    Child kiosk = start_kiosk(fixture, ARGS, path);
    Said said = {0};
    while (strcmp(said.what, "shown") != 0)
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
    said_wait(&kiosk, "first frame", PATIENCE_MS);
    Said first = said;

    write_text(path, str_from("kiosk: 1\n\tevent: [\n"));
    kill(kiosk.pid, SIGHUP);
    said_wait(&kiosk, "the schedule that is shown stays", PATIENCE_MS);
    /* All but the mark in the corner is as it was. */
    child_stop(&kiosk);
    Pixmap screen = server_screen(&fixture->server), wanted = expected(fixture, &first);
    Comparison found = compare_pictures(&screen, &wanted);
    assert_true(found.area.width <= HEIGHT / 20 && found.area.height <= HEIGHT / 20);
    pixmap_free(&screen);
    pixmap_free(&wanted);
    child_continue(&kiosk);

    write_text(path, day);
    kill(kiosk.pid, SIGHUP);
    said_wait(&kiosk, "schedule read again", PATIENCE_MS);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    remove(path);
    screen_set_schedule(fixture->screen, fixture->source->schedule, SCHEDULE_NONE,
                        fixture->source->loaded->folder);
    source_close(source);
}

/* The file says something else: so does the screen, and the picture that was drawn ahead before. */
static void a_changed_file_is_shown_from_then_on(void **state) {
    Fixture *fixture = *state;
    need_server(fixture);
    const char *path = TEST_BUILD_DIR "/window-changed.yaml";
    Str day;
    assert_true(file_read(fixture->arena, DAY, &day));
    write_text(path, day);
    static const char *const ARGS[] = {
        "--at", "2019-09-26 10:08:40", "--speed", "8", "--view", "agenda", NULL};
    Child kiosk = start_kiosk(fixture, ARGS, path);
    said_wait(&kiosk, "first frame", PATIENCE_MS);

    static const char OLD[] = "云栖大会", NEW[] = "开放大会";
    char *changed = arena_copy(fixture->arena, day.s, day.len);
    memcpy(changed + str_find(day, OLD), NEW, strlen(NEW));
    write_text(path, (Str){.s = changed, .len = day.len});
    kill(kiosk.pid, SIGHUP);
    said_wait(&kiosk, "read again", PATIENCE_MS);
    SourceSettings settings = {.resources = &fixture->resources, .path = path};
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    screen_set_schedule(fixture->screen, source->schedule, SCHEDULE_NONE, source->loaded->folder);

    /* The picture after the reload, and that of the next minute. */
    Said said = {0};
    for (size_t seen = 0; seen < 2;) {
        assert_true(said_next(&kiosk, &said, PATIENCE_MS));
        if (strcmp(said.what, "shown") != 0)
            continue;
        child_stop(&kiosk);
        while (said_next(&kiosk, &said, 0))
            ;
        if (strcmp(said.what, "shown") == 0) {
            check_shown(fixture, &said);
            seen++;
        }
        child_continue(&kiosk);
    }
    screen_set_schedule(fixture->screen, fixture->source->schedule, SCHEDULE_NONE,
                        fixture->source->loaded->folder);
    source_close(source);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    remove(path);
}

/* Every way to end has its code. */
static void exit_codes_are_as_documented(void **state) {
    (void)state;
    static const struct {
        const char *args[8];
        int code;
        const char *words;
    } CASES[] = {
        {{"--version"}, 0, "kiosk "},
        {{"--help"}, 0, "usage: kiosk"},
        {{"--bogus"}, 1, "no option --bogus"},
        {{"--room", "cellar", DAY}, 3, "no room \"cellar\""}, /* and no display */
        {{"snapsot"}, 1, "did you mean \"kiosk snapshot\"?"},
        {{"snapshot", "-o", "/nonexistent/x.png", "--at", "10:08", DAY},
         4,
         "/nonexistent/x.png: No"},
        {{"snapshot", "-o", TEST_BUILD_DIR "/x.png", "/nonexistent.yaml"}, 2, "No such file"},
        {{"snapshot", "-o", TEST_BUILD_DIR "/x.png", "--page", "99", DAY}, 1, "page"},
        {{"check", "/nonexistent.yaml"}, 2, "No such file"},
        {{"check", "--strict", "--at", "2019-09-01 10:00", DAY}, 0, "sessions"},
        {{DAY}, 3, "no display"},
        {{"--display", "9", DAY}, 3, "no display"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        const char *argv[10] = {KIOSK_PROGRAM};
        for (size_t k = 0; k < 8 && CASES[i].args[k]; k++)
            argv[k + 1] = CASES[i].args[k];
        /* A display that does not answer, and none at all. */
        bool is_none = i % 2;
        const char *env[] = {is_none ? "DISPLAY=" : "DISPLAY=:65000",
                             is_none ? "SDL_VIDEODRIVER=" : "SDL_VIDEODRIVER=x11",
                             "WAYLAND_DISPLAY=", LEAKS, NULL};
        Child child = child_start(argv, env);
        bool has_words = false;
        const char *line;
        while ((line = child_line(&child, PATIENCE_MS)))
            has_words |= strstr(line, CASES[i].words) != NULL;
        int code = child_end(&child, 0);
        if (code != CASES[i].code || !has_words)
            fail_msg("kiosk %s: exit code %d%s%s", CASES[i].args[0], code,
                     has_words ? "" : ", and it never said ", has_words ? "" : CASES[i].words);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_codes_are_as_documented),
        cmocka_unit_test(the_screen_shows_the_snapshot_of_its_moment),
        cmocka_unit_test(nothing_happens_at_rest),
        cmocka_unit_test(a_broken_file_changes_nothing),
        cmocka_unit_test(a_changed_file_is_shown_from_then_on),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
