/* remote.h: a URL read once, for the commands that end: check, snapshot, the report.
 *
 * The running kiosk has a Fetch (live/fetch.h) and never waits. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* The bytes, in `arena`: from the server or, after a line in the log, the copy that a kiosk kept.
 * Empty when there is neither. Waits for the server, at most about a minute. */
Str remote_read(Arena *arena, const char *url);
