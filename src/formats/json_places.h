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

/* ---- for whoever walks through a text ---- */

typedef struct {
    Str text;
    size_t at;
    bool is_too_deep; /* a value had more levels than its limit */
} JsonScanner;

/* Moves to what is no white space, which comes back; 0 at the end. */
char json_scan_space(JsonScanner *scanner);

/* Moves behind the value that begins here, whatever is in it; its first character comes back. */
char json_scan_value(JsonScanner *scanner, size_t depth_max);

/* Moves to the next member or element; false at the end of the container. `*key` is as it is
 * written, and empty in an array. */
bool json_scan_item(JsonScanner *scanner, bool is_object, Str *key);
