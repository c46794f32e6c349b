/* test_layout.c: boxes, baselines, advances, shrinking, the ellipsis. */
#include <math.h>

#include "check.h"

/* ---- nothing leaves its box ------------------------------------------------------------------*/

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static float random_between(uint32_t *seed, float least, float most) {
    return least + (most - least) * (float)(next_random(seed) % 10000) / 10000;
}

/* Pieces that random texts are made of: every script, marks, spaces, hard breaks. */
static const char *const PIECES[] = {
    "开源",
    "机密计算",
    "。",
    "，",
    "（",
    "）",
    "“",
    "”",
    "——",
    "……",
    "：",
    "、",
    "！",
    "《",
    "》",
    "Linux",
    "Confidential ",
    "C++",
    " ",
    "  ",
    "14:00–15:30",
    "https://example.org/",
    "-",
    "/",
    "Å",
    "Ǻ",
    "مرحبا ",
    "בוקר ",
    "(2024)",
    "ที่น้ำ",
    "क्षेत्र",
    "한국어 ",
    "ようこそ",
    "🎉",
    "👨‍👩‍👧",
    "🇨🇳",
    "\n",
    "\xe2\x80\x8b",
    "ﷺ",
    "a\xcc\x8a",
    "\xcc\x81",
    "𠮷",
    "\xf3\xb0\x80\x80",
    "\xef\xbf\xbd",
    "\t",
    "\x01",
    "Donaudampfschifffahrtsgesellschaft",
};

static Str random_text(Arena *arena, uint32_t *seed) {
    Str text = {0};
    size_t count = next_random(seed) % 24;
    for (size_t i = 0; i < count; i++)
        text =
            str_printf(arena, "%.*s%s", str_arg(text), PIECES[next_random(seed) % countof(PIECES)]);
    return text;
}

/* Right edge and bottom of what is drawn, as far as it leaves the box. */
static void check_ink(TextEngine *engine, const TextLayout *layout, const TextBox *box, Str text) {
    float hair = layout->size * 0.5f + 2; /* a stray combining mark hangs where it likes */
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        const GlyphBitmap *bitmap = text_glyph(engine, glyph->font, glyph->glyph, layout->size, 0);
        float left = glyph->x + (float)bitmap->left, top = glyph->y + (float)bitmap->top;
        if (bitmap->width == 0)
            continue;
        if (left < -hair || left + (float)bitmap->width > box->width + hair ||
            (box->height > 0 &&
             (top < -2 * hair || top + (float)bitmap->height > box->height + 2 * hair)))
            fail_msg("ink of glyph %u at %g,%g leaves its box %gx%g at size %g: %.*s", glyph->glyph,
                     (double)left, (double)top, (double)box->width, (double)box->height,
                     (double)layout->size, str_arg(text));
    }
}

static void nothing_leaves_its_box(void **state) {
    Fixture *fixture = *state;
    uint32_t seed = 20190926;
    for (size_t round = 0; round < 3000; round++) {
        arena_reset(fixture->arena);
        Str text = random_text(fixture->arena, &seed);
        TextStyle style = {.role = (FontRole)(next_random(&seed) % FONT_ROLE_COUNT),
                           .weight = (FontWeight)(next_random(&seed) % WEIGHT_COUNT),
                           .size = random_between(&seed, 4, 120),
                           .min_size = random_between(&seed, 0, 60),
                           .line_height = random_between(&seed, 0, 2),
                           .letter_spacing = random_between(&seed, -0.05f, 0.2f),
                           .language = str_from(next_random(&seed) % 2 ? "zh-CN" : "ar")};
        const TextBox box = {.width = random_between(&seed, 0.1f, 800),
                             .height = random_between(&seed, -50, 400),
                             .max_lines = (int32_t)(next_random(&seed) % 6),
                             .align = (TextAlign)(next_random(&seed) % 3),
                             .is_balanced = next_random(&seed) % 2};
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
        for (size_t i = 0; i < layout->line_count; i++) {
            const TextLine *line = &layout->lines[i];
            if (line->x < -0.1f || line->x + line->width > box.width + 0.1f)
                fail_msg("line %zu is %g..%g in %g: %.*s", i, (double)line->x,
                         (double)(line->x + line->width), (double)box.width, str_arg(text));
            assert_true(line->from <= line->to && line->to <= text.len);
        }
        if (box.height > 0 && layout->height > box.height + 0.1f)
            fail_msg("%g high in %g: %.*s", (double)layout->height, (double)box.height,
                     str_arg(text));
        if (box.max_lines > 0)
            assert_true(layout->line_count <= (size_t)box.max_lines);
        assert_true(layout->size <= style.size);
        if (layout->size < style.size)
            assert_true(layout->is_shrunk && layout->size >= style.min_size);
        if (round % 10 == 0)
            check_ink(fixture->engine, layout, &box, text);
    }
}

/* ---- baselines and advances ------------------------------------------------------------------*/

static void the_baseline_belongs_to_the_role(void **state) {
    Fixture *fixture = *state;
    static const char *const TEXTS[] = {"Hxo", "Ǻ", "jgy", "🎉", "斗拱", "क्षेत्र", "Åsa", "שרה"};
    for (int role = 0; role < FONT_ROLE_COUNT; role++) {
        const TextStyle style = {.role = (FontRole)role, .size = 47};
        float ascent = text_ascent(fixture->engine, &style);
        float height = text_line_height(fixture->engine, &style);
        assert_true(ascent > 0 && ascent < height);
        for (size_t i = 0; i < countof(TEXTS); i++) {
            const TextLayout *layout = text_layout(fixture->engine, fixture->arena,
                                                   str_from(TEXTS[i]), &style, &(TextBox){0});
            assert_float_equal(layout->ascent, ascent, 0);
            assert_float_equal(layout->lines[0].baseline, ascent, 0);
            assert_float_equal(layout->height, height, 0);
        }
    }
}

typedef struct {
    const char *name, *language, *text; /* of words that are wider than 4 em together */
} TallCase;

static const TallCase TALL[] = {
    {"Burmese", "my", "ကြွေးကြော် လာမည့်ဆယ်စုနှစ်အတွက် ကြွေးကြော် စနစ်ဆော့ဖ်ဝဲ ဖွံ့ဖြိုးတိုးတက်မှု"},
    {"Tibetan", "bo", "བསྒྲུབས་རྒྱུ་ བསྒྲུབས་རྒྱུ་ བསྒྲུབས་རྒྱུ་"},
    {"Arabic with its vowels", "ar", "بِسْمِ ٱللّٰهِ مُؤْتَمَرٌ بِسْمِ ٱللّٰهِ مُؤْتَمَرٌ"},
    {"Thai", "th", "ที่น้ำ ปู่ญู ที่น้ำ ปู่ญู ที่น้ำ ปู่ญู"},
    {"Vietnamese capitals", "vi", "HỘI NGHỊ ẾỔỆỘ PHẦN MỀM ẰẬẾ HỆ THỐNG"},
    {"Vietnamese in pieces", "vi",
     "HO\u0302\u0323I E\u0302\u0301 PHA\u0302\u0300N ME\u0302\u0300M O\u0302\u0309"},
    {"Telugu", "te", "క్ష్మి తెలుగు క్ష్మి తెలుగు క్ష్మి"},
    {"two scripts", "en", "Linux ကြွေးကြော် and Linux ကြွေးကြော် and"},
};

/* Lowest ink of each line above the highest of the next; and all of it within the layout. */
static void check_lines_apart(TextEngine *engine, const TextLayout *layout, const char *name) {
    enum { LINES_MAX = 16 };
    float top[LINES_MAX], bottom[LINES_MAX];
    assert_in_range(layout->line_count, 3, LINES_MAX);
    float height = layout->height / (float)layout->line_count;
    for (size_t i = 0; i < layout->line_count; i++) {
        top[i] = layout->height;
        bottom[i] = 0;
    }
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        const GlyphBitmap *bitmap = text_glyph(engine, glyph->font, glyph->glyph, layout->size, 0);
        if (bitmap->height == 0)
            continue;
        /* A glyph's origin is its line's baseline, or a mark's, less than half a line away. */
        size_t line = 0;
        while (line + 1 < layout->line_count && fabsf(layout->lines[line + 1].baseline - glyph->y) <
                                                    fabsf(layout->lines[line].baseline - glyph->y))
            line++;
        float y = roundf(glyph->y) + (float)bitmap->top;
        top[line] = fminf(top[line], y);
        bottom[line] = fmaxf(bottom[line], y + (float)bitmap->height);
    }
    for (size_t i = 0; i < layout->line_count; i++)
        if (top[i] < height * (float)i - 1 || bottom[i] > height * (float)(i + 1) + 1)
            fail_msg("%s: ink of line %zu from %g to %g, lines are %g high", name, i,
                     (double)top[i], (double)bottom[i], (double)height);
}

static void lines_of_tall_scripts_do_not_meet(void **state) {
    Fixture *fixture = *state;
    for (size_t i = 0; i < countof(TALL); i++) {
        for (float factor = 1; factor < 1.4f; factor += 0.18f) {
            const TextStyle style = {.role = FONT_DISPLAY,
                                     .weight = WEIGHT_BOLD,
                                     .size = 100,
                                     .line_height = factor,
                                     .language = str_from(TALL[i].language)};
            const TextBox box = {.width = 430};
            check_lines_apart(
                fixture->engine,
                text_layout(fixture->engine, fixture->arena, str_from(TALL[i].text), &style, &box),
                TALL[i].name);
        }
    }
}

/* Only as much as the ink needs: nobody's line height changes for an accent. */
static void ordinary_lines_keep_their_height(void **state) {
    Fixture *fixture = *state;
    static const char *const TEXTS[] = {
        "Hxgj", "Åsa Ängström Čapek", "斗拱", "Ельцин Ёлка", "한국어", "Ωμέγα", "「はい」", "🎉"};
    for (size_t i = 0; i < countof(TEXTS); i++) {
        const TextStyle style = {.size = 100, .line_height = 1.1f};
        assert_float_equal(
            text_layout(fixture->engine, fixture->arena, str_from(TEXTS[i]), &style, &(TextBox){0})
                ->height,
            110, 0);
    }
}

static void widths_grow_with_the_size(void **state) {
    Fixture *fixture = *state;
    Str texts[CORPUS_MAX];
    size_t count = corpus_read(fixture->fonts, texts);
    for (size_t i = 0; i < count; i++) {
        TextStyle style = {.size = 10, .language = corpus_language(texts[i])};
        float small = text_width(fixture->engine, texts[i], &style);
        for (float size = 13; size < 200; size += 37) {
            style.size = size;
            float large = text_width(fixture->engine, texts[i], &style);
            assert_float_equal(large / size, small / 10, small / 10 * 1e-5f);
        }
    }
}

static void widths_of_layouts_are_those_that_were_measured(void **state) {
    Fixture *fixture = *state;
    Str texts[CORPUS_MAX];
    size_t count = corpus_read(fixture->fonts, texts);
    for (size_t i = 0; i < count; i++) {
        const TextStyle style = {.size = 33, .language = corpus_language(texts[i])};
        float width = text_width(fixture->engine, texts[i], &style);
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, texts[i], &style,
                                               &(TextBox){.width = width});
        assert_int_equal(layout->line_count, 1); /* a box as wide as measured is wide enough */
        assert_float_equal(layout->width, width, 0.01f);
    }
}

/* ---- spacing ---------------------------------------------------------------------------------*/

typedef struct {
    const char *name, *a, *b; /* a is wider than b by `em` */
    const char *language;
    float em;
} WidthCase;

static const WidthCase WIDTHS[] = {
    {"a gap between Han and Latin", "容器C", "容C器", "zh-CN", -0.15f},
    {"a gap beside digits", "第1", "1第", "zh-CN", 0},
    {"a gap after C++", "C++语", "语++C", "zh-CN", 0.15f},
    {"none beside punctuation", "（C）", "C（）", "zh-CN", -0.5f},
    {"one blank half between full-width marks", "容）、器", "容、器", "zh-CN", 0.5f},
    {"a closing mark at the end of a line has no blank", "容器。", "容器", "zh-CN", 0.5f},
    {"an opening mark at its start has none", "「容器", "容器", "zh-CN", 0.5f},
    {"marks within keep theirs", "容。器", "容器", "zh-CN", 1},
    {"Chinese dashes are two em", "容——器", "容器", "zh-CN", 2},
    {"a Chinese ellipsis is two em", "容……器", "容器", "zh-CN", 2},
    {"quotes between Han are full-width", "容“器”容", "容器容", "zh-CN", 2},
    {"a middle dot between Han is, too", "容·器", "容器", "zh-CN", 1},
};

static void blanks_are_a_typesetters(void **state) {
    Fixture *fixture = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(WIDTHS); i++) {
        const WidthCase *test = &WIDTHS[i];
        const TextStyle style = {.size = 1000, .language = str_from(test->language)};
        float em = (text_width(fixture->engine, str_from(test->a), &style) -
                    text_width(fixture->engine, str_from(test->b), &style)) /
                   1000;
        if (fabsf(em - test->em) < 0.01f)
            continue;
        print_error("%s: %g em, not %g\n", test->name, (double)em, (double)test->em);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    const TextStyle style = {.size = 1000, .language = str_from("zh-CN")};
    const char *const texts[] = {"容器 C", "CC", "容器", "C C", "C"}; /* no gap beside a space */
    float widths[countof(texts)];
    for (size_t i = 0; i < countof(texts); i++)
        widths[i] = text_width(fixture->engine, str_from(texts[i]), &style);
    assert_float_equal(widths[0] + widths[1], widths[2] + widths[3] + widths[4], 1);
}

static void digits_are_of_one_width_when_asked(void **state) {
    Fixture *fixture = *state;
    for (int role = FONT_DISPLAY; role <= FONT_BODY; role++) {
        TextStyle style = {.role = (FontRole)role, .size = 100};
        float one = text_width(fixture->engine, str_from("11:11"), &style);
        float eight = text_width(fixture->engine, str_from("08:48"), &style);
        assert_true(eight > one + 10);
        style.has_tabular_digits = true;
        one = text_width(fixture->engine, str_from("11:11"), &style);
        eight = text_width(fixture->engine, str_from("08:48"), &style);
        assert_float_equal(one, eight, 0.01f);
    }
}

static void letter_spacing_is_between_letters(void **state) {
    Fixture *fixture = *state;
    TextStyle style = {.size = 100};
    float plain = text_width(fixture->engine, str_from("NOW"), &style);
    style.letter_spacing = 0.1f;
    assert_float_equal(text_width(fixture->engine, str_from("NOW"), &style), plain + 20, 0.5f);
    style.letter_spacing = 0;
    float arabic = text_width(fixture->engine, str_from("مرحبا"), &style);
    style.letter_spacing = 0.1f;
    assert_float_equal(text_width(fixture->engine, str_from("مرحبا"), &style), arabic, 0.01f);
}

/* ---- fitting ---------------------------------------------------------------------------------*/

typedef struct {
    const char *name, *text, *language;
    float width; /* em */
    int32_t max_lines;
    const char *shown; /* the last line, without the ellipsis */
} CutCase;

static const CutCase CUTS[] = {
    {"at a word's end", "Inclavare Containers in practice", "en", 9.9f, 1, "Inclavare Containers"},
    {"not inside a Latin word", "项目Containers实践", "zh-CN", 6, 1, "项目"},
    {"between Han", "机密计算基础设施的演进", "zh-CN", 5, 1, "机密计算"},
    {"without the comma before it", "机密，计算基础设施", "zh-CN", 4.2f, 1, "机密"},
    {"without the dash before it", "Linux – the kernel and its people", "en", 5, 1, "Linux"},
    {"inside a word that fills the line", "Donaudampfschifffahrt", "de", 6, 1, "Donaudam"},
    {"at a grapheme",
     "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧",
     "en", 4, 1, "👨‍👩‍👧👨‍👩‍👧"},
    {"on the last line that there is room for", "one two three four five six seven", "en", 5, 2,
     "three four"},
    {"where a hard break follows", "one\ntwo\nthree", "en", 10, 2, "two"},
};

static void the_ellipsis_stands_where_it_should(void **state) {
    Fixture *fixture = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(CUTS); i++) {
        const CutCase *test = &CUTS[i];
        Str text = str_from(test->text);
        const TextStyle style = {.size = 20, .language = str_from(test->language)};
        const TextBox box = {.width = test->width * style.size, .max_lines = test->max_lines};
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
        Str shown = {0};
        if (layout->line_count > 0)
            shown = line_text(text, &layout->lines[layout->line_count - 1]);
        if (layout->is_cut && str_equal_c(shown, test->shown))
            continue;
        print_error("%s: \"%.*s\", not \"%s\"\n", test->name, str_arg(shown), test->shown);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void texts_shrink_before_they_are_cut(void **state) {
    Fixture *fixture = *state;
    Str text = str_from("Alibaba Cloud Linux");
    TextStyle style = {.size = 100, .min_size = 40};
    float width = text_width(fixture->engine, text, &style);
    TextBox box = {.width = width * 0.835f, .max_lines = 1};
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_false(layout->is_cut || layout->is_at_minimum);
    assert_true(layout->is_shrunk);
    assert_float_equal(layout->size, 83, 0.01f); /* the largest that fits, whole pixels */

    box.width = width * 0.2f;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_true(layout->is_cut && layout->is_shrunk && layout->is_at_minimum);
    assert_float_equal(layout->size, 40, 0);

    box.width = width * 1.01f;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_false(layout->is_cut || layout->is_shrunk || layout->is_at_minimum);

    /* A word is not broken while there are smaller sizes. */
    text = str_from("Containers");
    box = (TextBox){.width = text_width(fixture->engine, text, &style) * 0.6f};
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_int_equal(layout->line_count, 1);
    assert_true(layout->is_shrunk);
}

static void heights_limit_the_lines(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 20};
    float height = text_line_height(fixture->engine, &style);
    Str text = str_from("one two three four five six seven eight nine ten");
    for (size_t lines = 1; lines < 4; lines++) {
        const TextBox box = {.width = 90, .height = height * (float)lines};
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
        assert_int_equal(layout->line_count, lines);
        assert_true(layout->is_cut);
    }
}

/* ---- hyphens ---------------------------------------------------------------------------------*/

static void a_soft_hyphen_is_shown_at_a_lines_end(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 100, .language = str_from("de")};
    Str plain = str_from("Datenschutzgrundverordnung");
    Str soft = str_from("Daten\u00ADschutz\u00ADgrund\u00ADverordnung");
    float width = text_width(fixture->engine, plain, &style);
    assert_float_equal(text_width(fixture->engine, soft, &style), width, 0.1f);
    const TextLayout *whole =
        text_layout(fixture->engine, fixture->arena, soft, &style, &(TextBox){.width = width + 1});
    assert_int_equal(whole->line_count, 1);
    assert_int_equal(whole->glyph_count, 26);
    assert_int_equal(whole->missing, 0);

    /* Every line but the last ends in a hyphen, which is within the box. */
    const TextLayout *broken = text_layout(fixture->engine, fixture->arena, soft, &style,
                                           &(TextBox){.width = width * 0.7f});
    assert_int_equal(broken->line_count, 2);
    assert_int_equal(broken->glyph_count, 27);
    Str first = line_text(soft, &broken->lines[0]);
    assert_true(str_ends(first, "grund"));
    float letters = text_width(fixture->engine, first, &style);
    float hyphen = text_width(fixture->engine, str_from("\u2010"), &style);
    assert_float_equal(broken->lines[0].width, letters + hyphen, 0.5f);
    assert_true(broken->lines[0].width <= width * 0.7f);
    assert_true(broken->glyphs[16].x > letters - 1); /* behind the last letter */

    /* In a right-to-left paragraph the word still runs to the right, and so does its hyphen. */
    const TextStyle arabic = {.size = 100, .language = str_from("ar")};
    const TextLayout *mixed =
        text_layout(fixture->engine, fixture->arena,
                    str_from("\u0645 \u2068Daten\u00ADschutz\u00ADgrund\u00ADverordnung\u2069"),
                    &arabic, &(TextBox){.width = width * 0.7f});
    assert_true(mixed->is_rtl);
    float right = 0;
    for (size_t i = 0; i < mixed->glyph_count; i++)
        if (mixed->glyphs[i].y < mixed->lines[1].baseline)
            right = fmaxf(right, mixed->glyphs[i].x);
    assert_true(right > 0);
}

/* ---- variants --------------------------------------------------------------------------------*/

static uint32_t glyph_of(Fixture *fixture, const char *text, const char *language) {
    const TextStyle style = {.size = 100, .language = str_from(language)};
    const TextLayout *layout =
        text_layout(fixture->engine, fixture->arena, str_from(text), &style, &(TextBox){0});
    assert_int_equal(layout->glyph_count, 1);
    assert_int_equal(layout->missing, 0);
    return layout->glyphs[0].glyph;
}

/* Names are written with the form of a character that their bearers have: UTS #37. */
static void variants_are_shown_where_a_face_has_them(void **state) {
    Fixture *fixture = *state;
    static const char *const LANGUAGES[] = {"ja", "zh-CN", ""};
    for (size_t i = 0; i < countof(LANGUAGES); i++) {
        assert_int_not_equal(glyph_of(fixture, "葛\U000E0100", LANGUAGES[i]),
                             glyph_of(fixture, "葛\U000E0101", LANGUAGES[i]));
        assert_int_not_equal(glyph_of(fixture, "辻\U000E0100", LANGUAGES[i]),
                             glyph_of(fixture, "辻\U000E0101", LANGUAGES[i]));
        /* A form that nobody has: the character itself. */
        assert_int_equal(glyph_of(fixture, "城\U000E01EF", LANGUAGES[i]),
                         glyph_of(fixture, "城", LANGUAGES[i]));
    }
}

/* ---- directions ------------------------------------------------------------------------------*/

static void paragraphs_begin_at_their_own_side(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 20, .language = str_from("ar")};
    const TextBox box = {.width = 500};
    Str text = str_from("مرحبا SDL 2024");
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_true(layout->is_rtl);
    assert_float_equal(layout->lines[0].x + layout->lines[0].width, 500, 0.1f);
    /* The first word is the rightmost: its glyphs come last in visual order. */
    float rightmost = layout->glyphs[layout->glyph_count - 1].x;
    for (size_t i = 0; i < layout->glyph_count; i++)
        assert_true(layout->glyphs[i].x <= rightmost + 20);

    TextBox end = box;
    end.align = ALIGN_END;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &end);
    assert_float_equal(layout->lines[0].x, 0, 0.1f);

    layout = text_layout(fixture->engine, fixture->arena, str_from("Hello"), &style, &box);
    assert_false(layout->is_rtl);
    /* Without a letter, the language decides. */
    layout = text_layout(fixture->engine, fixture->arena, str_from("12:30"), &style, &box);
    assert_true(layout->is_rtl);
}

/* ---- oddities --------------------------------------------------------------------------------*/

/* Lines name exactly the bytes that they show. */
static void lines_know_their_bytes(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 20};
    Str text = str_from("斗拱\r\n𠮷 b\n🎉");
    const TextLayout *layout =
        text_layout(fixture->engine, fixture->arena, text, &style, &(TextBox){0});
    static const size_t BOUNDS[][2] = {{0, 6}, {8, 14}, {15, 19}};
    assert_int_equal(layout->line_count, countof(BOUNDS));
    for (size_t i = 0; i < countof(BOUNDS); i++) {
        assert_int_equal(layout->lines[i].from, BOUNDS[i][0]);
        assert_int_equal(layout->lines[i].to, BOUNDS[i][1]);
    }
}

static void nothing_gives_nothing(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 20};
    static const char *const TEXTS[] = {"", " ", "\n", "\xe2\x80\x8b", "\x01\x02"};
    for (size_t i = 0; i < countof(TEXTS); i++) {
        const TextLayout *layout =
            text_layout(fixture->engine, fixture->arena, str_from(TEXTS[i]), &style, &(TextBox){0});
        assert_float_equal(layout->width, 0, 0);
        assert_int_equal(layout->missing, 0);
    }
    const TextLayout *empty =
        text_layout(fixture->engine, fixture->arena, (Str){0}, &style, &(TextBox){.width = 10});
    assert_int_equal(empty->line_count, 0);
    assert_float_equal(empty->height, 0, 0);
    assert_float_equal(text_width(fixture->engine, (Str){0}, &style), 0, 0);
}

static void odd_numbers_are_survived(void **state) {
    Fixture *fixture = *state;
    static const float ODD[] = {NAN, INFINITY, -INFINITY, -1, 0, 1e30f, 1e-30f};
    for (size_t i = 0; i < countof(ODD); i++) {
        for (size_t k = 0; k < countof(ODD); k++) {
            const TextStyle style = {.size = ODD[i],
                                     .min_size = ODD[k],
                                     .line_height = ODD[k],
                                     .letter_spacing = ODD[i]};
            const TextBox box = {.width = ODD[k], .height = ODD[i], .max_lines = -3};
            const TextLayout *layout =
                text_layout(fixture->engine, fixture->arena, str_from("斗拱 Linux"), &style, &box);
            assert_true(isfinite(layout->width) && isfinite(layout->height));
        }
    }
}

static void very_long_texts_are_cut(void **state) {
    Fixture *fixture = *state;
    enum { LENGTH = 200000 };
    char *bytes = arena_new(fixture->arena, char, LENGTH);
    for (size_t i = 0; i < LENGTH; i++)
        bytes[i] = i % 7 == 6 ? ' ' : 'a';
    const TextStyle style = {.size = 20};
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, (Str){bytes, LENGTH},
                                           &style, &(TextBox){.width = 900});
    assert_true(layout->is_cut);
    assert_true(layout->line_count > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_leaves_its_box),
        cmocka_unit_test(lines_of_tall_scripts_do_not_meet),
        cmocka_unit_test(ordinary_lines_keep_their_height),
        cmocka_unit_test(a_soft_hyphen_is_shown_at_a_lines_end),
        cmocka_unit_test(variants_are_shown_where_a_face_has_them),
        cmocka_unit_test(the_baseline_belongs_to_the_role),
        cmocka_unit_test(widths_grow_with_the_size),
        cmocka_unit_test(widths_of_layouts_are_those_that_were_measured),
        cmocka_unit_test(blanks_are_a_typesetters),
        cmocka_unit_test(digits_are_of_one_width_when_asked),
        cmocka_unit_test(letter_spacing_is_between_letters),
        cmocka_unit_test(the_ellipsis_stands_where_it_should),
        cmocka_unit_test(texts_shrink_before_they_are_cut),
        cmocka_unit_test(heights_limit_the_lines),
        cmocka_unit_test(paragraphs_begin_at_their_own_side),
        cmocka_unit_test(lines_know_their_bytes),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(odd_numbers_are_survived),
        cmocka_unit_test(very_long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
