/* restarts.h: how the runs before this one ended: a file for each screen, for the status of the
 * next.
 *
 * The file says that a run is under way; who finds that at its start knows that the former one did
 * not end, but was ended. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    const char *path; /* NULL: nothing is kept */
    uint32_t count;   /* after a crash, a hang, or a loss of power */
    Str reason;       /* of the last of them, with its time; empty: there was none */
} Restarts;

/* Reads the file and writes that a run has begun; `now` is the time for people. All in `arena`,
 * which must live as long. */
Restarts restarts_begin(Arena *arena, const char *path, Str now);
void restarts_end(const Restarts *runs); /* it ends as it should */

/* Why it is ended now. Takes no lock and allocates nothing: also when all else hangs. */
void restarts_note(const char *path, const char *why);
