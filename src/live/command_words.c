/* command_words.c: a line of words with quotes, split and joined. Part of command.h. */
#include <string.h>

#include "base/ascii.h"
#include "live/command.h"

/* The quotation mark at `at` in the line, by what ends it: straight ones end themselves, those of
 * a word processor or a Chinese keyboard have a partner. NULL when there is none. */
static const char *quote_at(Str line, size_t at, size_t *len) {
    static const struct {
        const char *open, *close;
    } QUOTES[] = {{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"„", "“"}, {"「", "」"}, {"«", "»"}};
    for (size_t i = 0; i < countof(QUOTES); i++) {
        size_t n = strlen(QUOTES[i].open);
        if (line.len - at >= n && memcmp(line.s + at, QUOTES[i].open, n) == 0) {
            *len = n;
            return QUOTES[i].close;
        }
    }
    return NULL;
}

/* One word from *at on, which moves behind it. False when a quote is not closed. */
static bool take_word(Arena *arena, Str line, size_t *at, Str *word) {
    char *text = arena_new(arena, char, line.len - *at + 1);
    size_t len = 0;
    const char *close = NULL;
    while (*at < line.len && (close || !ascii_is_space(line.s[*at]))) {
        size_t mark;
        const char *end;
        if (close && line.len - *at >= strlen(close) &&
            memcmp(line.s + *at, close, strlen(close)) == 0) {
            *at += strlen(close);
            close = NULL;
        } else if (!close && (end = quote_at(line, *at, &mark))) {
            close = end;
            *at += mark;
        } else {
            if (line.s[*at] == '\\' && *at + 1 < line.len)
                ++*at;
            text[len++] = line.s[(*at)++];
        }
    }
    *word = (Str){.s = text, .len = len};
    return !close;
}

bool command_split(Arena *arena, Str line, const Str **words, size_t *count, Str *problem) {
    Str *list = NULL;
    size_t capacity = 0, at = 0;
    *count = 0;
    for (;;) {
        while (at < line.len && ascii_is_space(line.s[at]))
            at++;
        if (at == line.len)
            break;
        Str word;
        if (!take_word(arena, line, &at, &word)) {
            *problem = str_from("a quotation mark is not closed");
            return false;
        }
        Str *place = arena_push(arena, &list, count, &capacity, sizeof *place, _Alignof(Str));
        *place = word;
    }
    *words = list;
    return true;
}

Str command_join(Arena *arena, const Str *words, size_t count) {
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += 2 * words[i].len + 3;
    char *text = arena_new(arena, char, size);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            text[len++] = ' ';
        text[len++] = '"';
        for (size_t k = 0; k < words[i].len; k++) {
            char c = words[i].s[k];
            if (c == '"' || c == '\\')
                text[len++] = '\\';
            text[len++] = c == '\n' ? ' ' : c; /* a line is a command */
        }
        text[len++] = '"';
    }
    return (Str){.s = text, .len = len};
}
