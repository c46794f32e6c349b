/* settled.h: how much of a text that is still being written stands as it is, wherever its lines are
 * broken. */
#pragma once

#include "base/str.h"

/* Bytes of `line` that whatever is written next leaves on their line: up to the last space, and in
 * scripts without spaces up to a word that is over for certain. */
size_t settled_length(Str line);
