/* play_notes.h: what was on which display from when to when, noted as pictures change. */
#pragma once

#include "station/heads.h"

typedef struct PlayNotes PlayNotes;

/* Into the log at `path`, as of that screen. NULL when it cannot be written by a thread. */
PlayNotes *play_notes_open(const char *path, Str screen);

/* After the displays have come up to `now`: notes what went. */
void play_notes_step(PlayNotes *notes, const Heads *heads, Instant now);

/* See play_log_problem. Accepts NULL. */
Str play_notes_problem(const PlayNotes *notes, Arena *arena);

/* What is shown ends at `now`. Accepts NULL. */
void play_notes_close(PlayNotes *notes, Instant now);
