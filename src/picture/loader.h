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
#include "live/newer.h"
#include "live/signature.h"
#include "schedule/schedule.h"

/* Beside the schedule: what each screen shows (screen_plan.h). Not a schedule itself. */
#define SCREENS_FILE_NAME "screens.yaml"

/* What became of one of several sources at a reading. */
typedef enum {
    SOURCE_TAKEN,   /* it is shown as it was read */
    SOURCE_WAITS,   /* it looks like half of what it should be (live/newer.h) … */
    SOURCE_BROKEN,  /* it cannot be read … and what it was before stays */
    SOURCE_MISSING, /* it cannot be read, and never was */
} SourceState;

/* One of the sources. */
typedef struct {
    Str name; /* its path, or its URL for people */
    Str url;  /* the whole URL; empty for a file */
    SourceState state;
    Str problem;         /* why it is not shown as it is now; empty: it is */
    Str bytes;           /* what is shown of it was read from; empty: nothing is */
    FileVersion shown;   /* of the same */
    FileVersion waiting; /* SOURCE_WAITS: what waits */
    Instant since;       /* the kiosk's time at which what is shown of it was read first */
} LoadedSource;

typedef struct {
    Arena *arena;       /* owned: this struct and all below but the schedule */
    Schedule *schedule; /* owned; NULL when there is nothing to show */
    Schedule **parts;   /* owned: what `schedule` was joined from; texts of it are theirs */
    size_t part_count;
    LoadedSource *sources; /* in the order in which they were named; at least one */
    size_t source_count;
    Str path;                /* of the file; empty when a folder had none */
    Str folder;              /* where the file is, or the first of several */
    Str folders;             /* of all files, one a line: what they name is relative to them */
    Diagnostics diagnostics; /* about the file, sorted */
    const Str *remarks;      /* one line each: about the choice, and why there is no schedule */
    size_t remark_count, remark_capacity;
    const Str *slide_problems; /* a sentence for each file of the folder of slides that cannot be
                                  understood (slide_folder.h) */
    size_t slide_problem_count;
    bool is_from_folder;
    Instant valid_until; /* when the next conference day begins and a folder, or days without a
                            date, would be read differently; INSTANT_NEVER for others */
} Loaded;

/* What is shown in the place of a version of a source that the program may have died of. */
typedef struct {
    Signature file;   /* that version, of a file or a folder */
    uint64_t content; /* and of a URL: its source_hash */
    Str path;         /* of a folder: the file in it; may be empty */
    Str bytes;        /* empty: nothing is shown … */
    Str why;          /* … and this says why */
} HeldBack;

/* The bytes of a URL. */
typedef struct {
    bool is_url;          /* false: it is a file, which is read */
    Str bytes;            /* empty: nothing has come yet */
    bool is_settled;      /* the server has nothing newer: what else it sent is forgotten */
    const HeldBack *held; /* borrowed; NULL: whatever is there is read */
} SourceContent;

typedef struct {
    const char *path;        /* a file, a folder or a URL */
    Instant now;             /* which day is today */
    const char *const *also; /* files and URLs whose schedules are joined to it (formats/join.h) */
    size_t also_count;
    const SourceContent *contents; /* borrowed; of each source, the first included; NULL: all are
                                      files */
    const Loaded *former; /* borrowed; of several: what is shown, of which the last good version of
                             each source stays where the new one cannot be shown; may be NULL */
    bool is_trusted;      /* of several: what waits is shown */
    Millis steady;        /* the steady clock's time: how long something has waited */
    FormatHints hints;
    Str zone, host_zone; /* as FormatInput has them */
    FormatThreads threads;
    bool is_near_only; /* folder: nothing that is over or more than 30 days off */
} LoaderSettings;

/* Never NULL; loader_free frees it, and the schedule. */
Loaded *loader_load(const LoaderSettings *settings);
void loader_free(Loaded *loaded); /* accepts NULL */

/* The remarks and the findings as lines of the log: remarks and errors as they are, at most a
 * screenful of the rest. */
void loader_log(const Loaded *loaded);
