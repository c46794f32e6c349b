/* case.h: capitals by the rules of a language, and what is the same name but for them. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* `text` in capitals as `language` (BCP 47) writes them (Turkish i, German ß); scripts without
 * case stay as they are. In `arena`. */
Str str_upper(Arena *arena, Str text, Str language);

/* What two ways to write one name have in common: case is folded (Unicode's full case folding),
 * full-width and half-width letters are the usual ones, accents are composed, any white space is
 * one space, and none at the ends. Nothing else: "Room 1" and "Room-1" stay two. What is longer
 * than 16 kB, and no name, stays as it is. In `arena`. */
Str str_fold_name(Arena *arena, Str name);
