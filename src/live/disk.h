/* disk.h: how the files are called that are kept for a schedule. Inner header of state_file.c and
 * fetch_cache.c. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* A file name for a path or a URL: readable in its first part (of a URL: the server's name), told
 * apart by its hash in the second. */
Str disk_name(Arena *arena, Str of, const char *suffix);
