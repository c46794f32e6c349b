#include "base/case.h"

#include <string.h>
#include <unicode/ucasemap.h>

Str str_upper(Arena *arena, Str text, Str language) {
    char tag[32];
    size_t n = language.len < sizeof tag ? language.len : 0;
    if (n)
        memcpy(tag, language.s, n);
    tag[n] = 0;
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open(tag, 0, &status);
    /* Capitals may take more bytes: "ß" becomes "SS", "ŉ" three bytes; thrice is enough. */
    size_t room = text.len * 3 + 1;
    char *out = arena_new(arena, char, room);
    int32_t len = U_SUCCESS(status) ? ucasemap_utf8ToUpper(map, out, (int32_t)room, text.s,
                                                           (int32_t)text.len, &status)
                                    : 0;
    ucasemap_close(map);
    return U_SUCCESS(status) ? (Str){.s = out, .len = (size_t)len} : text;
}
