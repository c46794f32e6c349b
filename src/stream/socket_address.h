/* socket_address.h: a host's address and a port as the kernel wants them. */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

typedef struct {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    };
    socklen_t len;
} SocketAddress;

/* `host` is "127.0.0.1", "::1", …, no name. False when it is no address. */
bool socket_address(const char *host, uint16_t port, SocketAddress *out);
