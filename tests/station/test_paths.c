/* test_paths.c: what stands at a path that the program reads or writes is no reason to wait.
 *
 * The running program, without a display (SDL's dummy driver), with something in the place of each
 * of its files that is none: a pipe that nobody writes, a device, a folder, a loop of links, a file
 * that must not be read, a full disk. It comes up, answers and ends as ever. */
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
#include "child.h"
#include "live/state_file.h"

enum { PATIENCE_MS = 60000, ANSWER_MS = 5000 };

typedef struct {
    char folder[PATH_MAX], runtime[PATH_MAX], state_home[PATH_MAX];
    char day[PATH_MAX], state[PATH_MAX], lock[PATH_MAX + 8];
    Child child;
    Arena *arena;
} World;

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC, logo: logo.png}\n"
                          "rooms: [{id: main, name: Main}]\n"
                          "days: [{date: 2026-05-16, sessions: [\n"
                          "  {id: a, time: \"09:00-10:00\", room: main, title: First}]}]\n"
                          "partners: {gold: [{name: Acme, logo: acme.svg}]}\n"
                          "display: {theme: own.yaml}\n";

/* ---- what is put there ------------------------------------------------------------------------
 */

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
    static const char *const NAMES[] = {"emergency.txt", "logo.png", "acme.svg", "own.yaml",
                                        "pictures-given-up"};
    for (size_t i = 0; i < countof(NAMES); i++)
        replace(folder_file(world->folder, NAMES[i]), kind);
    replace(world->state, kind);
    replace(world->lock, kind);
}

/* ---- the program ------------------------------------------------------------------------------
 */

static void set_up(World *world) {
    *world = (World){.arena = arena_create()};
    folder_fresh(world->folder, sizeof world->folder, "station-paths");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
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

static void start(World *world, const char *what) {
    const char *argv[] = {KIOSK_PROGRAM,      "--log-level", "debug",   "--renderer",
                          "software",         "--windowed",  "320x180", "--at",
                          "2026-05-16 09:30", "--speed",     "1",       "--state",
                          world->folder,      "--screen",    "test",    "--view",
                          "partners",         world->day,    NULL};
    const char *env[] = {"SDL_VIDEODRIVER=dummy",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         world->runtime,
                         world->state_home,
                         "KIOSK_DATA=" TEST_SOURCE_DIR,
                         NULL};
    world->child = child_start(argv, env);
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, "first frame"))
        ;
    if (!line)
        fail_msg("with %s the program does not come up", what);
}

/* Whether the answer to a line is "ok"; there must be one, and soon. */
static bool ask(const World *world, const char *line, const char *what) {
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
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    if (!answer)
        fail_msg("with %s \"%s\" is not answered", what, line);
    bool is_ok = json_is_true(json_object_get(answer, "ok"));
    json_decref(answer);
    return is_ok;
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

static void test_from_the_start(void **state) {
    (void)state;
    for (size_t kind = 0; kind < countof(KINDS); kind++) {
        World world;
        set_up(&world);
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
    start(&world, "nothing");
    for (size_t kind = 0; kind < countof(KINDS); kind++) {
        replace_all(&world, kind);
        replace(world.day, kind);
        use(&world, KINDS[kind].name);
        folder_remove(world.day);
        unlink(world.day);
        file_put(world.day, DAY);
        assert_true(ask(&world, "reload", KINDS[kind].name));
    }
    end(&world, "everything");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_the_start),
        cmocka_unit_test(test_while_it_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
