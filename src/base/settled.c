/* settled.c: by ICU's breaks between lines and words: what stands behind the last of them may grow,
 * and move to the next line. */
#include "base/settled.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "base/script.h"

enum { LOOK_BACK = 240 }; /* bytes: more than the longest word that anybody writes */

/* The last boundary before `end`, in units; 0: there is none. */
static int32_t boundary_before(UBreakIteratorType type, const UChar *text, int32_t len,
                               int32_t end) {
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(type, "", text, len, &error);
    if (U_FAILURE(error))
        return 0;
    int32_t found = ubrk_preceding(iterator, end);
    ubrk_close(iterator);
    return found == UBRK_DONE ? 0 : found;
}

size_t settled_length(Str line) {
    if (line.len == 0 || line.s[line.len - 1] == ' ')
        return line.len;
    size_t from = line.len > LOOK_BACK ? line.len - LOOK_BACK : 0;
    while (from < line.len && ((uint8_t)line.s[from] & 0xC0) == 0x80)
        from++;
    UChar units[LOOK_BACK];
    size_t offsets[LOOK_BACK + 1]; /* in bytes, of each unit */
    int32_t len = 0;
    bool has_spaces = false;
    for (size_t at = from; at < line.len;) {
        size_t start = at;
        uint32_t rune = str_next_rune(line, &at);
        has_spaces = script_is_in_word(rune) || (has_spaces && !script_is_letter(rune));
        if (rune > 0xFFFF)
            offsets[len] = start, units[len++] = (UChar)(0xD800 + ((rune - 0x10000) >> 10));
        offsets[len] = start;
        units[len++] = (UChar)(rune > 0xFFFF ? 0xDC00 + ((rune - 0x10000) & 0x3FF) : rune);
    }
    int32_t end = boundary_before(UBRK_LINE, units, len, len);
    /* Which word it is may depend on the next one there; and where that begins no line may. */
    if (!has_spaces && end > 0 && units[end - 1] != ' ')
        end =
            boundary_before(UBRK_LINE, units, len, boundary_before(UBRK_WORD, units, len, end) + 1);
    return end > 0 ? offsets[end] : from;
}
