/* paths_world.h: the running program without a display (SDL's dummy driver), with a folder of its
 * own in which something else can be put in the place of each of its files; and what staff ask it.
 */
#pragma once

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

static inline bool put_pipe(const char *path) {
    return mkfifo(path, 0600) == 0;
}

static inline bool put_folder(const char *path) {
    return mkdir(path, 0700) == 0;
}

static inline bool put_loop(const char *path) {
    return symlink(strrchr(path, '/') + 1, path) == 0;
}

static inline bool put_closed(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0);
    return fd >= 0 && close(fd) == 0;
}

static inline bool put_full(const char *path) {
    return symlink("/dev/full", path) == 0;
}

/* Never ends, when it is read. */
static inline bool put_device(const char *path) {
    return symlink("/dev/zero", path) == 0;
}

static const struct {
    const char *name;
    bool (*put)(const char *path);
} KINDS[] = {{"a pipe", put_pipe},      {"a folder", put_folder},  {"a loop", put_loop},
             {"no rights", put_closed}, {"a full disk", put_full}, {"a device", put_device}};

/* In the place of what is there. */
static inline void replace(const char *path, size_t kind) {
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
        folder_remove(path);
    unlink(path);
    if (!KINDS[kind].put(path))
        fail_msg("%s cannot be %s", path, KINDS[kind].name);
}

/* All but the schedule. */
static inline void replace_all(const World *world, size_t kind) {
    static const char *const NAMES[] = {"emergency.txt", "logo.png",          "acme.svg",
                                        "own.yaml",      "pictures-given-up", "extra.yaml",
                                        "test.runs",     "played.jsonl",      "screens.yaml",
                                        "slides",        "operator.tokens"};
    for (size_t i = 0; i < countof(NAMES); i++)
        replace(folder_file(world->folder, NAMES[i]), kind);
    replace(world->state, kind);
    replace(world->lock, kind);
    replace(fetch_cache_path(world->arena, NULL, FAR_AWAY).s, kind);
}

/* ---- the program ------------------------------------------------------------------------------
 */

static inline void set_up(World *world) {
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
static inline void start_with(World *world, const char *what, const char *speed,
                              const char *const *more) {
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

static inline void start(World *world, const char *what) {
    start_with(world, what, "1", (const char *[]){NULL, NULL, NULL});
}

/* A connection on which the line was said. */
static inline int say(const World *world, const char *line, const char *what) {
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

static inline json_t *answer_from(int fd, const char *line, const char *what) {
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    if (!answer)
        fail_msg("with %s \"%s\" is not answered", what, line);
    return answer;
}

/* The answer to a line; there must be one, and soon. */
static inline json_t *ask_for(const World *world, const char *line, const char *what) {
    return answer_from(say(world, line, what), line, what);
}

static inline bool ask(const World *world, const char *line, const char *what) {
    json_t *answer = ask_for(world, line, what);
    bool is_ok = json_is_true(json_object_get(answer, "ok"));
    json_decref(answer);
    return is_ok;
}

static inline bool has_problem(const World *world, const char *word) {
    json_t *answer = ask_for(world, "status", word);
    char *text = json_dumps(answer, JSON_ENSURE_ASCII);
    bool is_said = strstr(text, word) != NULL;
    free(text);
    json_decref(answer);
    return is_said;
}

static inline void end(World *world, const char *what) {
    if (child_end(&world->child, SIGTERM) != 0)
        fail_msg("with %s the program does not end well", what);
    folder_remove(world->runtime + strlen("XDG_RUNTIME_DIR="));
    folder_remove(world->folder);
    arena_free(world->arena);
}

static inline void use(const World *world, const char *what) {
    char line[PATH_MAX + 32];
    assert_true(ask(world, "status", what));
    assert_true(ask(world, "delay main +5", what)); /* done, and said if it cannot be kept */
    snprintf(line, sizeof line, "screenshot %s", world->lock);
    ask(world, line, what);
    ask(world, "reload", what);
    assert_true(ask(world, "status", what));
}
