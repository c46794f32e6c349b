/* inherited.h: descriptors that whoever started the program hands over: sockets at which somebody
 * listens already, so that nobody is refused while it is started again, and what an earlier process
 * of the same service has left in its care: sd_listen_fds(3). */
#pragma once

#include <stddef.h>
#include <sys/socket.h>

/* A stream socket that listens at this very address and was handed over by LISTEN_FDS: a descriptor
 * of its own, to be closed, that does not block. Below 0: there is none. The one that was handed
 * over stays open, so that the address can be given up and taken again. */
int inherited_listener(const struct sockaddr *address);

typedef struct {
    int fd; /* to be closed by whoever asked */
    char name[32];
} Inherited;

/* Those whose name (LISTEN_FDNAMES) begins with `prefix`, at most `max`: how many. */
size_t inherited_named(const char *prefix, Inherited *to, size_t max);
