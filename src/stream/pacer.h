/* pacer.h: when each frame of a constant rate is due.
 *
 * Deadlines are counted from the start, so that they never drift: tick n is due n × scale / rate
 * seconds after it. Whoever comes late does not hurry afterwards: the ticks that have passed are
 * left out, and counted. The clock is handed in. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int32_t rate, scale; /* frames a second: rate / scale; 30000 / 1001 for 29.97 */
} FrameRate;

/* "30", "59.94", "30000/1001", from 1 to 240. The rates of NTSC may be written with two decimals:
 * 23.98, 29.97, 59.94. */
bool frame_rate_parse(const char *text, FrameRate *out);

typedef struct {
    FrameRate rate;
    int64_t start;    /* nanoseconds of the monotonic clock */
    int64_t next;     /* number of the tick that is due next */
    uint64_t late;    /* ticks that were begun more than half a frame after their deadline */
    uint64_t skipped; /* ticks that had passed altogether */
} Pacer;

/* The first tick is due at `now`. */
Pacer pacer_start(FrameRate rate, int64_t now);

/* When tick number `tick` is due, in the clock's nanoseconds. */
int64_t pacer_deadline(const Pacer *pacer, int64_t tick);

/* Nanoseconds from `now` until the next tick; 0 when it is due. */
int64_t pacer_wait(const Pacer *pacer, int64_t now);

/* Begins the tick that is due at `now` and returns its number. Must not be called early. */
int64_t pacer_begin(Pacer *pacer, int64_t now);

/* After a time in which nothing was to be done: the next tick is the first one to come, and those
 * that have passed are not counted. */
void pacer_resume(Pacer *pacer, int64_t now);
