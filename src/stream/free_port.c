#include "stream/free_port.h"

#include <unistd.h>

#include "stream/socket_address.h"

enum { TRIES = 100 };

static bool is_free(const char *host, uint16_t port) {
    SocketAddress address;
    if (!socket_address(host, port, &address))
        return false;
    int probe = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (probe < 0)
        return false;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bool is_bound = bind(probe, &address.any, address.len) == 0;
    close(probe);
    return is_bound;
}

uint16_t free_port_above(const char *host, uint16_t port) {
    for (uint32_t next = port + 1u; next <= UINT16_MAX && next <= (uint32_t)port + TRIES; next++)
        if (is_free(host, (uint16_t)next))
            return (uint16_t)next;
    return 0;
}
