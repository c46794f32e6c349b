/* restarts.h: how the runs before this one ended: a file for each screen, for the status of the
 * next, and for how careful it has to be.
 *
 * The file says that a run is under way; who finds that at its start knows that the former one did
 * not end, but was ended. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

/* How many are too many, and of how many it is kept when they were. */
enum { RESTARTS_TO_CARE = 3, RESTARTS_TO_BARE = 6, RESTARTS_KEPT = 6 };

typedef struct {
    const char *path; /* NULL: nothing is kept */
    uint32_t count;   /* after a crash, a hang, or a loss of power */
    Str reason;       /* of the last of them, with its time; empty: there was none */
    /* Of them, since the machine was started: */
    Millis ends[RESTARTS_KEPT]; /* when the last ones were found, on the clock of `at` … */
    uint32_t in_a_minute;       /* … how many those are: within the minute before this run */
    uint32_t dark;              /* since restarts_shown: they have never come to a picture */
    Str boot;                   /* see restarts_boot */
} Restarts;

/* The file of this screen in the folder: "kiosk.runs", or "kiosk-2.runs" when another process that
 * lives has that one. NULL when there is no folder. In `arena`. */
const char *restarts_path(Arena *arena, Str folder, Str screen);

/* Which start of the machine this is. `folder` is one that does not outlast it (empty: none), for
 * where the system does not tell; empty: nobody knows. In `arena`. */
Str restarts_boot(Arena *arena, Str folder);

/* Reads the file and writes that a run has begun; `now` is the time for people, `at` milliseconds
 * since the machine was started. All in `arena`, which must live as long. */
Restarts restarts_begin(Arena *arena, const char *path, Str now, Str boot, Millis at);
void restarts_end(const Restarts *runs); /* it ends as it should */

/* Whether this run should wait before it goes on: those before it came to no picture. */
bool restarts_should_wait(const Restarts *runs);

/* The first picture was drawn. As restarts_end. */
void restarts_shown(Restarts *runs);

/* Whatever ends this run, it is nothing that was shown. */
void restarts_excuse(const Restarts *runs);

/* Why it is ended now. Takes no lock and allocates nothing: also when all else hangs. */
void restarts_note(const char *path, const char *why);
