#include "live/live_socket.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "live/control.h"

enum { ANSWER_SECONDS = 60, KNOCK_SECONDS = 2, FOLDERS_MAX = 2 };

/* A connection, or -1 with errno set. */
static int connect_to(Arena *arena, Str folder, Str name, int seconds) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    Str path = str_printf(arena, "%.*s/%.*s.sock", str_arg(folder), str_arg(name));
    if (path.len >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path.s, path.len + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = seconds};
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static int compare_names(const void *left, const void *right) {
    const Str *a = left, *b = right; /* each ends in a NUL */
    return strcmp(a->s, b->s);
}

/* Where sockets may be: a service's are in /run/kiosk, which root reaches from any session. */
static size_t folders(Arena *arena, Str to[FOLDERS_MAX]) {
    size_t count = 0;
    Str own = control_folder(arena), service = str_from("/run/kiosk");
    if (own.len)
        to[count++] = own;
    if (geteuid() == 0 && !str_equal(own, service))
        to[count++] = service;
    return count;
}

static void add_running(Arena *arena, Str folder, Str **names, size_t *count, size_t *capacity) {
    DIR *entries = opendir(folder.s);
    const struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        Str name = str_from(entry->d_name);
        if (!str_ends(name, ".sock"))
            continue;
        name = str_copy(arena, str_slice(name, 0, name.len - strlen(".sock")));
        bool is_known = false;
        for (size_t i = 0; i < *count; i++)
            is_known |= str_equal((*names)[i], name);
        int fd = is_known ? -1 : connect_to(arena, folder, name, KNOCK_SECONDS);
        if (fd < 0)
            continue;
        close(fd);
        Str *place = arena_push(arena, names, count, capacity, sizeof *place, _Alignof(Str));
        *place = name;
    }
    if (entries)
        closedir(entries);
}

const Str *live_running(Arena *arena, size_t *count) {
    Str *names = NULL, places[FOLDERS_MAX];
    size_t capacity = 0, place_count = folders(arena, places);
    *count = 0;
    for (size_t i = 0; i < place_count; i++)
        add_running(arena, places[i], &names, count, &capacity);
    if (*count > 1)
        qsort(names, *count, sizeof *names, compare_names);
    return names;
}

static bool send_line(int fd, Str line) {
    for (size_t at = 0; at < line.len;) {
        ssize_t put = send(fd, line.s + at, line.len - at, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += (size_t)put;
    }
    return true;
}

static bool receive_line(Arena *arena, int fd, Str *line) {
    char *bytes = NULL;
    size_t count = 0, capacity = 0;
    for (;;) {
        char chunk[4096];
        ssize_t got = recv(fd, chunk, sizeof chunk, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        for (ssize_t i = 0; i < got; i++) {
            if (chunk[i] == '\n') {
                *line = (Str){.s = bytes, .len = count};
                return true;
            }
            char *place = arena_push(arena, &bytes, &count, &capacity, 1, 1);
            *place = chunk[i];
        }
    }
}

bool live_ask_within(Arena *arena, Str screen, Str line, int seconds, Str *answer) {
    Str places[FOLDERS_MAX];
    size_t place_count = folders(arena, places);
    int fd = -1;
    for (size_t i = 0; i < place_count && fd < 0; i++)
        fd = connect_to(arena, places[i], screen, seconds);
    if (fd < 0)
        return false;
    bool is_answered = send_line(fd, str_printf(arena, "%.*s\n", str_arg(line))) &&
                       receive_line(arena, fd, answer);
    close(fd);
    return is_answered;
}

bool live_ask(Arena *arena, Str screen, Str line, Str *answer) {
    return live_ask_within(arena, screen, line, ANSWER_SECONDS, answer);
}
