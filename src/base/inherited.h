/* inherited.h: sockets that whoever started the program listens at already, so that nobody is
 * refused while it is started again: sd_listen_fds(3). */
#pragma once

#include <sys/socket.h>

/* A stream socket that listens at this very address and was handed over by LISTEN_FDS: a descriptor
 * of its own, to be closed, that does not block. Below 0: there is none. The one that was handed
 * over stays open, so that the address can be given up and taken again. */
int inherited_listener(const struct sockaddr *address);
