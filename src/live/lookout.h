/* lookout.h: watches files, and reads the small ones, in a thread of its own.
 *
 * A disk that is slow, or a network share that does not answer, holds up whoever asks it for
 * anything, be it when a file was changed. Here it holds up this thread alone. What is there and
 * cannot be read is tried again once a second. */
#pragma once

#include "live/emergency_file.h"
#include "live/state_file.h"
#include "live/watch.h"

typedef struct Lookout Lookout;

/* What paths are for: tags of watch.h. */
enum {
    LOOKOUT_SOURCE = 1,
    LOOKOUT_EMERGENCY = 2, /* its first path is read as emergency.txt */
    LOOKOUT_STATE = 4,     /* its first path is read as staff's changes */
    LOOKOUT_PICTURES = 8,
    LOOKOUT_FEEDS = 16,
};

/* Never NULL: where the system gives no thread the program ends with a line. */
Lookout *lookout_open(const WatchSettings *settings);

/* A thread that still waits for a disk after a second is left to it. Accepts NULL. */
void lookout_close(Lookout *lookout);

/* Watches these paths (copied) instead of those that had the tag before. `known` has what was there
 * when each was read, so that what happened since then is not lost; NULL: nobody has read them, and
 * what the thread finds is what changes are counted from. Returns at once. */
void lookout_set(Lookout *lookout, uint32_t tag, WatchManner manner, const Str *paths,
                 const Signature *known, size_t count);

/* Reads again what LOOKOUT_EMERGENCY or LOOKOUT_STATE (or both) stand for. Returns at once; what
 * was read of them before this call is not handed out any more. The other tags, whose files others
 * read, are told of as if they had changed: so that who reads them does it once more when they are
 * watched. */
void lookout_read(Lookout *lookout, uint32_t tags);

/* Waits until all that was asked for is done, but no longer than this; false when it is not. */
bool lookout_wait(Lookout *lookout, Millis wait);

/* Readable when lookout_take should be called. */
int lookout_fd(const Lookout *lookout);

/* The tags of the paths that changed since the last call. */
uint32_t lookout_take(Lookout *lookout);

/* What was read last, if it was not taken yet. `file` (which may be zeroed) takes its place. */
bool lookout_take_emergency(Lookout *lookout, EmergencyFile *file);

/* The same. */
bool lookout_take_state(Lookout *lookout, StateReading *reading);

/* How long the thread has been waiting for a disk; 0: it is not. */
Millis lookout_stuck_for(Lookout *lookout);

/* As watch_method, in `arena`. */
Str lookout_method(Lookout *lookout, Arena *arena);
