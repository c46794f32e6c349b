/* test_paths.c: what stands at a path that the program reads or writes is no reason to wait.
 *
 * The running program, without a display (SDL's dummy driver), with something in the place of each
 * of its files that is none: a pipe that nobody writes, a device, a folder, a loop of links, a file
 * that must not be read, a full disk. It comes up, answers and ends as ever. So it does where the
 * files are what they should be and each call for one takes seconds (slow_files.c). */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "base/arena.h"
#include "base/exits.h"
#include "base/files.h"
#include "base/steady.h"
#include "child.h"
#include "live/fetch_cache.h"
#include "live/state_file.h"

enum { PATIENCE_MS = 60000, ANSWER_MS = 5000 };

typedef struct {
    char folder[PATH_MAX], runtime[PATH_MAX], state_home[PATH_MAX];
    const char *more[16]; /* arguments */
    const char *script;   /* NULL, or what a shell does before, in a world of mounts of its own */
    const char *source;   /* what is shown: the day's file, or another */
    char day[PATH_MAX], state[PATH_MAX], lock[PATH_MAX + 8];
    Child child;
    Arena *arena;
} World;

/* A source whose server does not answer, so that its copy is looked for. */
#define FAR_AWAY "http://127.0.0.1:1/more.yaml"

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC, logo: logo.png}\n"
                          "rooms: [{id: main, name: Main}]\n"
                          "days: [{date: 2026-05-16, sessions: [\n"
                          "  {id: a, time: \"09:00-10:00\", room: main, title: First}]}]\n"
                          "partners: {gold: [{name: Acme, logo: acme.svg}]}\n"
                          "display: {theme: own.yaml}\n";

/* ---- what is put there ----------------------------------------------------------------------- */

static bool put_pipe(const char *path) {
    return mkfifo(path, 0600) == 0;
}

static bool put_folder(const char *path) {
    return mkdir(path, 0700) == 0;
}

static bool put_loop(const char *path) {
    return symlink(strrchr(path, '/') + 1, path) == 0;
}

static bool put_closed(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0);
    return fd >= 0 && close(fd) == 0;
}

static bool put_full(const char *path) {
    return symlink("/dev/full", path) == 0;
}

/* Never ends, when it is read. */
static bool put_device(const char *path) {
    return symlink("/dev/zero", path) == 0;
}

static const struct {
    const char *name;
    bool (*put)(const char *path);
} KINDS[] = {{"a pipe", put_pipe},      {"a folder", put_folder},  {"a loop", put_loop},
             {"no rights", put_closed}, {"a full disk", put_full}, {"a device", put_device}};

/* In the place of what is there. */
static void replace(const char *path, size_t kind) {
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
        folder_remove(path);
    unlink(path);
    if (!KINDS[kind].put(path))
        fail_msg("%s cannot be %s", path, KINDS[kind].name);
}

/* All but the schedule. */
static void replace_all(const World *world, size_t kind) {
    static const char *const NAMES[] = {"emergency.txt",     "logo.png",   "acme.svg", "own.yaml",
                                        "pictures-given-up", "extra.yaml", "test.runs"};
    for (size_t i = 0; i < countof(NAMES); i++)
        replace(folder_file(world->folder, NAMES[i]), kind);
    replace(world->state, kind);
    replace(world->lock, kind);
    replace(fetch_cache_path(world->arena, NULL, FAR_AWAY).s, kind);
}

/* ---- the program ------------------------------------------------------------------------------
 */

static void set_up(World *world) {
    *world = (World){.arena = arena_create()};
    folder_fresh(world->folder, sizeof world->folder, "station-paths");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    world->source = world->day;
    file_put(world->day, DAY);
    char runtime[] = "/tmp/kiosk-paths-XXXXXX";
    assert_non_null(mkdtemp(runtime));
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->state_home, sizeof world->state_home, "XDG_STATE_HOME=%.4000s", world->folder);
    char *real = realpath(world->day, NULL);
    Str state = state_path(world->arena, str_from(world->folder), str_from(real));
    free(real);
    snprintf(world->state, sizeof world->state, "%.*s", str_arg(state));
    snprintf(world->lock, sizeof world->lock, "%s.lock", world->state);
}

/* `env`: what comes on top. */
static void start_with(World *world, const char *what, const char *speed, const char *const *more) {
    const char *wrapped[] = {"unshare", "-m", "sh", "-c", world->script, "sh"};
    size_t before = world->script ? countof(wrapped) : 0;
    const char *argv[40] = {KIOSK_PROGRAM,      "--log-level", "debug",   "--renderer",
                            "software",         "--windowed",  "320x180", "--at",
                            "2026-05-16 09:30", "--speed",     speed,     "--state",
                            world->folder,      "--screen",    "test",    "--view",
                            "partners",         world->source};
    size_t count = 18;
    while (count + before < countof(argv) - 1 && world->more[count - 18]) {
        argv[count] = world->more[count - 18];
        count++;
    }
    memmove(argv + before, argv, count * sizeof *argv);
    memcpy(argv, wrapped, before * sizeof *argv);
    argv[before + count] = NULL;
    const char *env[] = {"SDL_VIDEODRIVER=dummy",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         world->runtime,
                         world->state_home,
                         "KIOSK_DATA=" TEST_SOURCE_DIR,
                         more[0],
                         more[0] ? more[1] : NULL,
                         more[0] && more[1] ? more[2] : NULL,
                         NULL};
    world->child = child_start(argv, env);
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, "first frame"))
        ;
    if (!line)
        fail_msg("with %s the program does not come up", what);
}

static void start(World *world, const char *what) {
    start_with(world, what, "1", (const char *[]){NULL, NULL, NULL});
}

/* A connection on which the line was said. */
static int say(const World *world, const char *line, const char *what) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/kiosk/test.sock",
             world->runtime + strlen("XDG_RUNTIME_DIR="));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = ANSWER_MS / 1000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char text[PATH_MAX + 64];
    int len = snprintf(text, sizeof text, "%s\n", line);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        send(fd, text, (size_t)len, MSG_NOSIGNAL) != len)
        fail_msg("with %s nobody listens", what);
    return fd;
}

static json_t *answer_from(int fd, const char *line, const char *what) {
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    if (!answer)
        fail_msg("with %s \"%s\" is not answered", what, line);
    return answer;
}

/* The answer to a line; there must be one, and soon. */
static json_t *ask_for(const World *world, const char *line, const char *what) {
    return answer_from(say(world, line, what), line, what);
}

static bool ask(const World *world, const char *line, const char *what) {
    json_t *answer = ask_for(world, line, what);
    bool is_ok = json_is_true(json_object_get(answer, "ok"));
    json_decref(answer);
    return is_ok;
}

static bool has_problem(const World *world, const char *word) {
    json_t *answer = ask_for(world, "status", word);
    char *text = json_dumps(answer, JSON_ENSURE_ASCII);
    bool is_said = strstr(text, word) != NULL;
    free(text);
    json_decref(answer);
    return is_said;
}

static void end(World *world, const char *what) {
    if (child_end(&world->child, SIGTERM) != 0)
        fail_msg("with %s the program does not end well", what);
    folder_remove(world->runtime + strlen("XDG_RUNTIME_DIR="));
    folder_remove(world->folder);
    arena_free(world->arena);
}

static void use(const World *world, const char *what) {
    char line[PATH_MAX + 32];
    assert_true(ask(world, "status", what));
    assert_true(ask(world, "delay main +5", what)); /* done, and said if it cannot be kept */
    snprintf(line, sizeof line, "screenshot %s", world->lock);
    ask(world, line, what);
    ask(world, "reload", what);
    assert_true(ask(world, "status", what));
}

/* Everything that the program may be told to read or write. */
static void ask_for_more(World *world) {
    const char *extra = arena_printf(world->arena, "%s/extra.yaml", world->folder);
    const char *picture = arena_printf(world->arena, "%s/stream.png", world->folder);
    const char *frames = arena_printf(world->arena, "%s/frames", world->folder);
    const char *more[] = {extra,    FAR_AWAY, "--overlay", "lower-third", "--overlay-size",
                          "160x90", "--png",  picture,     "--frames",    frames};
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

/* A change that the full disk refused is on the screen all the same, and it is told. */
static void test_what_is_not_kept_is_shown(void **state) {
    (void)state;
    World world;
    set_up(&world);
    replace(world.lock, 1);
    start(&world, "no lock");
    assert_true(ask(&world, "cancel a", "no lock"));
    for (int i = 0; i < 3; i++) {
        assert_true(has_problem(&world, "could not be written down"));
        assert_true(has_problem(&world, "\"cancel\""));
        file_put(world.state, i % 2 ? "{}" : "{ }"); /* looked at, and not taken */
    }
    end(&world, "no lock");
}

/* Asks until the status has the word, or has it no more. */
static void wait_problem(const World *world, const char *word, bool is_wanted) {
    Millis from = steady_now();
    while (has_problem(world, word) != is_wanted)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("\"%s\" is %s in the status", word, is_wanted ? "never" : "still");
}

/* A screen that could write nothing down listens to others again when it can. */
static void test_what_was_refused_is_caught_up(void **state) {
    (void)state;
    World world;
    set_up(&world);
    replace(world.lock, 1);
    start(&world, "no lock");
    assert_true(ask(&world, "cancel a", "no lock"));
    assert_true(has_problem(&world, "could not be written down"));
    folder_remove(world.lock);
    wait_problem(&world, "could not be written down", false);
    LiveOp op = {.kind = LIVE_NOTICE,
                 .text = str_from("From another screen"),
                 .until = INSTANT_NEVER,
                 .level = NOTICE_INFO};
    Date day = {.year = 2026, .month = 5, .day = 16};
    live_free(state_do(world.state, str_from("day"), day, &op, NULL, NULL));
    wait_problem(&world, "From another screen", true);
    assert_true(has_problem(&world, "\"cancel\""));
    end(&world, "no lock");
}

/* What staff said is taken off by staff, and not by a file that cannot be read. */
static void test_a_broken_state_takes_nothing_off(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start(&world, "a broken state");
    assert_true(ask(&world, "cancel a", "a broken state"));
    file_put(world.state, "{\"half");
    wait_problem(&world, "hold until it can be read", true);
    assert_true(has_problem(&world, "\"cancel\""));
    assert_true(
        ask(&world, "notice \"Shoes\"", "a broken state")); /* written down with the other */
    wait_problem(&world, "hold until it can be read", false);
    assert_true(has_problem(&world, "\"cancel\""));
    LiveState *kept = state_read_any(world.state);
    assert_true(kept && kept->count == 2);
    live_free(kept);
    end(&world, "a broken state");
}

/* Who put what lies over the views: also a file, which no command takes away. */
static void test_what_lies_over_the_views_is_told(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start(&world, "emergency.txt");
    const char *path = folder_file(world.folder, "emergency.txt");
    assert_false(has_problem(&world, "\"over\": [{"));
    file_put(path, "Leave by door B");
    wait_problem(&world, "Leave by door B", true);
    json_t *answer = ask_for(&world, "status", "emergency.txt");
    json_t *over = json_array_get(json_object_get(json_object_get(answer, "status"), "over"), 0);
    assert_string_equal(json_string_value(json_object_get(over, "level")), "emergency");
    const char *from = json_string_value(json_object_get(over, "from"));
    assert_true(from && strstr(from, "/emergency.txt"));
    json_decref(answer);
    for (int i = 0; i < 2; i++) { /* with nothing to lift, and with something */
        answer = ask_for(&world, "lift", "emergency.txt");
        const char *text = json_string_value(json_object_get(answer, i ? "message" : "error"));
        if (!text || !strstr(text, "/emergency.txt: it ends when that file is removed"))
            fail_msg("lift says \"%s\"", text ? text : "something else");
        json_decref(answer);
        assert_true(ask(&world, "notice \"Fire drill\" --level emergency", "emergency.txt"));
    }
    assert_true(ask(&world, "lift", "emergency.txt"));
    char beside[PATH_MAX + 8];
    snprintf(beside, sizeof beside, "%s.new", path);
    assert_true(put_pipe(beside) && rename(beside, path) == 0); /* cannot be read any more */
    wait_problem(&world, "holds until it can be read", true);
    assert_true(has_problem(&world, "\"Leave by door B\""));
    unlink(path);
    wait_problem(&world, "Leave by door B", false);
    assert_false(has_problem(&world, "holds until"));
    end(&world, "emergency.txt");
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
        cmocka_unit_test(test_what_is_not_kept_is_shown),
        cmocka_unit_test(test_what_was_refused_is_caught_up),
        cmocka_unit_test(test_a_broken_state_takes_nothing_off),
        cmocka_unit_test(test_what_lies_over_the_views_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
