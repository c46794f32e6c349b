/* watch.h: tells when files change, and when the writing is done.
 *
 * Watches paths that may be files, folders or nothing yet. What is reported is a change of what is
 * there (inode, size, time), found after the path was left in peace for a while: an editor's
 * temporary file, a rename and a half-written save are one change or none. Uses inotify on every
 * folder and link of the way, and looks once a second where that sees nothing: network file
 * systems, folders that must not be read, too many watches.
 *
 * Never waits: poll watch_fd, then call watch_take. */
#pragma once

#include "base/instant.h"
#include "live/signature.h"

typedef struct Watch Watch;

enum { WATCH_PATHS_MAX = 4096 };

typedef struct {
    Millis quiet;    /* 0: 300 ms; what a path is left in peace before it counts as written */
    Millis poll;     /* 0: 1000 ms; between two looks where inotify does not work */
    bool is_polling; /* look even where inotify works; for tests */
} WatchSettings;

/* Never NULL. Where the system gives no descriptor at all nothing is ever reported, after a line in
 * the log. */
Watch *watch_create(const WatchSettings *settings);
void watch_free(Watch *watch); /* accepts NULL */

/* What a path is to be watched for. */
typedef enum {
    WATCH_WRITTEN, /* wait for quiet */
    WATCH_TOUCHED, /* the same, and report also what is as it was: whoever looked while it was away
                      has to look again */
    WATCH_AT_ONCE, /* report as soon as a writer has closed or renamed it: an emergency */
} WatchManner;

/* Adds a path; `tag` (one bit) says in watch_take that it was this one. False, after a line in the
 * log, when there is no room. What is there now is known: the first change is reported. */
bool watch_add(Watch *watch, const char *path, WatchManner manner, uint32_t tag);

/* The same for a path that was read before it is watched: `known` is what was there then. Is it
 * something else by now, that is a change. */
bool watch_add_known(Watch *watch, const char *path, WatchManner manner, uint32_t tag,
                     Signature known);

/* Forgets the paths with that tag. */
void watch_remove(Watch *watch, uint32_t tag);

/* Readable when watch_take should be called; -1 when there is none. */
int watch_fd(const Watch *watch);

/* The tags of what changed since the last call, or 0. */
uint32_t watch_take(Watch *watch);

/* How the paths are watched, for the debug panel and the status: "inotify", "polling (nfs)",
 * "inotify; polling 1 of 4: emergency.txt (…)". */
const char *watch_method(const Watch *watch);
