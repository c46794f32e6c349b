/* preflight_fonts.h: what to install for a character that no font has, and which fonts a schedule
 * is set in. */
#pragma once

#include "schedule/schedule.h"
#include "text/text.h"

/* "install it: apt install fonts-noto-cjk", …: in `arena`. */
Str font_hint(Arena *arena, const TextEngine *engine, uint32_t rune);

/* The characters of one script in a schedule. */
typedef struct {
    Str name;         /* "Han" */
    const char *code; /* "Hani" */
    uint32_t *runes;  /* each once */
    size_t count, capacity;
    uint32_t *missing; /* those that no font has */
    size_t missing_count, missing_capacity;
} ScriptUse;

/* The scripts of all texts of the schedule, the one with the most characters first. What all
 * scripts share is one more entry, "Zyyy". */
const ScriptUse *script_uses(Arena *arena, TextEngine *engine, const Schedule *schedule,
                             size_t *count);

/* How many of the script's characters the face has. */
size_t script_covered(const ScriptUse *use, TextEngine *engine, size_t face);

/* "𓀀 (U+13000, Egyptian Hieroglyphs)" */
Str rune_words(Arena *arena, uint32_t rune);

/* The UTF-8 of a code point. */
Str rune_text(Arena *arena, uint32_t rune);
