/* formats.h: bytes to a Schedule.
 *
 * Pure: the bytes, a name for messages and an instant go in. */
#pragma once

#include "base/diagnostics.h"
#include "schedule/schedule.h"

/* What the person says about files that do not say it. */
typedef struct {
    Str encoding; /* by a name that ICU knows, of a file that is not UTF-8; empty: it is detected */
    int32_t year; /* of dates in tables that have none; 0: unknown */
} FormatHints;

/* Who reads: the schedule and what is said about the file are the same. */
typedef enum {
    FORMAT_THREADS_BY_SIZE, /* two where that is quicker: a large file, and more than a processor */
    FORMAT_ONE_THREAD,      /* the caller alone, whose work can wait */
    FORMAT_TWO_THREADS,     /* if one can be started, where the format's reader knows how: tests */
} FormatThreads;

typedef struct {
    Str source;      /* the file's bytes */
    Str source_name; /* as the person named it */
    Instant now;     /* a day without a date becomes the conference day of this instant */
    Str zone;        /* IANA name of the venue's zone, whatever the file says; empty: it says */
    Str host_zone;   /* IANA name for files that say nothing about it; empty: UTC */
    FormatHints hints;
    FormatThreads threads;
    bool wants_abstracts; /* read the sessions' abstracts and the speakers' biographies from files
                             of other programs in whole; else the beginnings, which is what a screen
                             shows. Native files keep theirs anyway */
} FormatInput;

/* Reads a schedule. All problems go to `diagnostics` (created over the same source by the caller),
 * sorted. NULL when there is nothing that could be shown: not YAML, not ours, or no part of it
 * usable. A schedule with errors in some sessions comes back without those. Owned by the caller,
 * see schedule_free; its texts are copies, the source may be freed. */
Schedule *schedule_load(const FormatInput *input, Diagnostics *diagnostics);
