/* test_care.c: after three runs that ended too early: the last good schedule, without what nobody
 * has seen standing; and how it is found out what is good. */
#include <sys/wait.h>

#include "base/log.h"
#include "live_world.h"
#include "station/care.h"
#include "station/proof.h"

enum { NUMBER = 4 };

/* ---- the files ------------------------------------------------------------------------------ */

static Restarts begin(const World *world, const char *path, const char *boot, Millis at) {
    return restarts_begin(world->arena, path, str_from("2026-05-16 09:30"), str_from(boot), at);
}

static void rows_of_early_ends(void **context) {
    World *world = *context;
    const char *path = restarts_path(world->arena, str_from(world->folder), str_from("test"));
    assert_true(str_ends(str_from(path), "/test.runs"));
    /* Each ended, and was found to have, at these moments; so many of them are in a minute. */
    static const struct {
        Millis at;
        uint32_t in_a_minute;
    } RUNS[] = {{0, 0},      {1000, 1},   {2000, 2},   {59000, 3},  {61500, 3},  {118999, 3},
                {119000, 3}, {119001, 4}, {119002, 5}, {119003, 6}, {119004, 6}, {500000, 1}};
    for (size_t i = 0; i < countof(RUNS); i++) {
        Restarts runs = begin(world, path, "one", RUNS[i].at);
        if (runs.in_a_minute != RUNS[i].in_a_minute)
            fail_msg("run %zu: %u", i, (unsigned)runs.in_a_minute);
        assert_int_equal(runs.dark, i < 4 ? i : i - 4);
        assert_int_equal(restarts_should_wait(&runs), i == 3 || i >= 7);
        if (i == 3)
            restarts_shown(&runs);
    }
    /* A loss of power is nobody's fault. */
    Restarts runs = begin(world, path, "two", 100);
    assert_int_equal(runs.in_a_minute, 0);
    assert_int_equal(runs.dark, 0);
    assert_int_equal(runs.count, countof(RUNS));
    runs = begin(world, path, "two", 200);
    assert_int_equal(runs.in_a_minute, 1);
    /* Nor is an end as it should be, or one of the display's server. */
    restarts_end(&runs);
    runs = begin(world, path, "two", 300);
    assert_int_equal(runs.in_a_minute, 0);
    assert_int_equal(begin(world, path, "two", 400).in_a_minute, 1);
    restarts_excuse(&runs);
    assert_int_equal(begin(world, path, "two", 500).in_a_minute, 1);
    /* Where nobody knows which start of the machine it is, nothing is concluded. */
    for (int i = 0; i < 5; i++)
        assert_int_equal(begin(world, path, "", 600).in_a_minute, 0);
}

static void another_kiosk_that_lives_has_its_own(void **context) {
    World *world = *context;
    Arena *arena = world->arena;
    Str folder = str_from(world->folder), name = str_from("test");
    int ready[2], leave[2];
    char byte = 0;
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(leave), 0);
    pid_t other = fork();
    if (other == 0) {
        restarts_begin(arena, restarts_path(arena, folder, name), str_from("x"), str_from("one"),
                       0);
        bool is_told = write(ready[1], "x", 1) == 1;
        close(leave[1]);
        _exit(is_told && read(leave[0], &byte, 1) == 0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_true(str_ends(str_from(restarts_path(arena, folder, name)), "/test-2.runs"));
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    const char *path = restarts_path(arena, folder, name);
    assert_true(str_ends(str_from(path), "/test.runs"));
    assert_int_equal(begin(world, path, "one", 0).in_a_minute, 1);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(leave[i]);
    }
}

static void what_was_proven_comes_back_whole(void **context) {
    World *world = *context;
    Arena *arena = world->arena;
    const char *path = folder_file(world->folder, "test.proven");
    const char *const also[] = {"https://example.org/b.json"};
    SourceSettings asked = {.path = "a.yaml", .also = also, .also_count = 1}, other = asked;
    ProvenSource sources[] = {{.path = str_from("a.yaml"), .bytes = str_from("12 3 kiosk: 1\n")},
                              {.bytes = {.s = "\0 5 \n", .len = 5}}};
    Proven proven = {.sources = sources, .count = 2, .date = {2026, 5, 16}, .last_number = NUMBER};
    Proven read = {0};
    assert_false(proven_read(arena, path, &asked, &read));
    assert_true(proven_write(path, &asked, &proven));
    assert_true(proven_read(arena, path, &asked, &read));
    assert_true(proven_hash(&read) == proven_hash(&proven));
    assert_int_equal(read.last_number, NUMBER);
    assert_true(str_equal(read.sources[1].bytes, sources[1].bytes));
    assert_true(str_equal_c(read.sources[0].path, "a.yaml"));
    other.path = "c.yaml"; /* another schedule is asked for */
    assert_false(proven_read(arena, path, &other, &read));
    other = asked;
    other.also_count = 0;
    assert_false(proven_read(arena, path, &other, &read));
    /* Cut anywhere, or with another byte anywhere, it is none. */
    Str whole;
    assert_true(file_read(arena, path, &whole));
    for (size_t i = 0; i < whole.len; i++) {
        char *bytes = (char *)str_copy(arena, whole).s;
        bytes[i] ^= 1;
        Str wrong = {.s = bytes, .len = whole.len}, cut = str_slice(whole, 0, i);
        FILE *file = fopen(path, "we");
        fwrite(i % 2 ? wrong.s : cut.s, 1, i % 2 ? wrong.len : cut.len, file);
        fclose(file);
        assert_false(proven_read(arena, path, &asked, &read));
    }
}

/* ---- when something is proven --------------------------------------------------------------- */

typedef struct {
    ProvenSource source;
    Proven proven;
    size_t asked;
} Shown;

static bool tell_shown(void *context, Arena *arena, Proven *out) {
    Shown *shown = context;
    (void)arena;
    shown->asked++;
    *out = shown->proven;
    return true;
}

/* Sleeps as the loop does, until the timer has called `asked` times. */
static void wait_until_asked(Wake *wake, const Shown *shown, size_t asked) {
    double until = now_ms() + PATIENCE_MS;
    while (shown->asked < asked && now_ms() < until)
        wake_wait(wake, 1000);
    assert_true(shown->asked >= asked);
}

static void what_stood_is_kept(void **context) {
    World *world = *context;
    Arena *arena = world->arena;
    const char *path = folder_file(world->folder, "test.proven");
    SourceSettings asked = {.path = "a.yaml"};
    Shown shown = {.source = {.path = str_from("a.yaml"), .bytes = str_from("one")}};
    shown.proven = (Proven){.sources = &shown.source, .count = 1, .last_number = 1};
    Wake *wake = wake_open(&(WakeHooks){0});
    Proof *proof = proof_open(
        &(ProofSettings){
            .path = path, .asked = &asked, .after = 20, .context = &shown, .shown = tell_shown},
        wake);
    assert_non_null(proof);
    proof_look(proof);
    shown.proven.last_number = 2; /* it has not stood for as long */
    proof_look(proof);
    wait_until_asked(wake, &shown, 2);
    Proven read;
    assert_false(proven_read(arena, path, &asked, &read));
    wait_until_asked(wake, &shown, 3);
    proof_look(proof); /* nothing else is shown: nothing is to be done */
    proof_close(proof);
    wake_close(wake);
    assert_true(proven_read(arena, path, &asked, &read));
    assert_int_equal(read.last_number, 2);
}

/* ---- the program ---------------------------------------------------------------------------- */

/* Runs that end without a word, in this start of the machine and at this moment: however slow this
 * computer is, they are within a minute. */
static void short_runs(const World *world, int times, bool are_dark) {
    const char *runtime = folder_file(runtime_folder(world), "kiosk");
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    Millis at = are_dark ? 0 : (Millis)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    for (int i = 0; i < times; i++) {
        pid_t run = fork();
        if (run == 0) {
            Str folder = str_from(world->folder), name = str_from("test");
            Restarts runs =
                restarts_begin(world->arena, restarts_path(world->arena, folder, name),
                               str_from("x"), restarts_boot(world->arena, str_from(runtime)), at);
            if (!are_dark)
                restarts_shown(&runs);
            _exit(0);
        }
        assert_int_equal(waitpid(run, NULL, 0), run);
    }
}

/* The program, by a fault, and others like it. */
static void crash(const World *world, int times) {
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_int_not_equal(child_end(&kiosk, SIGSEGV), 0);
    short_runs(world, times - 1, false);
}

static bool has_problem(const World *world, const char *text) {
    json_t *answer = ask(world, "test", "status");
    const json_t *problems = json_object_get(json_object_get(answer, "status"), "problems"), *one;
    bool is_there = false;
    for (size_t i = 0; (one = json_array_get(problems, i)); i++)
        is_there |= strstr(json_string_value(one), text) != NULL;
    json_decref(answer);
    return is_there;
}

static void keep_as_proven(const World *world, int32_t last_number) {
    Str bytes;
    assert_true(file_read(world->arena, world->day, &bytes));
    ProvenSource source = {.path = str_from(world->day), .bytes = bytes};
    Proven proven = {
        .sources = &source, .count = 1, .date = {2026, 5, 16}, .last_number = last_number};
    SourceSettings asked = {.path = world->day};
    assert_true(proven_write(folder_file(world->folder, "test.proven"), &asked, &proven));
}

static void after_three_crashes_the_last_good_one(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    tell(world, "delay main +10");
    keep_as_proven(world, 1);
    tell(world, "cancel b");
    tell(world, "notice \"Leave the building\" --level emergency");
    write_day(world, "Hostile");
    wait_status(world, "test", "now/0/title", "Hostile");
    child_end(&kiosk, SIGSEGV);
    short_runs(world, 2, false);

    kiosk = start_kiosk(world, world->day, "test");
    wait_status(world, "test", "now/0/title", "First");
    assert_true(has_problem(world, "ended 3 times"));
    assert_true(has_problem(world, "the last good schedule is shown"));
    assert_true(has_problem(world, "take\": the newest schedule and 1 change of today"));
    /* What was proven holds, an emergency too; and what is said now. */
    assert_true(str_find(status_of(world, "test", "now/0/end"), "T10:10") != SIZE_MAX);
    assert_true(str_equal_c(status_of(world, "test", "gone/0/id"), ""));
    wait_status(world, "test", "over/0/text", "Leave the building"); /* its time has to come */
    tell(world, "cancel c");
    assert_true(str_equal_c(status_of(world, "test", "gone/0/id"), "c"));
    assert_true(str_equal_c(status_of(world, "test", "gone/1/id"), ""));
    assert_true(has_problem(world, "1 change of today"));
    /* A reading changes nothing, until staff say so. */
    tell(world, "reload");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    tell(world, "take");
    wait_status(world, "test", "now/0/title", "Hostile");
    assert_false(has_problem(world, "within a minute"));
    assert_true(status_of(world, "test", "gone/1/id").len > 0);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);

    /* An end as it should be is no crash. */
    kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Hostile"));
    assert_false(has_problem(world, "within a minute"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void a_version_that_is_mended_is_shown(void **context) {
    World *world = *context;
    keep_as_proven(world, 0);
    write_day(world, "Hostile");
    crash(world, 3);
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    write_day(world, "Mended");
    wait_status(world, "test", "now/0/title", "Mended");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* Where nothing comes to a picture any more: what can be shown without a schedule. */
static void no_picture_at_all_is_no_schedule(void **context) {
    World *world = *context;
    short_runs(world, 3, true);
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(has_problem(world, "no schedule is shown"));
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), ""));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    keep_as_proven(world, 0);
    write_day(world, "Hostile");
    short_runs(world, 5, true);
    kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    short_runs(world, 6, true);
    kiosk = start_kiosk(world, world->day, "test");
    assert_true(has_problem(world, "ended 6 times"));
    assert_true(has_problem(world, "no schedule is shown"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* Whoever kills it a hundred times: it goes on where it was. */
static void a_picture_that_comes_is_shown(void **context) {
    World *world = *context;
    crash(world, 7);
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    assert_false(has_problem(world, "within a minute"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What crashed was what is good: there is nothing to hold back, and nothing is said. */
static void the_same_is_shown(void **context) {
    World *world = *context;
    keep_as_proven(world, 0);
    crash(world, 3);
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    assert_false(has_problem(world, "within a minute"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    log_set_level(LOG_ERROR);
    const struct CMUnitTest tests[] = {
        test(rows_of_early_ends),
        test(another_kiosk_that_lives_has_its_own),
        test(what_was_proven_comes_back_whole),
        test(what_stood_is_kept),
        test(after_three_crashes_the_last_good_one),
        test(a_version_that_is_mended_is_shown),
        test(no_picture_at_all_is_no_schedule),
        test(a_picture_that_comes_is_shown),
        test(the_same_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
