/* newer.h: may a new version of the schedule's file take the place of the one that is shown?
 *
 * Pure. Many formats have no end: half of a YAML file is a YAML file. What looks as if it had been
 * read while it was written waits until it is read the same again. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

/* How long a file on disk has to stay as it is. Over HTTP the second answer decides. */
#define NEWER_SETTLES_IN (2 * MILLIS_SECOND)

/* One reading of a version. */
typedef struct {
    uint64_t hash; /* of its bytes */
    size_t error_count;
    size_t session_count;
    Millis at; /* when it was read, by the steady clock */
} FileVersion;

typedef enum {
    NEWER_IS_TAKEN,
    NEWER_HAS_ERRORS, /* waits: it has errors, and what is shown has none */
    NEWER_HAS_LOST,   /* waits: more than a third of the sessions is gone */
} NewerVerdict;

/* `waiting` is the version that was told to wait the last time; NULL: none was. `settles_in` is how
 * long it must have stayed the same (0: another reading is enough). */
NewerVerdict newer_judge(const FileVersion *shown, const FileVersion *fresh,
                         const FileVersion *waiting, Millis settles_in);

/* The sentence for staff, without the file's name. */
Str newer_words(Arena *arena, NewerVerdict verdict, const FileVersion *shown,
                const FileVersion *fresh);
