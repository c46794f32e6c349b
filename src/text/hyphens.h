/* hyphens.h: where the words of a language may be hyphenated, by the patterns of Debian's packages
 * hyphen-de, hyphen-en-us and so on.
 *
 * For words that would be cut otherwise: no file is looked at before there is one. Without the
 * language's package such a word is broken where the line ends, without a hyphen. */
#pragma once

#include "text/shaped.h"

/* `shaped`, the shaped `text`, with hyphens (BREAK_HYPHEN) in its words that are wider than `width`
 * em, as `language` has them; in `arena`, with what else `shaped` holds. NULL when it has none. */
const Shaped *hyphens_allow(Arena *arena, const Shaped *shaped, Str text, Str language,
                            float width);
