/* test_plan_displays.c: the plan of the venue's screens names other displays while the kiosk runs,
 * on an X server with several monitors: the right room's picture is on the right ones, to the
 * pixel, and nothing on the others. */
#include "live_world.h"

#include "compare.h"
#include "monitors.h"
#include "own_resources.h"
#include "picture/screen.h"
#include "picture/source.h"

static const MonitorPlace PLACES[] = {
    {0, 0, 640, 480}, {640, 0, 1280, 720}, {1920, 0, 800, 600}, {0, 720, 960, 540}};

#define AT "2026-05-16 09:30"

typedef struct {
    World *world;
    Monitors monitors;
    bool has_monitors;
    Resources resources;
    Source *source;
} Wall;

static void write_screens(const Wall *wall, const char *text) {
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s", folder_file(wall->world->folder, ".screens.new"));
    file_put(beside, text);
    assert_int_equal(rename(beside, folder_file(wall->world->folder, "screens.yaml")), 0);
}

static int set_up_wall(void **context) {
    Wall *wall = calloc(1, sizeof *wall);
    void *world = NULL;
    set_up(&world);
    wall->world = world;
    wall->resources = own_resources();
    SourceSettings settings = {
        .resources = &wall->resources, .path = wall->world->day, .has_at = true};
    moment_parse(str_from(AT), &settings.at);
    wall->source = source_open(&settings, 0, NULL);
    assert_non_null(wall->source->schedule);
    *context = wall;
    return 0;
}

static int tear_down_wall(void **context) {
    Wall *wall = *context;
    void *world = wall->world;
    if (wall->has_monitors)
        monitors_end(&wall->monitors);
    source_close(wall->source);
    free(wall);
    return tear_down(&world);
}

/* The kiosk with that plan, full screen on so many monitors; the clock stands still. */
static Child start_on(Wall *wall, int count, const char *plan, const char *option) {
    const World *world = wall->world;
    wall->has_monitors = monitors_start(&wall->monitors);
    if (!wall->has_monitors) {
        print_message("Xorg with its dummy driver is not installed\n");
        skip();
    }
    for (int i = 1; i < count; i++)
        monitors_place(&wall->monitors, i, PLACES[i]);
    write_screens(wall, plan);
    char display[32];
    snprintf(display, sizeof display, "DISPLAY=%s", wall->monitors.display);
    const char *const argv[] = {
        KIOSK_PROGRAM, "--renderer",        "software",    "--at",     AT,     "--speed",
        "0",           "--state",           world->folder, "--screen", "test", world->day,
        option,        option ? "1" : NULL, NULL};
    const char *const env[] = {
        display,      "SDL_VIDEODRIVER=x11", "DBUS_SESSION_BUS_ADDRESS=",   LEAKS, world->runtime,
        world->state, world->cache,          "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    return child_start(argv, env);
}

/* What a kiosk with that room alone shows there. */
static Pixmap expected(const Wall *wall, const char *room, MonitorPlace place) {
    ScreenSettings settings = {
        .resources = &wall->resources, .width = place.width, .height = place.height};
    Screen *screen = screen_create(&settings);
    const Schedule *schedule = wall->source->schedule;
    screen_set_schedule(screen, schedule, schedule_room_by_id(schedule, str_from(room)),
                        wall->source->loaded->folders);
    Slide slide = screen_slide_at(screen, (ScreenHold){.is_held = false}, wall->source->now);
    Pixmap picture = pixmap_create(place.width, place.height);
    screen_draw(screen, &slide, wall->source->now, &picture);
    screen_free(screen);
    return picture;
}

static bool is_plain(const Pixmap *picture) {
    for (size_t i = 1; i < (size_t)picture->width * (size_t)picture->height; i++)
        if (picture->pixels[i] != picture->pixels[0])
            return false;
    return true;
}

/* NULL: nothing is there. */
static bool is_there(const Wall *wall, int monitor, const char *room) {
    Pixmap got = monitors_screen(&wall->monitors, PLACES[monitor]);
    bool is_right = is_plain(&got);
    if (room) {
        Pixmap wanted = expected(wall, room, PLACES[monitor]);
        is_right = compare_pictures(&got, &wanted).worst == 0;
        pixmap_free(&wanted);
    }
    pixmap_free(&got);
    return is_right;
}

/* Each of `count` monitors has its room's picture. */
static void wait_rooms(const Wall *wall, const char *const *rooms, int count) {
    double since = now_ms();
    for (int i = 0; i < count; i++)
        while (!is_there(wall, i, rooms[i]))
            if (now_ms() > since + PATIENCE_MS)
                fail_msg("monitor %d does not show %s", i, rooms[i] ? rooms[i] : "nothing");
}

#define wait_on(wall, ...)                                                                         \
    wait_rooms(wall, (const char *const[]){__VA_ARGS__},                                           \
               (int)countof(((const char *const[]){__VA_ARGS__})))

static void it_goes_to_the_display_that_is_named(void **context) {
    Wall *wall = *context;
    Child kiosk = start_on(wall, 3, "test: {room: main}\n", NULL);
    wait_on(wall, "main", NULL, NULL);
    write_screens(wall, "test: {room: main, display: 1}\n");
    wait_on(wall, NULL, "main", NULL);
    /* Two, of which one is new. */
    write_screens(wall, "test: {rooms: [main, side], display: [1, 2]}\n");
    wait_on(wall, NULL, "main", "side");
    /* They change places, and one goes to another. */
    write_screens(wall, "test: {rooms: [main, side], display: [2, 1]}\n");
    wait_on(wall, NULL, "side", "main");
    write_screens(wall, "test: {rooms: [main, side], display: [0, 1]}\n");
    wait_on(wall, "main", "side", NULL);
    /* All, one, and what stands there without a word. */
    write_screens(wall, "test: {rooms: [side, main, side], display: all}\n");
    wait_on(wall, "side", "main", "side");
    write_screens(wall, "test: {room: side, display: 2}\n");
    wait_on(wall, NULL, NULL, "side");
    write_screens(wall, "test: {room: side}\n");
    wait_on(wall, "side", NULL, NULL);
    assert_int_equal(status_of(wall->world, "test", "problems/0").len, 0);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* A display that is not there puts no screen out; it is gone to when it is there. */
static void one_that_is_not_there_is_awaited_where_it_is(void **context) {
    Wall *wall = *context;
    Child kiosk = start_on(wall, 2, "test: {room: main, display: 1}\n", NULL);
    wait_on(wall, NULL, "main");
    write_screens(wall, "test: {room: side, display: 2}\n");
    wait_on(wall, NULL, "side");
    wait_status(wall->world, "test", "problems/0",
                folder_file(wall->world->folder, "screens.yaml"));
    Str problem = status_of(wall->world, "test", "problems/0");
    assert_true(str_find(problem, "names display 2 for the screen \"test\", which is not there: it "
                                  "stays on display 1 until it is") != SIZE_MAX);
    monitors_place(&wall->monitors, 2, PLACES[2]);
    wait_on(wall, NULL, NULL, "side");
    assert_int_equal(status_of(wall->world, "test", "problems/0").len, 0);
    /* Of two the one that is not there is waited for. */
    write_screens(wall, "test: {rooms: [main, side], display: [0, 3]}\n");
    wait_on(wall, "main", NULL, NULL);
    problem = status_of(wall->world, "test", "problems/0");
    assert_true(str_find(problem, "names display 3 for the screen \"test\", which is not there: it "
                                  "is waited for") != SIZE_MAX);
    monitors_place(&wall->monitors, 3, PLACES[3]);
    wait_on(wall, "main", NULL, NULL, "side");
    assert_int_equal(status_of(wall->world, "test", "problems/0").len, 0);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* The same file at a start: a screen comes up. */
static void a_start_without_that_display_comes_up_on_the_first(void **context) {
    Wall *wall = *context;
    Child kiosk = start_on(wall, 2, "test: {room: main, display: [2, 3]}\n", NULL);
    wait_on(wall, "main", NULL);
    Str problem = status_of(wall->world, "test", "problems/0");
    assert_true(str_find(problem, "names displays 2, 3 for the screen \"test\", which are not "
                                  "there: it stays on display 0 until one of them is") != SIZE_MAX);
    monitors_place(&wall->monitors, 2, PLACES[2]);
    wait_on(wall, NULL, NULL, "main");
    monitors_place(&wall->monitors, 3, PLACES[3]);
    wait_on(wall, NULL, NULL, "main", "main");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What the command line says goes before the plan. */
static void a_display_that_was_asked_for_stays(void **context) {
    Wall *wall = *context;
    Child kiosk = start_on(wall, 2, "test: {room: main}\n", "--display");
    wait_on(wall, NULL, "main");
    write_screens(wall, "test: {room: side, display: 0}\n");
    wait_on(wall, NULL, "side");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up_wall, tear_down_wall)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(it_goes_to_the_display_that_is_named),
        test(one_that_is_not_there_is_awaited_where_it_is),
        test(a_start_without_that_display_comes_up_on_the_first),
        test(a_display_that_was_asked_for_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
