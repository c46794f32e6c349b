/* test_strings.c: every language's file, its dates, times and counts, and files with mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/strings.h"
#include "base/strings_table.h"

static const char *const LANGUAGES[] = {"zh", "en",      "ja", "ko", "de", "fr", "es",
                                        "ar", "zh-Hant", "he", "fa", "pt", "it", "ru"};

static Str read_bundled(Arena *arena, const char *language) {
    const char *path = arena_printf(arena, "%s/assets/strings/%s.yaml", TEST_SOURCE_DIR, language);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s", path);
    char *bytes = arena_new(arena, char, 65536);
    size_t len = fread(bytes, 1, 65536, file);
    fclose(file);
    return (Str){.s = bytes, .len = len};
}

static const Strings *load_bundled(Arena *arena, const char *language) {
    Str source = read_bundled(arena, language);
    Diagnostics findings = diagnostics_create(arena, str_from(language), source);
    const Strings *strings = strings_load(arena, str_from(language), source, &findings);
    diagnostics_print(&findings, stderr);
    assert_int_equal(findings.count, 0);
    assert_non_null(strings);
    return strings;
}

static void assert_str(Str got, const char *want) {
    if (!str_equal_c(got, want))
        fail_msg("got \"%.*s\", want \"%s\"", str_arg(got), want);
}

static void every_language_has_every_word(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(LANGUAGES); i++) {
        const Strings *strings = load_bundled(arena, LANGUAGES[i]);
        assert_str(strings_language(strings), LANGUAGES[i]);
        assert_int_equal(strings_is_rtl(strings), strcmp(LANGUAGES[i], "ar") == 0 ||
                                                      strcmp(LANGUAGES[i], "he") == 0 ||
                                                      strcmp(LANGUAGES[i], "fa") == 0);
        for (StringId id = 0; id < STRING_COUNT; id++)
            assert_true(strings_get(strings, id).len > 0);
        for (size_t n = 0; n < PLURAL_TABLE; n++) /* the form that the language wants is there */
            for (StringId id = 0; id < STRING_COUNT; id++)
                if (strings_is_counted(id) && strings->texts[id][strings->plural_of[n]].len == 0)
                    fail_msg("%s: %s has no form %s for %zu", LANGUAGES[i], strings_key(id),
                             plural_form_name((PluralForm)strings->plural_of[n]), n);
        for (size_t k = 0; k < 12; k++)
            assert_true(strings->months[k].len > 0);
        for (size_t k = 0; k < 7; k++)
            assert_true(strings->weekdays[k].len > 0 && strings->weekdays_short[k].len > 0);
        assert_true(strings->half_days[0].len > 0 && strings->half_days[1].len > 0);
    }
    arena_free(arena);
}

static void builtin_english_is_the_file(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Strings *file = load_bundled(arena, "en"), *builtin = strings_builtin();
    assert_true(str_equal(file->language, builtin->language));
    assert_int_equal(file->is_rtl, builtin->is_rtl);
    for (StringId id = 0; id < STRING_COUNT; id++)
        for (PluralForm form = 0; form < PLURAL_COUNT; form++)
            if (!str_equal(file->texts[id][form], builtin->texts[id][form]))
                fail_msg("%s %s", strings_key(id), plural_form_name(form));
    for (FormatId id = 0; id < FORMAT_COUNT; id++)
        if (!str_equal(file->formats[id], builtin->formats[id]))
            fail_msg("%s", strings_format_key(id));
    assert_memory_equal(file->plural_of, builtin->plural_of, PLURAL_TABLE);
    for (size_t i = 0; i < 7; i++) {
        assert_true(str_equal(file->weekdays[i], builtin->weekdays[i]));
        assert_true(str_equal(file->weekdays_short[i], builtin->weekdays_short[i]));
    }
    for (size_t i = 0; i < 12; i++)
        assert_true(str_equal(file->months[i], builtin->months[i]));
    for (size_t i = 0; i < 2; i++)
        assert_true(str_equal(file->half_days[i], builtin->half_days[i]));
    arena_free(arena);
}

static void dates_are_written_as_the_language_does(void **state) {
    (void)state;
    static const struct {
        const char *language;
        Date date;
        const char *text;
    } cases[] = {
        {"zh", {2019, 9, 26}, "9月26日 星期四"},
        {"en", {2019, 9, 26}, "Thursday 26 September"},
        {"ja", {2019, 9, 26}, "9月26日（木）"},
        {"ko", {2019, 9, 26}, "9월 26일 목요일"},
        {"de", {2019, 9, 26}, "Donnerstag, 26. September"},
        {"fr", {2019, 9, 26}, "jeudi 26 septembre"},
        {"es", {2019, 9, 26}, "jueves 26 de septiembre"},
        {"ar", {2019, 9, 26}, "الخميس، 26 سبتمبر"},
        {"fr", {2019, 10, 1}, "mardi 1er octobre"},
        {"de", {2026, 3, 1}, "Sonntag, 1. März"},
        {"en", {2024, 2, 29}, "Thursday 29 February"},
        {"zh", {2026, 1, 3}, "1月3日 星期六"},
        {"ja", {2026, 12, 31}, "12月31日（木）"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++)
        assert_str(strings_date(arena, load_bundled(arena, cases[i].language), cases[i].date),
                   cases[i].text);
    strings_date(arena, strings_builtin(), (Date){0}); /* no date: nonsense, but text */
    strings_date(arena, strings_builtin(), (Date){INT32_MAX, INT32_MAX, INT32_MAX});
    arena_free(arena);
}

static void times_are_written_as_the_language_does(void **state) {
    (void)state;
    static const struct {
        const char *language;
        int32_t hour, minute;
        const char *long_day, *half_day;
    } cases[] = {
        {"en", 9, 5, "09:05", "9:05 AM"},    {"en", 14, 5, "14:05", "2:05 PM"},
        {"en", 0, 0, "00:00", "12:00 AM"},   {"en", 12, 0, "12:00", "12:00 PM"},
        {"en", 23, 59, "23:59", "11:59 PM"}, {"zh", 9, 5, "09:05", "上午9:05"},
        {"zh", 14, 5, "14:05", "下午2:05"},  {"ja", 14, 5, "14:05", "午後2:05"},
        {"ko", 14, 5, "14:05", "오후 2:05"}, {"de", 9, 0, "09:00", "9:00 AM"},
        {"fr", 14, 30, "14:30", "2:30 PM"},  {"es", 14, 5, "14:05", "2:05 p.\u00a0m."},
        {"ar", 14, 5, "14:05", "2:05 م"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const Strings *strings = load_bundled(arena, cases[i].language);
        LocalTime at = {.hour = cases[i].hour, .minute = cases[i].minute};
        assert_str(strings_time(arena, strings, at, false), cases[i].long_day);
        assert_str(strings_time(arena, strings, at, true), cases[i].half_day);
    }
    arena_free(arena);
}

static void counts_take_the_right_form(void **state) {
    (void)state;
    static const struct {
        const char *language;
        int64_t n;
        const char *text;
    } cases[] = {
        {"en", 1, "1 min left"},         {"en", 12, "12 min left"},
        {"zh", 12, "还剩 12 分钟"},      {"es", 1, "Queda 1 min"},
        {"es", 2, "Quedan 2 min"},       {"es", 0, "Quedan 0 min"},
        {"fr", 0, "0 min restante"},     {"fr", 1, "1 min restante"},
        {"fr", 2, "2 min restantes"},    {"ar", 1, "بقيت دقيقة"},
        {"ar", 2, "بقيت دقيقتان"},       {"ar", 3, "بقيت 3 دقائق"},
        {"ar", 10, "بقيت 10 دقائق"},     {"ar", 11, "بقيت 11 دقيقة"},
        {"ar", 100, "بقيت 100 دقيقة"},   {"ar", 103, "بقيت 103 دقائق"},
        {"ar", 1203, "بقيت 1203 دقائق"}, {"es", 201, "Quedan 201 min"},
        {"es", -1, "Queda -1 min"},      {"en", INT64_MIN, "-9223372036854775808 min left"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++)
        assert_str(strings_count(arena, load_bundled(arena, cases[i].language), STRING_MINUTES_LEFT,
                                 cases[i].n),
                   cases[i].text);
    arena_free(arena);
}

static void patterns_are_filled(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Strings *en = strings_builtin();
    assert_str(strings_fill(arena, en, STRING_MOVED_TO, "room", str_from("Room 2")),
               "Moved to Room 2");
    assert_str(strings_fill(arena, en, STRING_MOVED_TO, "room", (Str){0}), "Moved to ");
    assert_str(strings_fill(arena, en, STRING_MOVED_TO, "hall", str_from("x")), "Moved to {room}");
    assert_str(strings_fill(arena, en, STRING_NOW, "room", str_from("x")), "Now");
    /* what is filled in is text, not a pattern */
    assert_str(strings_fill(arena, en, STRING_MOVED_TO, "room", str_from("{room}")),
               "Moved to {room}");
    Str page = strings_count(arena, en, STRING_PAGE, 2);
    assert_str(strings_replace(arena, page, "total", str_from("5")), "2 / 5");
    assert_str(strings_replace(arena, str_from("{a}{a}{"), "a", str_from("é")), "éé{");
    assert_str(strings_replace(arena, (Str){0}, "a", str_from("x")), "");
    arena_free(arena);
}

static void mistakes_in_files_are_told(void **state) {
    (void)state;
    static const struct {
        const char *source;
        const char *codes[3]; /* that are among the findings; of "missing-key" there are more */
        bool is_loaded;
        const char *now; /* what STRING_NOW says */
    } cases[] = {
        {"now: Ora\n", {"missing-key"}, true, "Ora"},
        {"now: Ora\nnexxt: Poi\n", {"unknown-key", "missing-key"}, true, "Ora"},
        {"next: Poi\nnow: [a, b]\n", {"not-a-text", "missing-key"}, true, "Now"},
        {"now: ''\nnext: Poi\n", {"not-a-text"}, true, "Now"},
        {"now: Ora\nmoved_to: Spostato\n", {"no-placeholder"}, true, "Ora"},
        {"now: Ora\nminutes_left: {one: un minuto}\n", {"no-plural"}, true, "Ora"},
        {"now: Ora\nminutes_left: {other: \"{n}\", lots: x}\n", {"unknown-key"}, true, "Ora"},
        {"now: Ora\nminutes_left: {other: minuti}\n", {"no-placeholder"}, true, "Ora"},
        {"now: {other: x}\nnext: Poi\n", {"not-a-text"}, true, "Now"},
        {"- a\n- b\n", {"not-a-map"}, false, NULL},
        {"unknown: thing\n", {"unknown-key"}, false, NULL},
        {"", {0}, false, NULL},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str source = str_from(cases[i].source);
        Diagnostics findings = diagnostics_create(arena, str_from("it.yaml"), source);
        const Strings *strings = strings_load(arena, str_from("it"), source, &findings);
        if ((strings != NULL) != cases[i].is_loaded)
            fail_msg("case %zu", i);
        if (strings)
            assert_str(strings_get(strings, STRING_NOW), cases[i].now);
        for (size_t k = 0; k < countof(cases[i].codes) && cases[i].codes[k]; k++) {
            bool is_told = false;
            for (size_t f = 0; f < findings.count; f++)
                is_told |= strcmp(findings.items[f].code, cases[i].codes[k]) == 0;
            if (!is_told)
                fail_msg("case %zu: no %s", i, cases[i].codes[k]);
        }
    }
    arena_free(arena);
}

/* A hint names the key that was meant, and English fills the gaps with its own plural. */
static void gaps_are_english(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str source = str_from("now: Ora\nnexxt: Poi\n");
    Diagnostics findings = diagnostics_create(arena, str_from("it.yaml"), source);
    const Strings *strings = strings_load(arena, str_from("it"), source, &findings);
    assert_str(strings_get(strings, STRING_NEXT), "Next");
    assert_str(strings_count(arena, strings, STRING_MINUTES_LEFT, 1), "1 min left");
    assert_str(strings_date(arena, strings, (Date){2019, 9, 26}), "giovedì 26 settembre");
    Str few = str_from("minutes_left: {other: \"{n} m\", one: \"1 m\"}\n"); /* no form "few" */
    Diagnostics none = diagnostics_create(arena, str_from("ar.yaml"), few);
    const Strings *arabic = strings_load(arena, str_from("ar"), few, &none);
    assert_str(strings_count(arena, arabic, STRING_MINUTES_LEFT, 3), "3 m");
    bool has_hint = false;
    for (size_t i = 0; i < findings.count; i++)
        has_hint |= str_find(findings.items[i].hint, "\"next\"") != SIZE_MAX;
    assert_true(has_hint);
    arena_free(arena);
}

/* A tag that is none is English; a region and a script are the language's. */
static void tags_find_their_language(void **state) {
    (void)state;
    static const struct {
        const char *tag, *date;
        bool is_rtl;
    } cases[] = {
        {"zh-CN", "星期四", false},     {"zh-Hant-TW", "星期四", false},
        {"de-AT", "Donnerstag", false}, {"he", "יום חמישי", true},
        {"", "Thursday", false},        {"???", "Thursday", false},
        {"ar-EG", "الخميس", true},      {"pt-BR", "quinta-feira", false},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str source = str_from("date: \"{weekday}\"\n");
        Diagnostics findings = diagnostics_create(arena, str_from("x.yaml"), source);
        const Strings *strings = strings_load(arena, str_from(cases[i].tag), source, &findings);
        assert_non_null(strings);
        assert_str(strings_date(arena, strings, (Date){2019, 9, 26}), cases[i].date);
        assert_int_equal(strings_is_rtl(strings), cases[i].is_rtl);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_has_every_word),
        cmocka_unit_test(builtin_english_is_the_file),
        cmocka_unit_test(dates_are_written_as_the_language_does),
        cmocka_unit_test(times_are_written_as_the_language_does),
        cmocka_unit_test(counts_take_the_right_form),
        cmocka_unit_test(patterns_are_filled),
        cmocka_unit_test(mistakes_in_files_are_told),
        cmocka_unit_test(gaps_are_english),
        cmocka_unit_test(tags_find_their_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
