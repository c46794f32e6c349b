/* str.h: text with its length.
 *
 * A Str is valid UTF-8 from the moment of loading; it owns nothing and need not end in a NUL. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
    const char *s; /* borrowed; NULL only when len is 0 */
    size_t len;    /* bytes */
} Str;

/* printf("%.*s", str_arg(x)) */
#define str_arg(str) (int)(str).len, (str).s ? (str).s : ""

/* A Str over a NUL-terminated text (borrowed; NULL gives the empty Str). */
Str str_from(const char *text);

/* A copy in `arena`, followed by a NUL. */
Str str_copy(Arena *arena, Str text);

/* printf into `arena`. */
Str str_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool str_equal(Str a, Str b);
bool str_equal_c(Str a, const char *b);

/* Equal when ASCII letters are compared without case. */
bool str_equal_nocase(Str a, Str b);

/* True when `written` is `key` in a person's hand: without case, and "-" or a space for "_". */
bool str_is_key(Str written, const char *key);

bool str_starts(Str text, const char *prefix);
bool str_ends(Str text, const char *suffix);

/* `text` without ASCII white space at both ends. */
Str str_trim(Str text);

/* text[from .. from+len), cut to what is there. */
Str str_slice(Str text, size_t from, size_t len);

/* Offset of the first `needle`, or SIZE_MAX. */
size_t str_find(Str text, const char *needle);

/* FNV-1a, 64 bits, over the bytes, going on from `seed` (start with STR_HASH_SEED). */
uint64_t str_hash(uint64_t seed, const void *bytes, size_t len);
#define STR_HASH_SEED UINT64_C(0xcbf29ce484222325)

/* The code point at `*offset`, which moves behind it. Bytes that are not UTF-8 give U+FFFD, one
 * for each byte. `*offset` must be below text.len. */
uint32_t str_next_rune(Str text, size_t *offset);

/* Writes the code point as UTF-8; what comes back is how many bytes it took, 1 to 4. */
size_t str_put_rune(char bytes[4], uint32_t rune);

/* True when all bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool str_is_utf8(Str text);

/* How many letters differ: insertions, deletions, others in their place, and neighbours swapped, in
 * code points, case counts. SIZE_MAX when one of the two is longer than 64. */
size_t str_distance(Str a, Str b);

/* Of `names`, the one nearest to `name` by edit distance with transpositions, without case; NULL
 * when none is near enough (more than a third of the letters differ) to be a likely slip. */
const Str *str_nearest(Str name, const Str *names, size_t count);
