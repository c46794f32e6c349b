/* test_paths.c: what stands at a path that the program reads or writes is no reason to wait.
 *
 * The running program, without a display (SDL's dummy driver), with something in the place of each
 * of its files that is none: a pipe that nobody writes, a device, a folder, a loop of links, a file
 * that must not be read, a full disk. It comes up, answers and ends as ever. So it does where the
 * files are what they should be and each call for one takes seconds (slow_files.c). */
#include "paths_world.h"

/* Everything that the program may be told to read or write. */
static void ask_for_more(World *world) {
    const char *extra = arena_printf(world->arena, "%s/extra.yaml", world->folder);
    const char *picture = arena_printf(world->arena, "%s/stream.png", world->folder);
    const char *frames = arena_printf(world->arena, "%s/frames", world->folder);
    const char *played = arena_printf(world->arena, "%s/played.jsonl", world->folder);
    const char *more[] = {extra,   FAR_AWAY, "--overlay", "lower-third", "--overlay-size", "160x90",
                          "--png", picture,  "--frames",  frames,        "--played",       played};
    memcpy(world->more, more, sizeof more);
    setenv("XDG_CACHE_HOME", world->folder, 1);
    assert_int_equal(mkdir(folder_file(world->folder, "kiosk"), 0700), 0);
}

static void test_from_the_start(void **state) {
    (void)state;
    for (size_t kind = 0; kind < countof(KINDS); kind++) {
        World world;
        set_up(&world);
        ask_for_more(&world);
        replace_all(&world, kind);
        start(&world, KINDS[kind].name);
        use(&world, KINDS[kind].name);
        end(&world, KINDS[kind].name);
    }
}

static void test_while_it_runs(void **state) {
    (void)state;
    World world;
    set_up(&world);
    ask_for_more(&world);
    file_put(folder_file(world.folder, "extra.yaml"), DAY);
    start(&world, "nothing");
    for (size_t kind = 0; kind < countof(KINDS); kind++) {
        replace_all(&world, kind);
        replace(world.day, kind);
        replace(folder_file(world.folder, "stream.png"), kind); /* at the start it is refused */
        use(&world, KINDS[kind].name);
        folder_remove(world.day);
        unlink(world.day);
        file_put(world.day, DAY);
        ask(&world, "reload", KINDS[kind].name); /* says what the server far away said */
        assert_true(ask(&world, "status", KINDS[kind].name));
    }
    end(&world, "everything");
}

/* ---- a whole disk -----------------------------------------------------------------------------
 */

/* $DISK is the folder of everything; what is done to it is undone with the program's end. */
static void test_on_a_disk(const char *what, const char *script) {
    if (geteuid() != 0 || system("unshare -m true 2>/dev/null") != 0) {
        print_message("only root can mount %s\n", what);
        skip();
    }
    World world;
    set_up(&world);
    setenv("DISK", world.folder, 1);
    world.script = script;
    start(&world, what);
    assert_true(ask(&world, "cancel a", what));
    char line[PATH_MAX + 32];
    snprintf(line, sizeof line, "screenshot %s", folder_file(world.folder, "shot.png"));
    assert_false(ask(&world, line, what));
    Millis from = steady_now();
    while (!has_problem(&world, "could not be written down"))
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("%s: that nothing is kept is not told", what);
    assert_true(ask(&world, "reload", what));
    assert_true(ask(&world, "notice Leave --level emergency", what));
    end(&world, what);
}

static void test_on_a_disk_that_is_read_only(void **state) {
    (void)state;
    test_on_a_disk("a disk that is read only",
                   "mount --bind $DISK $DISK && mount -o remount,bind,ro $DISK && exec \"$@\"");
}

static void test_on_a_disk_that_is_full(void **state) {
    (void)state;
    test_on_a_disk("a disk that is full",
                   "day=$(cat $DISK/day.yaml) && mount -t tmpfs -o size=64k,mode=700 none $DISK && "
                   "echo \"$day\" >$DISK/day.yaml && : >$DISK/test.runs &&"
                   "{ cat /dev/zero >$DISK/fill 2>/dev/null || exec \"$@\"; }");
}

/* ---- files that are merely slow -------------------------------------------------------------- */

enum { SLOW_MS = 20000 }; /* each call for a slow file, at most */

static bool is_there(const char *path) {
    struct stat info;
    return stat(path, &info) == 0;
}

/* A picture of what is shown, as a number. */
static uint64_t shown(const World *world, const char *what) {
    char line[PATH_MAX + 32];
    const char *path = folder_file(world->folder, "shot.png");
    Str bytes;
    Arena *arena = arena_create();
    snprintf(line, sizeof line, "screenshot %s", path);
    assert_true(ask(world, line, what));
    assert_true(file_read(arena, path, &bytes));
    uint64_t hash = str_hash(STR_HASH_SEED, bytes.s, bytes.len);
    arena_free(arena);
    return hash;
}

/* Twenty answers and a clock that has gone on, all while one call of a slow file lasts. */
static void goes_on(const World *world, const char *what) {
    Millis from = steady_now();
    uint64_t first = shown(world, what);
    for (int i = 0; i < 20; i++)
        ask(world, "status", what);
    while (shown(world, what) == first)
        if (steady_now() - from > SLOW_MS)
            fail_msg("%s: the clock on the screen stands", what);
    if (steady_now() - from > SLOW_MS)
        fail_msg("%s: answers take %d ms", what, (int)((steady_now() - from) / 21));
}

/* From now on a file of that name is slow. */
static void start_slow(World *world, const char *name, int millis) {
    char preload[PATH_MAX], slow[PATH_MAX];
    snprintf(preload, sizeof preload, "LD_PRELOAD=" SLOW_FILES);
    snprintf(slow, sizeof slow, "SLOW_FILES=%s:%d:%.3000s", name, millis,
             folder_file(world->folder, "slow-now"));
    /* Sixty minutes of the clock in a minute. */
    start_with(world, name, "60",
               (const char *[]){preload, slow, "ASAN_OPTIONS=verify_asan_link_order=0"});
    file_put(folder_file(world->folder, "slow-now"), "");
}

/* Until somebody waits for the slow file, and then while he does. */
static void goes_on_while_slow(const World *world, const char *name) {
    char hit[PATH_MAX + 8];
    snprintf(hit, sizeof hit, "%s.hit", folder_file(world->folder, "slow-now"));
    Millis from = steady_now();
    while (!is_there(hit))
        if (ask(world, "status", name), steady_now() - from > PATIENCE_MS)
            fail_msg("nobody asks for %s", name);
    goes_on(world, name);
    unlink(folder_file(world->folder, "slow-now"));
}

/* What is packed and written is answered when it is there; nobody waits meanwhile. */
static void test_slow_screenshot(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start_slow(&world, "late.png", SLOW_MS);
    char line[PATH_MAX + 32];
    snprintf(line, sizeof line, "screenshot %s", folder_file(world.folder, "late.png"));
    int fd = say(&world, line, "a slow screenshot");
    goes_on_while_slow(&world, "late.png");
    json_t *answer = answer_from(fd, line, "a slow screenshot");
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(is_there(folder_file(world.folder, "late.png")));
    end(&world, "a slow screenshot");
}

/* Nobody comes back from the disk: the end takes ten seconds, and says so. */
static void test_an_end_that_hangs(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start_slow(&world, "day.yaml", 600000);
    close(say(&world, "reload", "a disk that hangs"));
    while (!is_there(folder_file(world.folder, "slow-now.hit")))
        ask(&world, "status", "a disk that hangs");
    assert_int_equal(child_end(&world.child, SIGTERM), EXIT_HUNG);
    folder_remove(world.runtime + strlen("XDG_RUNTIME_DIR="));
    folder_remove(world.folder);
    arena_free(world.arena);
}

static void test_slow_files(void **state) {
    (void)state;
    static const char *const NAMES[] = {"emergency.txt", ".json", "acme.svg", "day.yaml"};
    for (size_t i = 0; i < countof(NAMES); i++) {
        World world;
        set_up(&world);
        start_slow(&world, NAMES[i], SLOW_MS);
        /* Something happens to each of them, so that they are looked at. */
        file_put(folder_file(world.folder, "acme.svg"),
                 "<svg xmlns='http://www.w3.org/2000/svg'/>");
        if (i == 0)
            file_put(folder_file(world.folder, "emergency.txt"), "Leave");
        file_put(world.state, "{}");
        file_put(world.day, DAY);
        goes_on_while_slow(&world, NAMES[i]);
        file_put(folder_file(world.folder, "emergency.txt"), i == 0 ? "Leave now" : "Leave");
        const char *line;
        while ((line = child_line(&world.child, PATIENCE_MS)) &&
               !strstr(line, "emergency.txt: Leave"))
            continue;
        if (!line)
            fail_msg("%s was slow: the emergency is never seen", NAMES[i]);
        end(&world, NAMES[i]);
    }
}

/* The terminal is stopped, the pipe is full: the program goes on, and says what is missing. */
static void test_a_log_that_nobody_reads(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start(&world, "a full log");
    Millis from = steady_now();
    while (!has_problem(&world, "nobody takes what the log says")) {
        for (int i = 0; i < 50; i++)
            assert_true(ask(&world, "reload", "a full log"));
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("the log is read by nobody, and that is not told");
    }
    assert_true(ask(&world, "notice \"Leave\" --level emergency", "a full log"));
    end(&world, "a full log");
}

/* The copy of a URL on a disk that hangs, from the first moment on: the screen comes up without it.
 */
static void test_a_slow_copy_is_not_waited_for(void **state) {
    (void)state;
    World world;
    set_up(&world);
    world.source = "http://127.0.0.1:1/day.yaml"; /* nobody serves there */
    char slow[PATH_MAX];
    file_put(folder_file(world.folder, "slow-now"), "");
    snprintf(slow, sizeof slow, "SLOW_FILES=.copy:%d:%.3000s", 10 * SLOW_MS,
             folder_file(world.folder, "slow-now"));
    setenv("XDG_CACHE_HOME", world.folder, 1);
    Millis from = steady_now();
    start_with(
        &world, "a slow copy", "1",
        (const char *[]){"LD_PRELOAD=" SLOW_FILES, slow, "ASAN_OPTIONS=verify_asan_link_order=0"});
    assert_true(is_there(folder_file(world.folder, "slow-now.hit")));
    assert_true(steady_now() - from < 10 * SLOW_MS);
    assert_true(ask(&world, "status", "a slow copy"));
    unlink(folder_file(world.folder, "slow-now"));
    end(&world, "a slow copy");
    unsetenv("XDG_CACHE_HOME");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_the_start),
        cmocka_unit_test(test_while_it_runs),
        cmocka_unit_test(test_on_a_disk_that_is_read_only),
        cmocka_unit_test(test_on_a_disk_that_is_full),
        cmocka_unit_test(test_slow_files),
        cmocka_unit_test(test_slow_screenshot),
        cmocka_unit_test(test_an_end_that_hangs),
        cmocka_unit_test(test_a_slow_copy_is_not_waited_for),
        cmocka_unit_test(test_a_log_that_nobody_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
