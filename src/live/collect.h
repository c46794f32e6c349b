/* collect.h: the files that a schedule names and that lie on a server (pictures, a theme), fetched
 * into a folder and kept fresh, in a thread of its own.
 *
 * One after the other; asked for again with what the server said of the version. A file takes the
 * place of another one only when it is whole and is what it should be; what is not named any more
 * is removed. A redirect is followed within its server alone. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

typedef struct Collect Collect;

typedef struct {
    const char *folder;  /* made when the first file comes; its files are ours alone */
    Millis interval;     /* 0: ten minutes */
    Millis retry;        /* 0: 10 s; after the first failure, then doubled up to the interval */
    Millis timeout;      /* 0: 30 s for a whole answer */
    size_t size_max;     /* 0: 16 MiB each … */
    size_t total_max;    /* 0: … and 256 MiB together */
    size_t count_max;    /* 0: 500 files */
    const char *ca_file; /* see FetchSettings */
    const char *what;    /* for messages; NULL: "picture or theme" */
    bool keeps_times;    /* collect_when is asked for: its files are told apart by when the server
                            last said that they are what it has */
    bool keeps_all;      /* nothing is removed: somebody else names more */
    /* Why these bytes are not what is wanted; NULL: they are. In the thread; may be NULL. */
    const char *(*refuse)(Str address, Str bytes);
} CollectSettings;

/* NULL, after a line in the log, when there is no thread. The settings' texts are copied. */
Collect *collect_start(const CollectSettings *settings);
void collect_stop(Collect *collect); /* at once; accepts NULL */

/* These addresses (http: or https:, copied), and no others. Those that are new are asked for at
 * once. */
void collect_want(Collect *collect, const Str *addresses, size_t count);

/* Asks for all of them now. */
void collect_ask(Collect *collect); /* accepts NULL */

/* Readable when collect_take has something to say. */
int collect_fd(const Collect *collect);

/* True when files have come, or are others, since the last call. */
bool collect_take(Collect *collect);

/* Waits until each was asked for, or so long. */
void collect_wait(Collect *collect, Millis patience);

/* A sentence for each that did not come, with its address as people may see it. In `arena`. */
const Str *collect_problems(Collect *collect, Arena *arena, size_t *count);

/* Why that one did not come; empty: it did, or was not asked for yet. In `arena`. */
Str collect_problem(Collect *collect, Arena *arena, Str address);

/* When the server last sent that file, or said that it is still the same, by the system's clock;
 * INT64_MIN: never. Of a folder whose settings have keeps_times. */
Instant collect_when(const char *folder, Str address);
