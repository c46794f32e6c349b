/* disk.h: small files that must be there after a crash: read whole, written whole.
 *
 * Inner header of state_file.c and fetch.c. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* A file name for a path or a URL: readable in its first part, told apart by its hash in the
 * second. */
Str disk_name(Arena *arena, Str of, const char *suffix);

/* All bytes, in `arena`. False with errno set: EFBIG for more than `max`. */
bool disk_read(Arena *arena, const char *path, size_t max, Str *out);

/* Written beside the file, on the disk, then moved into its place. The folder is made when it is
 * missing. False with errno set. */
bool disk_replace(const char *path, const Str *parts, size_t count);

/* Makes the folders above `path`. False with errno set. */
bool disk_make_folders(const char *path);
