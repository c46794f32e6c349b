/* titles.h: each session's title as a picture, for whoever puts the recordings together, and all of
 * them in one PDF. */
#pragma once

#include "base/exits.h"
#include "picture/screen.h"
#include "picture/source.h"

/* Into `folder`: ID.png for each session of the source's room that is recorded, and titles.pdf.
 * After a line in the log when something cannot be written. */
ExitCode titles_write(Screen *screen, const Source *source, const char *folder);

/* The name of a session's file, without ".png": its id, as far as that is letters, digits, - and _;
 * where it is not, or differs from another session's in case alone, a few digits follow that are
 * the same as long as the id is. Never empty, at most 100 bytes. In `arena`. */
Str title_file_name(Arena *arena, const Schedule *schedule, const Session *session);
