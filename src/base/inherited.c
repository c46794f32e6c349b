#include "base/inherited.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST = 3, COUNT_MAX = 64 }; /* SD_LISTEN_FDS_START */

/* How many were handed over to this process. */
static int handed_over(void) {
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    if (!pid || !count || strtoll(pid, NULL, 10) != getpid())
        return 0;
    long value = strtol(count, NULL, 10);
    return value < 0 ? 0 : value > COUNT_MAX ? COUNT_MAX : (int)value;
}

static bool is_same(const struct sockaddr *a, const struct sockaddr *b) {
    if (a->sa_family != b->sa_family)
        return false;
    if (a->sa_family == AF_INET) {
        const struct sockaddr_in *x = (const void *)a, *y = (const void *)b;
        return x->sin_port == y->sin_port && x->sin_addr.s_addr == y->sin_addr.s_addr;
    }
    if (a->sa_family == AF_INET6) {
        const struct sockaddr_in6 *x = (const void *)a, *y = (const void *)b;
        return x->sin6_port == y->sin6_port &&
               memcmp(&x->sin6_addr, &y->sin6_addr, sizeof x->sin6_addr) == 0;
    }
    const struct sockaddr_un *x = (const void *)a, *y = (const void *)b;
    return a->sa_family == AF_UNIX && x->sun_path[0] &&
           strncmp(x->sun_path, y->sun_path, sizeof x->sun_path) == 0;
}

/* Listens there, and takes streams. */
static bool is_listener(int fd, const struct sockaddr *address) {
    union {
        struct sockaddr any;
        struct sockaddr_un longest;
        struct sockaddr_storage room;
    } own = {0};
    socklen_t len = sizeof own, word = sizeof(int);
    int listens = 0, type = 0;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &word) == 0 && listens &&
           getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &word) == 0 && type == SOCK_STREAM &&
           getsockname(fd, &own.any, &len) == 0 && is_same(&own.any, address);
}

int inherited_listener(const struct sockaddr *address) {
    for (int fd = FIRST; fd < FIRST + handed_over(); fd++) {
        if (!is_listener(fd, address))
            continue;
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        int own = fcntl(fd, F_DUPFD_CLOEXEC, FIRST);
        if (own >= 0)
            fcntl(own, F_SETFL, fcntl(own, F_GETFL) | O_NONBLOCK);
        return own;
    }
    return -1;
}

size_t inherited_named(const char *prefix, Inherited *to, size_t max) {
    const char *names = getenv("LISTEN_FDNAMES");
    size_t found = 0;
    int end = FIRST + handed_over();
    for (int fd = FIRST; names && fd < end && found < max; fd++) {
        size_t length = strcspn(names, ":");
        if (strncmp(names, prefix, strlen(prefix)) == 0 && length < sizeof to->name) {
            to[found].fd = fd;
            snprintf(to[found].name, sizeof to->name, "%.*s", (int)length, names);
            fcntl(fd, F_SETFD, FD_CLOEXEC);
            found++;
        }
        names = names[length] ? names + length + 1 : NULL;
    }
    return found;
}
