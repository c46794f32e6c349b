#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

Str str_from(const char *text) {
    return (Str){.s = text, .len = text ? strlen(text) : 0};
}

Str str_copy(Arena *arena, Str text) {
    return (Str){.s = arena_copy(arena, text.s, text.len), .len = text.len};
}

Str str_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len <= 0)
        return (Str){0};
    char *text = arena_new(arena, char, (size_t)len + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return (Str){.s = text, .len = (size_t)len};
}

bool str_equal(Str a, Str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

bool str_equal_c(Str a, const char *b) {
    return str_equal(a, str_from(b));
}

bool str_equal_nocase(Str a, Str b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.s[i]) != ascii_lower(b.s[i]))
            return false;
    return true;
}

bool str_is_key(Str written, const char *key) {
    if (written.len != strlen(key))
        return false;
    for (size_t i = 0; i < written.len; i++) {
        char c = ascii_lower(written.s[i]);
        if (c == '-' || c == ' ')
            c = '_';
        if (c != key[i])
            return false;
    }
    return true;
}

bool str_starts(Str text, const char *prefix) {
    size_t len = strlen(prefix);
    return text.len >= len && (len == 0 || memcmp(text.s, prefix, len) == 0);
}

bool str_ends(Str text, const char *suffix) {
    size_t len = strlen(suffix);
    return text.len >= len && (len == 0 || memcmp(text.s + text.len - len, suffix, len) == 0);
}

Str str_trim(Str text) {
    while (text.len && ascii_is_space(text.s[0])) {
        text.s++;
        text.len--;
    }
    while (text.len && ascii_is_space(text.s[text.len - 1]))
        text.len--;
    return text;
}

Str str_slice(Str text, size_t from, size_t len) {
    if (from > text.len)
        from = text.len;
    if (len > text.len - from)
        len = text.len - from;
    return (Str){.s = text.s ? text.s + from : NULL, .len = len};
}

size_t str_find(Str text, const char *needle) {
    size_t len = strlen(needle);
    if (len == 0)
        return 0;
    const char *hit = text.len ? memmem(text.s, text.len, needle, len) : NULL;
    return hit ? (size_t)(hit - text.s) : SIZE_MAX;
}

uint64_t str_hash(uint64_t seed, const void *bytes, size_t len) {
    const unsigned char *p = bytes;
    uint64_t hash = seed;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Length of the well-formed sequence at p, with its value; 0 when there is none (Unicode 15,
 * table 3-7). */
static size_t decode(const unsigned char *p, size_t len, uint32_t *rune) {
    if (p[0] < 0x80) {
        *rune = p[0];
        return 1;
    }
    size_t n = p[0] >= 0xC2 && p[0] <= 0xDF   ? 2
               : p[0] >= 0xE0 && p[0] <= 0xEF ? 3
               : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4
                                              : 0;
    if (n == 0 || n > len)
        return 0;
    uint32_t value = p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (p[i] & 0x3Fu);
    }
    bool is_overlong = (n == 3 && value < 0x800) || (n == 4 && value < 0x10000);
    bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (is_overlong || is_surrogate || value > 0x10FFFF)
        return 0;
    *rune = value;
    return n;
}

uint32_t str_next_rune(Str text, size_t *offset) {
    uint32_t rune;
    size_t n = decode((const unsigned char *)text.s + *offset, text.len - *offset, &rune);
    if (n == 0) {
        ++*offset;
        return 0xFFFD;
    }
    *offset += n;
    return rune;
}

size_t str_put_rune(char bytes[4], uint32_t rune) {
    if (rune < 0x80) {
        bytes[0] = (char)rune;
        return 1;
    }
    static const uint32_t LEADS[] = {[2] = 0xC0, [3] = 0xE0, [4] = 0xF0};
    size_t len = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, rune >>= 6)
        bytes[i] = (char)(0x80 | (rune & 0x3F));
    bytes[0] = (char)(LEADS[len] | rune);
    return len;
}

bool str_is_utf8(Str text) {
    for (size_t i = 0; i < text.len;) {
        uint32_t rune;
        size_t n = decode((const unsigned char *)text.s + i, text.len - i, &rune);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

enum { NEAREST_MAX = 64 }; /* longer names are not typed by hand */

/* The code points of a short text; false when it has more than NEAREST_MAX. */
static bool spell(Str text, bool is_folded, uint32_t *runes, size_t *count) {
    *count = 0;
    for (size_t i = 0; i < text.len;) {
        if (*count == NEAREST_MAX)
            return false;
        uint32_t rune = str_next_rune(text, &i);
        runes[(*count)++] = is_folded && rune < 0x80 ? (uint32_t)ascii_lower((char)rune) : rune;
    }
    return true;
}

/* Optimal string alignment: insertions, deletions, substitutions and neighbour swaps. */
static size_t edit_distance(Str a, Str b, bool is_folded) {
    uint32_t x[NEAREST_MAX], y[NEAREST_MAX];
    size_t x_count, y_count, rows[3][NEAREST_MAX + 1];
    if (!spell(a, is_folded, x, &x_count) || !spell(b, is_folded, y, &y_count))
        return SIZE_MAX;
    for (size_t j = 0; j <= y_count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= x_count; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= y_count; j++) {
            size_t best = above[j - 1] + (x[i - 1] != y[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] &&
                above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[x_count % 3][y_count];
}

size_t str_distance(Str a, Str b) {
    return edit_distance(a, b, false);
}

static size_t rune_count(Str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; count++)
        str_next_rune(text, &i);
    return count;
}

const Str *str_nearest(Str name, const Str *names, size_t count) {
    const Str *nearest = NULL;
    size_t nearest_distance = SIZE_MAX, typed = rune_count(name);
    if (name.len > NEAREST_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (names[i].len > NEAREST_MAX)
            continue;
        size_t letters = rune_count(names[i]), longer = letters > typed ? letters : typed;
        size_t distance = edit_distance(name, names[i], true);
        if (distance < nearest_distance && distance * 3 <= longer + 1) {
            nearest = &names[i];
            nearest_distance = distance;
        }
    }
    return nearest;
}
