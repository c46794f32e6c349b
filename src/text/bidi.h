/* bidi.h: which way the parts of a paragraph run, and the order of a line's parts on the screen. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/ubidi.h>

typedef enum {
    DIRECTION_AUTO_LTR, /* of the first strong character; without one, left to right */
    DIRECTION_AUTO_RTL,
    DIRECTION_LTR,
    DIRECTION_RTL
} Direction;

/* Which way a paragraph runs on a page of a language that is written from right to left, or not. As
 * its first strong character says (UAX #9, P2), but for "Linux في الإنتاج" on an Arabic page and
 * "שלום is a word of Hebrew" on an English one: a text whose letters are mostly written the page's
 * way is the page's, whatever name it begins with. A mark of direction at its start says it all. */
Direction bidi_direction(const UChar *text, int32_t length, bool is_rtl_page);

/* The embedding level of each UTF-16 unit (UAX #9, after rule L1 over the whole text). Returns the
 * paragraph's level; *is_mixed is false when all levels are equal to 0. */
uint8_t bidi_levels(UBiDi *bidi, const UChar *text, int32_t length, Direction direction,
                    uint8_t *levels, bool *is_mixed);

/* Rule L2: order[i] is the logical index of what stands at place i from the left. */
void bidi_order(const uint8_t *levels, size_t count, uint32_t *order);
