/* unicode.c: see unicode.h. */
#include "text/unicode.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

UScriptCode unicode_script_by_code(Str code) {
    char name[8] = {0};
    if (code.len != 4)
        return USCRIPT_INVALID_CODE;
    memcpy(name, code.s, 4);
    if (str_equal_c(code, "Zsye"))
        return USCRIPT_SYMBOLS_EMOJI;
    int32_t value = u_getPropertyValueEnum(UCHAR_SCRIPT, name);
    return value == UCHAR_INVALID_CODE ? USCRIPT_INVALID_CODE : (UScriptCode)value;
}

bool unicode_is_invisible(uint32_t rune) {
    if (rune < 0xad)
        return false;
    return u_hasBinaryProperty((UChar32)rune, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool unicode_is_variation_selector(uint32_t rune) {
    return (rune >= 0xe0100 && rune <= 0xe01ef) || (rune >= 0xfe00 && rune < 0xfe0e);
}

bool unicode_is_paragraph_end(uint32_t rune) {
    return (rune >= 0x0a && rune <= 0x0d) || rune == 0x85 || rune == 0x2028 || rune == 0x2029;
}

bool unicode_is_space(uint32_t rune) {
    return rune == ' ' || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a && rune != 0x2007) ||
           rune == 0x205f || rune == 0x3000;
}

bool unicode_is_han(uint32_t rune) {
    if (rune < 0x2e80)
        return false;
    if (rune >= 0x4e00 && rune <= 0x9fff)
        return true;
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)rune, &error);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           script == USCRIPT_BOPOMOFO || rune == 0x30fc || rune == 0x3007;
}

bool unicode_is_wide_punctuation(uint32_t rune) {
    return (rune >= 0x3001 && rune <= 0x3003) || (rune >= 0x3008 && rune <= 0x3011) ||
           (rune >= 0x3014 && rune <= 0x301f) || rune == 0x30fb || rune == 0xff01 ||
           rune == 0xff08 || rune == 0xff09 || rune == 0xff0c || rune == 0xff0e || rune == 0xff1a ||
           rune == 0xff1b || rune == 0xff1f || rune == 0xff3b || rune == 0xff3d || rune == 0xff5b ||
           rune == 0xff5d || rune == 0xff5f || rune == 0xff60;
}

bool unicode_is_shared_quote(uint32_t rune) {
    return rune == 0x2018 || rune == 0x2019 || rune == 0x201c || rune == 0x201d;
}

bool unicode_is_shared_dash(uint32_t rune) {
    return rune == 0x2014 || rune == 0x2026 || rune == 0xb7;
}

static bool has_category(uint32_t rune, uint32_t mask) {
    return (U_GET_GC_MASK((UChar32)rune) & mask) != 0;
}

bool unicode_is_opening(uint32_t rune) {
    return has_category(rune, U_GC_PS_MASK | U_GC_PI_MASK);
}

bool unicode_is_closing(uint32_t rune) {
    return has_category(rune, U_GC_PE_MASK | U_GC_PF_MASK);
}

bool unicode_is_mark(uint32_t rune) {
    return has_category(rune, U_GC_M_MASK);
}

bool unicode_is_hangul(uint32_t rune) {
    return rune >= 0x1100 &&
           u_getIntPropertyValue((UChar32)rune, UCHAR_HANGUL_SYLLABLE_TYPE) != U_HST_NOT_APPLICABLE;
}

bool unicode_is_word(uint32_t rune) {
    if (rune < 0x80)
        return (rune >= '0' && rune <= '9') || (rune >= 'A' && rune <= 'Z') ||
               (rune >= 'a' && rune <= 'z');
    if (unicode_is_han(rune) || unicode_is_hangul(rune) || rune == 0x3005)
        return false;
    if (has_category(rune, U_GC_M_MASK | U_GC_ND_MASK))
        return true;
    if (!has_category(rune, U_GC_L_MASK))
        return false;
    /* Thai and its like are written without spaces: any grapheme is a fair place to cut. */
    return u_getIntPropertyValue((UChar32)rune, UCHAR_LINE_BREAK) != U_LB_COMPLEX_CONTEXT;
}

bool unicode_is_trailing(uint32_t rune) {
    if (rune == '%' || rune == '#' || rune == '&' || rune == '@' || rune == '*')
        return false;
    return has_category(rune, U_GC_PO_MASK | U_GC_PD_MASK | U_GC_PS_MASK | U_GC_PI_MASK) ||
           rune == '|' || rune == '+' || rune == '=' || rune == '<';
}

bool unicode_is_connected_script(UScriptCode script) {
    switch ((int)script) {
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_NKO:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
        return true;
    default:
        return false;
    }
}

bool unicode_is_emoji(const uint32_t *runes, size_t count) {
    if (count == 0 || runes[0] < 0x23)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (runes[i] == 0xfe0e)
            return false;
        if (runes[i] == 0xfe0f || runes[i] == 0x20e3)
            return true;
    }
    if (runes[0] < 0x231a)
        return false;
    return u_hasBinaryProperty((UChar32)runes[0], UCHAR_EMOJI_PRESENTATION) ||
           (count > 1 && u_hasBinaryProperty((UChar32)runes[0], UCHAR_EMOJI));
}
