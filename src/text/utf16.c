/* utf16.c: see utf16.h. */
#include "text/utf16.h"

#include <unicode/utf16.h>

#include "text/unicode.h"

/* Controls, and the place of an object that is not there. */
static bool is_dropped(uint32_t rune) {
    return rune < 0x20 || (rune >= 0x7f && rune < 0xa0) || rune == 0xfffc;
}

Utf16 utf16_from(Arena *arena, Str text) {
    size_t most = text.len < TEXT_UNITS_MAX ? text.len : TEXT_UNITS_MAX;
    Utf16 out = {.units = arena_new(arena, UChar, most + 2),
                 .bytes = arena_new(arena, uint32_t, most + 3),
                 .ends = arena_new(arena, uint32_t, most + 2),
                 .paragraph_ends = arena_new(arena, int32_t, most + 1)};
    size_t offset = 0;
    bool is_open = false; /* a paragraph has begun */
    while (offset < text.len) {
        if (out.count >= (int32_t)most || offset > UINT32_MAX) {
            out.is_truncated = true;
            break;
        }
        size_t start = offset;
        uint32_t rune = str_next_rune(text, &offset);
        if (unicode_is_paragraph_end(rune)) {
            if (rune == '\r' && offset < text.len && text.s[offset] == '\n')
                offset++;
            out.paragraph_ends[out.paragraph_count++] = out.count;
            is_open = false;
            if (out.paragraph_count == most)
                break;
            continue;
        }
        if (rune == '\t')
            rune = ' ';
        if (is_dropped(rune))
            continue;
        is_open = true;
        out.bytes[out.count] = out.bytes[out.count + 1] = (uint32_t)start;
        out.ends[out.count] = out.ends[out.count + 1] = (uint32_t)offset;
        U16_APPEND_UNSAFE(out.units, out.count, rune);
    }
    if (is_open)
        out.paragraph_ends[out.paragraph_count++] = out.count;
    out.bytes[out.count] = (uint32_t)offset;
    return out;
}

static bool is_pair(UChar lead, UChar trail) {
    return U16_IS_LEAD(lead) && U16_IS_TRAIL(trail);
}

uint32_t utf16_next(const UChar *units, int32_t length, int32_t *at) {
    UChar unit = units[(*at)++];
    if (*at < length && is_pair(unit, units[*at]))
        return (uint32_t)U16_GET_SUPPLEMENTARY(unit, units[(*at)++]);
    return unit;
}

uint32_t utf16_before(const UChar *units, int32_t *at) {
    if (*at <= 0)
        return 0;
    UChar unit = units[--*at];
    if (*at > 0 && is_pair(units[*at - 1], unit)) {
        --*at;
        return (uint32_t)U16_GET_SUPPLEMENTARY(units[*at], unit);
    }
    return unit;
}
