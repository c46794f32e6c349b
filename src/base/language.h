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

/* How well what is in one language serves who wants another one; the more, the better. */
typedef enum {
    LANGUAGE_OTHER,        /* not at all */
    LANGUAGE_OTHER_SCRIPT, /* "sr-Latn" for "sr", "zh-TW" for "zh": the same language, written in
                              another script */
    LANGUAGE_OTHER_REGION, /* "zh-TW" for "zh-HK", "pt-BR" for "pt-PT": another country's */
    LANGUAGE_GENERAL,      /* "zh-Hant" for "zh-HK", "pt" for "pt-PT": no country's */
    LANGUAGE_SAME,         /* "zh-TW" and "zh-Hant", "pt" and "pt-BR": what is likely is added */
    LANGUAGE_EXACT,        /* the same tag */
} LanguageMatch;

/* By CLDR's likely subtags, as above. This is how languages are compared, wherever they are: from
 * LANGUAGE_OTHER_REGION on it counts as that language. */
LanguageMatch language_match(Str wanted, Str offered);

/* What its speakers call it, by ICU: "English" for en, "中文" for zh; the tag itself where that is
 * not known, empty for an empty tag. In `arena`. */
Str language_own_name(Arena *arena, Str tag);

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

/* What libcld2 is called; another name in tests. */
#define LANGUAGE_DETECTOR "libcld2.so.0"

typedef struct {
    Str tag;                  /* a literal, or in the arena */
    bool is_detector_missing; /* it was wanted, and is not there */
} LanguageGuess;

/* The language that the texts are in. By their script; kana is Japanese, hangul Korean; within
 * Latin, Cyrillic, Arabic and Han it is asked of the detector, which is loaded for that. Where that
 * is not sure or not there it is `likely`, if that is written in the same script, else English
 * ("zh" for Han). */
LanguageGuess language_of_sample(Arena *arena, const LanguageSample *sample, Str likely,
                                 const char *detector);
