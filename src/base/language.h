/* language.h: what a language's tag (BCP 47) tells: its script's direction, whose words serve for
 * it; and which language a text is in, as far as that can be told from the text alone. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* Right-to-left? From the language's script, which may be the likely one. */
bool language_is_rtl(Str tag);

enum { LANGUAGE_FALLBACKS_MAX = 3 };

/* The tags whose words serve for `tag`, the best first, by CLDR's likely subtags: itself; language
 * and script; the language alone where that is written in the same script ("zh-TW" takes "zh-Hant",
 * "pt-BR" takes "pt", "sr-Latn" does not take "sr"). In `arena`. */
size_t language_fallbacks(Arena *arena, Str tag, Str fallbacks[LANGUAGE_FALLBACKS_MAX]);

/* What is counted of texts to tell their language. */
typedef struct {
    size_t latin, cyrillic, arabic; /* letters */
    size_t han, kana, hangul;
    size_t other;          /* of the script that has the most of the rest */
    uint32_t other_rune;   /* one of it; 0: none */
    char sample[8 * 1024]; /* the texts themselves, as far as there is room */
    size_t sample_len;
} LanguageSample;

/* Adds a text to what is known, which begins zeroed. */
void language_sample_add(LanguageSample *sample, Str text);

/* The tag of the language that the texts are in; a literal, or in `arena`. By their script; kana is
 * Japanese, hangul Korean; within Latin, Cyrillic, Arabic and Han it is asked of libcld2, which is
 * loaded for that. Where that is not sure or not there it is `likely`, if that is written in the
 * same script, else English ("zh" for Han). */
Str language_of_sample(Arena *arena, const LanguageSample *sample, Str likely);
