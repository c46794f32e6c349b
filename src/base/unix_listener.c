/* unix_listener.c: see unix_listener.h. */
#include "base/unix_listener.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BACKLOG = 8, LOCK_TRIES = 125, LOCK_STEP_MS = 4 };

/* Nobody listens at the socket's file: its program was killed. */
static bool is_abandoned(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, path);
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0)
        return false;
    bool is_refused = connect(probe, (const struct sockaddr *)&address, sizeof address) != 0 &&
                      errno == ECONNREFUSED;
    close(probe);
    return is_refused;
}

/* A socket that listens under a name of its own beside the path. */
static bool listen_beside(UnixListener *listener, const char *path, mode_t mode, char *beside,
                          size_t size) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat status;
    uint32_t number;
    if (getrandom(&number, sizeof number, 0) != sizeof number)
        number = (uint32_t)getpid();
    snprintf(beside, size, "%s.%08x", path, number);
    strcpy(address.sun_path, beside);
    listener->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener->fd < 0 ||
        bind(listener->fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        beside[0] = 0;
        return false;
    }
    if ((mode && chmod(beside, mode) != 0) || listen(listener->fd, BACKLOG) != 0 ||
        lstat(beside, &status) != 0)
        return false;
    listener->device = status.st_dev;
    listener->inode = status.st_ino;
    return true;
}

/* The folder is the lock: nothing is left behind. Below 0 with errno set. */
static int lock_folder(const char *path) {
    char folder[UNIX_PATH_MAX + 2];
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) + 1 : 0;
    snprintf(folder, sizeof folder, "%.*s.", len, path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return fd;
        if (errno != EWOULDBLOCK && errno != EINTR)
            break;
        struct timespec step = {.tv_nsec = LOCK_STEP_MS * 1000000L};
        nanosleep(&step, NULL);
    }
    close(fd);
    errno = EBUSY;
    return -1;
}

/* Puts our socket in the place of one that nobody listens at. Under the lock no other can do the
 * same between the look and the move. */
static bool replace_abandoned(const char *path, const char *beside) {
    int lock = lock_folder(path);
    if (lock < 0)
        return false;
    struct stat status;
    bool is_moved = false;
    if (lstat(path, &status) == 0 && !S_ISSOCK(status.st_mode))
        errno = EEXIST;
    else if (!is_abandoned(path) && lstat(path, &status) == 0)
        errno = EADDRINUSE;
    else
        is_moved = rename(beside, path) == 0;
    int error = errno;
    close(lock); /* unlocks */
    errno = error;
    return is_moved;
}

/* Gives the socket its own path: with link, which never replaces anything. */
static bool take_path(const char *path, const char *beside) {
    if (link(beside, path) == 0) {
        unlink(beside);
        return true;
    }
    return errno == EEXIST && replace_abandoned(path, beside);
}

bool unix_listener_open(UnixListener *listener, const char *path, mode_t mode) {
    char beside[sizeof(((struct sockaddr_un *)0)->sun_path)] = "";
    *listener = (UnixListener){.fd = -1};
    if (strlen(path) > UNIX_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (listen_beside(listener, path, mode, beside, sizeof beside) && take_path(path, beside)) {
        strcpy(listener->path, path);
        return true;
    }
    int error = errno;
    if (beside[0])
        unlink(beside);
    if (listener->fd >= 0)
        close(listener->fd);
    *listener = (UnixListener){.fd = -1};
    errno = error;
    return false;
}

void unix_listener_close(UnixListener *listener) {
    struct stat status;
    if (listener->path[0]) {
        /* As long as ours listens nobody takes its place: what is there now is there to the end. */
        if (lstat(listener->path, &status) == 0 && status.st_dev == listener->device &&
            status.st_ino == listener->inode)
            unlink(listener->path);
        close(listener->fd);
    }
    *listener = (UnixListener){.fd = -1};
}
