#include "stream/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TRIES = 100 };

static bool is_free(const char *host, uint16_t port) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    bool is_v4 = inet_pton(AF_INET, host, &v4.sin_addr) == 1;
    if (!is_v4 && inet_pton(AF_INET6, host, &v6.sin6_addr) != 1)
        return false;
    int probe = socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (probe < 0)
        return false;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bool is_bound = is_v4 ? bind(probe, (const struct sockaddr *)&v4, sizeof v4) == 0
                          : bind(probe, (const struct sockaddr *)&v6, sizeof v6) == 0;
    close(probe);
    return is_bound;
}

uint16_t free_port_above(const char *host, uint16_t port) {
    for (uint32_t next = port + 1u; next <= UINT16_MAX && next <= (uint32_t)port + TRIES; next++)
        if (is_free(host, (uint16_t)next))
            return (uint16_t)next;
    return 0;
}
