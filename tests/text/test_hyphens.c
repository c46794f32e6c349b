/* test_hyphens.c: words that would be cut, broken as their language has it: with the
 * packages hyphen-de and hyphen-en-us. */
#include <math.h>
#include <unistd.h>

#include "check.h"

static bool is_installed(const char *file) {
    if (access(file, R_OK) == 0)
        return true;
    print_message("skipped: %s is not installed\n", file);
    return false;
}

typedef struct {
    const char *name, *text, *language, *patterns;
    float width;       /* em */
    const char *lines; /* joined by |, with the hyphens that are shown; NULL: without any, broken
                          wherever the line is full, which depends on the font */
} HyphenCase;

static const HyphenCase CASES[] = {
    {"a German word", "Rechtsschutzversicherungsgesellschaften", "de", "hyph_de.dic", 13,
     "Rechtsschutzversiche-|rungsgesellschaften"},
    {"an English one", "Internationalization matters", "en", "hyph_en.dic", 7,
     "International-|ization matters"},
    {"by the tag's language", "Internationalization", "en-US", "hyph_en_US.dic", 7,
     "Internation-|alization"},
    {"only the word that is too wide", "die Konferenz der Rechtsschutzversicherungen", "de",
     "hyph_de.dic", 10, "die Konferenz|der Rechtsschutz-|versicherungen"},
    {"capitals as small letters", "RECHTSSCHUTZVERSICHERUNG", "de", "hyph_de.dic", 11,
     "RECHTSSCHUTZ-|VERSICHERUNG"},
    {"without patterns as before", "Rechtsschutzversicherungsgesellschaften", "xx", "hyph_de.dic",
     13, NULL},
};

static Str shown(Arena *arena, Str text, const TextLayout *layout) {
    Str all = {0};
    size_t letters = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        Str line = line_text(text, &layout->lines[i]);
        size_t glyphs = 0;
        for (size_t k = 0; k < layout->glyph_count; k++)
            glyphs += fabsf(layout->glyphs[k].y - layout->lines[i].baseline) < 1;
        letters = 0;
        for (size_t offset = 0; offset < line.len; letters++)
            str_next_rune(line, &offset);
        all = str_printf(arena, "%.*s%s%.*s%s", str_arg(all), i > 0 ? "|" : "", str_arg(line),
                         glyphs > letters ? "-" : "");
    }
    return all;
}

static void long_words_are_hyphenated(void **state) {
    Fixture *fixture = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(CASES); i++) {
        const HyphenCase *test = &CASES[i];
        char path[256];
        snprintf(path, sizeof path, "/usr/share/hyphen/%s", test->patterns);
        if (!is_installed(path))
            skip();
        const TextStyle style = {.size = 20, .language = str_from(test->language)};
        const TextBox box = {.width = test->width * 20, .is_balanced = true};
        Str text = str_from(test->text);
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
        Str got = shown(fixture->arena, text, layout);
        for (size_t k = 0; k < layout->line_count; k++)
            assert_true(layout->lines[k].width <= box.width + 0.1f);
        bool is_right = test->lines ? str_equal_c(got, test->lines)
                                    : layout->line_count == 2 && str_find(got, "-") == SIZE_MAX &&
                                          got.len == text.len + 1;
        if (is_right)
            continue;
        print_error("%s: %.*s, not %s\n", test->name, str_arg(got),
                    test->lines ? test->lines : "two lines without a hyphen");
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* What fits without a hyphen at some size has none. */
static void a_word_shrinks_before_it_is_hyphenated(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 20, .min_size = 12, .language = str_from("de")};
    Str text = str_from("Rechtsschutzversicherung");
    float width = text_width(fixture->engine, text, &style);
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style,
                                           &(TextBox){.width = width * 0.65f});
    assert_int_equal(layout->line_count, 1);
    assert_true(layout->is_shrunk);
}

/* The widest part when words that are too wide are hyphenated; as before where none is, or where
 * the language has no patterns. */
static void a_hyphenated_width_is_that_of_the_widest_part(void **state) {
    Fixture *fixture = *state;
    if (!is_installed("/usr/share/hyphen/hyph_de.dic"))
        skip();
    TextStyle style = {.size = 20, .language = str_from("de")};
    Str text = str_from("neue Rechtsschutzversicherungsgesellschaften");
    float whole = text_min_width(fixture->engine, text, &style), width = whole * 0.6f;
    float part = text_hyphenated_width(fixture->engine, text, &style, width);
    assert_true(part < width && part > whole * 0.05f);
    assert_float_equal(text_hyphenated_width(fixture->engine, text, &style, whole + 1), whole, 0);
    style.language = str_from("xx");
    assert_float_equal(text_hyphenated_width(fixture->engine, text, &style, width), whole, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_words_are_hyphenated),
        cmocka_unit_test(a_word_shrinks_before_it_is_hyphenated),
        cmocka_unit_test(a_hyphenated_width_is_that_of_the_widest_part),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
