/* wake.h: what reaches the station's loop from outside: signals, a clock that was set, descriptors.
 *
 * One epoll. Whoever owns a descriptor hands it in with a function, which is called in the loop's
 * thread whenever there is something to read. A station without a display sleeps in wake_wait; one
 * that has to sleep in SDL is woken by bell.h, and calls wake_wait without waiting. */
#pragma once

#include "base/instant.h"

typedef struct Wake Wake;

/* Reads what has come. Called again as long as the descriptor is readable. */
typedef void WakeCall(void *context);

typedef struct {
    void *context;                               /* of those below */
    WakeCall *quit;                              /* SIGTERM or SIGINT */
    WakeCall *reload;                            /* SIGHUP */
    void (*sleep)(void *context, Millis millis); /* wake_wait begins to sleep; NULL: nobody asks */
    WakeCall *wake;                              /* and has slept; NULL like `sleep` */
    WakeCall *clock_set; /* the system's clock jumped: somebody set it, or the machine slept */
} WakeHooks;

/* To be called before any other thread starts: they inherit which signals are left to this one. */
void wake_block_signals(void);

/* Never NULL. Where the system refuses, after a line in the log, signals do what they do to any
 * program, and nothing else wakes the loop but time. */
Wake *wake_open(const WakeHooks *hooks);
void wake_close(Wake *wake); /* accepts NULL */

/* From now on `call` is called when `fd` (borrowed) is readable; it must not be a descriptor on
 * which reading waits. False, with a line in the log, when the system refuses. */
bool wake_add(Wake *wake, int fd, WakeCall *call, void *context);
void wake_remove(Wake *wake, int fd);

/* Sleeps at most `millis` (INT64_MAX: for ever; 0: not at all; of what is more than 24 days, that
 * much), and calls what is due. */
void wake_wait(Wake *wake, Millis millis);

/* True when wake_wait would call something at once. */
bool wake_is_due(const Wake *wake);

/* Readable when wake_wait has something to call; -1: never. */
int wake_fd(const Wake *wake);
