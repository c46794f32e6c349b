#include "base/language.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/ascii.h"
#include "base/library.h"

enum { TAG_MAX = 64, HAN_WEIGHT = 4 /* a character of Chinese says as much as a few letters */ };

/* ---- tags ---- */

/* ICU's name of the tag; false when it is no tag. */
static bool own_locale(Str tag, char locale[TAG_MAX]) {
    char plain[TAG_MAX] = "";
    if (tag.len == 0 || tag.len >= sizeof plain)
        return false;
    memcpy(plain, tag.s, tag.len);
    UErrorCode status = U_ZERO_ERROR;
    int32_t read = 0;
    uloc_forLanguageTag(plain, locale, TAG_MAX, &read, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && read > 0;
}

/* The same with the subtags that are likely. */
static bool likely_locale(Str tag, char locale[TAG_MAX]) {
    char own[TAG_MAX];
    UErrorCode status = U_ZERO_ERROR;
    if (!own_locale(tag, own))
        return false;
    uloc_addLikelySubtags(own, locale, TAG_MAX, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

Str language_own_name(Arena *arena, Str tag) {
    char locale[TAG_MAX], utf8[256];
    UChar name[128];
    UErrorCode error = U_ZERO_ERROR;
    int32_t len = 0;
    if (!own_locale(tag, locale))
        return tag;
    int32_t count = uloc_getDisplayName(locale, locale, name, countof(name), &error);
    /* A warning: there is no word for it, or not in that language. */
    if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING || count <= 0)
        return tag;
    u_strToUTF8(utf8, sizeof utf8, &len, name, count, &error);
    return U_FAILURE(error) ? tag : str_copy(arena, (Str){.s = utf8, .len = (size_t)len});
}

bool language_is_rtl(Str tag) {
    char plain[TAG_MAX];
    if (tag.len == 0 || tag.len >= sizeof plain)
        return false;
    memcpy(plain, tag.s, tag.len);
    plain[tag.len] = '\0';
    return uloc_isRightToLeft(plain);
}

static void script_of(const char *locale, char script[16]) {
    UErrorCode status = U_ZERO_ERROR;
    uloc_getScript(locale, script, 16, &status);
    if (U_FAILURE(status))
        script[0] = '\0';
}

static void country_of(const char *locale, char country[16]) {
    UErrorCode status = U_ZERO_ERROR;
    uloc_getCountry(locale, country, 16, &status);
    if (U_FAILURE(status))
        country[0] = '\0';
}

size_t language_fallbacks(Arena *arena, Str tag, Str fallbacks[LANGUAGE_FALLBACKS_MAX]) {
    char locale[TAG_MAX], bare[TAG_MAX], language[16] = "", script[16], bare_script[16];
    size_t count = 0;
    fallbacks[count++] = str_copy(arena, tag);
    if (!likely_locale(tag, locale))
        return count;
    UErrorCode status = U_ZERO_ERROR;
    uloc_getLanguage(locale, language, sizeof language, &status);
    script_of(locale, script);
    if (U_FAILURE(status) || !language[0])
        return count;
    if (strcmp(language, "iw") == 0) /* as it was called until 1989 */
        strcpy(language, "he");
    Str with_script = str_printf(arena, "%s-%s", language, script),
        alone = str_copy(arena, str_from(language));
    if (script[0] && !str_equal_nocase(with_script, tag))
        fallbacks[count++] = with_script;
    if (str_equal_nocase(alone, tag) || !likely_locale(alone, bare))
        return count;
    script_of(bare, bare_script);
    if (strcmp(script, bare_script) == 0)
        fallbacks[count++] = alone;
    return count;
}

/* What a language's code was before, or is beside, as ISO 639 and CLDR have it. */
static Str language_alone(Str tag) {
    static const struct {
        const char *code, *is;
    } ALIASES[] = {{"iw", "he"}, {"in", "id"},  {"ji", "yi"}, {"mo", "ro"},
                   {"no", "nb"}, {"tl", "fil"}, {"cmn", "zh"}};
    Str alone = str_slice(tag, 0, str_find(tag, "-"));
    for (size_t i = 0; i < countof(ALIASES); i++)
        if (str_equal_nocase(alone, str_from(ALIASES[i].code)))
            return str_from(ALIASES[i].is);
    return alone;
}

LanguageMatch language_match(Str wanted, Str offered) {
    if (wanted.len == 0 || offered.len == 0)
        return LANGUAGE_OTHER;
    if (str_equal_nocase(wanted, offered))
        return LANGUAGE_EXACT;
    if (!str_equal_nocase(language_alone(wanted), language_alone(offered)))
        return LANGUAGE_OTHER; /* most are; ICU is slow */
    char one[TAG_MAX], two[TAG_MAX], own[TAG_MAX], script_one[16], script_two[16];
    if (!likely_locale(wanted, one) || !likely_locale(offered, two))
        return LANGUAGE_OTHER;
    script_of(one, script_one);
    script_of(two, script_two);
    if (strcmp(script_one, script_two) != 0)
        return LANGUAGE_OTHER_SCRIPT;
    char country_one[16], country_two[16];
    country_of(one, country_one);
    country_of(two, country_two);
    if (strcmp(country_one, country_two) == 0)
        return LANGUAGE_SAME;
    country_of(own_locale(offered, own) ? own : "", country_two);
    return country_two[0] ? LANGUAGE_OTHER_REGION : LANGUAGE_GENERAL;
}

/* ---- texts ---- */

static void count_letter(LanguageSample *sample, uint32_t rune) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)rune, &status)) {
    case USCRIPT_LATIN:
        sample->latin++;
        break;
    case USCRIPT_CYRILLIC:
        sample->cyrillic++;
        break;
    case USCRIPT_ARABIC:
        sample->arabic++;
        break;
    case USCRIPT_HAN:
        sample->han++;
        break;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
        sample->kana++;
        break;
    case USCRIPT_HANGUL:
        sample->hangul++;
        break;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
        break;
    default:
        sample->other++;
        sample->other_rune = sample->other_rune ? sample->other_rune : rune;
    }
}

void language_sample_add(LanguageSample *sample, Str text) {
    size_t room = sizeof sample->sample - sample->sample_len;
    if (text.len + 3 > room)
        return; /* enough is known */
    for (size_t i = 0; i < text.len;) {
        char c = text.s[i];
        if ((unsigned char)c < 0x80) { /* no work for ICU */
            sample->latin += ascii_is_letter(c);
            i++;
        } else {
            count_letter(sample, str_next_rune(text, &i));
        }
    }
    memcpy(sample->sample + sample->sample_len, text.s ? text.s : "", text.len);
    sample->sample_len += text.len;
    /* Sentences of their own; the rest of a title does not go on in the next. */
    memcpy(sample->sample + sample->sample_len, ".\n", 2);
    sample->sample_len += 2;
}

/* libcld2 has no interface in C. These are its functions' names by the Itanium C++ ABI, the ABI of
 * Debian: bool, int and pointers are passed as in C. */
typedef struct {
    int (*detect)(const char *text, int len, bool is_plain, int languages[3], int percents[3],
                  int *bytes, bool *is_reliable);
    const char *(*code)(int language);
} Detector;

static bool open_detector(const char *name, Detector *detector) {
    const LibraryFunction functions[] = {
        {"_ZN4CLD221DetectLanguageSummaryEPKcibPNS_8LanguageEPiS4_Pb", &detector->detect},
        {"_ZN4CLD212LanguageCodeENS_8LanguageE", &detector->code},
    };
    const char *why;
    return library_load(&name, 1, functions, countof(functions), &why) == LIBRARY_LOADED;
}

/* "Hani" is all of Han. */
static bool is_written_in(Str tag, const char *script) {
    char locale[TAG_MAX], own[16];
    if (!likely_locale(tag, locale))
        return false;
    script_of(locale, own);
    bool is_han = strcmp(script, "Hani") == 0 && strncmp(own, "Han", 3) == 0;
    return is_han || strcmp(own, script) == 0;
}

enum {
    SURE_BYTES = 36,
    SURE_PERCENT = 60,
    SPREAD_BYTES = 768,  /* of many texts, as a rule enough */
    SPREAD_PERCENT = 85, /* it is: nearly all of them are in one language */
};

/* Every so-manieth of the texts, so that about SPREAD_BYTES are chosen from all of them. */
static size_t spread(const LanguageSample *sample, char chosen[SPREAD_BYTES]) {
    size_t step = sample->sample_len / SPREAD_BYTES + 1, len = 0, line = 0;
    for (size_t i = 0, next; i < sample->sample_len; i = next, line++) {
        const char *from = sample->sample + i;
        const char *end = memchr(from, '\n', sample->sample_len - i);
        size_t size = end ? (size_t)(end - from) + 1 : sample->sample_len - i;
        next = i + size;
        if (line % step || size > SPREAD_BYTES - len)
            continue;
        memcpy(chosen + len, from, size);
        len += size;
    }
    return len;
}

typedef struct {
    int language, percent; /* 0 %: not sure at all */
} Detected;

static Detected ask(const Detector *detector, const char *text, size_t len) {
    int languages[3], percents[3], bytes = 0;
    bool is_reliable = false;
    detector->detect(text, (int)len, true, languages, percents, &bytes, &is_reliable);
    return (Detected){.language = languages[0], .percent = is_reliable ? percents[0] : 0};
}

/* What the detector says, when it is sure, and the language is written in that script. */
static LanguageGuess detect(Arena *arena, const LanguageSample *sample, const char *script,
                            Str otherwise, const char *name) {
    Detector detector;
    if (sample->sample_len < SURE_BYTES)
        return (LanguageGuess){.tag = otherwise};
    if (!open_detector(name, &detector))
        return (LanguageGuess){.tag = otherwise, .is_detector_missing = true};
    Detected found = {0};
    if (sample->sample_len > 2 * SPREAD_BYTES) {
        char chosen[SPREAD_BYTES];
        found = ask(&detector, chosen, spread(sample, chosen));
    }
    if (found.percent < SPREAD_PERCENT)
        found = ask(&detector, sample->sample, sample->sample_len);
    if (found.percent < SURE_PERCENT)
        return (LanguageGuess){.tag = otherwise};
    Str code = str_copy(arena, str_from(detector.code(found.language)));
    return (LanguageGuess){.tag = is_written_in(code, script) ? code : otherwise};
}

/* The language that is usually written in the script of the rune: Greek, Thai, Hebrew, Hindi. */
static Str language_of_script(Arena *arena, uint32_t rune) {
    UErrorCode status = U_ZERO_ERROR;
    const char *script = uscript_getShortName(uscript_getScript((UChar32)rune, &status));
    char locale[TAG_MAX], language[16] = "";
    if (U_FAILURE(status) || !script || !likely_locale(str_printf(arena, "und-%s", script), locale))
        return str_from("en");
    uloc_getLanguage(locale, language, sizeof language, &status);
    return U_SUCCESS(status) && language[0] ? str_copy(arena, str_from(language)) : str_from("en");
}

LanguageGuess language_of_sample(Arena *arena, const LanguageSample *sample, Str likely,
                                 const char *detector) {
    static const char *const SCRIPTS[] = {"Latn", "Cyrl", "Arab", "Hani", "Hang", NULL};
    const size_t sizes[] = {sample->latin,
                            sample->cyrillic,
                            sample->arabic,
                            (sample->han + sample->kana) * HAN_WEIGHT,
                            sample->hangul * HAN_WEIGHT,
                            sample->other};
    _Static_assert(countof(SCRIPTS) == countof(sizes), "a name for each");
    size_t most = 0;
    for (size_t i = 1; i < countof(sizes); i++)
        most = sizes[i] > sizes[most] ? i : most;
    if (sizes[most] == 0)
        return (LanguageGuess){.tag = str_from("en")};
    if (!SCRIPTS[most])
        return (LanguageGuess){.tag = language_of_script(arena, sample->other_rune)};
    if (strcmp(SCRIPTS[most], "Hang") == 0)
        return (LanguageGuess){.tag = str_from("ko")};
    bool is_han = strcmp(SCRIPTS[most], "Hani") == 0;
    if (is_han && sample->kana * 8 >= sample->han)
        return (LanguageGuess){.tag = str_from("ja")};
    Str otherwise = is_han ? str_from("zh") : str_from("en");
    if (is_written_in(likely, SCRIPTS[most]))
        otherwise = str_copy(arena, likely);
    return detect(arena, sample, SCRIPTS[most], otherwise, detector);
}
