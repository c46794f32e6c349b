/* hoverboard_files.h: the web site Hoverboard keeps its data in three files: the schedule has
 * numbers, the sessions and the speakers are in lists of their own. Which of them a file is, and
 * all as one.
 *
 * Pure: who has the bytes looks for the others (picture/pieces.h). */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* How the other two are called, beside the first. */
#define HOVERBOARD_SESSIONS "sessions.json"
#define HOVERBOARD_SPEAKERS "speakers.json"

typedef enum {
    HOVERBOARD_OTHER, /* none of its files; or broken JSON */
    HOVERBOARD_SCHEDULE,
    HOVERBOARD_SESSIONS_PART,
    HOVERBOARD_SPEAKERS_PART,
    HOVERBOARD_WHOLE /* the schedule with its sessions in one file */
} HoverboardPart;

/* What the bytes are, as far as can be told from them: lists of sessions and of speakers look like
 * other programs', so that this is asked of a schedule's neighbours alone. */
HoverboardPart hoverboard_part(Str bytes);

/* One file of the three; the lines of the schedule stay what they are. `speakers` may be empty.
 * In `arena`. */
Str hoverboard_bundle(Arena *arena, Str schedule, Str sessions, Str speakers);
