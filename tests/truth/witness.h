/* witness.h: looks at what the program shows at an instant and compares it with the truth. */
#pragma once

#include "views/views.h"

typedef struct {
    const char *what, *view;
    size_t count;
} FaultKind;

typedef struct {
    const char *what; /* file or seed, for messages */
    size_t faults, looks, visits, instants, schedules;
    bool is_verbose; /* say every fault, not the first forty */
    FaultKind kinds[64];
} Tally;

enum { SHAPE_COUNT_LOOKED_AT = 6, WITNESS_LANGUAGES_MAX = 8 };

typedef struct {
    TextEngine *text;
    const char *languages[WITNESS_LANGUAGES_MAX]; /* several scripts, both directions */
    const Strings *strings[WITNESS_LANGUAGES_MAX];
    size_t language_count;
    Tally *tally;
} Witness;

/* Everything that is shown at `at` for `room` (SCHEDULE_NONE: the foyer) on a screen of that shape
 * (0 to SHAPE_COUNT_LOOKED_AT - 1): a whole visit to every view, the slide that is due, the
 * overlay, now.json. */
void witness_instant(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                     Instant at);
