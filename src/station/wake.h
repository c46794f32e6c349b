/* wake.h: what wakes the sleeping loop from outside: signals, a clock that was set, descriptors.
 *
 * The loop sleeps in SDL, which knows nothing of descriptors. A thread that does nothing but wait
 * turns what comes into SDL events of one type; event.user.code is a WakeCode. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    WAKE_QUIT,      /* SIGTERM or SIGINT */
    WAKE_RELOAD,    /* SIGHUP */
    WAKE_CLOCK_SET, /* the system's clock jumped: somebody set it, or the machine slept */
    WAKE_FIRST_FREE /* codes from here on are for wake_add: watches, sockets, fetches (src/live) */
} WakeCode;

typedef struct Wake Wake;

/* To be called before any other thread starts: they inherit which signals are left to this one. */
void wake_block_signals(void);

/* NULL, with a line in the log, when the system refuses; the signals then do what they do to any
 * program. `event_type` comes from SDL_RegisterEvents. */
Wake *wake_start(uint32_t event_type);
void wake_stop(Wake *wake); /* accepts NULL */

/* The same for a program without SDL's events: `call` is called in the waiting thread. */
Wake *wake_start_calling(void (*call)(void *context, int code), void *context);

/* From now on an event with `code` (WAKE_FIRST_FREE or more) comes once when `fd` (borrowed) is
 * readable. Whoever has read it calls wake_again for the next one. False, with a line in the log,
 * when the system refuses. */
bool wake_add(Wake *wake, int fd, int code);
void wake_again(Wake *wake, int fd, int code);
void wake_remove(Wake *wake, int fd);
