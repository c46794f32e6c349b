/* bell.h: wakes a loop that sleeps in SDL when a descriptor is readable.
 *
 * SDL sleeps on the display's connection and knows nothing of other descriptors. A thread that does
 * nothing but wait for this one posts an SDL event; at rest it costs no wake-up. */
#pragma once

#include <stdint.h>

typedef struct Bell Bell;

/* An event of that type (of SDL_RegisterEvents) comes once when `fd` (borrowed) is readable, and
 * again after each bell_again. NULL, after a line in the log, when the system refuses. */
Bell *bell_start(int fd, uint32_t event_type);
void bell_stop(Bell *bell);  /* accepts NULL */
void bell_again(Bell *bell); /* what was to be read was read; accepts NULL */
