/* test_state_file.c: staff's changes survive the process, the power and each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "base/log.h"
#include "folder.h"
#include "live/keeper.h"
#include "live/state_file.h"
#include "plan.h"

typedef struct {
    Arena *arena;
    char folder[PATH_MAX];
    const char *path;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    folder_fresh(world->folder, sizeof world->folder, "live-state");
    world->path = state_path(world->arena, str_from(world->folder), str_from("/srv/day.yaml")).s;
    log_set_level(LOG_ERROR);
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

static LiveOp cancel_of(const char *session) {
    return (LiveOp){.kind = LIVE_CANCEL, .at = 1, .session = str_from(session)};
}

/* Through the disk; returns how many changes there are then. */
static size_t cancel(const World *world, const char *session) {
    LiveOp op = cancel_of(session);
    LiveState *state = state_do(world->path, str_from("day"), PLAN_DATE, &op, NULL, NULL);
    assert_non_null(state);
    size_t count = state->count;
    live_free(state);
    return count;
}

static size_t kept(const World *world, Date date) {
    LiveState *state = state_read(world->path, date);
    size_t count = state->count;
    live_free(state);
    return count;
}

/* The line in the log that it is worth is not for the test's own. */
static bool fails_quietly(const World *world, const LiveOp *op) {
    fflush(stderr);
    int kept_stderr = dup(2), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_true(kept_stderr >= 0 && null >= 0 && dup2(null, 2) == 2);
    LiveState *state = state_do(world->path, str_from("day"), PLAN_DATE, op, NULL, NULL);
    assert_true(dup2(kept_stderr, 2) == 2);
    close(kept_stderr);
    close(null);
    live_free(state);
    return !state;
}

static void paths_tell_schedules_apart(void **context) {
    World *world = *context;
    Str folder = str_from("/x");
    Str a = state_path(world->arena, folder, str_from("/srv/day.yaml"));
    Str b = state_path(world->arena, folder, str_from("/other/day.yaml"));
    Str url = state_path(world->arena, folder, str_from("https://h/../x?y=1&z=%20"));
    assert_false(str_equal(a, b));
    assert_true(str_starts(a, "/x/day.yaml-"));
    assert_true(str_find(str_slice(url, 3, url.len), "/") == SIZE_MAX);
    Str secret = state_path(world->arena, folder,
                            str_from("https://me:secret@h.org:8/secret/x?key=secret#secret"));
    assert_true(str_starts(secret, "/x/h.org_8-"));
    assert_true(str_find(secret, "secret") == SIZE_MAX);
    Str hidden = state_path(world->arena, folder, str_from("/srv/..."));
    assert_true(hidden.s[3] != '.');
}

static void the_folder_is_where_the_system_keeps_state(void **context) {
    World *world = *context;
    assert_true(str_equal_c(state_folder(world->arena, "/wanted"), "/wanted"));
    struct stat info;
    if (geteuid() == 0 && stat("/var/lib/kiosk", &info) == 0)
        skip();
    setenv("XDG_STATE_HOME", "/xdg", 1);
    assert_true(str_equal_c(state_folder(world->arena, NULL), "/xdg/kiosk"));
    setenv("XDG_STATE_HOME", "not/absolute", 1);
    setenv("HOME", "/home/av", 1);
    assert_true(str_equal_c(state_folder(world->arena, ""), "/home/av/.local/state/kiosk"));
    unsetenv("XDG_STATE_HOME");
    assert_true(str_equal_c(state_folder(world->arena, NULL), "/home/av/.local/state/kiosk"));
    unsetenv("HOME");
    setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
    assert_true(str_equal_c(state_folder(world->arena, NULL), "/run/user/7/kiosk"));
    unsetenv("XDG_RUNTIME_DIR");
    assert_int_equal(state_folder(world->arena, NULL).len, 0);
}

static void changes_are_kept_for_their_day(void **context) {
    World *world = *context;
    assert_int_equal(kept(world, PLAN_DATE), 0);
    assert_int_equal(cancel(world, "A"), 1);
    assert_int_equal(cancel(world, "B"), 2);
    assert_int_equal(kept(world, PLAN_DATE), 2);
    assert_int_equal(kept(world, date_add(PLAN_DATE, 1)), 0);
    /* The next day's first change replaces them. */
    LiveOp op = cancel_of("C");
    live_free(state_do(world->path, str_from("day"), date_add(PLAN_DATE, 1), &op, NULL, NULL));
    assert_int_equal(kept(world, PLAN_DATE), 0);
    assert_int_equal(kept(world, date_add(PLAN_DATE, 1)), 1);
}

static void an_emergency_is_kept_until_it_is_lifted(void **context) {
    World *world = *context;
    Date next = date_add(PLAN_DATE, 1);
    LiveOp alarm = {.kind = LIVE_NOTICE,
                    .at = 1,
                    .until = INSTANT_NEVER,
                    .level = NOTICE_EMERGENCY,
                    .text = str_from("Leave by door A")};
    cancel(world, "A");
    live_free(state_do(world->path, str_from("day"), PLAN_DATE, &alarm, NULL, NULL));
    assert_int_equal(kept(world, PLAN_DATE), 2);
    assert_int_equal(kept(world, next), 1); /* the alarm alone, while nobody says more */
    LiveOp op = cancel_of("C"), lift = {.kind = LIVE_LIFT, .at = 2, .level = NOTICE_EMERGENCY};
    live_free(state_do(world->path, str_from("day"), next, &op, NULL, NULL));
    assert_int_equal(kept(world, next), 2);
    bool is_done = false;
    live_free(state_do(world->path, str_from("day"), next, &lift, NULL, &is_done));
    assert_true(is_done);
    assert_int_equal(kept(world, next), 1);
}

static void what_is_not_done_is_not_written(void **context) {
    World *world = *context;
    LiveOp op = {.kind = LIVE_RELEASE, .at = 1};
    bool is_done = true;
    LiveState *state = state_do(world->path, str_from("day"), PLAN_DATE, &op, NULL, &is_done);
    assert_non_null(state);
    assert_false(is_done);
    assert_false(file_is_there(world->path));
    live_free(state);
}

static void a_broken_file_is_no_obstacle(void **context) {
    World *world = *context;
    static const char *const BROKEN[] = {"", "{", "[]", "\xff\xfe", "{\"kiosk_live\":1}"};
    log_set_level(LOG_ERROR);
    for (size_t i = 0; i < countof(BROKEN); i++) {
        file_put(world->path, BROKEN[i]);
        assert_int_equal(kept(world, PLAN_DATE), 0);
        assert_int_equal(cancel(world, "A"), 1);
        assert_int_equal(kept(world, PLAN_DATE), 1);
    }
    /* A folder in its place: cannot be written, and is said. */
    unlink(world->path);
    mkdir(world->path, 0700);
    LiveOp op = cancel_of("A");
    assert_int_equal(kept(world, PLAN_DATE), 0);
    assert_true(fails_quietly(world, &op));
    rmdir(world->path);
}

static void nothing_is_left_beside(void **context) {
    World *world = *context;
    cancel(world, "A");
    DIR *folder = opendir(world->folder);
    size_t count = 0;
    const struct dirent *entry;
    while ((entry = readdir(folder)))
        count += entry->d_name[0] != '.';
    closedir(folder);
    assert_int_equal(count, 2); /* the file and its lock */
}

static void one_at_a_time_writes(void **context) {
    World *world = *context;
    cancel(world, "A");
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s.lock", world->path);
    int fd = open(name, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0 && flock(fd, LOCK_EX) == 0);
    LiveOp op = cancel_of("B");
    assert_true(fails_quietly(world, &op));
    assert_int_equal(kept(world, PLAN_DATE), 1); /* who reads needs no lock */
    close(fd);
    assert_int_equal(cancel(world, "B"), 2);
}

/* A process that is killed while it writes leaves the old file or the new one. */
static void killed_in_the_middle(void **context) {
    World *world = *context;
    size_t least = 0;
    for (int round = 0; round < 12; round++) {
        int ready[2];
        assert_int_equal(pipe(ready), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (int i = 0; i < 400; i++) {
                LiveOp op = {.kind = LIVE_DELAY, .at = i, .by = 60000};
                live_free(state_do(world->path, str_from("day"), PLAN_DATE, &op, NULL, NULL));
                if (i == round && write(ready[1], "x", 1) != 1)
                    _exit(1);
            }
            _exit(0);
        }
        char byte;
        assert_int_equal(read(ready[0], &byte, 1), 1);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        close(ready[0]);
        close(ready[1]);
        size_t count = kept(world, PLAN_DATE);
        if (count < least + (size_t)round + 1)
            fail_msg("round %d: %zu changes, at least %zu were written", round, count,
                     least + (size_t)round + 1);
        least = count;
    }
}

enum { WRITERS = 4, CHANGES = 25 };

static void *write_some(void *context) {
    const World *world = context;
    for (int i = 0; i < CHANGES; i++) {
        LiveOp op = {.kind = LIVE_DELAY, .at = i, .by = 60000};
        LiveState *state = NULL;
        for (int tries = 0; tries < 50 && !state; tries++)
            state = state_do(world->path, str_from("day"), PLAN_DATE, &op, NULL, NULL);
        live_free(state);
    }
    return NULL;
}

static void screens_do_not_lose_each_others_changes(void **context) {
    World *world = *context;
    pthread_t threads[WRITERS];
    for (size_t i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_some, world), 0);
    for (size_t i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(kept(world, PLAN_DATE), WRITERS * CHANGES);
}

static void the_keeper_writes_in_order(void **context) {
    World *world = *context;
    Keeper *keeper = keeper_create(world->path, str_from("day"), KEEPER_AGAIN_AFTER);
    assert_non_null(keeper);
    for (uint64_t i = 0; i < 10; i++) {
        LiveOp op = {.kind = LIVE_DELAY, .at = (Instant)i, .by = 60000};
        keeper_do(keeper, PLAN_DATE, &op, NULL, i);
    }
    keeper_free(keeper); /* finishes first */
    LiveState *state = state_read(world->path, PLAN_DATE);
    assert_int_equal(state->count, 10);
    for (size_t i = 0; i < 10; i++)
        assert_true(state->ops[i].at == (Instant)i);
    live_free(state);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(paths_tell_schedules_apart),
        test(the_folder_is_where_the_system_keeps_state),
        test(changes_are_kept_for_their_day),
        test(an_emergency_is_kept_until_it_is_lifted),
        test(what_is_not_done_is_not_written),
        test(a_broken_file_is_no_obstacle),
        test(nothing_is_left_beside),
        test(one_at_a_time_writes),
        test(killed_in_the_middle),
        test(screens_do_not_lose_each_others_changes),
        test(the_keeper_writes_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
