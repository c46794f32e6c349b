#include "base/isolate.h"

#include <string.h>
#include <unicode/uchar.h>

#define LRI "\xe2\x81\xa6" /* U+2066 */
#define RLI "\xe2\x81\xa7"
#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

enum {
    FIRST_RTL = 0x590, /* the first block that is written from the right */
    PDI_RUNE = 0x2069,
    PDI_BYTES = sizeof PDI - 1,
};

static bool is_initiator(uint32_t rune) {
    return rune >= 0x2066 && rune <= 0x2068;
}

static bool disturbs(uint32_t rune) {
    if (rune < FIRST_RTL)
        return false;
    switch (u_charDirection((UChar32)rune)) {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
    case U_ARABIC_NUMBER:
    case U_LEFT_TO_RIGHT_EMBEDDING:
    case U_LEFT_TO_RIGHT_OVERRIDE:
    case U_RIGHT_TO_LEFT_EMBEDDING:
    case U_RIGHT_TO_LEFT_OVERRIDE:
    case U_POP_DIRECTIONAL_FORMAT:
    case U_LEFT_TO_RIGHT_ISOLATE:
    case U_RIGHT_TO_LEFT_ISOLATE:
    case U_FIRST_STRONG_ISOLATE:
    case U_POP_DIRECTIONAL_ISOLATE:
        return true;
    default:
        return false;
    }
}

int letter_way(uint32_t rune) {
    switch (u_charDirection((UChar32)rune)) {
    case U_LEFT_TO_RIGHT:
        return 1;
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
        return -1;
    default:
        return 0;
    }
}

bool isolate_runs_rtl(Str text, bool otherwise) {
    for (size_t offset = 0; offset < text.len;) {
        int way = letter_way(str_next_rune(text, &offset));
        if (way)
            return way < 0;
    }
    return otherwise;
}

Str isolate_text(Arena *arena, Str text, bool is_rtl) {
    bool may_disturb = is_rtl && text.len > 0;
    for (size_t offset = 0; !may_disturb && offset < text.len;)
        may_disturb = disturbs(str_next_rune(text, &offset));
    if (!may_disturb)
        return text;
    /* Rule BD9: which isolates are closed within the text, and which close marks close nothing. */
    bool has_letter = false;
    size_t depth = 0, len = PDI_BYTES;
    char *out = arena_new(arena, char, PDI_BYTES *(text.len + 2));
    for (size_t offset = 0; offset < text.len;) {
        size_t from = offset;
        uint32_t rune = str_next_rune(text, &offset);
        if (rune == PDI_RUNE && depth == 0)
            continue;
        depth += is_initiator(rune);
        depth -= rune == PDI_RUNE;
        has_letter = has_letter || (depth == 0 && letter_way(rune));
        memcpy(out + len, text.s + from, offset - from);
        len += offset - from;
    }
    memcpy(out, has_letter ? FSI : is_rtl ? RLI : LRI, PDI_BYTES);
    for (size_t open = 0; open <= depth; open++) {
        memcpy(out + len, PDI, PDI_BYTES);
        len += PDI_BYTES;
    }
    return (Str){.s = out, .len = len};
}
