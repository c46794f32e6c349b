#include "stream/socket_address.h"

#include <arpa/inet.h>

bool socket_address(const char *host, uint16_t port, SocketAddress *out) {
    *out = (SocketAddress){.v4 = {.sin_family = AF_INET, .sin_port = htons(port)},
                           .len = sizeof out->v4};
    if (inet_pton(AF_INET, host, &out->v4.sin_addr) == 1)
        return true;
    *out = (SocketAddress){.v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)},
                           .len = sizeof out->v6};
    return inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1;
}
