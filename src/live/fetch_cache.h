/* fetch_cache.h: the last good copy of a URL, on disk, with what the server said of its version.
 *
 * Inner header of fetch.c. One file for both: a version that belonged to other bytes would keep an
 * old schedule on the screen for ever. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

typedef struct {
    Str bytes;
    Str etag;     /* as sent; may be empty */
    Str modified; /* Last-Modified as sent; may be empty */
    Millis age;   /* since it was fetched */
} CachedCopy;

/* The file for that URL; the empty Str when nothing is to be kept (`folder` ""). `folder` NULL:
 * $XDG_CACHE_HOME/kiosk, or ~/.cache/kiosk, or $XDG_RUNTIME_DIR/kiosk where the disk is read-only.
 * In `arena`. */
Str fetch_cache_path(Arena *arena, const char *folder, const char *url);

/* False when there is none that is whole. */
bool fetch_cache_read(Arena *arena, Str path, size_t size_max, CachedCopy *out);

/* The same, from a disk that may not answer: after `wait` it is as if there were none, with a line
 * in the log. Whatever is still read then is read by a thread that nobody waits for. */
bool fetch_cache_read_within(Arena *arena, Str path, size_t size_max, Millis wait, CachedCopy *out);

/* False with errno set. */
bool fetch_cache_write(Str path, const CachedCopy *copy);
