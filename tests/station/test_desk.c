/* test_desk.c: what happens to files between the first reading and the first look of the watch is
 * not lost. Nothing sleeps: a test waits on the loop's descriptors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "../live/folder.h"
#include "base/log.h"
#include "own_resources.h"
#include "station/desk.h"

enum { PATIENCE_MS = 20000 };

typedef struct {
    char folder[PATH_MAX], day[PATH_MAX], also[PATH_MAX];
    Resources resources;
    SourceSettings source;
    Clock clock;
    Wake *wake;
    size_t readings;
} World;

#define HEAD "kiosk: 1\nevent: {name: E, timezone: UTC}\nrooms: [{id: main, name: Main}]\n"
#define DAY                                                                                        \
    HEAD "days:\n  - date: 2026-05-16\n    sessions:\n"                                            \
         "      - {time: \"09:00-10:00\", title: One, room: main}\n"

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "desk");
    setenv("XDG_RUNTIME_DIR", world->folder, 1);
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    strcpy(world->also, folder_file(world->folder, "also.yaml"));
    file_put(world->day, DAY);
    file_put(world->also, DAY);
    world->resources = own_resources();
    world->source = (SourceSettings){.resources = &world->resources, .path = world->day};
    world->clock = clock_simulated(INT64_C(1778922000000), 1);
    world->wake = wake_open(&(WakeHooks){0});
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    wake_close(world->wake);
    folder_remove(world->folder);
    free(world);
    return 0;
}

static void show(void *context, bool is_urgent) {
    (void)context;
    (void)is_urgent;
}

static void look_again(void *context) {
    (void)context;
}

static void read_again(void *context) {
    World *world = context;
    world->readings++;
}

/* `edited` is written after the source was read, and before anything is watched: it is read again.
 */
static void must_be_read_again(World *world, const char *edited) {
    Source *source = source_open(&world->source, clock_now(&world->clock), NULL);
    assert_non_null(source->schedule);
    file_put(edited, DAY "      - {time: \"11:00-12:00\", title: Two, room: main}\n");
    DeskSettings settings = {
        .source = &world->source,
        .clock = &world->clock,
        .is_rehearsal = true,
        .hooks = {.context = world, .show = show, .read = read_again, .look_again = look_again}};
    Desk *desk = desk_open(&settings, world->wake);
    desk_set_plan(desk, source, clock_now(&world->clock));
    for (int waited = 0; world->readings == 0 && waited < PATIENCE_MS; waited += 100)
        wake_wait(world->wake, 100);
    assert_int_equal(world->readings, 1);
    wake_close(world->wake);
    desk_close(desk);
    world->wake = NULL;
    source_close(source);
}

static void an_edit_before_the_first_look_is_seen(void **context) {
    World *world = *context;
    must_be_read_again(world, world->day);
}

static void so_is_one_of_a_file_that_is_joined(void **context) {
    World *world = *context;
    const char *const also[] = {world->also};
    world->source.also = also;
    world->source.also_count = 1;
    must_be_read_again(world, world->also);
}

static void so_is_one_of_a_folder(void **context) {
    World *world = *context;
    char folder[PATH_MAX], day[PATH_MAX];
    strcpy(folder, folder_file(world->folder, "days"));
    mkdir(folder, 0700);
    strcpy(day, folder_file(world->folder, "days/day.yaml"));
    file_put(day, DAY);
    world->source.path = folder;
    must_be_read_again(world, day);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(an_edit_before_the_first_look_is_seen),
        test(so_is_one_of_a_file_that_is_joined),
        test(so_is_one_of_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
