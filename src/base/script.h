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

/* Stands on the character before it. */
bool script_is_mark(uint32_t rune);

bool script_is_space(uint32_t rune);

bool script_is_letter(uint32_t rune);

/* Part of a text that a stranger wrote: no control character, none that is not assigned or private,
 * and of those that are not seen only what words of some script need (joiners, marks of one
 * direction, soft hyphens). */
bool script_is_text(uint32_t rune);

/* Part of a word in a script that puts spaces between words, so that more of it may follow. */
bool script_is_in_word(uint32_t rune);
