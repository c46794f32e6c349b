/* test_lines.c: where lines are broken: kinsoku, words, numbers, balance. */
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "check.h"

#include "text/breaks.h"
#include "text/unicode.h"

static const float SIZE = 10;

/* Where lines end, as bytes of the text; ICU's word bounds for Han words. */
typedef struct {
    bool *is_word_bound; /* by byte */
} Words;

static Words find_words(Arena *arena, Str text, Str language) {
    Words words = {arena_new(arena, bool, text.len + 1)};
    UErrorCode error = U_ZERO_ERROR;
    UText *bytes = utext_openUTF8(NULL, text.s, (int64_t)text.len, &error);
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, language.s, NULL, 0, &error);
    ubrk_setUText(iterator, bytes, &error);
    assert_true(U_SUCCESS(error));
    for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator))
        words.is_word_bound[at] = true;
    ubrk_close(iterator);
    utext_close(bytes);
    return words;
}

static uint32_t rune_before(Str text, size_t at) {
    do
        at--;
    while (at > 0 && (text.s[at] & 0xc0) == 0x80);
    return str_next_rune(text, &at);
}

static bool is_one_of(uint32_t rune, const char *set) {
    Str all = str_from(set);
    for (size_t offset = 0; offset < all.len;)
        if (str_next_rune(all, &offset) == rune)
            return true;
    return false;
}

/* One line end between two lines: everything that must not be. */
static void check_break(Str text, const Words *words, const TextLine *above, const TextLine *below,
                        float width) {
    size_t at = above->to, next = below->from;
    uint32_t before = rune_before(text, at);
    uint32_t after = str_next_rune(text, &(size_t){next});
    const char *what = NULL;
    if (is_one_of(after, "，。、；：！？）」』》】”’…,.!?;:)"))
        what = "a line begins with a closing mark";
    else if (is_one_of(before, "（「『《【“‘("))
        what = "a line ends with an opening mark";
    else if (at == next && unicode_is_word(before) && unicode_is_word(after))
        what = "a Latin word is split";
    else if (at == next && unicode_is_han(before) && unicode_is_han(after) &&
             !words->is_word_bound[at])
        what = "a Chinese word is split";
    if (what)
        fail_msg("%s at width %g: %.*s|%.*s", what, (double)width, str_arg(line_text(text, above)),
                 str_arg(line_text(text, below)));
}

static void no_line_breaks_a_rule_at_any_width(void **state) {
    Fixture *fixture = *state;
    Str texts[CORPUS_MAX];
    size_t count = corpus_read(fixture->fonts, texts);
    assert_true(count > 15);
    for (size_t i = 0; i < count; i++) {
        Str language = corpus_language(texts[i]);
        Words words = find_words(fixture->fonts, texts[i], language);
        const TextStyle style = {.size = SIZE, .language = language};
        float least = text_min_width(fixture->engine, texts[i], &style);
        for (float width = least; width < 40 * SIZE; width += SIZE / 3) {
            for (int balanced = 0; balanced < 2; balanced++) {
                arena_reset(fixture->arena);
                const TextBox box = {.width = width, .is_balanced = balanced};
                const TextLayout *layout =
                    text_layout(fixture->engine, fixture->arena, texts[i], &style, &box);
                for (size_t line = 1; line < layout->line_count; line++)
                    check_break(texts[i], &words, &layout->lines[line - 1], &layout->lines[line],
                                width);
            }
        }
    }
}

typedef struct {
    const char *name, *text, *language;
    float width; /* em */
    bool is_balanced;
    const char *lines; /* joined by | */
} LinesCase;

static const LinesCase LINES[] = {
    {"a Chinese word is kept whole", "Kata 容器在袋鼠平台上的实践", "zh-CN", 8, true,
     "Kata 容器在袋鼠|平台上的实践"},
    {"open source is one word", "斗拱社区与开源生态的未来", "zh-CN", 7, true,
     "斗拱社区与开源|生态的未来"},
    {"a line of one character is avoided", "阿里云系统软件生态专场", "zh-CN", 10.2f, false,
     "阿里云系统软件|生态专场"},
    {"balanced lines are alike", "The state of the art of signage", "en", 12, true,
     "The state of the art|of signage"},
    {"full lines are full", "one two three four five six seven", "en", 9, false,
     "one two three four|five six seven"},
    {"C++ is not split", "我们用C++写成", "zh-CN", 4.9f, false, "我们用|C++写成"},
    {"a time range is not split", "演讲从14:00–15:30开始", "zh-CN", 6.5f, false,
     "演讲从|14:00–15:30|开始"},
    {"a spaced time range is not split", "at 14:00 – 15:30 today", "en", 7.2f, false,
     "at 14:00 – 15:30|today"},
    {"a number keeps its unit", "还剩 12 分钟", "zh-CN", 4.2f, false, "还剩|12 分钟"},
    {"a date is one thing", "会议于9月26日举行", "zh-CN", 5.6f, false, "会议于|9月26日|举行"},
    {"a quote may begin a line", "用户在“不可信”的环境", "zh-CN", 5.2f, false,
     "用户在|“不可信”|的环境"},
    {"in any language", "用户在“不可信”的环境", "en", 5.2f, false, "用户在|“不可信”|的环境"},
    {"an ending belongs to its word", "优化编译器前端", "zh-CN", 4.2f, false, "优化|编译器|前端"},
    {"a word of the trade", "数据库内核开发", "zh-CN", 5.2f, false, "数据库|内核开发"},
    {"a phrase begins a line", "操作系统与编译器优化", "zh-CN", 8, true, "操作系统|与编译器优化"},
    {"a phrase ends one", "云原生的安全容器", "zh-CN", 6.2f, true, "云原生的|安全容器"},
    {"need does not put a comma first", "WWWW,i", "en", 3.75f, false, "WWW|W,i"},
    {"two dashes stay together", "演进——从", "zh-CN", 3.1f, false, "演进|——从"},
    {"Korean is broken at spaces", "오픈소스 컨퍼런스에 오신", "ko", 7, false,
     "오픈소스|컨퍼런스에 오신"},
    {"the author's hint is taken", "机密\xe2\x80\x8b计算基础设施", "zh-CN", 6.5f, true,
     "机密|计算基础设施"},
    {"a colon ends a line", "开幕演讲：开源操作系统的未来", "zh-CN", 9.2f, true,
     "开幕演讲：|开源操作系统的未来"},
    {"a name is not split", "嘉宾主持韩伟东", "zh-CN", 6.2f, false, "嘉宾主持|韩伟东"},
    {"no line ends with a leaning word", "An introduction to the scheduler", "en", 10, true,
     "An introduction|to the scheduler"},
    {"Thai is broken between words", "ยินดีต้อนรับสู่งานประชุม", "th", 7, false, "ยินดีต้อนรับสู่งาน|ประชุม"},
    {"a Burmese syllable keeps its last consonant", "ဆော့ဖ်ဝဲလ်", "my", 3.8f, false, "ဆော့ဖ်|ဝဲလ်"},
    {"soft hyphens break a word that is too wide", "Daten\u00ADschutz\u00ADgrund\u00ADverordnung",
     "de", 8, false, "Daten\u00ADschutz|grund\u00ADverordnung"},
    {"and only such a one", "die Daten\u00ADschutz\u00ADfrage heute", "de", 8, true,
     "die|Daten\u00ADschutz\u00ADfrage|heute"},
    {"a line begins with a sentence",
     "Leave the building now by the nearest exit. Do not use lifts.", "en", 21.5f, true,
     "Leave the building now by the nearest exit.|Do not use lifts."},
    {"a sentence between Han, too", "请立即从最近的出口离开大楼，不要使用电梯。", "zh-CN", 14.4f,
     true, "请立即从最近的出口离开大楼，|不要使用电梯。"},
    {"a question keeps its last word", "Is this the end of Moore's law? What comes next", "en", 14,
     true, "Is this the end of Moore's law?|What comes next"},
    {"what a colon introduces begins a line", "Reproducible builds: why they still matter", "en",
     13.5f, true, "Reproducible builds:|why they still matter"},
    {"French sets a space before its marks", "Qui sommes-nous ? Une histoire : la suite", "fr", 9,
     true, "Qui sommes-nous ?|Une histoire : la suite"},
    {"hard breaks are kept", "one\ntwo\r\nthree", "en", 0, true, "one|two|three"},
    {"an empty line is kept", "one\n\ntwo", "en", 0, true, "one||two"},
};

static Str joined(Arena *arena, Str text, const TextLayout *layout) {
    Str all = {0};
    for (size_t i = 0; i < layout->line_count; i++)
        all = str_printf(arena, "%.*s%s%.*s", str_arg(all), i > 0 ? "|" : "",
                         str_arg(line_text(text, &layout->lines[i])));
    return all;
}

static void lines_break_where_a_typesetter_would(void **state) {
    Fixture *fixture = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(LINES); i++) {
        const LinesCase *test = &LINES[i];
        Str text = str_from(test->text);
        const TextStyle style = {.size = SIZE, .language = str_from(test->language)};
        const TextBox box = {.width = test->width * SIZE, .is_balanced = test->is_balanced};
        const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
        Str got = joined(fixture->arena, text, layout);
        if (str_equal_c(got, test->lines))
            continue;
        print_error("%s: %.*s, not %s\n", test->name, str_arg(got), test->lines);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Breaks marked with |: the first is the better one. */
static const struct {
    const char *name, *better, *worse;
} RATINGS[] = {
    {"after 的", "云原生的|容器", "open |source"},
    {"not between two nouns", "open |source", "云原生|容器"},
    {"not before 的", "容器|平台", "容器|的平台"},
    {"before 在", "容器|在平台", "容器|平台"},
    {"not after 在", "容器|平台", "容器在|平台"},
    {"outside of brackets", "容器|平台", "（容器|平台）"},
    {"not before a dash", "容器|平台", "容器|——平台"},
    {"after a list's comma", "容器、|平台", "容器|平台"},
    {"rather after a clause", "容器，|平台", "容器、|平台"},
    {"best after a colon", "容器：|平台", "容器，|平台"},
    {"the author's is better than that", "容器\xe2\x80\x8b|平台", "容器：|平台"},
    {"not after an article", "open |source", "the |source"},
    {"after a Latin comma", "open, |source", "open |source"},
};

static Break rating(Iterators *iterators, Arena *arena, const char *marked) {
    UChar text[64];
    uint8_t is_wide[64] = {0};
    int32_t length, at = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(text, countof(text), &length, marked, -1, &error);
    assert_true(U_SUCCESS(error));
    while (text[at] != '|')
        at++;
    memmove(text + at, text + at + 1, (size_t)(length - at - 1) * sizeof *text);
    Break breaks[64];
    breaks_find(iterators, arena, str_from("zh-CN"), text, length - 1, is_wide, breaks);
    return breaks[at];
}

static void breaks_are_rated(void **state) {
    Fixture *fixture = *state;
    Iterators iterators = {0};
    for (size_t i = 0; i < countof(RATINGS); i++) {
        Break better = rating(&iterators, fixture->arena, RATINGS[i].better);
        Break worse = rating(&iterators, fixture->arena, RATINGS[i].worse);
        if (better.kind < BREAK_PLAIN || worse.kind < BREAK_PLAIN || better.cost >= worse.cost)
            fail_msg("%s: %d (kind %d) is not better than %d (kind %d)", RATINGS[i].name,
                     better.cost, better.kind, worse.cost, worse.kind);
    }
    iterators_close(&iterators);
}

/* Balancing does not add lines, and evens them out. */
static void balance_keeps_the_number_of_lines(void **state) {
    Fixture *fixture = *state;
    Str texts[CORPUS_MAX];
    size_t count = corpus_read(fixture->fonts, texts);
    for (size_t i = 0; i < count; i++) {
        const TextStyle style = {.size = SIZE, .language = corpus_language(texts[i])};
        float least = text_min_width(fixture->engine, texts[i], &style);
        for (float width = least; width < 30 * SIZE; width += SIZE) {
            arena_reset(fixture->arena);
            TextBox box = {.width = width};
            size_t full =
                text_layout(fixture->engine, fixture->arena, texts[i], &style, &box)->line_count;
            box.is_balanced = true;
            size_t balanced =
                text_layout(fixture->engine, fixture->arena, texts[i], &style, &box)->line_count;
            assert_int_equal(full, balanced);
        }
    }
}

/* A word wider than its line is broken rather than lost, between graphemes and at no mark. */
static void long_words_are_broken_in_need(void **state) {
    Fixture *fixture = *state;
    Str text = str_from("https://example.org/a-very-long-address-of-a-page");
    const TextStyle style = {.size = SIZE, .role = FONT_MONO};
    const TextBox box = {.width = 8 * SIZE};
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_false(layout->is_cut);
    assert_true(layout->line_count > 2);
    size_t shown = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        assert_int_equal(layout->lines[i].from, shown);
        shown = layout->lines[i].to;
    }
    assert_int_equal(shown, text.len);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_breaks_a_rule_at_any_width),
        cmocka_unit_test(lines_break_where_a_typesetter_would),
        cmocka_unit_test(breaks_are_rated),
        cmocka_unit_test(balance_keeps_the_number_of_lines),
        cmocka_unit_test(long_words_are_broken_in_need),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
