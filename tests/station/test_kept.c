/* test_kept.c: whoever changes something hears whether it is written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <sched.h>

#include "../live/folder.h"
#include "live/state_file.h"
#include "station/kept.h"

#define DAY ((Date){.year = 2026, .month = 5, .day = 16})

typedef struct {
    char folder[PATH_MAX];
    Arena *arena;
    LiveState *state; /* owned: what the kiosk shows */
    Str said[4];      /* by the asker's id */
    ExitCode codes[4];
    size_t count;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "kept");
    world->arena = arena_create();
    world->state = live_create(DAY);
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    folder_remove(world->folder);
    live_free(world->state);
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
    live_do(world->state, &op);
    kept_do(kept, world->state, &op, &order, str_from("cancelled"));
}

static size_t on_disk(const char *path) {
    LiveState *state = state_read(path, DAY);
    size_t count = state->count;
    live_free(state);
    return count;
}

static void take_all(Kept *kept) {
    for (; !kept_is_idle(kept); sched_yield())
        kept_take(kept);
}

static void what_the_disk_has_is_said_to_be_done(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "state.json");
    Kept *kept = kept_open(path, str_from("day"), KEEPER_AGAIN_AFTER);
    give(world, kept, 0, "A");
    give(world, kept, 1, "B");
    assert_int_equal(world->count, 0); /* not before the disk has it */
    kept_close(kept);
    assert_int_equal(world->count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(str_equal_c(world->said[i], "cancelled"));
        assert_int_equal(world->codes[i], EXIT_FINE);
    }
    assert_int_equal(on_disk(path), 2);
}

/* It is on the screen, so it is done; but a restart forgets it, and whoever gave it must know. */
static void what_the_disk_refused_is_not_said_to_be_kept(void **context) {
    World *world = *context;
    file_put(folder_file(world->folder, "file"), "");
    Kept *kept = kept_open(folder_file(world->folder, "file/state.json"), str_from("day"),
                           KEEPER_AGAIN_AFTER);
    give(world, kept, 0, "A");
    take_all(kept);
    assert_true(kept_is_behind(kept));
    give(world, kept, 1, "B");
    kept_close(kept); /* at the end too */
    assert_int_equal(world->count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(str_equal_c(
            world->said[i], "cancelled; but it could not be written down: a restart forgets it, "
                            "unless it can be later"));
}

/* With the next change at the latest, all in order; then others are listened to again. */
static void what_was_refused_is_written_when_it_can_be(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "file/state.json");
    file_put(folder_file(world->folder, "file"), "");
    Kept *kept = kept_open(path, str_from("day"), KEEPER_AGAIN_AFTER);
    give(world, kept, 0, "A");
    give(world, kept, 1, "B");
    take_all(kept);
    assert_true(kept_is_behind(kept));
    assert_int_equal(unlink(folder_file(world->folder, "file")), 0);
    give(world, kept, 2, "C");
    take_all(kept);
    assert_false(kept_is_behind(kept));
    assert_true(str_equal_c(world->said[2], "cancelled"));
    assert_int_equal(on_disk(path), 3);
    kept_close(kept);
}

/* By the clock alone, and the loop is woken. */
static void what_was_refused_is_tried_again(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "file/state.json");
    file_put(folder_file(world->folder, "file"), "");
    Kept *kept = kept_open(path, str_from("day"), 1);
    give(world, kept, 0, "A");
    take_all(kept);
    assert_true(kept_is_behind(kept));
    assert_int_equal(unlink(folder_file(world->folder, "file")), 0);
    struct pollfd event = {.fd = kept_fd(kept), .events = POLLIN};
    while (kept_is_behind(kept)) {
        assert_int_equal(poll(&event, 1, 60000), 1);
        kept_take(kept);
    }
    assert_int_equal(on_disk(path), 1);
    kept_close(kept);
}

/* A day later its changes are nobody's any more. */
static void what_was_refused_leaves_a_later_day_alone(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "file/state.json");
    file_put(folder_file(world->folder, "file"), "");
    Kept *kept = kept_open(path, str_from("day"), KEEPER_AGAIN_AFTER);
    give(world, kept, 0, "A");
    take_all(kept);
    assert_int_equal(unlink(folder_file(world->folder, "file")), 0);
    LiveOp op = {.kind = LIVE_CANCEL, .at = 1, .session = str_from("Z")};
    live_free(state_do(path, str_from("day"), date_add(DAY, 1), &op, NULL, NULL));
    kept_close(kept); /* tries again */
    LiveState *state = state_read_any(path);
    assert_int_equal(date_compare(state->date, date_add(DAY, 1)), 0);
    assert_int_equal(state->count, 1);
    live_free(state);
}

/* What stood in the file nobody knows; what the screen shows is known. */
static void a_broken_file_costs_no_change(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "state.json");
    Kept *kept = kept_open(path, str_from("day"), KEEPER_AGAIN_AFTER);
    give(world, kept, 0, "A");
    take_all(kept);
    file_put(path, "{\"half");
    give(world, kept, 1, "B");
    kept_close(kept);
    assert_int_equal(on_disk(path), 2);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(what_the_disk_has_is_said_to_be_done),
        test(what_the_disk_refused_is_not_said_to_be_kept),
        test(what_was_refused_is_written_when_it_can_be),
        test(what_was_refused_is_tried_again),
        test(what_was_refused_leaves_a_later_day_alone),
        test(a_broken_file_costs_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
