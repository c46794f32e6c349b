/* json_places.h: where in a JSON text things stand, which jansson does not tell.
 *
 * Jansson keeps members in the file's order, so the n-th object that a pattern of keys finds in the
 * text is the n-th that a reader meets when it goes down by the same keys. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* The offsets, in the text's order, of all values that `pattern` leads to. Each step is a key, or
 * "*" for every element of an array and every member of an object; NULL ends it. `text` must be
 * JSON. */
const size_t *json_places(Arena *arena, Str text, const char *const *pattern, size_t *count);

/* The offset of the value of `key` in the object that begins at `object`; `object` itself when it
 * has none. */
size_t json_member_place(Str text, size_t object, const char *key);
