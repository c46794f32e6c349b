/* fold.c: by ICU's normaliser, then letter by letter. */
#include "base/fold.h"

#include "base/ascii.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { UNITS_MAX = 600 };

static bool is_space(UChar32 rune) {
    return rune == '\n' || rune == '\r' || rune == '\t' || rune == 0x200B || u_isUWhiteSpace(rune);
}

static bool is_dash(UChar32 rune) {
    return (rune >= 0x2010 && rune <= 0x2015) || rune == 0x2212 || rune == 0x301C || rune == '~' ||
           rune == 0xFF5E || rune == 0x2500;
}

/* A small letter without its accent. */
static UChar32 bare(const UNormalizer2 *normalizer, UChar32 rune) {
    bool is_latin = (rune >= 0xC0 && rune < 0x250) || (rune >= 0x1E00 && rune < 0x1F00);
    rune = u_tolower(rune);
    UChar parts[8];
    for (int step = 0; is_latin && step < 3; step++) {
        UErrorCode status = U_ZERO_ERROR;
        int32_t len = unorm2_getRawDecomposition(normalizer, rune, parts, 8, &status);
        if (U_FAILURE(status) || len < 1)
            break;
        rune = parts[0];
    }
    return rune;
}

/* The same of ASCII, which most cells of most tables are: ICU would take ten times as long. False
 * for other texts. */
static bool fold_ascii(Str text, char buffer[FOLD_MAX], Str *folded) {
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c >= 0x80)
            return false;
        bool is_white = c == ' ' || (c >= '\t' && c <= '\r');
        if (is_white && (len == 0 || buffer[len - 1] == ' '))
            continue;
        buffer[len++] = is_white ? ' ' : c == '~' ? '-' : (char)ascii_lower((char)c);
    }
    *folded = str_trim((Str){.s = buffer, .len = len});
    return true;
}

Str fold_words(Str text, char buffer[FOLD_MAX], bool *is_cut) {
    Str folded_ascii;
    if (text.len < FOLD_MAX && fold_ascii(text, buffer, &folded_ascii)) {
        if (is_cut)
            *is_cut = false;
        return folded_ascii;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
    UChar wide[UNITS_MAX], normal[UNITS_MAX];
    UChar32 runes[UNITS_MAX], folded[UNITS_MAX];
    int32_t wide_len = 0, len = 0, count = 0, kept = 0, out = 0;
    bool is_long = text.len >= FOLD_MAX;
    if (is_long)
        text = str_slice(text, 0, FOLD_MAX - 1);
    u_strFromUTF8WithSub(wide, UNITS_MAX, &wide_len, text.s, (int32_t)text.len, 0xFFFD, NULL,
                         &status);
    if (text.len && U_SUCCESS(status))
        len = unorm2_normalize(normalizer, wide, wide_len, normal, UNITS_MAX, &status);
    u_strToUTF32(runes, UNITS_MAX, &count, normal, len, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < count && kept + 1 < UNITS_MAX; i++) {
        UChar32 rune = runes[i];
        rune = is_space(rune) ? ' ' : is_dash(rune) ? '-' : bare(normalizer, rune);
        bool is_space_again = rune == ' ' && (kept == 0 || folded[kept - 1] == ' ');
        if (is_space_again || rune == 0xFEFF || u_getCombiningClass(rune))
            continue;
        if (rune == 0xDF)
            folded[kept++] = rune = 's';
        folded[kept++] = rune;
    }
    u_strFromUTF32(wide, UNITS_MAX, &wide_len, folded, kept, &status);
    u_strToUTF8(buffer, FOLD_MAX, &out, wide, wide_len, &status);
    if (is_cut)
        *is_cut = is_long || U_FAILURE(status);
    return U_SUCCESS(status) ? str_trim((Str){.s = buffer, .len = (size_t)out}) : (Str){0};
}
