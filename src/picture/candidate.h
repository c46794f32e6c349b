/* candidate.h: one source read: the schedule in it, and what is wrong with it. Inner header of
 * loader.c and several.c. */
#pragma once

#include "base/diagnostics.h"
#include "picture/loader.h"

typedef struct {
    Str path;           /* for people */
    Schedule *schedule; /* owned; NULL: there is none */
    Diagnostics diagnostics;
    Str bytes;     /* that it was read from */
    Str remark;    /* why it could not be read at all; empty: it could */
    bool is_piece; /* it is in another source, and nothing by itself (pieces.h) */
} Candidate;

/* The bytes of `path`, or of `content` when there is one; not parsed. All is in `arena`. */
Candidate candidate_bytes(Arena *arena, Str path, const Str *content);

/* The same, parsed, with what lies beside the file and belongs to it. All but the schedule is in
 * `arena`. */
Candidate candidate_read(Arena *arena, Str path, const Str *content,
                         const LoaderSettings *settings);

/* What is to be read in the place of what is at `path` now, or in the content; NULL: that itself.
 */
const HeldBack *candidate_held(const SourceContent *content, const char *path);

/* That, like candidate_bytes. */
Candidate candidate_held_bytes(Arena *arena, Str path, const HeldBack *held);

/* The schedule in bytes that are in `arena` already. */
Candidate candidate_parse(Arena *arena, Str path, Str bytes, const LoaderSettings *settings);

/* A line among what is said of the loading. The text is borrowed. */
void candidate_remark(Loaded *loaded, Str text);

/* One line that says why there is no schedule; empty when there is one. In `arena`. */
Str candidate_problem(Arena *arena, const Candidate *candidate);

/* True when it is another day's tomorrow: it has days without a date. `schedule` may be NULL. */
bool candidate_is_undated(const Schedule *schedule);
