/* live_world.h: for the tests of the running program told from outside: a display, a program on it,
 * and its socket. */
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
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "../live/web.h"
#include "base/files.h"
#include "child.h"

#define LEAKS "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp"

#define NOT_STARTED (-1)

enum { PATIENCE_MS = 60000 };

/* Two rooms, one day. %s is the title of the first talk. */
static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}, {id: side, name: Side}]\n"
                          "days:\n"
                          "  - date: 2026-05-16\n"
                          "    sessions:\n"
                          "      - {id: a, time: 09:00–10:00, room: main, title: %s}\n"
                          "      - {id: b, time: 10:00–11:00, room: main, title: Second}\n"
                          "      - {id: c, time: 09:00–11:00, room: side, title: Third}\n";

typedef struct {
    Server server;
    bool has_server;
    char display[32], runtime[PATH_MAX], state[PATH_MAX], cache[PATH_MAX];
    char folder[PATH_MAX], day[PATH_MAX];
    Arena *arena;
} World;

static inline void write_day(const World *world, const char *title) {
    char text[2048];
    const char *beside = folder_file(world->folder, ".day.new");
    snprintf(text, sizeof text, DAY, title);
    file_put(beside, text);
    assert_int_equal(rename(beside, world->day), 0);
}

static inline int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    world->has_server = server_start(&world->server, "640x360");
    folder_fresh(world->folder, sizeof world->folder, "app-live");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    snprintf(world->display, sizeof world->display, "DISPLAY=%s", world->server.display);
    /* A socket's address is short. */
    char runtime[] = "/tmp/kiosk-live-XXXXXX";
    assert_non_null(mkdtemp(runtime));
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->state, sizeof world->state, "XDG_STATE_HOME=%.4000s", world->folder);
    snprintf(world->cache, sizeof world->cache, "XDG_CACHE_HOME=%.4000s", world->folder);
    write_day(world, "First");
    *context = world;
    return 0;
}

static const char *runtime_folder(const World *world) {
    return world->runtime + strlen("XDG_RUNTIME_DIR=");
}

static inline int tear_down(void **context) {
    World *world = *context;
    if (world->has_server)
        server_end(&world->server);
    folder_remove(runtime_folder(world));
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

/* ---- the program ---------------------------------------------------------------------------- */

static inline double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* Started at `at` with these sources, and its first picture shown. `screen` NULL: nobody says what
 * it is called. */
static inline Child start_with(const World *world, const char *const *sources, const char *screen,
                               const char *at) {
    if (!world->has_server) {
        print_message("Xvfb is not installed\n");
        skip();
    }
    const char *argv[24] = {KIOSK_PROGRAM, "--log-level", "debug",      "--renderer", "software",
                            "--windowed",  "640x360",     "--at",       at,           "--speed",
                            "1",           "--state",     world->folder};
    size_t count = 13;
    if (screen) {
        argv[count++] = "--screen";
        argv[count++] = screen;
    }
    for (size_t i = 0; sources[i]; i++)
        argv[count++] = sources[i];
    const char *env[] = {
        world->display, "SDL_VIDEODRIVER=x11", "DBUS_SESSION_BUS_ADDRESS=",   LEAKS, world->runtime,
        world->state,   world->cache,          "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    Child child = child_start(argv, env);
    const char *line;
    while ((line = child_line(&child, PATIENCE_MS)) && !strstr(line, "first frame"))
        ;
    if (!line)
        fail_msg("the program does not come up");
    return child;
}

static inline Child start_at(const World *world, const char *path, const char *screen,
                             const char *at) {
    const char *const sources[] = {path, NULL};
    return start_with(world, sources, screen, at);
}

static inline Child start_kiosk(const World *world, const char *path, const char *screen) {
    return start_at(world, path, screen, "2026-05-16 09:30");
}

static inline int connect_to(const World *world, const char *screen) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/kiosk/%.20s.sock",
             runtime_folder(world), screen);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = PATIENCE_MS / 1000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail_msg("%s does not answer", address.sun_path);
    return fd;
}

/* The answer to one line; json_decref. */
static inline json_t *ask(const World *world, const char *screen, const char *line) {
    int fd = connect_to(world, screen);
    char text[256];
    snprintf(text, sizeof text, "%.250s\n", line);
    assert_true(send(fd, text, strlen(text), MSG_NOSIGNAL) > 0);
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    assert_non_null(answer);
    return answer;
}

static inline void tell(const World *world, const char *line) {
    json_t *answer = ask(world, "test", line);
    if (!json_is_true(json_object_get(answer, "ok")))
        fail_msg("%s: %s", line, json_string_value(json_object_get(answer, "error")));
    json_decref(answer);
}

/* Something of the status: "now/0/title". */
static inline Str status_of(const World *world, const char *screen, const char *path) {
    json_t *answer = ask(world, screen, "status");
    const json_t *at = json_object_get(answer, "status");
    char copy[128], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key = strtok_r(copy, "/", &rest); key; key = strtok_r(NULL, "/", &rest))
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(key)) : json_object_get(at, key);
    const char *text = json_string_value(at);
    Str found = str_copy(world->arena, str_from(text ? text : ""));
    json_decref(answer);
    return found;
}

/* Asks until the status says that, or begins with that. */
static inline void wait_status(const World *world, const char *screen, const char *path,
                               const char *wanted) {
    double until = now_ms() + PATIENCE_MS;
    while (!str_starts(status_of(world, screen, path), wanted) ||
           (*wanted == 0 && status_of(world, screen, path).len))
        if (now_ms() > until)
            fail_msg("%s is \"%.*s\", not \"%s\"", path, str_arg(status_of(world, screen, path)),
                     wanted);
}

/* True when the whole screen is of one colour at its four corners, red and not dark: an
 * emergency. */
static inline bool is_red(const World *world) {
    Pixmap frame = server_frame(&world->server);
    bool is_all = true;
    size_t last = (size_t)frame.width * (size_t)frame.height - 1;
    const size_t corners[] = {0, (size_t)frame.width - 1, last - (size_t)frame.width + 1, last};
    for (size_t i = 0; i < countof(corners); i++) {
        uint32_t pixel = frame.pixels[corners[i]];
        uint32_t red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;
        is_all = is_all && red > 150 && green < 90 && blue < 90;
    }
    pixmap_free(&frame);
    return is_all;
}

static inline double wait_red(const World *world, bool is_wanted, double since) {
    while (is_red(world) != is_wanted)
        if (now_ms() > since + PATIENCE_MS)
            fail_msg("the screen is %sred", is_wanted ? "not " : "still ");
    return now_ms() - since;
}
