/* test_kept.c: whoever changes something hears whether it is written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sched.h>

#include "../live/folder.h"
#include "live/state_file.h"
#include "station/kept.h"

#define DAY ((Date){.year = 2026, .month = 5, .day = 16})

typedef struct {
    char folder[PATH_MAX];
    Arena *arena;
    Str said[4]; /* by the asker's id */
    ExitCode codes[4];
    size_t count;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "kept");
    world->arena = arena_create();
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static void take_answer(void *context, uint64_t id, const Answer *answer) {
    World *world = context;
    assert_int_equal(id, world->count); /* in order */
    world->said[world->count] = str_copy(world->arena, answer->text);
    world->codes[world->count++] = answer->code;
}

static void give(World *world, Kept *kept, uint64_t id, const char *session) {
    LiveOp op = {.kind = LIVE_CANCEL, .at = 1, .session = str_from(session)};
    Order order = {.answer = take_answer, .context = world, .id = id};
    kept_do(kept, DAY, &op, &order, str_from("cancelled"));
}

static void what_the_disk_has_is_said_to_be_done(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "state.json");
    Kept *kept = kept_open(path, str_from("day"));
    give(world, kept, 0, "A");
    give(world, kept, 1, "B");
    assert_int_equal(world->count, 0); /* not before the disk has it */
    kept_close(kept);
    assert_int_equal(world->count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(str_equal_c(world->said[i], "cancelled"));
        assert_int_equal(world->codes[i], EXIT_FINE);
    }
    LiveState *state = state_read(path, DAY);
    assert_int_equal(state->count, 2);
    live_free(state);
}

/* It is on the screen, so it is done; but a restart forgets it, and whoever gave it must know. */
static void what_the_disk_refused_is_not_said_to_be_kept(void **context) {
    World *world = *context;
    file_put(folder_file(world->folder, "file"), "");
    Kept *kept = kept_open(folder_file(world->folder, "file/state.json"), str_from("day"));
    give(world, kept, 0, "A");
    for (; !kept_is_idle(kept); sched_yield())
        kept_take(kept);
    assert_true(kept_is_behind(kept));
    give(world, kept, 1, "B");
    kept_close(kept); /* at the end too */
    assert_int_equal(world->count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(str_equal_c(
            world->said[i], "cancelled; but it could not be written down: a restart forgets it"));
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(what_the_disk_has_is_said_to_be_done),
        test(what_the_disk_refused_is_not_said_to_be_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
