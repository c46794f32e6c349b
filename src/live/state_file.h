/* state_file.h: staff's changes on disk, so that they survive the process and the machine.
 *
 * One file for each schedule, by its name. Written whole beside and moved into place, under a lock,
 * after reading what another screen may have written meanwhile; readers need no lock. */
#pragma once

#include "live/changes.h"

/* The folder that outlasts a loss of power: `wanted` (--state), else /var/lib/kiosk for root when
 * it is there, else $XDG_STATE_HOME/kiosk, else ~/.local/state/kiosk. In `arena`. */
Str state_folder_lasting(Arena *arena, const char *wanted);

/* The one to use: that, or $XDG_RUNTIME_DIR/kiosk when its disk is read-only and nobody said where
 * (`wanted` is NULL). In `arena`. */
Str state_folder(Arena *arena, const char *wanted);

/* The file of that schedule in the folder. `schedule_name`: its absolute path or URL. */
Str state_path(Arena *arena, Str folder, Str schedule_name);

/* What `state_path` calls the schedule at `path`: the URL, or where the file or folder really lies.
 */
Str state_schedule_name(Arena *arena, const char *path);

/* A look at the file. */
typedef struct {
    Arena *arena;     /* owned: the text */
    LiveState *state; /* owned; whatever day's changes are in it; NULL: none, or nobody knows */
    Str problem;      /* why nobody knows, for staff; empty: it is known */
    bool is_away;     /* that is because its folder is not there, as before the first change */
} StateReading;

/* What is there but cannot be read is worth a line in the log. */
StateReading state_look(const char *path);
void state_reading_close(StateReading *reading); /* what was taken out of it is NULL */

/* Only the changes: NULL when there are none, or nobody knows. live_free. */
LiveState *state_read_any(const char *path);

/* The changes for `date` (live_on). Never NULL: empty when there is no file, or when it cannot be
 * read (then with a line in the log). live_free. */
LiveState *state_read(const char *path, Date date);

/* Reads, does and writes in one go. The result is what is in the file then; NULL, after a line in
 * the log, when it could not be written. `*is_done` (may be NULL) says whether live_do did it.
 * `known` (may be NULL) are the changes of that date, this one among them, that are written when
 * nobody can read what is there. */
LiveState *state_do(const char *path, Str schedule_name, Date date, const LiveOp *op,
                    const LiveState *known, bool *is_done);
