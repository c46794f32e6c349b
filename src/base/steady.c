/* steady.c: see steady.h. */
#include "base/steady.h"

#define NANOSECONDS INT64_C(1000000000)

static struct timespec read_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this one */
    return now;
}

int64_t steady_nanoseconds(void) {
    struct timespec now = read_clock();
    return (int64_t)now.tv_sec * NANOSECONDS + now.tv_nsec;
}

Millis steady_now(void) {
    return steady_nanoseconds() / 1000000;
}

double steady_ms(void) {
    return (double)steady_nanoseconds() / 1e6;
}

struct timespec steady_after(Millis wait) {
    struct timespec until = read_clock();
    int64_t nanoseconds = until.tv_nsec + wait % MILLIS_SECOND * 1000000;
    until.tv_sec += (time_t)(wait / MILLIS_SECOND + nanoseconds / NANOSECONDS);
    until.tv_nsec = (long)(nanoseconds % NANOSECONDS);
    return until;
}

void steady_condition_init(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}
