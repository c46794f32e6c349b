#include "formats/html_entities.h"

#include <string.h>

#include "base/ascii.h"
#include "html_entities_table.h"

/* What the name stands for; empty when HTML has no such name. */
static Str find_name(Str name) {
    size_t low = 0, high = countof(ENTITY_AT);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *known = (const char *)ENTITY_BYTES + ENTITY_AT[middle];
        size_t len = strlen(known), shared = len < name.len ? len : name.len;
        int order = memcmp(known, name.s, shared);
        if (order == 0 && len == name.len)
            return str_from(known + len + 1);
        if (order < 0 || (order == 0 && len < name.len))
            low = middle + 1;
        else
            high = middle;
    }
    return (Str){0};
}

/* The number of "#233" or "#xE9"; 0 when it is none. */
static uint32_t read_number(Str name) {
    bool is_hex = name.len > 2 && (name.s[1] == 'x' || name.s[1] == 'X');
    uint32_t value = 0;
    size_t first = is_hex ? 2 : 1;
    for (size_t i = first; i < name.len; i++) {
        int digit = ascii_hex(name.s[i]), base = is_hex ? 16 : 10;
        if (digit < 0 || digit >= base)
            return 0;
        value = value * (uint32_t)base + (uint32_t)digit;
        if (value > 0x10FFFF)
            return 0;
    }
    return value >= 0xD800 && value <= 0xDFFF ? 0 : value;
}

static Str to_utf8(uint32_t rune, char room[4]) {
    size_t len = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    static const unsigned char LEAD[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len; i-- > 1; rune >>= 6)
        room[i] = (char)(0x80 | (rune & 0x3F));
    room[0] = (char)(LEAD[len] | rune);
    return (Str){.s = room, .len = len};
}

Str html_entity_at(Str text, size_t at, size_t *len, char room[4]) {
    const char *from = text.s + at + 1;
    size_t left = text.len - at - 1, most = ENTITY_LONGEST + 1;
    const char *semicolon = memchr(from, ';', left < most ? left : most);
    if (!semicolon || semicolon == from)
        return (Str){0};
    Str name = {.s = from, .len = (size_t)(semicolon - from)};
    *len = name.len + 2;
    if (name.s[0] == '#') {
        uint32_t rune = read_number(name);
        return rune ? to_utf8(rune, room) : (Str){0};
    }
    Str found = find_name(name);
    return str_equal_c(found, "\xC2\xA0") ? str_from(" ") : found;
}

/* True for C0, DEL and C1, which no text should have. */
static bool is_control(Str character) {
    size_t at = 0;
    uint32_t rune = str_next_rune(character, &at);
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0);
}

Str html_decode(Arena *arena, Str text) {
    char *out = NULL, room[4];
    size_t len = 0, done = 0, width;
    for (size_t i = 0; i < text.len; i++) {
        const char *and = memchr(text.s + i, '&', text.len - i);
        if (!and)
            break;
        i = (size_t)(and-text.s);
        Str character = html_entity_at(text, i, &width, room);
        if (character.len == 0 || is_control(character))
            continue;
        if (!out) /* "&nGt;" is the one that grows: five bytes become six */
            out = arena_alloc(arena, 1, 1, text.len + text.len / 4 + 8);
        memcpy(out + len, text.s + done, i - done);
        len += i - done;
        memcpy(out + len, character.s, character.len);
        len += character.len;
        done = i + width;
        i = done - 1;
    }
    if (!out)
        return text;
    memcpy(out + len, text.s + done, text.len - done);
    return (Str){.s = out, .len = len + text.len - done};
}

Str html_escape(Arena *arena, Str text) {
    size_t width, ands = 0;
    char room[4];
    for (size_t i = 0; i < text.len; i++)
        ands += text.s[i] == '&' && html_entity_at(text, i, &width, room).len > 0;
    if (ands == 0)
        return text;
    char *out = arena_alloc(arena, 1, 1, text.len + 4 * ands);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_entity = text.s[i] == '&' && html_entity_at(text, i, &width, room).len > 0;
        out[len++] = text.s[i];
        if (!is_entity)
            continue;
        memcpy(out + len, "amp;", 4);
        len += 4;
    }
    return (Str){.s = out, .len = len};
}
