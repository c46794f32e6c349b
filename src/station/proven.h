/* proven.h: what a screen has shown for a minute without coming to grief: its sources' bytes, and
 * how far staff's changes had come. A file for each screen.
 *
 * After three runs that ended too early the next one shows that (restarts.h), and nothing newer. */
#pragma once

#include "picture/source.h"

typedef struct {
    Str path;  /* the file; of a folder the one that was its day's. Empty for a URL */
    Str bytes; /* empty: nothing was shown of it */
} ProvenSource;

typedef struct {
    ProvenSource *sources; /* as many as in the settings, the first included */
    size_t count;
    Date date;           /* whose changes they are */
    int32_t last_number; /* of those that were there; 0: there were none */
} Proven;

/* The file's path, beside the runs' (NULL: NULL). In `arena`. */
const char *proven_path(Arena *arena, const char *runs_path);

/* All texts are in `arena`. False when there is none for these sources, or it is not whole. */
bool proven_read(Arena *arena, const char *path, const SourceSettings *asked, Proven *out);

/* False with errno. Waits for the disk. */
bool proven_write(const char *path, const SourceSettings *asked, const Proven *proven);

/* What is shown of the source now; borrows its texts. `date` and `last_number` are left. */
Proven proven_of(Arena *arena, const Source *source);

/* Another number when other bytes or other changes are shown. */
uint64_t proven_hash(const Proven *proven);
