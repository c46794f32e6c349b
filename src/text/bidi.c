/* bidi.c: see bidi.h. The algorithm is ICU's; the reordering of a line is ours, because lines are
 * broken again and again without the text. */
#include "text/bidi.h"

#include <string.h>

#include "base/isolate.h"
#include "text/utf16.h"

Direction bidi_direction(const UChar *text, int32_t length, bool is_rtl_page) {
    const int page = is_rtl_page ? -1 : 1;
    if (length > 0 && (text[0] == 0x200E || text[0] == 0x200F || text[0] == 0x061C))
        return is_rtl_page ? DIRECTION_AUTO_RTL : DIRECTION_AUTO_LTR;
    int32_t along = 0, against = 0;
    for (int32_t at = 0; at < length;) {
        int way = letter_way(utf16_next(text, length, &at));
        if (way == page && against == 0)
            break; /* the first one */
        along += way == page;
        against += way == -page;
    }
    if (along > against)
        return is_rtl_page ? DIRECTION_RTL : DIRECTION_LTR;
    return is_rtl_page ? DIRECTION_AUTO_RTL : DIRECTION_AUTO_LTR;
}

uint8_t bidi_levels(UBiDi *bidi, const UChar *text, int32_t length, Direction direction,
                    uint8_t *levels, bool *is_mixed) {
    static const UBiDiLevel WANTED[] = {
        [DIRECTION_AUTO_LTR] = UBIDI_DEFAULT_LTR,
        [DIRECTION_AUTO_RTL] = UBIDI_DEFAULT_RTL,
        [DIRECTION_LTR] = 0,
        [DIRECTION_RTL] = 1,
    };
    *is_mixed = false;
    UErrorCode error = U_ZERO_ERROR;
    ubidi_setPara(bidi, text, length, WANTED[direction], NULL, &error);
    const UBiDiLevel *found = NULL;
    if (U_SUCCESS(error) && ubidi_getDirection(bidi) != UBIDI_LTR)
        found = ubidi_getLevels(bidi, &error);
    if (U_FAILURE(error) || !found) {
        memset(levels, 0, (size_t)length);
        return 0;
    }
    memcpy(levels, found, (size_t)length);
    *is_mixed = true;
    return ubidi_getParaLevel(bidi);
}

static void reverse(uint32_t *order, size_t from, size_t to) {
    while (from + 1 < to) {
        uint32_t kept = order[from];
        order[from++] = order[--to];
        order[to] = kept;
    }
}

void bidi_order(const uint8_t *levels, size_t count, uint32_t *order) {
    uint8_t highest = 0, lowest_odd = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        if (levels[i] > highest)
            highest = levels[i];
        if ((levels[i] & 1) && levels[i] < lowest_odd)
            lowest_odd = levels[i];
    }
    for (unsigned level = highest; level >= lowest_odd; level--) {
        for (size_t from = 0; from < count;) {
            if (levels[order[from]] < level) {
                from++;
                continue;
            }
            size_t to = from;
            while (to < count && levels[order[to]] >= level)
                to++;
            reverse(order, from, to);
            from = to;
        }
    }
}
