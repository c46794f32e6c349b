/* html_entities.h: "&eacute;" and "&#233;" as the characters that they stand for.
 *
 * All names that HTML has; the table is written when the program is built (script/html-entities).
 * A name without its semicolon is none: "?a=1&copy=2" is an address. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* What begins with the "&" at `at` stands for: one character, or two; empty when it is no entity.
 * A no-break space is a space. `*len` is the entity's length, `room` is for numbers. */
Str html_entity_at(Str text, size_t at, size_t *len, char room[4]);

/* The text with its entities as characters but for control characters, which stay as written.
 * `text` itself when it has none. */
Str html_decode(Arena *arena, Str text);

/* The reverse for a text that would change: each "&" that begins an entity as "&amp;". */
Str html_escape(Arena *arena, Str text);
