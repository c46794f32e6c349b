/* test_language.c: whose words serve for a tag, directions, and the language of plain titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"

static void words_fall_back(void **state) {
    (void)state;
    static const struct {
        const char *tag, *fallbacks;
    } cases[] = {
        {"zh-TW", "zh-TW zh-Hant"},
        {"zh-HK", "zh-HK zh-Hant"},
        {"zh-Hant", "zh-Hant"},
        {"zh-CN", "zh-CN zh-Hans zh"},
        {"zh", "zh zh-Hans"},
        {"pt-BR", "pt-BR pt-Latn pt"},
        {"en-GB", "en-GB en-Latn en"},
        {"sr-Latn", "sr-Latn"},
        {"sr", "sr sr-Cyrl"},
        {"iw", "iw he-Hebr he"},
        {"x", "x"},
        {"", ""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Str found[LANGUAGE_FALLBACKS_MAX];
        size_t count = language_fallbacks(arena, str_from(cases[i].tag), found);
        const char *all = "";
        for (size_t k = 0; k < count; k++)
            all = arena_printf(arena, "%s%s%.*s", all, k ? " " : "", str_arg(found[k]));
        if (strcmp(all, cases[i].fallbacks) != 0)
            fail_msg("%s: %s", cases[i].tag, all);
        arena_free(arena);
    }
}

static void languages_are_compared_by_what_is_likely(void **state) {
    (void)state;
    static const struct {
        const char *wanted, *offered;
        LanguageMatch match;
    } cases[] = {
        {"zh-Hant", "zh-Hant", LANGUAGE_EXACT},
        {"EN", "en", LANGUAGE_EXACT},
        {"zh-Hant", "zh-TW", LANGUAGE_SAME},
        {"zh-TW", "zh-Hant", LANGUAGE_SAME},
        {"zh", "zh-CN", LANGUAGE_SAME},
        {"zh-Hans-CN", "zh", LANGUAGE_SAME},
        {"pt", "pt-BR", LANGUAGE_SAME},
        {"sr", "sr-Cyrl", LANGUAGE_SAME},
        {"zh-HK", "zh-Hant", LANGUAGE_GENERAL},
        {"pt-PT", "pt", LANGUAGE_GENERAL},
        {"zh-Hant", "zh-HK", LANGUAGE_OTHER_REGION},
        {"zh-HK", "zh-TW", LANGUAGE_OTHER_REGION},
        {"en", "en-GB", LANGUAGE_OTHER_REGION},
        {"zh", "zh-TW", LANGUAGE_OTHER_SCRIPT},
        {"zh-Hant", "zh", LANGUAGE_OTHER_SCRIPT},
        {"sr", "sr-Latn", LANGUAGE_OTHER_SCRIPT},
        {"he", "iw", LANGUAGE_SAME},
        {"no", "nb", LANGUAGE_SAME},
        {"zh", "zha", LANGUAGE_OTHER},
        {"en", "de", LANGUAGE_OTHER},
        {"en", "", LANGUAGE_OTHER},
        {"", "en", LANGUAGE_OTHER},
        {"", "", LANGUAGE_OTHER},
        {"x", "x-y", LANGUAGE_OTHER},
        {"zh", "zh_TW!", LANGUAGE_OTHER},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        LanguageMatch match = language_match(str_from(cases[i].wanted), str_from(cases[i].offered));
        if (match != cases[i].match)
            fail_msg("%s for %s: %d", cases[i].offered, cases[i].wanted, (int)match);
    }
}

static void directions_are_the_scripts(void **state) {
    (void)state;
    static const char *const RIGHT[] = {"ar", "fa", "he", "iw", "ur", "fa-IR", "az-Arab", "ckb"};
    static const char *const LEFT[] = {"en", "zh", "az", "ru", "", "x", "ar-Latn"};
    for (size_t i = 0; i < countof(RIGHT); i++)
        if (!language_is_rtl(str_from(RIGHT[i])))
            fail_msg("%s", RIGHT[i]);
    for (size_t i = 0; i < countof(LEFT); i++)
        if (language_is_rtl(str_from(LEFT[i])))
            fail_msg("%s", LEFT[i]);
}

/* Titles as conferences have them: short, with names of programs in English in between. */
static void titles_tell_their_language(void **state) {
    (void)state;
    static const struct {
        const char *titles[6], *language, *likely;
    } cases[] = {
        {{"Jornada de Software Libre", "Bienvenida y presentación", "Segunda charla", "Taller"},
         "es",
         ""},
        {{"Plain English Conf", "Opening", "Short one"}, "en", ""},
        {{"Keynote", "Panel", "Lunch"}, "en", ""},
        {{"Begrüßung", "Rust für Einsteiger", "Warum wir freie Software brauchen", "Pause"},
         "de",
         ""},
        {{"Accueil des participants", "Pause déjeuner", "Le logiciel libre et nous"}, "fr", ""},
        {{"Abertura", "Introdução ao Kubernetes", "O futuro do software livre", "Almoço"},
         "pt",
         ""},
        {{"Benvenuto", "Pausa pranzo", "Il software libero nella pubblica amministrazione"},
         "it",
         ""},
        {{"Открытие", "Будущее свободного программного обеспечения", "Обед"}, "ru", ""},
        {{"Відкриття", "Майбутнє вільного програмного забезпечення", "Обід"}, "uk", ""},
        {{"افتتاح المؤتمر", "مستقبل البرمجيات الحرة", "استراحة غداء"}, "ar", ""},
        {{"آیندهٔ نرم‌افزار آزاد", "می‌خواهیم بدانیم", "ناهار"},
         "fa",
         ""},
        {{"فتح الباب"}, "en", ""}, /* too short to be sure */
        {{"开幕致辞", "圆桌：开源的下一步", "Kubernetes 与机密计算", "茶歇"}, "zh", ""},
        {{"開幕致詞", "圓桌討論：開源的下一步", "雲端運算與資訊安全的未來發展", "休息時間"},
         "zh-Hant",
         ""},
        {{"開会の挨拶", "オープンソースの未来", "Kubernetes 入門", "休憩"}, "ja", ""},
        {{"개회사", "오픈 소스의 미래", "Kubernetes 소개"}, "ko", ""},
        {{"פתיחה", "העתיד של תוכנה חופשית"}, "he", ""},
        {{"Έναρξη", "Το μέλλον του ελεύθερου λογισμικού"}, "el", ""},
        {{"พิธีเปิด", "อนาคตของซอฟต์แวร์เสรี"}, "th", ""},
        {{"123", "…"}, "en", ""},
        {{"Keynote", "Panel", "Lunch"}, "de", "de"}, /* as it is spoken */
        {{"Keynote", "Panel", "Lunch"}, "en", "zh"}, /* never in another script */
        {{"Opening and welcome", "What we want to build together next year"}, "en", "de"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        LanguageSample *sample = arena_new(arena, LanguageSample, 1);
        for (size_t k = 0; k < 6 && cases[i].titles[k]; k++)
            language_sample_add(sample, str_from(cases[i].titles[k]));
        Str language =
            language_of_sample(arena, sample, str_from(cases[i].likely), LANGUAGE_DETECTOR).tag;
        if (!str_equal_c(language, cases[i].language))
            fail_msg("%s: %.*s", cases[i].titles[0], str_arg(language));
        arena_free(arena);
    }
}

static void without_the_detector_the_script_tells(void **state) {
    (void)state;
    static const struct {
        const char *text, *likely, *language;
        bool is_told;
    } cases[] = {
        {"Begrüßung. Warum wir freie Software brauchen", "", "en", true},
        {"Begrüßung. Warum wir freie Software brauchen", "de", "de", true},
        {"開幕致詞 圓桌討論：開源的下一步 雲端運算與資訊安全", "", "zh", true},
        {"開会の挨拶 オープンソースの未来", "", "ja", false},
        {"Έναρξη. Το μέλλον του ελεύθερου λογισμικού", "", "el", false},
        {"Keynote", "", "en", false}, /* it would not be asked */
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        LanguageSample *sample = arena_new(arena, LanguageSample, 1);
        language_sample_add(sample, str_from(cases[i].text));
        LanguageGuess guess = language_of_sample(arena, sample, str_from(cases[i].likely),
                                                 "libkiosk-has-none-such.so.7");
        if (!str_equal_c(guess.tag, cases[i].language) ||
            guess.is_detector_missing != cases[i].is_told)
            fail_msg("%s: %.*s", cases[i].text, str_arg(guess.tag));
        arena_free(arena);
    }
}

static void languages_are_called_as_their_speakers_do(void **state) {
    (void)state;
    static const struct {
        const char *tag, *name;
    } cases[] = {{"en", "English"}, {"zh", "中文"}, {"de", "Deutsch"},
                 {"", ""},          {"xq", "xq"},   {"not a tag", "not a tag"}};
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str name = language_own_name(arena, str_from(cases[i].tag));
        if (!str_equal_c(name, cases[i].name))
            fail_msg("%s: %.*s", cases[i].tag, str_arg(name));
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fall_back),
        cmocka_unit_test(languages_are_compared_by_what_is_likely),
        cmocka_unit_test(directions_are_the_scripts),
        cmocka_unit_test(languages_are_called_as_their_speakers_do),
        cmocka_unit_test(titles_tell_their_language),
        cmocka_unit_test(without_the_detector_the_script_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
