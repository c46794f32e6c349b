/* clash_search.h: which sessions take place at the same time and cannot both. Inner header of
 * checks.c. */
#pragma once

#include "schedule/checks.h"

typedef struct {
    const Clash *items; /* by the first session, then by the second; at most as many as asked for */
    size_t count;
    size_t more;    /* at least so many beyond them */
    uint64_t steps; /* pairs and places that were looked at, for the test of how that grows */
} Clashes;

/* In `arena`. Its time is that of sorting the sessions' rooms and speakers, and of what is found.
 */
Clashes clashes_find(Arena *arena, const Schedule *schedule, size_t most);
