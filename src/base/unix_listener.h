/* unix_listener.h: a UNIX socket that listens at a path, which is taken once.
 *
 * A socket is visible at its path only when it listens already, so whoever finds one that refuses
 * knows that its program is gone. Of several programs that find such a one at the same time, one
 * takes the path and the others are told that it is taken. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include <sys/un.h>

/* The longest path, in bytes: room is kept for a name beside it. */
enum { UNIX_PATH_MAX = sizeof(((struct sockaddr_un *)0)->sun_path) - 10 };

typedef struct {
    int fd;                       /* owned: listens, does not block */
    char path[UNIX_PATH_MAX + 1]; /* empty: closed */
    dev_t device;                 /* of the socket's file, to remove ours and nobody else's */
    ino_t inode;
} UnixListener;

/* `mode` is that of the socket's file; 0 leaves it to the umask. False with errno set: EADDRINUSE
 * when somebody listens there, EEXIST when something else than a socket is there, EBUSY when others
 * are taking paths in that folder for longer than half a second, ENAMETOOLONG. */
bool unix_listener_open(UnixListener *listener, const char *path, mode_t mode);

/* Removes the file, unless another has taken its place. Accepts a zeroed one. */
void unix_listener_close(UnixListener *listener);
