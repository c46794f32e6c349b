/* identity.h: what a box is called before anybody gave it a name: four words for people, a code of
 * six characters for machines. Made once, kept in a file, the same ever after. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Str name; /* "amber lantern river seven" */
    Str code; /* "K7F 42Q": no 0, 1, I and O, which are mistaken for each other */
} Identity;

enum { IDENTITY_BITS = 30 }; /* five of them in each character of the code */

/* That of a number of IDENTITY_BITS bits; others are cut off. Pure; in `arena`. */
Identity identity_of(Arena *arena, uint32_t number);

/* The one that is kept in the folder; a new one by chance is written there. Where nothing can be
 * written, or `folder` is empty, it is made from the system's own number (machine-id(5)), so that
 * it is the same after each start; without that too it is a new one each time. In `arena`. */
Identity identity_take(Arena *arena, Str folder);
