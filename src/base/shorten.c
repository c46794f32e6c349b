/* shorten.c: see shorten.h. */
#include "base/shorten.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* ICU's characters over a text; positions are bytes. */
typedef struct {
    UBreakIterator *iterator; /* owned; NULL when ICU has none */
    UText units;
} CharacterWalk;

static void walk_open(CharacterWalk *walk, Str text) {
    *walk = (CharacterWalk){.units = UTEXT_INITIALIZER};
    UErrorCode error = U_ZERO_ERROR;
    utext_openUTF8(&walk->units, text.s, (int64_t)text.len, &error);
    walk->iterator = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
    if (U_SUCCESS(error))
        ubrk_setUText(walk->iterator, &walk->units, &error);
    if (U_FAILURE(error) && walk->iterator) {
        ubrk_close(walk->iterator);
        walk->iterator = NULL;
    }
}

static void walk_close(CharacterWalk *walk) {
    if (walk->iterator)
        ubrk_close(walk->iterator);
    utext_close(&walk->units);
}

/* `at`, or where the code point begins that it is inside of. */
static size_t rune_start(Str text, size_t at) {
    size_t start = at;
    while (start > 0 && at - start < 3 && ((unsigned char)text.s[start] & 0xC0) == 0x80)
        start--;
    return (unsigned char)text.s[start] >= 0xC0 ? start : at;
}

Str shorten_bytes(Str text, size_t most) {
    if (text.len <= most)
        return text;
    enum { AHEAD = 256 }; /* bytes behind the cut that may still belong to its character */
    size_t end = rune_start(text, most);
    CharacterWalk walk;
    walk_open(&walk, str_slice(text, 0, end + AHEAD));
    int32_t at = (int32_t)end;
    if (walk.iterator && !ubrk_isBoundary(walk.iterator, at))
        at = ubrk_preceding(walk.iterator, (int32_t)end);
    walk_close(&walk);
    return str_slice(text, 0, at > 0 ? (size_t)at : end);
}

Str shorten_characters(Str text, size_t most) {
    if (text.len <= most)
        return text;
    CharacterWalk walk;
    walk_open(&walk, text);
    size_t at = 0;
    for (size_t count = 0; count < most && at < text.len; count++) {
        int32_t next = walk.iterator ? ubrk_next(walk.iterator) : UBRK_DONE;
        if (next > 0)
            at = (size_t)next;
        else
            str_next_rune(text, &at);
    }
    walk_close(&walk);
    return str_slice(text, 0, at);
}

Str shorten_tail(Str text, size_t most) {
    if (text.len <= most)
        return text;
    CharacterWalk walk;
    walk_open(&walk, text);
    size_t at = text.len;
    if (walk.iterator)
        ubrk_last(walk.iterator);
    for (size_t count = 0; count < most && at > 0; count++) {
        int32_t former = walk.iterator ? ubrk_previous(walk.iterator) : UBRK_DONE;
        at = former != UBRK_DONE ? (size_t)former : rune_start(text, at - 1);
    }
    walk_close(&walk);
    return str_slice(text, at, text.len);
}

Str shorten_marked(Arena *arena, Str text, size_t most) {
    Str head = shorten_characters(text, most);
    if (head.len == text.len)
        return text;
    while (head.len && (head.s[head.len - 1] == ' ' || head.s[head.len - 1] == '\t'))
        head.len--;
    return str_printf(arena, "%.*s…", str_arg(head));
}

void shorten_into(char *buffer, size_t size, Str text) {
    text = shorten_bytes(text, size - 1);
    if (text.len)
        memcpy(buffer, text.s, text.len);
    buffer[text.len] = 0;
}
