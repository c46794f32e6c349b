/* fetch.h: keeps a copy of a URL fresh, in a thread of its own.
 *
 * Asks again at an interval (with jitter, slower after failures), with what the server said to know
 * the version by, and hands over the bytes when they are new. The last copy that was good is kept
 * on disk and is there at the next start without a network. libcurl is loaded when a Fetch is
 * started, so that a kiosk that shows a file does not pay for it. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

typedef struct Fetch Fetch;

/* Of a schedule that is in several files: what else to ask for, and all as one. Called in the
 * thread. */
typedef struct {
    /* The names of the files beside the one that came, NULL behind the last; NULL: it is whole. */
    const char *const *(*names)(Str bytes);
    /* All as one, in `arena`, and an empty Str when they are not what they should be. Of `others`,
     * in the names' order, those are empty that the server does not have. */
    Str (*bundle)(Arena *arena, Str bytes, const Str *others);
} FetchPieces;

enum { FETCH_PIECES_MAX = 4 };

typedef struct {
    const char *url;           /* http: or https: */
    const char *cache_folder;  /* NULL: $XDG_CACHE_HOME/kiosk or ~/.cache/kiosk; "": none */
    Millis interval;           /* 0: one minute */
    Millis retry;              /* 0: 5 s; after the first failure, then doubled … */
    Millis retry_max;          /* 0: … up to 10 minutes */
    Millis connect_timeout;    /* 0: 10 s */
    Millis timeout;            /* 0: 60 s for a whole answer */
    size_t size_max;           /* 0: 16 MiB, after unpacking */
    long redirects_max;        /* 0: 5 */
    const char *ca_file;       /* NULL: the system's; for tests and houses with their own */
    uint32_t jitter_seed;      /* 0: from the system */
    const FetchPieces *pieces; /* NULL: what comes is whole */
} FetchSettings;

/* Starts the thread, which asks at once. NULL, after a line in the log, when there is no thread.
 * The settings' texts are copied. */
Fetch *fetch_start(const FetchSettings *settings);
void fetch_stop(Fetch *fetch); /* at once, also in the middle of an answer; accepts NULL */

/* Readable when fetch_take has something new to say. */
int fetch_fd(const Fetch *fetch);

typedef enum {
    FETCH_NOTHING,   /* nothing new since the last call */
    FETCH_BYTES,     /* a new copy: look at it, then fetch_keep, _use, _doubt or _refuse */
    FETCH_UNCHANGED, /* the server was asked and has nothing new */
    FETCH_FAILED,    /* `error` says why, the next try is under way by itself */
} FetchOutcome;

typedef struct {
    FetchOutcome outcome;
    Str bytes;      /* in the arena that was given */
    Str error;      /* a sentence for staff, in the arena */
    long status;    /* of HTTP, 0 when there was none */
    Millis next_in; /* until the next try */
    bool is_used;   /* unchanged: it has what was kept or used last, not what was refused */
} FetchResult;

FetchResult fetch_take(Fetch *fetch, Arena *arena);

/* The bytes taken last were good: they become the copy that the next start shows. */
void fetch_keep(Fetch *fetch);

/* They are shown, but have errors: the server is asked for what is newer, and the next start shows
 * the last copy that was good. */
void fetch_use(Fetch *fetch);

/* They may be half of what they should be: the server is asked again soon, and if it sends the same
 * they come again. */
void fetch_doubt(Fetch *fetch);

/* They were not: the server is asked as if they had not come. */
void fetch_refuse(Fetch *fetch);

/* Ask now. */
void fetch_now(Fetch *fetch);

/* The copy that was kept, from an earlier run; false when there is none. A
 * disk that does not answer within two seconds has none. `age` is how long ago it was fetched, may
 * be NULL. */
bool fetch_cached(const FetchSettings *settings, Arena *arena, Str *bytes, Millis *age);
