/* loader.h: a schedule from a file, or from the folder that holds the days' files.
 *
 * In a folder the schedule is found by its days, not by its name. Of the .yaml and .yml files
 * (hidden ones and what editors leave behind are passed over) the first of these wins:
 *   1. one that has today among its days,
 *   2. one with a day without a date, which means any day,
 *   3. the one with the nearest day to come,
 *   4. the one whose last day was last.
 * Of several that are equally good the first by name is taken, and the others are reported. */
#pragma once

#include "base/diagnostics.h"
#include "formats/formats.h"
#include "schedule/schedule.h"

typedef struct {
    Arena *arena;       /* owned: this struct and all below but the schedule */
    Schedule *schedule; /* owned; NULL when there is nothing to show */
    Schedule **parts;   /* owned: what `schedule` was joined from; texts of it are theirs */
    size_t part_count;
    Str path;                /* of the file; empty when a folder had none */
    Str folder;              /* where the file is: its pictures are relative to it */
    Diagnostics diagnostics; /* about the file, sorted */
    const Str *remarks;      /* one line each: about the choice, and why there is no schedule */
    size_t remark_count, remark_capacity;
    bool is_from_folder;
    Instant valid_until; /* when the next conference day begins and a folder, or days without a
                            date, would be read differently; INSTANT_NEVER for others */
} Loaded;

typedef struct {
    const char *path;   /* a file or a folder */
    const Str *content; /* the bytes, when `path` is only their name: a URL; empty: nothing came */
    Instant now;        /* which day is today */
    const char *const *also; /* files whose schedules are joined to it (formats/join.h) */
    size_t also_count;
    bool is_whole_only; /* none rather than one without what a broken one of them has */
    FormatHints hints;
    Str zone, host_zone; /* as FormatInput has them */
    bool is_near_only;   /* folder: nothing that is over or more than 30 days off */
} LoaderSettings;

/* Never NULL; loader_free frees it, and the schedule. */
Loaded *loader_load(const LoaderSettings *settings);
void loader_free(Loaded *loaded); /* accepts NULL */

/* The remarks and the findings as lines of the log: remarks and errors as they are, at most a
 * screenful of the rest. */
void loader_log(const Loaded *loaded);
