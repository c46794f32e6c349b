/* case.h: capitals, by the rules of a language. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* `text` in capitals as `language` (BCP 47) writes them (Turkish i, German ß); scripts without
 * case stay as they are. In `arena`. */
Str str_upper(Arena *arena, Str text, Str language);
