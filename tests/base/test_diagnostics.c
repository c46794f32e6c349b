/* test_diagnostics.c: how findings are kept, sorted and worded for people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diagnostics.h"

static Position at(int32_t line, int32_t column, int32_t span) {
    return (Position){.line = line, .column = column, .span = span};
}

static void formats(void **state) {
    (void)state;
    static const struct {
        const char *name, *source;
        Position at;
        const char *hint, *expected;
    } cases[] = {
        {"the example of the header",
         "a\n    room: mian\nb",
         {2, 11, 4},
         "did you mean \"main\"?",
         "day.yaml:2:11: error: wrong\n"
         "    2 |     room: mian\n"
         "      |           ^~~~\n"
         "      = did you mean \"main\"?\n"},
        {"no hint",
         "abc",
         {1, 1, 1},
         NULL,
         "day.yaml:1:1: error: wrong\n"
         "    1 | abc\n"
         "      | ^\n"},
        {"Han is two cells wide",
         "标题: 开幕",
         {1, 5, 2},
         NULL,
         "day.yaml:1:5: error: wrong\n"
         "    1 | 标题: 开幕\n"
         "      |       ^~~~\n"},
        {"marks take no cell",
         "e\u0301x",
         {1, 3, 1},
         NULL,
         "day.yaml:1:3: error: wrong\n"
         "    1 | e\u0301x\n"
         "      |  ^\n"},
        {"tabs and escapes become spaces",
         "\ta\x1b[31mb",
         {1, 2, 1},
         NULL,
         "day.yaml:1:2: error: wrong\n"
         "    1 |  a [31mb\n"
         "      |  ^\n"},
        {"behind the end of the line",
         "abc",
         {1, 4, 1},
         NULL,
         "day.yaml:1:4: error: wrong\n"
         "    1 | abc\n"
         "      |    ^\n"},
        {"far behind the end",
         "abc",
         {1, 400, 1},
         NULL,
         "day.yaml:1:400: error: wrong\n"
         "    1 | abc\n"
         "      |     ^\n"},
        {"CR LF",
         "a\r\nbcd\r\n",
         {2, 2, 1},
         NULL,
         "day.yaml:2:2: error: wrong\n"
         "    2 | bcd\n"
         "      |  ^\n"},
        {"CR alone",
         "a\rbcd",
         {2, 3, 1},
         NULL,
         "day.yaml:2:3: error: wrong\n"
         "    2 | bcd\n"
         "      |   ^\n"},
        {"a span beyond the line",
         "abc",
         {1, 2, 99},
         NULL,
         "day.yaml:1:2: error: wrong\n"
         "    1 | abc\n"
         "      |  ^~\n"},
        {"a line that is not there",
         "abc",
         {7, 1, 1},
         NULL,
         "day.yaml:7:1: error: wrong\n"
         "    7 | \n"
         "      | ^\n"},
        {"the file as a whole", "abc", {0, 0, 0}, "hint", "day.yaml: error: wrong\n      = hint\n"},
        {"no source", "", {3, 4, 1}, NULL, "day.yaml:3:4: error: wrong\n"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Diagnostics diagnostics =
            diagnostics_create(arena, str_from("day.yaml"), str_from(cases[i].source));
        diagnostics_add(&diagnostics, SEVERITY_ERROR, "code", cases[i].at, cases[i].hint, "wrong");
        Str got = diagnostic_format(arena, &diagnostics, &diagnostics.items[0]);
        if (!str_equal_c(got, cases[i].expected))
            fail_msg("%s:\n%.*s", cases[i].name, str_arg(got));
        arena_free(arena);
    }
}

static void long_lines_are_cut_around_the_caret(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char line[1001];
    for (size_t i = 0; i < 1000; i++)
        line[i] = (char)('a' + i % 26);
    line[1000] = 0;
    line[500] = '!';
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), str_from(line));
    diagnostics_add(&diagnostics, SEVERITY_NOTE, "code", at(1, 501, 1), NULL, "here");
    Str got = diagnostic_format(arena, &diagnostics, &diagnostics.items[0]);
    size_t quoted = str_find(got, "\n") + 1;
    Str rest = str_slice(got, quoted, got.len);
    size_t width = str_find(rest, "\n");
    Str below = str_slice(rest, width + 1, rest.len);
    assert_in_range(width, 100, 140);
    assert_true(str_find(rest, "…") == 8);
    /* "…" has three bytes and takes one cell */
    assert_int_equal(str_find(rest, "!") - 2, str_find(below, "^"));
    arena_free(arena);
}

/* Of a line of 200 kB only what lies around the place is looked at: it looks as in a shorter one.
 */
static void the_longest_lines_are_quoted_as_others_are(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str quotes[2];
    for (int i = 0; i < 2; i++) {
        size_t units = i ? 20000 : 250, len = 0;
        char *line = arena_new(arena, char, units * 12);
        for (size_t k = 0; k < units; k++, len += 12)
            memcpy(line + len, "abc 蜂 defg", 12);
        Diagnostics diagnostics =
            diagnostics_create(arena, str_from("f"), (Str){.s = line, .len = len});
        int32_t column = (int32_t)(units - 100) * 10 + 7;
        diagnostics_add(&diagnostics, SEVERITY_NOTE, "code", at(1, column, 4), NULL, "here");
        Str got = diagnostic_format(arena, &diagnostics, &diagnostics.items[0]);
        quotes[i] = str_slice(got, str_find(got, "\n"), got.len);
    }
    assert_true(str_find(quotes[0], "^~~~") != SIZE_MAX);
    if (!str_equal(quotes[0], quotes[1]))
        fail_msg("%.*s%.*s", str_arg(quotes[0]), str_arg(quotes[1]));
    arena_free(arena);
}

/* 118 letters and a family of 2 cells each: the line is cut before the second person. */
static void long_lines_are_cut_between_characters(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str line = str_printf(arena, "%0118d👨\u200d👩\u200d👧 and more", 0);
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), line);
    diagnostics_add(&diagnostics, SEVERITY_NOTE, "code", at(1, 1, 1), NULL, "here");
    Str got = diagnostic_format(arena, &diagnostics, &diagnostics.items[0]);
    assert_true(str_find(got, "0…\n") != SIZE_MAX);
    arena_free(arena);
}

static void one_line_for_logs(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("day.yaml"), str_from("x"));
    diagnostics_add(&diagnostics, SEVERITY_WARNING, "code", at(14, 12, 4), "did you mean \"main\"?",
                    "room \"%s\" is\nnot in rooms", "mian");
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "code", at(0, 0, 0), NULL, "empty");
    Str line = diagnostic_format_line(arena, &diagnostics, &diagnostics.items[0]);
    assert_string_equal(
        line.s, "day.yaml:14:12: warning: room \"mian\" is not in rooms; did you mean \"main\"?");
    assert_string_equal(diagnostic_format_line(arena, &diagnostics, &diagnostics.items[1]).s,
                        "day.yaml: error: empty");
    arena_free(arena);
}

static void sorts_by_place_then_severity(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
    diagnostics_add(&diagnostics, SEVERITY_WARNING, "c", at(5, 2, 1), NULL, "e");
    diagnostics_add(&diagnostics, SEVERITY_WARNING, "c", at(2, 9, 1), NULL, "d");
    diagnostics_add(&diagnostics, SEVERITY_NOTE, "c", at(2, 3, 1), NULL, "c");
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "c", at(2, 3, 1), NULL, "b");
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "c", at(0, 0, 0), NULL, "a");
    diagnostics_add(&diagnostics, SEVERITY_WARNING, "c", at(5, 2, 1), NULL, "f");
    diagnostics_sort(&diagnostics);
    char order[7] = "";
    for (size_t i = 0; i < diagnostics.count; i++)
        order[i] = diagnostics.items[i].message.s[0];
    assert_string_equal(order, "abcdef");
    arena_free(arena);
}

static void keeps_two_hundred_and_counts_the_rest(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
    assert_false(diagnostics_has_errors(&diagnostics));
    for (int i = 0; i < DIAGNOSTICS_MAX + 50; i++)
        diagnostics_add(&diagnostics, SEVERITY_WARNING, "c", at(i + 1, 1, 1), NULL, "w%d", i);
    assert_int_equal(diagnostics.count, DIAGNOSTICS_MAX);
    assert_int_equal(diagnostics.counts[SEVERITY_WARNING], DIAGNOSTICS_MAX + 50);
    assert_false(diagnostics_has_errors(&diagnostics));
    /* An error is worth more than the last of the warnings. */
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "c", at(9999, 1, 1), NULL, "bad");
    assert_true(diagnostics_has_errors(&diagnostics));
    assert_int_equal(diagnostics.count, DIAGNOSTICS_MAX);
    assert_string_equal(diagnostics.items[DIAGNOSTICS_MAX - 1].message.s, "bad");
    assert_string_equal(diagnostics.items[0].message.s, "w0");
    arena_free(arena);
}

static char *printed(const Diagnostics *diagnostics, char *buffer, size_t size) {
    FILE *file = fmemopen(buffer, size, "w");
    assert_non_null(file);
    diagnostics_print(diagnostics, file);
    fclose(file);
    return buffer;
}

static void prints_all_and_counts(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char buffer[64 * 1024] = "";
    Diagnostics diagnostics = diagnostics_create(arena, str_from("f"), (Str){0});
    assert_string_equal(printed(&diagnostics, buffer, sizeof buffer), "");
    diagnostics_add(&diagnostics, SEVERITY_WARNING, "c", at(9, 1, 1), NULL, "later");
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "c", at(2, 1, 1), NULL, "first");
    diagnostics_add(&diagnostics, SEVERITY_ERROR, "c", at(3, 1, 1), NULL, "second");
    assert_string_equal(printed(&diagnostics, buffer, sizeof buffer),
                        "f:2:1: error: first\nf:3:1: error: second\nf:9:1: warning: later\n"
                        "2 errors, 1 warning\n");
    assert_string_equal(diagnostics.items[0].message.s, "later"); /* they stay as they were */
    for (int i = 0; i < DIAGNOSTICS_MAX; i++)
        diagnostics_add(&diagnostics, SEVERITY_NOTE, "c", at(1, 1, 1), NULL, "n");
    printed(&diagnostics, buffer, sizeof buffer);
    assert_non_null(strstr(buffer, "\n2 errors, 1 warning, 200 notes (3 not shown)\n"));
    arena_free(arena);
}

/* Byte by byte. */
static Str plain_line(Str source, int32_t number) {
    size_t at = 0;
    for (int32_t line = 1; line < number; line++) {
        while (at < source.len && source.s[at] != '\n' && source.s[at] != '\r')
            at++;
        if (at >= source.len)
            return (Str){0};
        at += source.s[at] == '\r' && at + 1 < source.len && source.s[at + 1] == '\n' ? 2 : 1;
    }
    size_t end = at;
    while (end < source.len && source.s[end] != '\n' && source.s[end] != '\r')
        end++;
    return str_slice(source, at, end - at);
}

static void lines_end_in_any_way(void **state) {
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 2000; round++) {
        char text[24];
        random = random * 1664525 + 1013904223;
        Str source = {.s = text, .len = random >> 8 & 15};
        bool has_returns = round % 2;
        for (size_t i = 0; i < source.len; i++) {
            random = random * 1664525 + 1013904223;
            text[i] = "ab\n\r"[(random >> 16) % (has_returns ? 4 : 3)];
        }
        Arena *arena = arena_create();
        Diagnostics diagnostics = diagnostics_create(arena, (Str){0}, source);
        for (int32_t line = 1; line < 20; line++)
            if (!str_equal(diagnostics_line(&diagnostics, line), plain_line(source, line)))
                fail_msg("round %d, line %d", round, (int)line);
        arena_free(arena);
    }
}

/* A message may quote a whole file: its beginning is kept, in whole characters. */
static void long_words_are_cut(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("a.yaml"), (Str){0});
    for (size_t shift = 0; shift < 3; shift++) {
        Str text = str_printf(arena, "%.*s", (int)shift, "ab");
        for (size_t i = 0; i < 2000; i++)
            text = str_printf(arena, "%.*s\u871C", str_arg(text));
        diagnostics_add(&diagnostics, SEVERITY_ERROR, "long", (Position){0}, text.s, "%.*s is long",
                        str_arg(text));
        const Diagnostic *found = &diagnostics.items[shift];
        assert_true(found->message.len > 1900 && found->message.len <= 2003);
        assert_true(str_is_utf8(found->message) && str_ends(found->message, "\u2026"));
        assert_true(found->hint.len > 1900 && found->hint.len <= 2003);
        assert_true(str_is_utf8(found->hint) && str_ends(found->hint, "\u2026"));
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats),
        cmocka_unit_test(long_lines_are_cut_around_the_caret),
        cmocka_unit_test(long_lines_are_cut_between_characters),
        cmocka_unit_test(the_longest_lines_are_quoted_as_others_are),
        cmocka_unit_test(lines_end_in_any_way),
        cmocka_unit_test(one_line_for_logs),
        cmocka_unit_test(sorts_by_place_then_severity),
        cmocka_unit_test(keeps_two_hundred_and_counts_the_rest),
        cmocka_unit_test(prints_all_and_counts),
        cmocka_unit_test(long_words_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
