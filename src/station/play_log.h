/* play_log.h: a file to which lines are added, off the loop: what was on the screen.
 *
 * Each line is one write, so that a crash tears the last one at most; whoever reads passes over
 * what is torn. Nothing but a regular file is written to, and none that holds anything else than
 * such lines: not a schedule whose name was given by mistake. When the file is too long it becomes
 * FILE.1, that FILE.2, and so on up to PLAY_LOG_KEPT. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { PLAY_LOG_KEPT = 4 };

typedef struct PlayLog PlayLog;

/* `most`: bytes after which it is rotated; 0: the usual 4 MiB. The thread starts with it. NULL,
 * after a line in the log, when that cannot be. */
PlayLog *play_log_open(const char *path, size_t most);

/* Copies the line, as played_line has it, without an end of its own; never waits. */
void play_log_add(PlayLog *log, Str line);

/* Why what is shown is not kept, as of the last lines; empty: it is. In `arena`. */
Str play_log_problem(PlayLog *log, Arena *arena);

/* Writes what waits, unless the disk hangs. Accepts NULL. */
void play_log_close(PlayLog *log);
