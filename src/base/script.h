/* script.h: which writing system a character belongs to, as people and standards call it. For
 * messages; setting text has its own rules in text/. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* ISO 15924: "Latn", "Hani", "Egyp"; "Zsye" for what is drawn as an emoji, "Zyyy" for what all
 * scripts share (digits, punctuation). A literal. */
const char *script_code(uint32_t rune);

/* "Latin", "Egyptian Hieroglyphs", "emoji", "symbols and punctuation". In `arena`. */
Str script_name(Arena *arena, uint32_t rune);

/* What is never seen (control characters, joiners, variation selectors, spaces): no font needs to
 * have it. */
bool script_is_blank(uint32_t rune);

/* U+E000 and the like: without a meaning that fonts agree on. */
bool script_is_private(uint32_t rune);
