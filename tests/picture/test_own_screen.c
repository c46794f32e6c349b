/* test_own_screen.c: name and room that somebody says in front of a screen become a plan of screens
 * beside the schedule, and never write over one that people have written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "base/files.h"
#include "own_resources.h"
#include "picture/own_screen.h"

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}, {id: r2, name: 'Hall: 2'}]\n"
                          "days: [{date: 2026-05-16, sessions: [{time: 9:00-10:00, room: r2, "
                          "title: A}]}]\n";

typedef struct {
    Arena *arena;
    Resources resources;
    char folder[PATH_MAX];
    const char *day, *plan;
    SourceSettings settings;
    OwnScreenFile file; /* that the last call wanted to be written */
    Str problem;
} World;

static int set_up(void **state) {
    Arena *arena = arena_create();
    World *world = arena_new(arena, World, 1);
    *world = (World){.arena = arena, .resources = own_resources()};
    folder_fresh(world->folder, sizeof world->folder, "own-screen");
    world->day = arena_printf(arena, "%s/day.yaml", world->folder);
    world->plan = arena_printf(arena, "%s/screens.yaml", world->folder);
    file_put(world->day, DAY);
    world->settings = (SourceSettings){.resources = &world->resources,
                                       .path = world->day,
                                       .screen = {.host = str_from("box")},
                                       .follows_plan = true};
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    folder_remove(world->folder);
    arena_free(world->arena);
    return 0;
}

static bool say(World *world, const char *name, const char *room) {
    world->problem = (Str){0};
    return own_screen_plan(world->arena, &world->settings, str_from(name), str_from(room),
                           &world->file, &world->problem);
}

static void must(World *world, const char *name, const char *room) {
    if (!say(world, name, room))
        fail_msg("\"%s\" in \"%s\": %.*s", name, room, str_arg(world->problem));
    assert_string_equal(str_copy(world->arena, world->file.path).s, world->plan);
    file_put(world->plan, str_copy(world->arena, world->file.text).s);
}

static void must_not(World *world, const char *name, const char *room, const char *why) {
    if (say(world, name, room))
        fail_msg("\"%s\" in \"%s\" is taken", name, room);
    if (str_find(world->problem, why) == SIZE_MAX)
        fail_msg("\"%s\" in \"%s\": %.*s", name, room, str_arg(world->problem));
}

/* What is said is what the screen does, and may be said again. */
static void what_is_said_is_followed(void **state) {
    World *world = *state;
    static const struct {
        const char *name, *room, *id;
    } SAID[] = {{"door-1", "r2", "r2"},
                {"door-1", "Hall: 2", "r2"},
                {"west_foyer", "main", "main"},
                {"no", "main", "main"},
                {"007", "", NULL}};
    for (size_t i = 0; i < countof(SAID); i++) {
        must(world, SAID[i].name, SAID[i].room);
        Source *source = source_open(&world->settings, 0, NULL);
        if (source->screens_problem.len)
            fail_msg("%s: %.*s", SAID[i].name, str_arg(source->screens_problem));
        assert_non_null(source->screen);
        assert_true(str_equal_c(source->screen->name, SAID[i].name));
        size_t room = source_room(source, 0);
        if (SAID[i].id)
            assert_true(str_equal_c(source->schedule->rooms[room].id, SAID[i].id));
        else
            assert_true(room == SCHEDULE_NONE);
        source_close(source);
    }
}

static void a_name_is_one_word(void **state) {
    World *world = *state;
    static const char *const NAMES[] = {"",     "two words", "西门",   "a:b",   "../x",
                                        "a\nb", "#door",     "door/1", "a b: c"};
    for (size_t i = 0; i < countof(NAMES); i++)
        must_not(world, NAMES[i], "main", "a name of letters");
    must_not(world, "a123456789b123456789c123456789d123456789e", "main", "at most 40");
    must(world, "a123456789b123456789c123456789d123456789", "main");
}

/* What people wrote is theirs, whatever it is. */
static void what_people_wrote_is_left_alone(void **state) {
    World *world = *state;
    file_put(world->plan, "door-1: {room: r2}\n");
    must_not(world, "door-1", "main", "screens.yaml says already");
    file_put(world->plan, "");
    must_not(world, "door-1", "main", "screens.yaml says already");
    file_put(world->plan, "door-1: [\n");
    must_not(world, "door-1", "main", "screens.yaml says already");
    unlink(world->plan);
    /* One that was written here and went on by hand, for a second computer. */
    must(world, "door-1", "main");
    Str more = str_printf(world->arena, "%.*s%s", str_arg(world->file.text),
                          "door-2: {host: other, room: r2}\n");
    file_put(world->plan, more.s);
    must_not(world, "door-1", "r2", "\"door-2\" of another computer");
    unlink(world->plan);
    /* A plan within the schedule itself. */
    Str day = str_printf(world->arena, "%s%s", DAY, "screens: {door-1: {room: r2}}\n");
    file_put(world->day, day.s);
    must_not(world, "door-1", "main", "day.yaml says already");
}

/* Said at the start, it would win over what is written now. */
static void what_the_start_says_wins(void **state) {
    World *world = *state;
    world->settings.screen.name = str_from("door-9");
    must_not(world, "door-1", "main", "--screen");
    world->settings.screen.name = (Str){0};
    world->settings.is_room_said = true;
    must_not(world, "door-1", "main", "--room");
    world->settings.is_room_said = false;
    world->settings.path = "https://example.org/day.yaml";
    must_not(world, "door-1", "main", "on a server");
    world->settings.path = NULL;
    must_not(world, "door-1", "main", "on a server");
    world->settings.path = world->day;
    world->settings.follows_plan = false;
    must_not(world, "door-1", "main", "on a server");
    world->settings.follows_plan = true;
    must(world, "door-1", "main");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_said_is_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_is_one_word, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_people_wrote_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_start_says_wins, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
