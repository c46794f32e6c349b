/* test_caption_text.c: what becomes of a captioner's bytes: lines, words, whatever is no text; and
 * whatever bytes come, what is shown is text, short, and does not take back a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "stream/caption_text.h"

/* "first|second" of what is shown. */
static Str shown(Arena *arena, CaptionText *text, bool is_quiet) {
    OverlayCaptions captions = caption_text_shown(text, is_quiet);
    Str all = {0};
    for (size_t i = 0; i < captions.count; i++)
        all =
            str_printf(arena, "%.*s%s%.*s", str_arg(all), i ? "|" : "", str_arg(captions.lines[i]));
    return all;
}

static const struct {
    const char *name, *bytes, *now, *later;
} CASES[] = {
    {"nothing", "", "", ""},
    {"a line", "one two\n", "one two", "one two"},
    {"lines", "one\ntwo\n", "one|two", "one|two"},
    {"a word that may go on", "one tw", "one ", "one tw"},
    {"a first word", "tw", "", "tw"},
    {"a word that is over", "one two ", "one two ", "one two "},
    {"a stop may be followed by a bracket", "one two.", "one ", "one two."},
    {"Chinese has no spaces", "每个任务都公平", "每个任务都", "每个任务都公平"},
    {"nor has Thai", "ทุกงานต้องยุติธรรม", "ทุกงาน", "ทุกงานต้องยุติธรรม"},
    {"Arabic has", "العدل بين", "العدل ", "العدل بين"},
    {"Hindi with its marks", "न्याय करना", "न्याय ", "न्याय करना"},
    {"the last three", "1\n2\n3\n4\n", "2|3|4", "2|3|4"},
    {"an empty line clears", "one\n\ntwo\n", "two", "two"},
    {"and leaves nothing", "one\n\n", "", ""},
    {"as Windows ends them", "one\r\ntwo\r\n", "one|two", "one|two"},
    {"as old Macs end them", "one\rtwo\r", "one|two", "one|two"},
    {"spaces", "  one \t two\n", "one two", "one two"},
    {"controls", "o\x01n\x1b\x7f\x65\n", "one", "one"},
    {"a bell and an escape of a terminal", "\x1b[31mred\n", "[31mred", "[31mred"},
    {"directions that go on",
     "a\xe2\x80\xae"
     "b\xe2\x81\xa6"
     "c\n",
     "abc", "abc"},
    {"not UTF-8",
     "a\xff\xc0\x80"
     "b\xed\xa0\x80"
     "c\n",
     "abc", "abc"},
    {"cut short by a letter",
     "a\xe5\x85"
     "b\n",
     "ab", "ab"},
    {"too large",
     "a\xf4\x90\x80\x80"
     "b\n",
     "ab", "ab"},
    {"marks that pile up", "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\n",
     "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
     "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"},
};

static void bytes_become_lines(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++)
        for (size_t step = 1; step <= 5; step += 4) { /* byte by byte, and in pieces */
            CaptionText *text = arena_new(arena, CaptionText, 1);
            size_t len = strlen(CASES[i].bytes);
            for (size_t at = 0; at < len; at += step)
                caption_text_add(text, (const uint8_t *)CASES[i].bytes + at,
                                 len - at < step ? len - at : step);
            Str now = shown(arena, text, false), later = shown(arena, text, true);
            if (!str_equal_c(now, CASES[i].now) || !str_equal_c(later, CASES[i].later))
                fail_msg("%s: \"%.*s\", then \"%.*s\"", CASES[i].name, str_arg(now),
                         str_arg(later));
        }
    arena_free(arena);
}

/* Somebody speaks for a minute without a line break. */
static void a_line_without_end_is_cut_at_words(void **state) {
    (void)state;
    Arena *arena = arena_create();
    CaptionText *text = arena_new(arena, CaptionText, 1);
    for (int i = 0; i < 1000; i++) {
        const char *word = arena_printf(arena, "word%d ", i);
        caption_text_add(text, (const uint8_t *)word, strlen(word));
        OverlayCaptions captions = caption_text_shown(text, false);
        Str last = captions.lines[captions.count - 1];
        assert_true(last.len <= CAPTION_BYTES_MAX);
        Str end = str_trim(last), wanted = str_trim(str_from(word));
        assert_true(str_ends(end, wanted.s) ||
                    str_equal(str_slice(end, end.len - wanted.len, wanted.len), wanted));
    }
    OverlayCaptions captions = caption_text_shown(text, false);
    assert_int_equal(captions.count, CAPTION_LINES);
    for (size_t i = 0; i + 1 < captions.count; i++)
        assert_true(captions.lines[i].len >= CAPTION_BYTES_SOON);
    arena_free(arena);
}

/* One word that never ends. */
static void a_word_without_end_is_cut(void **state) {
    (void)state;
    CaptionText text = {0};
    for (int i = 0; i < 100000; i++)
        caption_text_add(&text, (const uint8_t *)"a", 1);
    OverlayCaptions captions = caption_text_shown(&text, true);
    assert_int_equal(captions.count, CAPTION_LINES);
    for (size_t i = 0; i < captions.count; i++)
        assert_true(captions.lines[i].len <= CAPTION_BYTES_MAX);
}

static bool is_text(Str text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t rune = str_next_rune(text, &at);
        if (rune == 0xFFFD || rune < 0x20 || (rune >= 0x7F && rune < 0xA0))
            return false;
    }
    return true;
}

static void whatever_comes_is_text_and_in_any_pieces(void **state) {
    (void)state;
    static const char *const PIECES[] = {"word ",    "公",           "\n",  "\r",
                                         "\xff",     "\xe2\x80",     "न्या", "\x1b",
                                         "\xcc\x81", "\xe2\x80\xae", " "};
    uint64_t random = 19;
    CaptionText whole = {0}, parts = {0};
    uint8_t bytes[64];
    for (int i = 0; i < 20000; i++) {
        size_t len = 0;
        for (uint64_t k = splitmix_next(&random) % 8; k > 0; k--) {
            uint64_t which = splitmix_next(&random) % (countof(PIECES) + 2);
            if (which < countof(PIECES)) {
                memcpy(bytes + len, PIECES[which], strlen(PIECES[which]));
                len += strlen(PIECES[which]);
            } else {
                bytes[len++] = (uint8_t)splitmix_next(&random);
            }
        }
        caption_text_add(&whole, bytes, len);
        for (size_t at = 0; at < len; at++)
            caption_text_add(&parts, bytes + at, 1);
        OverlayCaptions a = caption_text_shown(&whole, i % 2),
                        b = caption_text_shown(&parts, i % 2);
        assert_int_equal(a.count, b.count);
        for (size_t k = 0; k < a.count; k++) {
            assert_true(str_equal(a.lines[k], b.lines[k]));
            assert_true(is_text(a.lines[k]));
        }
    }
    assert_true(whole.faults > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_lines),
        cmocka_unit_test(a_line_without_end_is_cut_at_words),
        cmocka_unit_test(a_word_without_end_is_cut),
        cmocka_unit_test(whatever_comes_is_text_and_in_any_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
