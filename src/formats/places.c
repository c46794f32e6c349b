#include "formats/places.h"

#include <string.h>

#include "formats/bytes16.h"

Places places_create(Str text) {
    return (Places){.text = text, .line = 1, .column = 1};
}

enum { AHEAD = 4096, CACHE_LINE = 64 };

/* Characters that begin in the bytes: all but UTF-8's continuation bytes. */
static int32_t count_characters(const char *s, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count < INT32_MAX ? (int32_t)count : INT32_MAX;
}

/* Parsers work on copies: the text itself comes from memory, where that of the next call is fetched
 * from meanwhile. */
static void fetch_ahead(Str text, size_t from, size_t len) {
    for (size_t at = from + AHEAD; at < from + len + AHEAD && at < text.len; at += CACHE_LINE)
        __builtin_prefetch(text.s + at);
}

enum { STEP = 4 * BYTES16, ROWS_MAX = 252 /* by fours; a column counts up to 255 */ };

/* Minus the number of line feeds in each of the sixteen columns. */
static Bytes16 feeds_in_step(const char *s) {
    return bytes16_equal(bytes16_load(s), '\n') + bytes16_equal(bytes16_load(s + BYTES16), '\n') +
           bytes16_equal(bytes16_load(s + 2 * BYTES16), '\n') +
           bytes16_equal(bytes16_load(s + 3 * BYTES16), '\n');
}

static int32_t count_feeds(const char *s, size_t len) {
    size_t count = 0, i = 0;
    while (i + STEP <= len) {
        Bytes16 feeds = {0};
        for (int rows = 0; rows < ROWS_MAX && i + STEP <= len; rows += 4, i += STEP)
            feeds -= feeds_in_step(s + i);
        count += bytes16_sum(feeds);
    }
    for (; i + BYTES16 <= len; i += BYTES16)
        count += bytes16_sum(-bytes16_equal(bytes16_load(s + i), '\n'));
    for (; i < len; i++)
        count += s[i] == '\n';
    return count < INT32_MAX ? (int32_t)count : INT32_MAX;
}

static void go_on(Places *places, size_t offset) {
    const char *s = places->text.s;
    size_t len = offset - places->offset;
    fetch_ahead(places->text, places->offset, len);
    int32_t feeds = len ? count_feeds(s + places->offset, len) : 0;
    if (feeds) {
        const char *last = memrchr(s + places->offset, '\n', len);
        places->offset = (size_t)(last - s) + 1;
        places->line += feeds;
        places->column = 1;
    }
    places->column += count_characters(s + places->offset, offset - places->offset);
    places->offset = offset;
}

static void go_back(Places *places, size_t offset) {
    const char *s = places->text.s;
    bool is_other_line = false;
    for (size_t end = places->offset; end > offset;) {
        const char *feed = memrchr(s + offset, '\n', end - offset);
        if (!feed)
            break;
        is_other_line = true;
        places->line--;
        end = (size_t)(feed - s);
    }
    if (is_other_line) {
        const char *feed = offset ? memrchr(s, '\n', offset) : NULL;
        size_t start = feed ? (size_t)(feed - s) + 1 : 0;
        places->column = 1 + count_characters(s + start, offset - start);
    } else {
        places->column -= count_characters(s + offset, places->offset - offset);
    }
    places->offset = offset;
}

Position places_at(Places *places, size_t offset, int32_t span) {
    if (offset > places->text.len)
        offset = places->text.len;
    if (offset < places->offset)
        go_back(places, offset);
    else
        go_on(places, offset);
    return (Position){.line = places->line, .column = places->column, .span = span > 0 ? span : 1};
}

size_t places_offset(Str text, int32_t line, int32_t column) {
    size_t at = 0;
    for (int32_t i = 1; i < line; i++) {
        const char *feed = at < text.len ? memchr(text.s + at, '\n', text.len - at) : NULL;
        if (!feed)
            return text.len;
        at = (size_t)(feed - text.s) + 1;
    }
    for (int32_t i = 1; i < column && at < text.len; i++)
        str_next_rune(text, &at);
    return at;
}
