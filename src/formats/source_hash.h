/* source_hash.h: a number for the bytes of a file, by which staff see that two screens show the
 * same one. */
#pragma once

#include "base/str.h"

/* The same on every machine. Eight bytes at a time, because large files are hashed at each load;
 * not for tables that others fill (see str_hash). */
uint64_t source_hash(Str source);

/* The same of a file that is gone through in pieces, by whoever has its bytes at hand. */
typedef struct {
    uint64_t lanes[4];
    size_t len; /* of what they have heard */
} SourceHash;

SourceHash source_hash_begin(void);

/* Hears the next bytes. What comes back are the last of them, fewer than 64, which have not been
 * heard and come again before those that follow. */
Str source_hash_add(SourceHash *hash, Str source);

/* The number, with the last bytes. */
uint64_t source_hash_end(const SourceHash *hash, Str rest);
