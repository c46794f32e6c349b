/* source_hash.h: a number for the bytes of a file, by which staff see that two screens show the
 * same one. */
#pragma once

#include "base/str.h"

/* The same on every machine. Eight bytes at a time, because large files are hashed at each load;
 * not for tables that others fill (see str_hash). */
uint64_t source_hash(Str source);
