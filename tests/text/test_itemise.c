/* test_itemise.c: which face each character gets: fallback, neighbours, emoji, missing ones. */
#include <unicode/ustring.h>

#include "check.h"

#include "text/itemise.h"

typedef struct {
    const char *name, *text;
    const char *faces; /* a letter for each grapheme */
    size_t missing;
} FaceCase;

/* I Inter, C CJK, E emoji, A Arabic, H Hebrew, T Thai, D Devanagari, S symbols or math, N Noto
 * Sans, M Noto Sans Mono, o another; - none */
static const FaceCase FACES[] = {
    {"Latin and Han", "Hi开源", "IICC", 0},
    {"digits beside Han are Latin", "第3场", "CIC", 0},
    {"quotes between Han", "建“斗”系", "CCCCC", 0},
    {"quotes between Latin", "a “b” c", "IIIIIII", 0},
    {"a pair is set alike", "用“A”b", "CCICI", 0},
    {"an apostrophe is Latin", "开it’s开", "CIIIIC", 0},
    {"within quotes, too", "用‘it’s’好", "CCIIIICC", 0},
    {"a dash between Latin", "a—b", "III", 0},
    {"dashes between Han", "开——源", "CCCC", 0},
    {"dashes beside Han", "TDX——从", "IIICCC", 0},
    {"an ellipsis between Han", "开……源", "CCCC", 0},
    {"an ellipsis between Latin", "a… b", "IIII", 0},
    {"a middle dot between Han", "列·夫", "CCC", 0},
    {"a middle dot between spaces", "开 · 源", "CIIIC", 0},
    {"full-width marks", "（a）", "CIC", 0},
    {"kana and Hangul", "ようこ한국", "CCCCC", 0},
    {"Arabic with its spaces, and digits", "بكم في 20", "AAAAAAAII", 0},
    {"Hebrew", "הבאים", "HHHHH", 0},
    {"Thai", "ที่น้ำ", "TT", 0},
    {"Devanagari", "हिन्दी", "DD", 0},
    {"variants of ideographs", "葛\U000E0100城", "CC", 0},
    {"one that no face has", "城\U000E01EF葛", "CC", 0},
    {"emoji", "a🎉b", "IEI", 0},
    {"a family is one emoji", "👨‍👩‍👧!", "EI", 0},
    {"a flag, a skin tone, a keycap", "🇨🇳👍🏽1️⃣", "EEE", 0},
    {"a heart as a picture and as text", "❤️❤︎", "EI", 0},
    {"a copyright sign is text", "©", "I", 0},
    {"decomposed letters", "A\xcc\x8a", "I", 0},
    {"symbols", "𝔸⛟", "SS", 0},
    {"no font has it", "a\xf3\xb0\x80\x80z", "I-I", 1},
    {"nothing is drawn for a joiner alone", "\xe2\x81\xa0", "I", 0},
};

static char letter_of(Str path) {
    static const struct {
        const char *part;
        char letter;
    } PARTS[] = {
        {"/InterDisplay", 'I'}, {"/Inter-", 'I'},  {"CJK", 'C'},  {"Emoji", 'E'},
        {"Arabic", 'A'},        {"Hebrew", 'H'},   {"Thai", 'T'}, {"Devanagari", 'D'},
        {"Symbols", 'S'},       {"SansMath", 'S'}, {"Mono", 'M'}, {"NotoSans-", 'N'},
    };
    for (size_t i = 0; i < countof(PARTS); i++)
        if (str_find(path, PARTS[i].part) != SIZE_MAX)
            return PARTS[i].letter;
    return 'o';
}

typedef struct {
    Fonts *fonts;
    Iterators iterators;
    Arena *arena;
} Setup;

static int open_fonts(void **state) {
    Setup *setup = calloc(1, sizeof *setup);
    setup->arena = arena_create();
    setup->fonts = fonts_create(&(TextSettings){0}, NULL);
    *state = setup;
    return setup->fonts ? 0 : -1;
}

static int close_fonts(void **state) {
    Setup *setup = *state;
    fonts_free(setup->fonts);
    iterators_close(&setup->iterators);
    arena_free(setup->arena);
    free(setup);
    return 0;
}

static void each_character_has_its_face(void **state) {
    Setup *setup = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(FACES); i++) {
        const FaceCase *test = &FACES[i];
        UChar text[128];
        int32_t length;
        UErrorCode error = U_ZERO_ERROR;
        u_strFromUTF8(text, countof(text), &length, test->text, -1, &error);
        assert_true(U_SUCCESS(error));
        uint8_t levels[128] = {0};
        Itemiser itemiser = {.fonts = setup->fonts,
                             .iterators = &setup->iterators,
                             .arena = setup->arena,
                             .role = FONT_BODY};
        size_t count;
        const Grapheme *graphemes = itemise(&itemiser, text, length, levels, &count);
        char got[128] = {0};
        for (size_t k = 0; k < count; k++)
            got[k] = graphemes[k].font == FONT_NONE
                         ? '-'
                         : letter_of(fonts_path(setup->fonts, graphemes[k].font));
        if (strcmp(got, test->faces) == 0 && itemiser.missing == test->missing)
            continue;
        print_error("%s: %s with %zu missing, not %s with %zu\n", test->name, got, itemiser.missing,
                    test->faces, test->missing);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* The weight that a family lacks is its nearest file's. */
static void weights_are_the_nearest_files(void **state) {
    Setup *setup = *state;
    static const struct {
        FontWeight weight;
        const char *latin, *han;
    } CASES[] = {
        {WEIGHT_REGULAR, "Inter-Regular", "CJK-Regular"},
        {WEIGHT_MEDIUM, "Inter-Medium", "CJK-Regular"},
        {WEIGHT_SEMIBOLD, "Inter-SemiBold", "CJK-Bold"},
        {WEIGHT_BOLD, "Inter-Bold", "CJK-Bold"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        const uint32_t runes[] = {'a', 0x5f00};
        for (size_t k = 0; k < 2; k++) {
            const FontQuery query = {.role = FONT_BODY,
                                     .weight = CASES[i].weight,
                                     .script = k ? USCRIPT_HAN : USCRIPT_LATIN,
                                     .runes = &runes[k],
                                     .rune_count = 1};
            Str path = fonts_path(setup->fonts, fonts_find(setup->fonts, &query));
            assert_true(str_find(path, k ? CASES[i].han : CASES[i].latin) != SIZE_MAX);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_has_its_face),
        cmocka_unit_test(weights_are_the_nearest_files),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
