/* signature.h: what is at a path, so that a change of it can be told. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool exists;
    uint64_t hash; /* of inode, size and times; of a folder: of all that is in it */
} Signature;

/* Follows links. Of a folder, hidden files and what editors leave behind do not count. */
Signature signature_of(const char *path);

static inline bool signature_equal(Signature a, Signature b) {
    return a.exists == b.exists && a.hash == b.hash;
}

/* A file that an editor keeps for itself: hidden, "#…", "…~". */
bool signature_is_odd_name(const char *name);
