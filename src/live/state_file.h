/* state_file.h: staff's changes on disk, so that they survive the process and the machine.
 *
 * One file for each schedule, by its name. Written whole beside and moved into place, under a lock,
 * after reading what another screen may have written meanwhile; readers need no lock. */
#pragma once

#include "live/changes.h"

/* The folder: `wanted` (--state), else /var/lib/kiosk for root when it is there, else
 * $XDG_STATE_HOME/kiosk, else ~/.local/state/kiosk. In `arena`. */
Str state_folder(Arena *arena, const char *wanted);

/* The file of that schedule in the folder. `schedule_name`: its absolute path or URL. */
Str state_path(Arena *arena, Str folder, Str schedule_name);

/* What `state_path` calls the schedule at `path`: the URL, or where the file or folder really lies.
 */
Str state_schedule_name(Arena *arena, const char *path);

/* Whatever day's changes are in the file; NULL, after a line in the log when there is a reason,
 * when there are none. live_free. */
LiveState *state_read_any(const char *path);

/* The changes for `date`. Never NULL: empty when there is no file, when it is of another day, or
 * when it cannot be read (then with a line in the log). live_free. */
LiveState *state_read(const char *path, Date date);

/* Reads, does and writes in one go. The result is what is in the file then; NULL, after a line in
 * the log, when it could not be written. `*is_done` (may be NULL) says whether live_do did it. */
LiveState *state_do(const char *path, Str schedule_name, Date date, const LiveOp *op,
                    bool *is_done);
