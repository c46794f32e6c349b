/* unicode.h: what kind of character it is, for the rules of setting.
 *
 * Thin over ICU's properties, plus the few classes that typography needs and Unicode lacks. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <unicode/uscript.h>
#include <unicode/utypes.h>

#include "base/str.h"

/* "Latn" -> USCRIPT_LATIN; USCRIPT_INVALID_CODE when there is no such script. */
UScriptCode unicode_script_by_code(Str code);

/* Never drawn: joiners, variation selectors, direction marks, zero-width spaces. */
bool unicode_is_invisible(uint32_t rune);

/* Chooses among the forms of the character before it: ideographic and standardised variation
 * sequences (UTS #37), not those that choose between text and emoji. */
bool unicode_is_variation_selector(uint32_t rune);

/* Ends a paragraph. */
bool unicode_is_paragraph_end(uint32_t rune);

/* A space that goes when a line ends after it. */
bool unicode_is_space(uint32_t rune);

/* An ideograph or kana: a character that stands in an em square and may be broken around. */
bool unicode_is_han(uint32_t rune);

/* Punctuation that comes in an em square for certain: 、。「」（）： and their like. */
bool unicode_is_wide_punctuation(uint32_t rune);

/* Quotes, dashes and dots that Latin and Chinese share: their neighbours decide. */
bool unicode_is_shared_quote(uint32_t rune); /* ‘ ’ “ ” */
bool unicode_is_shared_dash(uint32_t rune);  /* — … · */

/* Opening or closing: brackets and quotes of every width. */
bool unicode_is_opening(uint32_t rune);
bool unicode_is_closing(uint32_t rune);

/* A letter or digit of a script that puts spaces between words; no Han, no Hangul. */
bool unicode_is_word(uint32_t rune);

/* A combining mark. */
bool unicode_is_mark(uint32_t rune);

/* A Hangul syllable or letter. */
bool unicode_is_hangul(uint32_t rune);

/* Marks that an ellipsis does not follow: ，、。；：-–— and so on. */
bool unicode_is_trailing(uint32_t rune);

/* Letters join or hang together, so that nothing may be put between them. */
bool unicode_is_connected_script(UScriptCode script);

/* The grapheme wants an emoji's picture. */
bool unicode_is_emoji(const uint32_t *runes, size_t count);
