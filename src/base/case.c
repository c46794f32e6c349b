#include "base/case.h"

#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

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

/* ---- names ---- */

enum { FOLDED_MAX = 16 * 1024 }; /* bytes; folding takes twenty times as many */

static bool is_space(uint32_t rune) {
    return u_isUWhiteSpace((UChar32)rune) || rune == 0xFEFF || rune == 0x200B;
}

/* The rune in UTF-16, of the usual width; what comes back is its length. */
static int32_t usual_width(const UNormalizer2 *compatible, uint32_t rune, UChar *out,
                           int32_t room) {
    int32_t kind = u_getIntPropertyValue((UChar32)rune, UCHAR_DECOMPOSITION_TYPE), len = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (kind == U_DT_WIDE || kind == U_DT_NARROW)
        len = unorm2_getDecomposition(compatible, (UChar32)rune, out, room, &status);
    if (len > 0 && U_SUCCESS(status))
        return len;
    bool is_one = rune < 0x10000;
    out[0] = (UChar)(is_one ? rune : 0xD7C0 + (rune >> 10));
    out[1] = (UChar)(0xDC00 | (rune & 0x3FF));
    return is_one ? 1 : 2;
}

/* Without the difference of East Asian widths, and with plain single spaces. `out` has place for
 * four units a byte. */
static int32_t fold_width(const UNormalizer2 *compatible, Str name, UChar *out) {
    int32_t count = 0;
    bool is_gap = false;
    for (size_t i = 0; i < name.len;) {
        uint32_t rune = str_next_rune(name, &i);
        if (is_space(rune)) {
            is_gap = count > 0;
            continue;
        }
        if (is_gap)
            out[count++] = ' ';
        is_gap = false;
        count += usual_width(compatible, rune, out + count, 3);
    }
    return count;
}

Str str_fold_name(Arena *arena, Str name) {
    if (name.len > FOLDED_MAX)
        return str_copy(arena, name);
    int32_t room = (int32_t)name.len * 4 + 8, len = 0;
    UChar *first = arena_new(arena, UChar, (size_t)room);
    UChar *second = arena_new(arena, UChar, (size_t)room);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *compatible = unorm2_getNFKCInstance(&status);
    const UNormalizer2 *composed = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status))
        return name;
    len = fold_width(compatible, name, second);
    len = u_strFoldCase(first, room, second, len, U_FOLD_CASE_DEFAULT, &status);
    len = unorm2_normalize(composed, first, U_SUCCESS(status) ? len : 0, second, room, &status);
    size_t bytes = (size_t)room * 3;
    char *out = arena_new(arena, char, bytes);
    int32_t out_len = 0;
    u_strToUTF8(out, (int32_t)bytes, &out_len, second, U_SUCCESS(status) ? len : 0, &status);
    return U_SUCCESS(status) ? (Str){.s = out, .len = (size_t)out_len} : name;
}
