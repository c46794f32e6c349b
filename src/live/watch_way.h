/* watch_way.h: which folders and links a path leads through, and so where to listen for a change of
 * what it leads to. Inner header of watch.c. */
#pragma once

#include <limits.h>
#include <stdint.h>

typedef enum {
    WAY_FOLDER,  /* a folder on the way: it may go, be replaced, or be closed */
    WAY_NAME,    /* a name in a folder: a link that may be pointed elsewhere, or what is missing */
    WAY_LAST,    /* the name of the file itself in its folder, there or not */
    WAY_FILE,    /* the file itself: writing is seen there before it is closed */
    WAY_CONTENT, /* the path is a folder: all that is in it */
} WayKind;

typedef struct {
    WayKind kind;
    const char *path; /* to be listened to */
    const char *name; /* in that folder, for WAY_NAME and WAY_LAST; else "" */
} WayStep;

typedef void WayCall(void *context, const WayStep *step);

/* Follows the path as the kernel does, one folder and one link at a time, and calls for each
 * (`call` may be NULL). Ends where something is missing or must not be read. Returns a number that
 * is the same as long as the way is: by inodes and by what the links say. */
uint64_t way_walk(const char *path, WayCall *call, void *context);
