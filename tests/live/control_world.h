/* control_world.h: a socket in a folder of its own, clients that speak to it, and a loop that
 * answers each line with itself. Included behind cmocka.h. */
#pragma once

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "folder.h"
#include "live/control.h"

typedef struct {
    char folder[PATH_MAX];
    Control *control;
    Arena *arena;
} World;

/* A path that fits a socket's address, whatever the build folder's name. */
static inline void short_folder(char *path, size_t size) {
    snprintf(path, size, "/tmp/kiosk-test-%d", (int)getpid());
    folder_remove(path);
}

static inline int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    short_folder(world->folder, sizeof world->folder);
    world->arena = arena_create();
    world->control = control_open(world->folder, "kiosk");
    *context = world;
    return world->control ? 0 : -1;
}

static inline int tear_down(void **context) {
    World *world = *context;
    control_close(world->control);
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static inline int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

static inline int connected(const World *world) {
    int fd = connect_to(control_path(world->control));
    assert_true(fd >= 0);
    return fd;
}

static inline void say(int fd, const char *text) {
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* What a client has been told so far, to its end if it was let go ("…$"). */
static inline const char *heard(World *world, int fd) {
    char text[65536];
    ssize_t got = recv(fd, text, sizeof text - 2, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN ? "" : "!";
    text[got] = 0;
    return got == 0 ? "$" : arena_copy(world->arena, text, (size_t)got);
}

/* The loop's part: answers each line with itself. Returns how many there were. */
static inline int serve(World *world) {
    int count = 0;
    ControlRequest request;
    struct pollfd fd = {.fd = control_fd(world->control), .events = POLLIN};
    for (int rounds = 0; poll(&fd, 1, 0) > 0; rounds++) {
        if (rounds == 1000)
            fail_msg("the socket is never quiet");
        while (control_take(world->control, world->arena, &request)) {
            Str echo = str_printf(world->arena, "<%.*s>", str_arg(request.line));
            control_answer(world->control, request.client, echo);
            count++;
        }
    }
    return count;
}
