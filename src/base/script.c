/* script.c: ICU's script property in words. */
#include "base/script.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

static UScriptCode code_of(uint32_t rune) {
    if (u_hasBinaryProperty((UChar32)rune, UCHAR_EMOJI_PRESENTATION) ||
        u_hasBinaryProperty((UChar32)rune, UCHAR_EMOJI_MODIFIER))
        return USCRIPT_SYMBOLS_EMOJI;
    /* Places that Unicode keeps for emoji to come are in newer files than our tables. */
    if (u_charType((UChar32)rune) == U_UNASSIGNED &&
        u_hasBinaryProperty((UChar32)rune, UCHAR_EXTENDED_PICTOGRAPHIC))
        return USCRIPT_SYMBOLS_EMOJI;
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode code = uscript_getScript((UChar32)rune, &error);
    return U_FAILURE(error) || code == USCRIPT_INHERITED ? USCRIPT_COMMON : code;
}

const char *script_code(uint32_t rune) {
    const char *name = uscript_getShortName(code_of(rune));
    return name ? name : "Zyyy";
}

Str script_name(Arena *arena, uint32_t rune) {
    UScriptCode code = code_of(rune);
    if (code == USCRIPT_SYMBOLS_EMOJI)
        return str_from("emoji");
    if (code == USCRIPT_COMMON)
        return str_from("symbols and punctuation");
    if (code == USCRIPT_UNKNOWN)
        return str_from(script_is_private(rune) ? "private use" : "not assigned");
    const char *name = uscript_getName(code);
    char *words = arena_copy(arena, name, strlen(name));
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    return str_from(words);
}

bool script_is_blank(uint32_t rune) {
    return u_hasBinaryProperty((UChar32)rune, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           u_isISOControl((UChar32)rune) || u_isUWhiteSpace((UChar32)rune);
}

bool script_is_private(uint32_t rune) {
    return u_charType((UChar32)rune) == U_PRIVATE_USE_CHAR;
}

bool script_is_mark(uint32_t rune) {
    int8_t type = u_charType((UChar32)rune);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

bool script_is_space(uint32_t rune) {
    return u_isUWhiteSpace((UChar32)rune);
}

bool script_is_letter(uint32_t rune) {
    return u_isalpha((UChar32)rune);
}

bool script_is_text(uint32_t rune) {
    int8_t type = u_charType((UChar32)rune);
    bool is_needed = rune == 0x200C || rune == 0x200D || rune == 0x200E || rune == 0x200F ||
                     rune == 0x061C || rune == 0x00AD;
    return type != U_CONTROL_CHAR && type != U_SURROGATE && type != U_UNASSIGNED &&
           type != U_PRIVATE_USE_CHAR && (type != U_FORMAT_CHAR || is_needed);
}

bool script_is_in_word(uint32_t rune) {
    static const UScriptCode WITHOUT_SPACES[] = {
        USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO, USCRIPT_THAI,
        USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR,  USCRIPT_TIBETAN};
    UScriptCode script = code_of(rune);
    for (size_t i = 0; i < countof(WITHOUT_SPACES); i++)
        if (script == WITHOUT_SPACES[i])
            return false;
    int8_t type = u_charType((UChar32)rune);
    return u_isalnum((UChar32)rune) || script_is_mark(rune) || type == U_COMBINING_SPACING_MARK ||
           type == U_FORMAT_CHAR || rune == '\'' || rune == 0x2019 || rune == '-';
}
