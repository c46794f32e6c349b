/* relay.h: two threads at one piece of work, of which the second goes on with what the first has
 * begun.
 *
 * The first fills one slot after the other, the second empties them in the same order; who is ahead
 * waits. What is in the slots is the callers' own. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct Relay Relay;

/* True where a second thread would have a processor of its own. */
bool relay_pays(void);

/* Starts the second thread, which calls take(context, slot) for each slot that is handed over; the
 * slots are numbered from 0 to `slots` (at least 2) and are used in turn, beginning with 0. NULL
 * when no thread can be started: then the caller does all of it. */
Relay *relay_start(void (*take)(void *context, size_t slot), void *context, size_t slots);

/* Hands over the slot that was filled. What comes back is the next one, once it has been emptied.
 * Everything that was written before is seen by the second thread. */
size_t relay_hand_over(Relay *relay);

/* Returns when everything that was handed over has been taken: until the next time something is
 * handed over the second thread touches nothing. */
void relay_settle(Relay *relay);

/* The same, and ends the thread. Accepts NULL. */
void relay_end(Relay *relay);
