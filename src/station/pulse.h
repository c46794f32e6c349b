/* pulse.h: notices that the loop hangs, and ends the process for its supervisor.
 *
 * A thread that only counts: it sleeps on a timer that the loop winds up whenever it goes to sleep
 * or wakes, so that it costs no wake-up as long as the loop comes by. */
#pragma once

#include "base/instant.h"

typedef struct Pulse Pulse;

/* Milliseconds. */
typedef struct {
    Millis busy_max; /* between two sleeps of the loop */
    Millis late_max; /* after what the loop sleeps for was due */
    Millis grace;    /* on top of both, for a process that was stopped itself, with its loop */
} PulseLimits;

/* 10 s and 5 s, the grace included. */
extern const PulseLimits PULSE_LIMITS;

/* To be called in the loop's thread. `note` (borrowed, NULL: none) is a file that gets one line
 * why, see restarts.h. NULL, after a line in the log, when the system refuses: nothing is noticed
 * then.
 */
Pulse *pulse_start(const char *note, const PulseLimits *limits);
void pulse_stop(Pulse *pulse); /* accepts NULL, as all below */

/* The loop is awake; `phase` (a literal) says with what, for the line. */
void pulse_busy(Pulse *pulse, const char *phase);

/* It goes to sleep for at most so many milliseconds; INT64_MAX: for ever. */
void pulse_rest(Pulse *pulse, Millis millis);
