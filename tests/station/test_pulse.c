/* test_pulse.c: a loop that hangs ends the process, one that comes by does not; and what the next
 * run says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../live/folder.h"
#include "base/exits.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "output/console.h"
#include "station/pulse.h"
#include "station/restarts.h"

static const PulseLimits SHORT = {.busy_max = 400, .late_max = 300, .grace = 300};

typedef struct {
    Arena *arena;
    char folder[PATH_MAX], path[PATH_MAX], said[PATH_MAX];
} World;

static int set_up(void **state) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "station-pulse");
    strcpy(world->path, folder_file(world->folder, "test.runs"));
    strcpy(world->said, folder_file(world->folder, "said"));
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static Restarts begin(const World *world) {
    return restarts_begin(world->arena, world->path, str_from("2026-05-16 09:30"), str_from("boot"),
                          0);
}

/* Until then, and longer than a busy machine makes of it. */
static void hang(Millis millis) {
    Millis until = steady_now() + millis;
    while (steady_now() < until)
        usleep(1000);
}

/* Restarts `loop` as the loop of a kiosk, in a process of its own, and returns how that ended. */
static int run(const World *world, void (*loop)(Pulse *pulse)) {
    pid_t child = fork();
    if (child == 0) {
        int said = open(world->said, O_RDWR | O_CREAT | O_TRUNC, 0600);
        dup2(said, STDERR_FILENO);
        console_block_signals(); /* as it is without a desktop */
        Restarts runs = begin(world);
        Pulse *pulse = pulse_start(world->path, &SHORT);
        loop(pulse);
        pulse_stop(pulse);
        restarts_end(&runs);
        _exit(EXIT_FINE);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void hang_while_busy(Pulse *pulse) {
    pulse_busy(pulse, "testing");
    hang(60000);
}

static void oversleep(Pulse *pulse) {
    pulse_rest(pulse, 10);
    hang(60000);
}

static void a_hang_ends_the_process(void **state) {
    World *world = *state;
    Str said;
    assert_int_equal(run(world, hang_while_busy), EXIT_HUNG);
    assert_true(file_read(world->arena, world->said, &said));
    assert_true(str_find(said, "the loop hung (testing)") != SIZE_MAX);
    assert_true(str_find(said, "station_pulse") != SIZE_MAX); /* where it was: the backtrace */
    Restarts runs = begin(world);
    assert_int_equal(runs.count, 1);
    assert_true(str_equal_c(runs.reason, "2026-05-16 09:30: the loop hung (testing)"));
    restarts_end(&runs);

    assert_int_equal(run(world, oversleep), EXIT_HUNG);
    runs = begin(world);
    assert_int_equal(runs.count, 2);
    assert_true(str_find(runs.reason, "did not wake when it was due") != SIZE_MAX);
}

/* Comes by often enough, and sleeps for longer than it may be busy. */
static void come_by(Pulse *pulse) {
    for (int i = 0; i < 20; i++) {
        pulse_busy(pulse, "testing");
        hang(10);
        pulse_rest(pulse, 1000);
        hang(10);
    }
    pulse_rest(pulse, INT64_MAX);
    hang(900);
    pulse_rest(pulse, 60000);
    hang(900);
}

static void one_that_comes_by_is_left_alone(void **state) {
    World *world = *state;
    assert_int_equal(run(world, come_by), EXIT_FINE);
    Restarts runs = begin(world);
    assert_int_equal(runs.count, 0);
    assert_int_equal(runs.reason.len, 0);
}

static void die(Pulse *pulse) {
    (void)pulse;
    raise(SIGKILL);
}

static void a_crash_is_known_to_the_next_run(void **state) {
    World *world = *state;
    assert_int_equal(run(world, die), 128 + SIGKILL);
    Restarts runs = begin(world);
    assert_int_equal(runs.count, 1);
    assert_true(str_find(runs.reason, "without a word") != SIZE_MAX);
    restarts_end(&runs);
    runs = begin(world); /* it stays in the status of all that follow */
    assert_int_equal(runs.count, 1);
    assert_true(str_find(runs.reason, "without a word") != SIZE_MAX);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_hang_ends_the_process),
        test(one_that_comes_by_is_left_alone),
        test(a_crash_is_known_to_the_next_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
