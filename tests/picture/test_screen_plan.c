/* The plan of a venue's screens: who finds what, what it makes of the schedule, what is said of a
 * plan that is wrong, and that twenty screens show what they should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "own_resources.h"
#include "picture/screen.h"
#include "picture/source.h"

static const char DAY[] =
    "kiosk: 1\n"
    "event: {name: {zh: 开源日, en: Open Source Day}, timezone: Asia/Shanghai}\n"
    "rooms:\n"
    "  - {id: main, name: {zh: 主会场, en: Main Hall}, way: Ground floor}\n"
    "  - {id: r2, name: {zh: 二号厅, en: Hall 2}, way: 2nd floor}\n"
    "  - {id: r3, name: {zh: 三号厅, en: Hall 3}, way: 3rd floor}\n"
    "display: {languages: [zh, en]}\n"
    "days:\n"
    "  - date: 2026-05-16\n"
    "    sessions:\n"
    "      - {start: \"10:00\", end: \"11:00\", room: main, title: {zh: 内核, en: Kernel}}\n"
    "      - {start: \"10:00\", end: \"11:00\", room: r2, title: {zh: 云, en: Cloud}}\n"
    "      - {start: \"10:00\", end: \"11:00\", room: r3, title: {zh: 人, en: People}}\n"
    "partners: {gold: [Globex, Initech], silver: [Hooli]}\n";

typedef struct {
    Arena *arena;
    Resources resources;
    char folder[64];
} World;

static const char *file_of(const World *world, const char *name) {
    return path_join(world->arena, str_from(world->folder), name).s;
}

static void put(const World *world, const char *name, const char *text) {
    FILE *file = fopen(file_of(world, name), "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state) {
    Arena *arena = arena_create();
    World *world = arena_new(arena, World, 1);
    *world = (World){.arena = arena, .resources = own_resources(), .folder = "plan-XXXXXX"};
    assert_non_null(mkdtemp(world->folder));
    put(world, "day.yaml", DAY);
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    unlink(file_of(world, "day.yaml"));
    unlink(file_of(world, "screens.yaml"));
    rmdir(world->folder);
    arena_free(world->arena);
    return 0;
}

static Source *open_as(const World *world, const char *name, const char *host, const char *groups,
                       const Source *former) {
    SourceSettings settings = {.resources = &world->resources,
                               .path = file_of(world, "day.yaml"),
                               .follows_plan = true,
                               .screen = {.name = name ? str_from(name) : (Str){0},
                                          .host = host ? str_from(host) : (Str){0},
                                          .groups = groups ? str_from(groups) : (Str){0}},
                               .has_at = true};
    assert_true(moment_parse(str_from("2026-05-16 10:20"), &settings.at));
    return source_open(&settings, 0, former);
}

static Str name_of(const Source *source) {
    return source->screen ? source->screen->name : str_from("-");
}

static void test_a_screen_finds_itself(void **state) {
    const World *world = *state;
    put(world, "screens.yaml",
        "foyer: {views: [agenda]}\n"
        "stage: {host: box7, room: main, views: [timer]}\n"
        "any-door: {tags: [doors, east], theme: light}\n");
    static const struct {
        const char *name, *host, *groups, *found;
    } CASES[] = {
        {"foyer", "box7", NULL, "foyer"},
        {NULL, "box7", NULL, "stage"},
        {NULL, "BOX7", NULL, "stage"},
        {NULL, "foyer", NULL, "foyer"},
        {NULL, "else", NULL, "-"},
        {NULL, "else", "west, doors", "any-door"},
        {"Foyer", "else", NULL, "foyer"},
        {"nobody", "box7", NULL, "-"},
        {NULL, "any-door", NULL, "any-door"},
        {NULL, NULL, NULL, "-"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Source *source = open_as(world, CASES[i].name, CASES[i].host, CASES[i].groups, NULL);
        if (!str_equal_c(name_of(source), CASES[i].found))
            fail_msg("%zu: %.*s", i, str_arg(name_of(source)));
        source_close(source);
    }
    Source *source = open_as(world, "foyr", NULL, NULL, NULL);
    assert_true(str_find(source->screens_problem, "did you mean \"foyer\"?") != SIZE_MAX);
    source_close(source);
}

static void test_it_goes_over_the_schedules_display(void **state) {
    const World *world = *state;
    put(world, "screens.yaml",
        "screens:\n"
        "  wall:\n"
        "    room: r2\n"
        "    views: [now_next: 30, partners]\n"
        "    dwell: 8\n"
        "    partners: silver\n"
        "    languages: [en]\n"
        "    theme: warm\n"
        "    timer: {amber: 3m}\n"
        "    dark: 22:00-07:00\n"
        "    arrow: {main: left, exit: up}\n");
    Source *source = open_as(world, "wall", NULL, NULL, NULL);
    assert_int_equal(source->screens_problem.len, 0);
    const Display *display = &source->schedule->display;
    assert_int_equal(source->room, 1);
    assert_int_equal(display->view_count, 2);
    assert_int_equal(display->dwell[VIEW_NOW_NEXT], 30 * MILLIS_SECOND);
    assert_int_equal(display->dwell[VIEW_PARTNERS], 8 * MILLIS_SECOND);
    assert_int_equal(source->schedule->partner_count, 1);
    assert_true(str_equal_c(source->schedule->partners[0].name.items[0].text, "Hooli"));
    assert_int_equal(source->schedule->partners[0].tier, 0);
    assert_int_equal(display->language_count, 1);
    assert_true(str_equal_c(display->theme, "warm"));
    assert_int_equal(display->timer.amber, 3 * MILLIS_MINUTE);
    assert_int_equal(display->timer.red, timer_look_default().red);
    assert_true(display->dark.is_set);
    assert_int_equal(arrow_to(&source->screen->ways, str_from("main"), false), ARROW_LEFT);
    assert_int_equal(source->screen->ways.exit, ARROW_UP);
    source_close(source);
    /* Who does not follow it sees the schedule as it is. */
    SourceSettings plain = {.resources = &world->resources, .path = file_of(world, "day.yaml")};
    source = source_open(&plain, 0, NULL);
    assert_int_equal(source->schedule->partner_count, 3);
    assert_int_equal(source->room, SCHEDULE_NONE);
    source_close(source);
}

static void test_it_may_stand_in_the_schedule(void **state) {
    const World *world = *state;
    put(world, "day.yaml", arena_printf(world->arena, "%sscreens: {door: {room: r3}}\n", DAY));
    Source *source = open_as(world, "door", NULL, NULL, NULL);
    assert_int_equal(source->room, 2);
    assert_int_equal(source->loaded->diagnostics.counts[SEVERITY_WARNING] +
                         source->loaded->diagnostics.counts[SEVERITY_ERROR],
                     0);
    source_close(source);
    put(world, "screens.yaml", "door: {room: r2}\n"); /* the file beside goes before */
    source = open_as(world, "door", NULL, NULL, NULL);
    assert_int_equal(source->room, 1);
    source_close(source);
}

static void test_what_is_wrong_is_named(void **state) {
    const World *world = *state;
    static const struct {
        const char *text, *said;
    } CASES[] = {
        {"door: {room: mian}\n",
         "screens.yaml:1:14: error: screen door: there is no room \"mian\"; did you mean "
         "\"main\"?"},
        {"door: {theme: lihgt}\n",
         "screens.yaml:1:15: error: screen door: there is no theme \"lihgt\"; did you mean "
         "\"light\"?"},
        {"door: {partners: [gold, siver]}\n",
         "screens.yaml:1:25: error: screen door: there is no tier of partners \"siver\"; did you "
         "mean \"silver\"?"},
        {"door:\n  views: [now_next, agend]\n",
         "screens.yaml:2:21: warning: \"agend\" is not a view; did you mean \"agenda\"?"},
        {"door: {rotate: 45}\n",
         "screens.yaml:1:16: error: \"45\" is no turn; write 0, 90, 180 or 270"},
        {"door: {arrow: lef}\n", "screens.yaml:1:15: warning: \"lef\" is not a way; did you mean "
                                 "\"left\"?"},
        {"door: {arrow: {main: left, sid: up}}\n",
         "screens.yaml:1:28: error: screen door: there is no room \"sid\"; "},
        {"door: {room: main, languages: [en, 5]}\n",
         "screens.yaml:1:36: warning: \"5\" is not a language; write tags such as zh, en, ja, de"},
        {"other: {host: box}\ndoor:\n  host: Box\n",
         "screens.yaml:3:9: warning: the computer \"Box\" is the screen \"other\" already, which is "
         "what it shows; give one of them another host"},
        {"door: {room: main, rooms: [r2]}\n",
         "screens.yaml:1:14: warning: room and rooms are the same; delete one of the two; rooms "
         "counts"},
        {"door: {display: [0, 1, 0]}\n",
         "screens.yaml:1:24: warning: display 0 stands here twice; each has one picture"},
        {"door: {display: [0, 1], rooms: [main, r2, main]}\n",
         "screens.yaml:1:33: warning: 3 rooms for 2 displays; write one for all, or one for each"},
        {"door: {display: [0, 1, 2], rotate: [90, 0]}\n",
         "screens.yaml:1:36: warning: 2 turns for 3 displays; write one for all"},
        {"door: {room: main}\n\"\": {room: main}\n",
         "screens.yaml:2:1: error: a screen has no name; write one before the colon"},
        {"door: {rom: main}\n", "screens.yaml:1:8: warning: "},
        {"door: {room: main\n", "screens.yaml:"},
        {"- door\n", "screens.yaml:1:1: error: the screens are not named"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        put(world, "screens.yaml", CASES[i].text);
        Source *source = open_as(world, "door", NULL, NULL, NULL);
        assert_true(source->screens_found.count > 0);
        Str line = diagnostic_format_line(world->arena, &source->screens_found,
                                          &source->screens_found.items[0]);
        if (str_find(line, CASES[i].said) == SIZE_MAX)
            fail_msg("%s%.*s", CASES[i].text, str_arg(line));
        assert_non_null(source->schedule); /* what is on the screen does not suffer */
        source_close(source);
    }
}

static void test_a_broken_plan_leaves_the_last_good_one(void **state) {
    const World *world = *state;
    put(world, "screens.yaml", "door: {room: r2, views: [agenda]}\n");
    Source *good = open_as(world, "door", NULL, NULL, NULL);
    put(world, "screens.yaml", "door: {room: r2, views: [agenda]\n");
    Source *bad = open_as(world, "door", NULL, NULL, good);
    source_close(good);
    assert_true(bad->screens_problem.len > 0);
    assert_int_equal(bad->room, 1);
    assert_int_equal(bad->schedule->display.view_count, 1);
    put(world, "screens.yaml", "door: {room: nowhere}\n");
    Source *worse = open_as(world, "door", NULL, NULL, bad);
    source_close(bad);
    assert_true(worse->screens_problem.len > 0);
    assert_int_equal(worse->room, 1);
    put(world, "screens.yaml", "door: {room: r3}\n");
    Source *mended = open_as(world, "door", NULL, NULL, worse);
    source_close(worse);
    assert_int_equal(mended->screens_problem.len, 0);
    assert_int_equal(mended->room, 2);
    unlink(file_of(world, "screens.yaml"));
    Source *gone = open_as(world, "door", NULL, NULL, mended);
    source_close(mended);
    assert_null(gone->screen);
    assert_int_equal(gone->room, SCHEDULE_NONE);
    source_close(gone);
}

/* What the screen of that name shows at 10:20, or at another time. */
static uint64_t hash_of(const World *world, const char *name, const char *at) {
    Source *source = open_as(world, name, NULL, NULL, NULL);
    assert_non_null(source->screen);
    Moment moment;
    assert_true(moment_parse(str_from(at), &moment));
    Instant when = moment_resolve(&moment, source->schedule, zone_utc(), 0);
    const ScreenPlan *plan = source->screen;
    ScreenSettings settings = {.resources = &world->resources,
                               .width = plan->width ? plan->width : 1280,
                               .height = plan->height ? plan->height : 720};
    Screen *screen = screen_create(&settings);
    assert_non_null(screen);
    screen_set_ways(screen, &plan->ways);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folders);
    Slide slide = screen_slide_at(screen, (ScreenHold){0}, when);
    Picture picture = screen_compose(screen, &slide, when);
    Pixmap to = pixmap_create(settings.width, settings.height);
    screen_paint(screen, &to);
    uint64_t hash = str_hash(STR_HASH_SEED, to.pixels,
                             (size_t)to.width * (size_t)to.height * sizeof *to.pixels);
    hash = str_hash(hash, &settings.width, sizeof settings.width);
    assert_true(picture.until > when);
    pixmap_free(&to);
    screen_free(screen);
    source_close(source);
    return hash;
}

/* Two screens show the same when nothing that can be seen differs, and another picture else. */
static void test_twenty_screens_show_what_they_should(void **state) {
    const World *world = *state;
    static const struct {
        const char *name, *plan;
        size_t same_as; /* the first one that shows the same; itself: none */
    } SCREENS[] = {
        {"foyer-1", "{views: [now_next]}", 0},
        {"foyer-2", "{views: [now_next]}", 0},
        {"foyer-3", "{views: [now_next], tags: [east]}", 0},
        {"foyer-light", "{views: [now_next], theme: light}", 3},
        {"foyer-en", "{views: [now_next], languages: [en, zh]}", 4},
        {"foyer-zh", "{views: [now_next], languages: [zh]}", 5},
        {"foyer-arrows", "{views: [now_next], arrow: {main: left, r2: up}}", 6},
        {"foyer-tall", "{views: [now_next], size: 720x1280}", 7},
        {"agenda", "{views: [agenda]}", 8},
        {"grid", "{views: [grid]}", 9},
        {"wall", "{views: [partners]}", 10},
        {"wall-gold", "{views: [partners], partners: gold}", 11},
        {"door-main", "{room: main, views: [now_next]}", 12},
        {"door-main-2", "{room: Main Hall, views: [now_next]}", 12},
        {"door-main-arrow", "{room: main, views: [now_next], arrow: right}", 14},
        {"door-r2", "{room: r2, views: [now_next]}", 15},
        {"door-r3", "{room: r3, views: [now_next]}", 16},
        {"stage-main", "{room: main, views: [timer]}", 17},
        {"stage-bare", "{room: main, views: [timer], timer: {hide: [clock]}}", 18},
        {"night", "{views: [now_next], dark: 22:00-07:00}", 0},
    };
    enum { COUNT = countof(SCREENS) };
    _Static_assert(COUNT == 20, "twenty screens");
    Str text = {0};
    for (size_t i = 0; i < COUNT; i++)
        text = str_printf(world->arena, "%.*s%s: %s\n", str_arg(text), SCREENS[i].name,
                          SCREENS[i].plan);
    put(world, "screens.yaml", text.s);
    uint64_t hashes[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        hashes[i] = hash_of(world, SCREENS[i].name, "2026-05-16 10:20");
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i; k++) {
            bool is_same = hashes[i] == hashes[k];
            if (is_same != (SCREENS[i].same_as == SCREENS[k].same_as))
                fail_msg("%s and %s show %s", SCREENS[i].name, SCREENS[k].name,
                         is_same ? "the same" : "different pictures");
        }
    /* In the night one of them is black, and the others are not. */
    assert_int_not_equal(hash_of(world, "night", "2026-05-16 23:00"),
                         hash_of(world, "foyer-1", "2026-05-16 23:00"));
    assert_int_equal(hash_of(world, "night", "2026-05-16 23:00"),
                     hash_of(world, "night", "2026-05-17 06:59"));
    assert_int_equal(hash_of(world, "night", "2026-05-17 07:00"),
                     hash_of(world, "foyer-1", "2026-05-17 07:00"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_screen_finds_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_it_goes_over_the_schedules_display, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_it_may_stand_in_the_schedule, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_wrong_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_broken_plan_leaves_the_last_good_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_twenty_screens_show_what_they_should, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
