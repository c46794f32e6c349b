/* free_port.h: a port that nobody listens at, for messages and for what has no port of its own. */
#pragma once

#include <stdint.h>

/* The first free one above `port` at that address ("127.0.0.1", "::1"), of the next hundred; 0:
 * there is none. Somebody may take it meanwhile. */
uint16_t free_port_above(const char *host, uint16_t port);
